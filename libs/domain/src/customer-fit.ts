import type { Customer } from './customers.js';
import type { User, WorkingHours } from './directory.js';
import { PREFERENCE_POINTS } from './suggestions.js';

/** What each part counts for; together 1, so a fit without preference runs 0-100. */
export const FIT_WEIGHTS = { familiarity: 0.4, skill: 0.3, relationship: 0.15, hours: 0.15 } as const;

/** Named as the backup of exactly this customer: more than everything else together can say. */
export const CUSTOMER_PREFERENCE_POINTS = 150;

/** One customer as a backup would get to know it. */
export interface FitCustomer extends Pick<Customer, 'segment' | 'industry' | 'needs' | 'language'> {
  /** Of its owner: when it is used to being answered. */
  readonly hours: Pick<User, 'timeZone' | 'workingHours'>;
}

export interface FitCandidate extends Pick<User, 'skills' | 'timeZone' | 'workingHours'> {
  /** Has worked on this customer. */
  readonly isFamiliar: boolean;
  /** Stands in for it now, or did before. */
  readonly hasCovered: boolean;
  /** The absent person's preferred backup. */
  readonly isPreferred: boolean;
  /** Named as backup of this customer. */
  readonly isCustomersBackup: boolean;
}

export interface Fit {
  readonly score: number;
  /** Each 0-100; the preference in points. Not rounded. */
  readonly factors: {
    readonly familiarity: number;
    readonly skill: number;
    readonly relationship: number;
    readonly hours: number;
    readonly preference: number;
  };
  readonly matchedSkills: readonly string[];
}

const MINUTES_A_DAY = 1_440;
const DAYS_A_WEEK = 7;

const folded = (tag: string): string => tag.trim().toLowerCase();

const minuteOf = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
};

/** The minutes of a week, Monday 00:00 UTC first, in which somebody works. `at` says which offset their zone has. */
const workingMinutes = (
  { timeZone, workingHours }: FitCustomer['hours'],
  at: Temporal.Instant,
): (readonly [number, number])[] => {
  const week = MINUTES_A_DAY * DAYS_A_WEEK;
  const offset = Math.round(at.toZonedDateTimeISO(timeZone).offsetNanoseconds / 60e9);
  const { days, from, to } = workingHours satisfies WorkingHours;
  const length = (minuteOf(to) - minuteOf(from) + MINUTES_A_DAY) % MINUTES_A_DAY || MINUTES_A_DAY;
  return days.flatMap((day) => {
    const start = ((day - 1) * MINUTES_A_DAY + minuteOf(from) - offset + week) % week;
    const end = start + length;
    return end <= week ? [[start, end] as const] : [[start, week] as const, [0, end - week] as const];
  });
};

/**
 * How much of the hours in which one works the other works too, 0-100: the same hours in the same zone are 100, Lisbon and Tokyo 0. Zones
 * with the offset they have at `at`; hours over midnight ("22:00" to "06:00") are one stretch.
 */
export const hoursOverlap = (one: FitCustomer['hours'], other: FitCustomer['hours'], at: Temporal.Instant): number => {
  const wanted = workingMinutes(one, at);
  const offered = workingMinutes(other, at);
  const all = wanted.reduce((sum, [from, to]) => sum + to - from, 0);
  let common = 0;
  for (const [from, to] of wanted)
    for (const [start, end] of offered) common += Math.max(0, Math.min(to, end) - Math.max(from, start));
  return all === 0 ? 0 : (100 * common) / all;
};

/**
 * How well somebody fits one customer (product.md 9: per customer, not per portfolio): has worked on it, knows its segment, industry, needs and
 * language, has covered it, works in the same hours; +30 for the absent person's preferred backup, +150 for who is named for this
 * very customer. `overlap` is {@link hoursOverlap} of its owner and the candidate, worked out once a pair.
 */
export const fitOf = (
  customer: Omit<FitCustomer, 'hours'>,
  candidate: Omit<FitCandidate, 'timeZone' | 'workingHours'>,
  overlap: number,
): Fit => {
  const tags = new Set(
    [customer.segment, customer.industry, customer.language, ...customer.needs]
      .filter((tag) => tag !== null)
      .map(folded)
      .filter((tag) => tag !== ''),
  );
  const skills = new Set(candidate.skills.map(folded));
  const matchedSkills = [...tags].filter((tag) => skills.has(tag)).toSorted();
  const factors = {
    familiarity: candidate.isFamiliar ? 100 : 0,
    skill: tags.size === 0 ? 0 : (100 * matchedSkills.length) / tags.size,
    relationship: candidate.hasCovered ? 100 : 0,
    hours: overlap,
    preference:
      (candidate.isPreferred ? PREFERENCE_POINTS : 0) + (candidate.isCustomersBackup ? CUSTOMER_PREFERENCE_POINTS : 0),
  };
  const score =
    factors.familiarity * FIT_WEIGHTS.familiarity +
    factors.skill * FIT_WEIGHTS.skill +
    factors.relationship * FIT_WEIGHTS.relationship +
    factors.hours * FIT_WEIGHTS.hours +
    factors.preference;
  return { score, factors, matchedSkills };
};
