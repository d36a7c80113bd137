import type { Fit, SplitExclusion, Unplaced, WhyNot } from '@understudy/domain';

const EXCLUDED = {
  absent: 'is away in that time',
  not_eligible: 'is not a CSM of the same team',
  at_capacity: 'carries as many customers as they can',
  conflict: 'must not look after this customer',
  language: 'does not speak the language of this customer',
  declined: 'said no',
} as const satisfies Record<SplitExclusion, string>;

const UNPLACED = {
  nobody_eligible: 'Nobody of the team can take this customer in that time.',
  no_capacity: 'Everybody who could take it carries as many customers as they can.',
} as const satisfies Record<Unplaced, string>;

export const exclusionWords = (reason: SplitExclusion): string => EXCLUDED[reason];
export const unplacedWords = (reason: Unplaced): string => UNPLACED[reason];

/** "has worked with this customer; skills that fit: banking; 88 % of the hours": what the fit is made of, in words. */
export const fitWords = ({ factors, matchedSkills }: Fit): string => {
  const words = [
    ...(factors.preference >= 100
      ? ['named as backup of this customer']
      : factors.preference > 0
        ? ['preferred backup']
        : []),
    ...(factors.familiarity > 0 ? ['has worked with this customer'] : []),
    ...(factors.relationship > 0 ? ['has covered it before'] : []),
    ...(matchedSkills.length > 0 ? [`skills that fit: ${matchedSkills.join(', ')}`] : []),
    `works in ${Math.round(factors.hours)} % of the owner's hours`,
  ];
  return words.join('; ');
};

const round = (value: number): number => Math.round(value * 10) / 10;

/** Why this person did not get the customer; null for the one who did, and for people nobody knows of. */
export const whyNotWords = (why: WhyNot): string | null => {
  switch (why.because) {
    case 'chosen':
    case 'unknown_person':
      return null;
    case 'full':
      return 'others fit better or as well for all they can still carry';
    case 'spread':
      return 'fits as well; the load is spread';
    case 'fits_less':
      return `fits less: ${round(why.fit)} against ${round(why.chosenFit)}`;
    default:
      return EXCLUDED[why.because];
  }
};
