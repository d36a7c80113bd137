import { DEFAULT_CAPACITY_POINTS, type User } from './directory.js';
import type { Customer } from './customers.js';
import type { CustomerId, TeamId, UserId } from './ids.js';

export interface SuggestionWeights {
  readonly capacity: number;
  readonly familiarity: number;
  readonly skill: number;
  /** For having covered less than others; 0 leaves PRD-258's formula as it is. */
  readonly fairness: number;
}

/** PRD-258's weights; a team may set its own (product.md 8). Preference is added on top. */
export const DEFAULT_WEIGHTS: SuggestionWeights = { capacity: 0.3, familiarity: 0.3, skill: 0.25, fairness: 0 };

/** What being the preferred backup is worth, in points of the score. */
export const PREFERENCE_POINTS = 30;

export type ExcludedReason = 'absent' | 'at_capacity' | 'not_eligible';

export interface Candidate extends Pick<User, 'id' | 'roles' | 'teamId' | 'skills' | 'capacityPoints'> {
  /** Customers (or points) of their own. */
  readonly load: number;
  /** Customers (or points) they cover or were asked to cover in that time. */
  readonly coverageLoad: number;
  /** Customers they have worked on, of anybody. */
  readonly knownCustomerIds: readonly CustomerId[];
  /** Away in any part of the absence. */
  readonly isAbsent: boolean;
}

/** Each 0-100, the preference 0 or 30; not rounded. */
export interface SuggestionFactors {
  readonly capacityScore: number;
  readonly familiarityScore: number;
  readonly skillMatchScore: number;
  readonly preferenceScore: number;
}

export interface Suggestion {
  readonly userId: UserId;
  readonly score: number;
  readonly factors: SuggestionFactors;
  /** What a reader can check the factors with: "31 of 50 now, knows 17 of 38, banking, freight". */
  readonly evidence: {
    readonly load: number;
    readonly capacityPoints: number;
    readonly knownCustomers: number;
    readonly portfolioCustomers: number;
    readonly matchedSkills: readonly string[];
  };
}

export interface Suggestions {
  readonly items: readonly Suggestion[];
  readonly excluded: readonly { readonly userId: UserId; readonly reason: ExcludedReason }[];
}

export interface SuggestBackupsInput {
  readonly absentee: { readonly id: UserId; readonly teamId: TeamId | null };
  readonly preferredBackupUserId: UserId | null;
  /** The customers to be covered. */
  readonly portfolio: readonly Pick<Customer, 'id' | 'segment' | 'industry' | 'needs'>[];
  readonly candidates: readonly Candidate[];
  readonly weights?: SuggestionWeights;
}

/** `100 × max(0, 1 − (load + coverage load) / capacity points)`; whoever can carry nothing has 0. */
export const capacityScore = (
  load: number,
  coverageLoad: number,
  capacityPoints: number = DEFAULT_CAPACITY_POINTS,
): number => (capacityPoints > 0 ? 100 * Math.max(0, 1 - (load + coverageLoad) / capacityPoints) : 0);

const share = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole);

const folded = (tag: string): string => tag.trim().toLowerCase();

/** The different segments, industries and needs of the customers, in the words of skills. */
export const portfolioTags = (portfolio: SuggestBackupsInput['portfolio']): ReadonlySet<string> =>
  new Set(
    portfolio
      .flatMap(({ segment, industry, needs }) => [segment, industry, ...needs])
      .filter((tag) => tag !== null)
      .map(folded)
      .filter((tag) => tag !== ''),
  );

const excludedReason = (candidate: Candidate, absentee: SuggestBackupsInput['absentee']): ExcludedReason | null => {
  if (candidate.isAbsent) return 'absent';
  if (candidate.load + candidate.coverageLoad >= candidate.capacityPoints) return 'at_capacity';
  const isTeammate = candidate.teamId === absentee.teamId;
  return candidate.roles.includes('csm') && isTeammate ? null : 'not_eligible';
};

const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);

/**
 * Backups by score, best first (product.md 8, PRD-258 FR-2.1): capacity, familiarity and skill 0-100 with their weights, +30 for the
 * preferred one. With 50 capacity points this is PRD-258's formula. Equal scores: who carries less, then the id, so the order
 * never changes by itself. Left out with the first reason that applies: absent, at capacity, not eligible (no CSM of the same
 * team). The absent person is never a candidate. An empty portfolio is nobody's to know: familiarity and skill are 0.
 */
export const suggestBackups = ({
  absentee,
  preferredBackupUserId,
  portfolio,
  candidates,
  weights = DEFAULT_WEIGHTS,
}: SuggestBackupsInput): Suggestions => {
  const tags = portfolioTags(portfolio);
  const portfolioIds = new Set(portfolio.map(({ id }) => id));
  const others = candidates.filter(({ id }) => id !== absentee.id);

  const suggestionOf = (candidate: Candidate): Suggestion => {
    const { load, coverageLoad, capacityPoints } = candidate;
    const known = new Set(candidate.knownCustomerIds.filter((id) => portfolioIds.has(id))).size;
    const matched = new Set(candidate.skills.map(folded).filter((skill) => tags.has(skill)));
    const factors: SuggestionFactors = {
      capacityScore: capacityScore(load, coverageLoad, capacityPoints),
      familiarityScore: share(known, portfolioIds.size),
      skillMatchScore: share(matched.size, tags.size),
      preferenceScore: candidate.id === preferredBackupUserId ? PREFERENCE_POINTS : 0,
    };
    const score =
      factors.capacityScore * weights.capacity +
      factors.familiarityScore * weights.familiarity +
      factors.skillMatchScore * weights.skill +
      factors.preferenceScore;
    const evidence = {
      load: load + coverageLoad,
      capacityPoints,
      knownCustomers: known,
      portfolioCustomers: portfolioIds.size,
      matchedSkills: [...matched].toSorted(byText),
    };
    return { userId: candidate.id, score, factors, evidence };
  };

  const excluded: { userId: UserId; reason: ExcludedReason }[] = [];
  const items: Suggestion[] = [];
  for (const candidate of others) {
    const reason = excludedReason(candidate, absentee);
    if (reason === null) items.push(suggestionOf(candidate));
    else excluded.push({ userId: candidate.id, reason });
  }
  return {
    items: items.toSorted(
      (a, b) => b.score - a.score || a.evidence.load - b.evidence.load || byText(a.userId, b.userId),
    ),
    excluded: excluded.toSorted((a, b) => byText(a.userId, b.userId)),
  };
};
