import { limitFor, type LimitedCustomer, spokenLanguages } from './backup-limits.js';
import { DEFAULT_CAPACITY_POINTS, type User } from './directory.js';
import type { Customer } from './customers.js';
import { fairnessScores } from './fairness.js';
import type { CustomerId, TeamId, UserId } from './ids.js';
import { byText } from './ordering.js';

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

export type ExcludedReason = 'absent' | 'at_capacity' | 'not_eligible' | 'conflict' | 'language';

export interface Candidate extends Pick<User, 'id' | 'roles' | 'teamId' | 'skills' | 'capacityPoints'> {
  /** Customers (or points) of their own. */
  readonly load: number;
  /** Customers (or points) they cover or were asked to cover in that time. */
  readonly coverageLoad: number;
  /** Customers they have worked on, of anybody. */
  readonly knownCustomerIds: readonly CustomerId[];
  /** Away in any part of the absence. */
  readonly isAbsent: boolean;
  /** Customers they must not look after, with the reason that was declared. */
  readonly conflicts?: ReadonlyMap<CustomerId, string>;
  /** Coverage given less received, in customer-days; see fairnessLedger. */
  readonly balance?: number;
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
    /** Of it, their own customers. */
    readonly ownLoad: number;
    /** With all the customers they could take. */
    readonly loadAfter: number;
    readonly balance: number;
    /** Customers of these that somebody else has to take. */
    readonly blocked: readonly { readonly customerId: CustomerId; readonly reason: 'conflict' | 'language' }[];
  };
}

export interface Suggestions {
  readonly items: readonly Suggestion[];
  readonly excluded: readonly { readonly userId: UserId; readonly reason: ExcludedReason }[];
}

export interface SuggestedCustomer extends Pick<Customer, 'id' | 'segment' | 'industry' | 'needs'> {
  /** BCP 47; a hard limit as soon as somebody of the team who is there speaks it. */
  readonly language?: string | null;
  /** In capacity points; 1 when not given. */
  readonly points?: number;
}

export interface SuggestBackupsInput {
  readonly absentee: { readonly id: UserId; readonly teamId: TeamId | null };
  readonly preferredBackupUserId: UserId | null;
  /** The customers to be covered. */
  readonly portfolio: readonly SuggestedCustomer[];
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

/** A CSM of the team: who can be found without being named. */
export const isTeammate = (candidate: Pick<Candidate, 'roles' | 'teamId'>, teamId: TeamId | null): boolean =>
  candidate.roles.includes('csm') && candidate.teamId === teamId;

const excludedReason = (candidate: Candidate, absentee: SuggestBackupsInput['absentee']): ExcludedReason | null => {
  if (candidate.isAbsent) return 'absent';
  if (candidate.load + candidate.coverageLoad >= candidate.capacityPoints) return 'at_capacity';
  return isTeammate(candidate, absentee.teamId) ? null : 'not_eligible';
};

type Blocked = Suggestion['evidence']['blocked'];

const blockedOf = (candidate: Candidate, portfolio: readonly LimitedCustomer[], spoken: ReadonlySet<string>): Blocked =>
  portfolio.flatMap((customer) => {
    const reason = limitFor(candidate, customer, spoken);
    return reason === null ? [] : [{ customerId: customer.id, reason }];
  });

/**
 * Backups by score, best first (product.md 8, PRD-258 FR-2.1): capacity, familiarity and skill 0-100 with their weights, +30 for the
 * preferred one. With 50 capacity points this is PRD-258's formula; fairness counts when it has a weight. Equal scores: who has given less
 * coverage, who carries less, then the id, so the order never changes by itself. Left out with the first reason that applies:
 * absent, at capacity, not eligible (no CSM of the same team), and whoever may take none of the customers: a declared conflict, a
 * language that others of the team speak. The absent person is never a candidate. An empty portfolio is nobody's to know:
 * familiarity and skill are 0.
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
  const able = others.filter((candidate) => excludedReason(candidate, absentee) === null);
  const spoken = spokenLanguages(able, portfolio);
  const fairness = fairnessScores(new Map(able.map(({ id, balance = 0 }) => [id, balance])));

  const suggestionOf = (candidate: Candidate, blocked: Blocked): Suggestion => {
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
      factors.preferenceScore +
      (fairness.get(candidate.id) ?? 0) * weights.fairness;
    const gone = new Set(blocked.map((one) => one.customerId));
    const added = portfolio.reduce((sum, { id, points = 1 }) => (gone.has(id) ? sum : sum + points), 0);
    const evidence = {
      load: load + coverageLoad,
      capacityPoints,
      knownCustomers: known,
      portfolioCustomers: portfolioIds.size,
      matchedSkills: [...matched].toSorted(byText),
      ownLoad: load,
      loadAfter: load + coverageLoad + added,
      balance: candidate.balance ?? 0,
      blocked,
    };
    return { userId: candidate.id, score, factors, evidence };
  };

  const excluded: { userId: UserId; reason: ExcludedReason }[] = [];
  const items: Suggestion[] = [];
  for (const candidate of others) {
    const reason = excludedReason(candidate, absentee);
    const blocked = reason === null ? blockedOf(candidate, portfolio, spoken) : [];
    const first = blocked.length === portfolio.length ? blocked[0] : undefined;
    if (reason !== null) excluded.push({ userId: candidate.id, reason });
    else if (first) excluded.push({ userId: candidate.id, reason: first.reason });
    else items.push(suggestionOf(candidate, blocked));
  }
  return {
    items: items.toSorted(
      (a, b) =>
        b.score - a.score ||
        a.evidence.balance - b.evidence.balance ||
        a.evidence.load - b.evidence.load ||
        byText(a.userId, b.userId),
    ),
    excluded: excluded.toSorted((a, b) => byText(a.userId, b.userId)),
  };
};
