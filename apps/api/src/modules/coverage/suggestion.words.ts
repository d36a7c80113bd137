import type { CustomerLimit, ExcludedReason, Fit, Suggestion, SuggestionFactors } from '@understudy/domain';

/** After the person's name, as in "Dana is away in that time". */
export const EXCLUDED = {
  absent: 'is away in that time',
  at_capacity: 'carries as many customers as they can',
  not_eligible: 'is not a CSM of the same team',
  conflict: 'must not look after these customers: a conflict is declared',
  language: 'does not speak the language of these customers, and others of the team do',
} as const satisfies Record<ExcludedReason, string>;

/** Instead of `absent`, for whoever could stand in for the rest of the time. */
export const AWAY_IN_PART = 'is away for a part of that time';

export const LIMITS = {
  conflict: 'a conflict is declared',
  language: 'does not speak their language, and others of the team do',
} as const satisfies Record<CustomerLimit, string>;

export const round = (value: number): number => Math.round(value * 100) / 100;

export const toFactors = (factors: SuggestionFactors) => ({
  capacity_score: round(factors.capacityScore),
  familiarity_score: round(factors.familiarityScore),
  skill_match_score: round(factors.skillMatchScore),
  preference_score: factors.preferenceScore,
});

/** As an assignment keeps them. */
export const toStoredFactors = (factors: SuggestionFactors): Readonly<Record<string, number>> => toFactors(factors);

/** What the factors were worked out from, and what to think of before asking. */
export function reasonsOf({ factors, evidence }: Suggestion): string[] {
  const { load, capacityPoints, loadAfter, blocked, matchedSkills } = evidence;
  const blockedBy = (reason: CustomerLimit) => blocked.filter((one) => one.reason === reason).length;
  const [conflicts, languages] = [blockedBy('conflict'), blockedBy('language')];
  const all = evidence.portfolioCustomers - blocked.length;
  return [
    `carries ${round(load)} of ${capacityPoints}`,
    `knows ${evidence.knownCustomers} of ${evidence.portfolioCustomers} customers`,
    matchedSkills.length > 0 ? `skills that fit: ${matchedSkills.join(', ')}` : 'no skill that fits',
    ...(factors.preferenceScore > 0 ? ['preferred backup'] : []),
    ...(loadAfter > capacityPoints
      ? [`would carry ${round(loadAfter)} of ${capacityPoints} with all ${all} customers`]
      : []),
    ...(conflicts > 0 ? [`a conflict with ${conflicts} of the customers is declared`] : []),
    ...(languages > 0 ? [`does not speak the language of ${languages} of the customers`] : []),
  ];
}

export function fitWords({ factors, matchedSkills }: Fit): string[] {
  return [
    ...(factors.familiarity > 0 ? ['has worked with them'] : []),
    ...(factors.relationship > 0 ? ['has stood in for them'] : []),
    ...(matchedSkills.length > 0 ? [`skills that fit: ${matchedSkills.join(', ')}`] : []),
    `${Math.round(factors.hours)} % of the hours in common`,
    ...(factors.preference > 0 ? ['named as their backup'] : []),
  ];
}
