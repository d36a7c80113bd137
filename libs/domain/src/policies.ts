import { DomainError } from './errors.js';
import type { TeamId } from './ids.js';
import { DEFAULT_WEIGHTS, type SuggestionWeights } from './suggestions.js';

/** How the backup of a customer without a pre-configured one is chosen (PRD-131 FR-2); `primary` takes the best score. */
export const STRATEGIES = ['primary', 'round_robin', 'workload', 'skill'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Who is turned to when nobody answers, in this order (product.md 7). */
export const RUNGS = ['secondary', 'next-suggestion', 'team-fallback', 'manager'] as const;
export type Rung = (typeof RUNGS)[number];

export const NOTICE_METHODS = ['auto', 'manual', 'none'] as const;
export type NoticeMethod = (typeof NOTICE_METHODS)[number];

/** How much of a customer's load comes from its ARR, its health and its open work; see customerPoints. */
export interface LoadWeights {
  readonly arr: number;
  readonly health: number;
  readonly complexity: number;
}

/** What a team has decided about coverage (product.md 7); a team without one follows the tenant's, that one the defaults. */
export interface CoveragePolicy {
  /** null: for every team without one of its own. */
  readonly teamId: TeamId | null;
  readonly needsApproval: boolean;
  readonly approveWithinMinutes: number;
  readonly needsAcceptance: boolean;
  readonly answerWithinMinutes: number;
  /** For an absence that runs already, and the shortest time anybody gets. */
  readonly urgentAnswerMinutes: number;
  readonly strategy: Strategy;
  readonly weights: SuggestionWeights;
  /** null: every customer is one point. */
  readonly loadWeights: LoadWeights | null;
  /** Portfolios of more customers than this are split among backups; null: only when nobody can carry the whole. */
  readonly splitAbove: number | null;
  /** Ask a secondary backup too. */
  readonly secondary: boolean;
  readonly ladder: readonly Rung[];
  readonly notices: {
    readonly method: NoticeMethod;
    /** null: customers of every segment. */
    readonly segments: readonly string[] | null;
    /** Absences of fewer days send no notices. */
    readonly minDays: number;
  };
  readonly briefGate: { readonly ownerHours: number; readonly managerHours: number };
}

export const DEFAULT_POLICY: CoveragePolicy = {
  teamId: null,
  needsApproval: false,
  approveWithinMinutes: 240,
  needsAcceptance: true,
  answerWithinMinutes: 1440,
  urgentAnswerMinutes: 15,
  strategy: 'primary',
  weights: DEFAULT_WEIGHTS,
  loadWeights: null,
  splitAbove: null,
  secondary: false,
  ladder: RUNGS,
  notices: { method: 'manual', segments: null, minDays: 1 },
  briefGate: { ownerHours: 24, managerHours: 4 },
};

/**
 * Throws coverage-policies.malformed with every problem: a rung named twice, rungs out of the order people are turned to, a ladder
 * that asks a secondary nobody asked for, a brief gate that warns the manager before the owner.
 */
export const requirePolicy = (policy: CoveragePolicy): CoveragePolicy => {
  const problems: { path: string; message: string }[] = [];
  const places = policy.ladder.map((rung) => RUNGS.indexOf(rung));
  if (new Set(places).size !== places.length) problems.push({ path: 'ladder', message: 'each step at most once' });
  if (places.some((place, index) => index > 0 && place < (places[index - 1] ?? -1)))
    problems.push({ path: 'ladder', message: `the order is ${RUNGS.join(', ')}; leave out what you do not want` });
  if (policy.briefGate.managerHours > policy.briefGate.ownerHours)
    problems.push({ path: 'brief_gate.manager_hours', message: 'the owner is warned first: at most owner_hours' });
  if (policy.urgentAnswerMinutes > policy.answerWithinMinutes)
    problems.push({ path: 'urgent_answer_minutes', message: 'must not be longer than answer_within_minutes' });
  const { capacity, familiarity, skill } = policy.weights;
  if (capacity + familiarity + skill === 0)
    problems.push({ path: 'weights', message: 'at least one of capacity, familiarity and skill must count' });
  if (problems.length > 0) throw new DomainError('coverage-policies.malformed', { problems });
  return policy;
};
