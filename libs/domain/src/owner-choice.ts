import { managerChain } from './directory.js';
import type { CustomerId, TeamId, UserId } from './ids.js';
import { availableInstead } from './responsible.js';
import type { Roster } from './roster.js';
import { byText } from './ordering.js';

/** Whom a step means: one person, the least loaded of a team, the nearest manager above somebody; an id that is neither is nobody. */
export type OwnerTarget =
  | { readonly userId: UserId }
  | { readonly teamId: TeamId }
  | { readonly managersOf: UserId | null }
  | { readonly unknownId: string };

/** Where an owner may come from, in the order of product.md 15. */
export type OwnerStep =
  | { readonly kind: 'hand-picked'; readonly userId: UserId; readonly reason: string | null }
  | { readonly kind: 'hand-picked-team'; readonly teamId: TeamId; readonly reason: string | null }
  | {
      readonly kind: 'rule' | 'catch-all';
      readonly ruleId: string;
      readonly ruleName: string;
      readonly target: OwnerTarget;
    }
  | { readonly kind: 'category-owner'; readonly userId: UserId }
  | { readonly kind: 'category-team'; readonly teamId: TeamId }
  | { readonly kind: 'manager-chain'; readonly of: UserId };

export type OwnerKind = OwnerStep['kind'];

/** A member of a team as the choice needs them: what they carry and the most they may, null for no limit. */
export interface TeamMember {
  readonly userId: UserId;
  readonly openEscalations: number;
  readonly cap: number | null;
}

/** Why a step gave nobody, or that it gave somebody. */
export type OwnerOutcome = 'chosen' | 'absent' | 'left' | 'team-empty' | 'nobody-free' | 'no-manager' | 'unknown';

export interface OwnerWhy {
  readonly kind: OwnerKind;
  readonly userId: UserId | null;
  readonly outcome: OwnerOutcome;
  readonly ruleId: string | null;
}

export interface OwnerChoice {
  /** null: nobody could be found; the escalation stays open without owner and is assigned later (product.md 2). */
  readonly ownerId: UserId | null;
  readonly because: OwnerKind | null;
  /** Who was meant when somebody stands in; null otherwise. */
  readonly standsInFor: UserId | null;
  /** Every step tried, in order, the deciding one last. */
  readonly why: readonly OwnerWhy[];
}

export interface ChooseOwnerInput {
  readonly steps: readonly OwnerStep[];
  readonly at: Temporal.Instant;
  readonly customerId: CustomerId | null;
  readonly roster: Roster;
  readonly teams: ReadonlyMap<TeamId, readonly TeamMember[]>;
}

/** A rule as a step: who it is and whom it assigns to. */
export interface RuleStep {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly target: OwnerTarget;
}

/** Product.md 15: hand-picked, the first matching rule, category's owner, category's team, the catch-all rule, managers of the CSM. */
export const defaultOwnerSteps = (given: {
  readonly handPicked?: { readonly userId: UserId; readonly reason: string | null } | null;
  readonly rule?: RuleStep | null;
  readonly category?: { readonly defaultOwnerId: UserId | null; readonly defaultTeamId: TeamId | null } | null;
  readonly catchAll?: RuleStep | null;
  readonly csmId?: UserId | null;
}): OwnerStep[] => {
  const steps: OwnerStep[] = [];
  if (given.handPicked) steps.push({ kind: 'hand-picked', ...given.handPicked });
  if (given.rule) steps.push({ kind: 'rule', ...given.rule });
  if (given.category?.defaultOwnerId) steps.push({ kind: 'category-owner', userId: given.category.defaultOwnerId });
  if (given.category?.defaultTeamId) steps.push({ kind: 'category-team', teamId: given.category.defaultTeamId });
  if (given.catchAll) steps.push({ kind: 'catch-all', ...given.catchAll });
  if (given.csmId) steps.push({ kind: 'manager-chain', of: given.csmId });
  return steps;
};

interface Found {
  readonly ownerId: UserId | null;
  readonly meantId: UserId | null;
  readonly outcome: OwnerOutcome;
}

const fromPerson = (userId: UserId, { at, customerId, roster }: ChooseOwnerInput): Found => {
  const { userId: ownerId, chain } = availableInstead(roster, userId, at, customerId);
  if (ownerId !== null) return { ownerId, meantId: userId, outcome: 'chosen' };
  return { ownerId, meantId: userId, outcome: chain[0]?.outcome === 'left' ? 'left' : 'absent' };
};

