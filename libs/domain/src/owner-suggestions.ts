import { type BusinessCalendar, isBusinessTime } from './business-time.js';
import type { User } from './directory.js';
import type { UserId } from './ids.js';
import { byText } from './ordering.js';

/** What each part counts for; together 1. Knowing the matter comes first (PRD-243 FR-2.4: "based on expertise tags"). */
export const OWNER_WEIGHTS = { expertise: 0.6, load: 0.3, presence: 0.1 } as const;

/** A tag of the category says more about the problem than a word of the customer does. */
const TAG_WEIGHTS = { category: 2, customer: 1 } as const;

/** Open escalations at which somebody without a cap of their own has no room in the score. */
const FULL_LOAD = 10;

export type OwnerExcluded = 'owns_it' | 'absent' | 'at_capacity' | 'unavailable' | 'no_expertise';

export interface OwnerCandidate extends Pick<User, 'id' | 'skills' | 'timeZone' | 'workingHours'> {
  readonly openEscalations: number;
  /** The most they may carry; null for no limit. */
  readonly cap: number | null;
  /** A supporter who switched themselves off. */
  readonly isUnavailable: boolean;
  readonly isAbsent: boolean;
  /** Who is there in their place; null when nobody. */
  readonly coveredBy: UserId | null;
  /** Named by the category, a manager of the customer's CSM, or a supporter of a conversation: may own it without a matching tag. */
  readonly isNamed: boolean;
  /** Owns it already. */
  readonly isOwner: boolean;
}

export interface SuggestOwnersInput {
  readonly category: { readonly name: string; readonly expertise: readonly string[] };
  /** null: nothing is known of the customer. */
  readonly customer: {
    readonly segment: string | null;
    readonly industry: string | null;
    readonly stage: string | null;
    readonly needs: readonly string[];
  } | null;
  readonly candidates: readonly OwnerCandidate[];
  readonly at: Temporal.Instant;
}

export interface OwnerSuggestion {
  readonly userId: UserId;
  /** 0-100, one decimal. */
  readonly score: number;
  /** Each 0-100, one decimal. */
  readonly factors: { readonly expertise: number; readonly load: number; readonly presence: number };
  readonly matchedTags: readonly string[];
  readonly openEscalations: number;
  readonly cap: number | null;
  readonly isNamed: boolean;
}

export interface OwnerSuggestions {
  readonly wantedTags: readonly string[];
  readonly items: readonly OwnerSuggestion[];
  readonly excluded: readonly {
    readonly userId: UserId;
    readonly reason: OwnerExcluded;
    readonly coveredBy: UserId | null;
  }[];
}

const folded = (tag: string): string => tag.trim().toLowerCase();
const rounded = (score: number): number => Math.round(score * 10) / 10;

/** What whoever owns this should know, with its weight: the category's name and tags, and the customer's words. */
const wantedTags = ({ category, customer }: SuggestOwnersInput): ReadonlyMap<string, number> => {
  const tags = new Map<string, number>();
  const add = (words: readonly (string | null)[], weight: number): void => {
    for (const word of words) if (word !== null && folded(word) !== '') tags.set(folded(word), weight);
  };
  if (customer) add([customer.segment, customer.industry, customer.stage, ...customer.needs], TAG_WEIGHTS.customer);
  add([category.name, ...category.expertise], TAG_WEIGHTS.category);
  return tags;
};

const excludedReason = (candidate: OwnerCandidate, matches: number): OwnerExcluded | null => {
  if (candidate.isOwner) return 'owns_it';
  if (candidate.isAbsent) return 'absent';
  if (candidate.isUnavailable) return 'unavailable';
  if (candidate.cap !== null && candidate.openEscalations >= candidate.cap) return 'at_capacity';
  return matches === 0 && !candidate.isNamed ? 'no_expertise' : null;
};

const loadScore = ({ openEscalations, cap }: OwnerCandidate): number =>
  100 * Math.max(0, 1 - openEscalations / Math.max(1, cap ?? FULL_LOAD));

/** At their desk now counts whole, out of hours half: they can still be reached. */
const presenceScore = ({ workingHours, timeZone }: OwnerCandidate, at: Temporal.Instant): number => {
  const calendar: BusinessCalendar = { ...workingHours, timeZone, holidays: [] };
  return isBusinessTime(at, calendar) ? 100 : 50;
};

/**
 * Who would be a good owner (PRD-243 FR-2.4), best first: the share of the wanted tags among their skills, what they carry, whether they
 * work now. Equal scores go by load, then id. Whoever is left out is named with the reason, those without a matching tag last.
 */
export const suggestOwners = (input: SuggestOwnersInput): OwnerSuggestions => {
  const wanted = wantedTags(input);
  const all = [...wanted.values()].reduce((sum, weight) => sum + weight, 0);
  const items: OwnerSuggestion[] = [];
  const excluded: OwnerSuggestions['excluded'][number][] = [];
  for (const candidate of input.candidates) {
    const skills = new Set(candidate.skills.map(folded));
    const matched = [...wanted].filter(([tag]) => skills.has(tag));
    const reason = excludedReason(candidate, matched.length);
    if (reason !== null) {
      excluded.push({ userId: candidate.id, reason, coveredBy: reason === 'absent' ? candidate.coveredBy : null });
      continue;
    }
    const factors = {
      expertise: all === 0 ? 0 : (100 * matched.reduce((sum, [, weight]) => sum + weight, 0)) / all,
      load: loadScore(candidate),
      presence: presenceScore(candidate, input.at),
    };
    const score =
      factors.expertise * OWNER_WEIGHTS.expertise +
      factors.load * OWNER_WEIGHTS.load +
      factors.presence * OWNER_WEIGHTS.presence;
    items.push({
      userId: candidate.id,
      score: rounded(score),
      factors: {
        expertise: rounded(factors.expertise),
        load: rounded(factors.load),
        presence: rounded(factors.presence),
      },
      matchedTags: matched.map(([tag]) => tag).toSorted(byText),
      openEscalations: candidate.openEscalations,
      cap: candidate.cap,
      isNamed: candidate.isNamed,
    });
  }
  return {
    wantedTags: [...wanted.keys()].toSorted(byText),
    items: items.toSorted(
      (a, b) => b.score - a.score || a.openEscalations - b.openEscalations || byText(a.userId, b.userId),
    ),
    excluded: excluded.toSorted(
      (a, b) => Number(a.reason === 'no_expertise') - Number(b.reason === 'no_expertise') || byText(a.userId, b.userId),
    ),
  };
};
