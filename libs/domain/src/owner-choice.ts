import { managerChain } from './directory.js';
import type { CustomerId, TeamId, UserId } from './ids.js';
import { availableInstead } from './responsible.js';
import type { Roster } from './roster.js';
import { byText } from './ordering.js';

/** Where an owner may come from, in the order of product.md 15. Routing rules are more steps, put in front of the defaults. */
export type OwnerStep =
  | { readonly kind: 'hand-picked'; readonly userId: UserId; readonly reason: string | null }
  | {
      readonly kind: 'rule' | 'catch-all';
      readonly ruleId: string;
      readonly ruleName: string;
      readonly target: { readonly userId: UserId } | { readonly teamId: TeamId };
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
export type OwnerOutcome = 'chosen' | 'absent' | 'team-empty' | 'nobody-free' | 'no-manager';

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

/** The steps without rules: hand-picked, category's owner, category's team, managers of the CSM. */
export const defaultOwnerSteps = (given: {
  readonly handPicked?: { readonly userId: UserId; readonly reason: string | null } | null;
  readonly category?: { readonly defaultOwnerId: UserId | null; readonly defaultTeamId: TeamId | null } | null;
  readonly csmId?: UserId | null;
}): OwnerStep[] => {
  const steps: OwnerStep[] = [];
  if (given.handPicked) steps.push({ kind: 'hand-picked', ...given.handPicked });
  if (given.category?.defaultOwnerId) steps.push({ kind: 'category-owner', userId: given.category.defaultOwnerId });
  if (given.category?.defaultTeamId) steps.push({ kind: 'category-team', teamId: given.category.defaultTeamId });
  if (given.csmId) steps.push({ kind: 'manager-chain', of: given.csmId });
  return steps;
};

interface Found {
  readonly ownerId: UserId | null;
  readonly meantId: UserId | null;
  readonly outcome: OwnerOutcome;
}

const fromPerson = (userId: UserId, { at, customerId, roster }: ChooseOwnerInput): Found => {
  const { userId: ownerId } = availableInstead(roster, userId, at, customerId);
  return { ownerId, meantId: userId, outcome: ownerId === null ? 'absent' : 'chosen' };
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

const find = (step: OwnerStep, input: ChooseOwnerInput): Found => {
  switch (step.kind) {
    case 'hand-picked':
    case 'category-owner':
      return fromPerson(step.userId, input);
    case 'category-team':
      return fromTeam(step.teamId, input);
    case 'rule':
    case 'catch-all':
      return 'userId' in step.target ? fromPerson(step.target.userId, input) : fromTeam(step.target.teamId, input);
    case 'manager-chain':
      return fromManagers(step.of, input);
  }
};

/**
 * Who owns a new escalation: the first step that gives somebody who is there (product.md 15). A named person who is away is
 * replaced by whoever covers them, for this customer or for everything; a team gives its least loaded member.
 */
export const chooseOwner = (input: ChooseOwnerInput): OwnerChoice => {
  const why: OwnerWhy[] = [];
  for (const step of input.steps) {
    const { ownerId, meantId, outcome } = find(step, input);
    why.push({ kind: step.kind, userId: ownerId ?? meantId, outcome, ruleId: 'ruleId' in step ? step.ruleId : null });
    if (ownerId !== null)
      return { ownerId, because: step.kind, standsInFor: meantId === ownerId ? null : meantId, why };
  }
  return { ownerId: null, because: null, standsInFor: null, why };
};