/** The member who is there, below their cap, and carries least; equal loads go by id. Nobody's backup is asked: colleagues are nearer. */
const fromTeam = (teamId: TeamId, { at, roster, teams }: ChooseOwnerInput): Found => {
  const members = teams.get(teamId) ?? [];
  const [least] = members
    .filter(
      ({ userId, openEscalations, cap }) =>
        availableInstead(roster, userId, at).userId === userId && (cap === null || openEscalations < cap),
    )
    .toSorted((a, b) => a.openEscalations - b.openEscalations || byText(a.userId, b.userId));
  if (least) return { ownerId: least.userId, meantId: least.userId, outcome: 'chosen' };
  return { ownerId: null, meantId: null, outcome: members.length === 0 ? 'team-empty' : 'nobody-free' };
};

const fromManagers = (of: UserId, input: ChooseOwnerInput): Found => {
  const chain = managerChain(of, input.roster.people);
  for (const managerId of chain) {
    const found = fromPerson(managerId, input);
    if (found.ownerId !== null) return found;
  }
  return { ownerId: null, meantId: null, outcome: chain.length === 0 ? 'no-manager' : 'nobody-free' };
};

const fromTarget = (target: OwnerTarget, input: ChooseOwnerInput): Found => {
  if ('userId' in target) return fromPerson(target.userId, input);
  if ('teamId' in target) return fromTeam(target.teamId, input);
  if ('unknownId' in target) return { ownerId: null, meantId: null, outcome: 'unknown' };
  return target.managersOf === null
    ? { ownerId: null, meantId: null, outcome: 'no-manager' }
    : fromManagers(target.managersOf, input);
};

/** Whom a step means, whatever its kind. */
export const targetOfStep = (step: OwnerStep): OwnerTarget => {
  switch (step.kind) {
    case 'hand-picked':
    case 'category-owner':
      return { userId: step.userId };
    case 'hand-picked-team':
    case 'category-team':
      return { teamId: step.teamId };
    case 'rule':
    case 'catch-all':
      return step.target;
    case 'manager-chain':
      return { managersOf: step.of };
  }
};

/**
 * Who owns a new escalation: the first step that gives somebody who is there (product.md 15). A named person who is away is
 * replaced by whoever covers them, for this customer or for everything; a team gives its least loaded member.
 */
export const chooseOwner = (input: ChooseOwnerInput): OwnerChoice => {
  const why: OwnerWhy[] = [];
  for (const step of input.steps) {
    const { ownerId, meantId, outcome } = fromTarget(targetOfStep(step), input);
    why.push({ kind: step.kind, userId: ownerId ?? meantId, outcome, ruleId: 'ruleId' in step ? step.ruleId : null });
    if (ownerId !== null)
      return { ownerId, because: step.kind, standsInFor: meantId === ownerId ? null : meantId, why };
  }
  return { ownerId: null, because: null, standsInFor: null, why };
};

/**
 * The second owner, who is optional (PRD-243 FR-2.2): the first target that gives somebody who is there and does not own it already. A
 * team gives its least loaded other member.
 */
export const chooseSecondary = (
  targets: readonly OwnerTarget[],
  ownerId: UserId | null,
  input: Omit<ChooseOwnerInput, 'steps'>,
): UserId | null => {
  const teams = new Map(
    [...input.teams].map(([id, members]) => [id, members.filter(({ userId }) => userId !== ownerId)]),
  );
  for (const target of targets) {
    const found = fromTarget(target, { ...input, steps: [], teams }).ownerId;
    if (found !== null && found !== ownerId) return found;
  }
  return null;
};

/** Everybody a target means when people are only to be told: the person as named, all of a team, the nearest manager who is there. */
export const targetHolders = (target: OwnerTarget, input: Omit<ChooseOwnerInput, 'steps'>): readonly UserId[] => {
  if ('userId' in target) return [target.userId];
  if ('teamId' in target) return (input.teams.get(target.teamId) ?? []).map(({ userId }) => userId);
  const { ownerId } = fromTarget(target, { ...input, steps: [] });
  return ownerId === null ? [] : [ownerId];
};
