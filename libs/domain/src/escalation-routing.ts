import type { CategoryId, CustomerId, TeamId, UserId } from './ids.js';
import {
  chooseOwner,
  chooseSecondary,
  defaultOwnerSteps,
  type OwnerChoice,
  type OwnerStep,
  type OwnerTarget,
  type RuleStep,
  targetHolders,
  type TeamMember,
} from './owner-choice.js';
import type { Roster } from './roster.js';
import { matchingRule, type RoutingFacts } from './routing-match.js';
import { isCatchAll, parseTarget, type RoutingRule, titleOfRule } from './routing-rules.js';

/** What a category gives when no rule of its own does. */
export interface CategoryOwners {
  readonly id?: CategoryId;
  readonly defaultOwnerId: UserId | null;
  readonly defaultTeamId: TeamId | null;
  readonly defaultSecondaryId?: UserId | null;
}

/** Who is there to be meant by an id: a person first, then a team. */
export interface KnownTargets {
  readonly people: Pick<ReadonlyMap<UserId, unknown>, 'has'>;
  readonly teams: Pick<ReadonlyMap<TeamId, unknown>, 'has'>;
}

/** A rule's target as it stands in its JSON, resolved; whatever is neither a person nor a team is an unknown id. */
export const resolveTarget = (text: string, csmId: UserId | null, known: KnownTargets): OwnerTarget => {
  const target = parseTarget(text);
  if (target === null) return { unknownId: text };
  if (target.kind === 'manager-of-csm') return { managersOf: csmId };
  const { id } = target;
  if (known.people.has(id as UserId)) return { userId: id as UserId };
  if (known.teams.has(id as TeamId)) return { teamId: id as TeamId };
  return { unknownId: id };
};

export interface RouteInput {
  readonly book: readonly RoutingRule[];
  readonly facts: RoutingFacts;
  readonly category: CategoryOwners | null;
  readonly handPicked?: { readonly userId: UserId; readonly reason: string | null } | null;
  readonly handPickedSecondaryId?: UserId | null;
  readonly csmId: UserId | null;
  readonly customerId: CustomerId | null;
  readonly at: Temporal.Instant;
  readonly roster: Roster;
  readonly teams: ReadonlyMap<TeamId, readonly TeamMember[]>;
}

export interface Route {
  /** The first rule that matched, the catch-all included; null only without a book. */
  readonly rule: RoutingRule | null;
  readonly choice: OwnerChoice;
  readonly secondaryId: UserId | null;
  /** Told beside the owners, once each, by id. */
  readonly notify: readonly UserId[];
  readonly slaMultiplier: number;
  readonly wantsSlackChannel: boolean;
}

/** Product.md 15 as steps, with the rule that matched in its place. */
export const stepsOf = (
  rule: RoutingRule | null,
  book: readonly RoutingRule[],
  given: Pick<RouteInput, 'category' | 'handPicked' | 'csmId'> & { readonly known: KnownTargets },
): OwnerStep[] => {
  const asStep = (one: RoutingRule): RuleStep => ({
    ruleId: one.id,
    ruleName: titleOfRule(one),
    target: resolveTarget(one.actions.assignTo, given.csmId, given.known),
  });
  const catchAll = book.findLast(isCatchAll) ?? null;
  return defaultOwnerSteps({
    handPicked: given.handPicked ?? null,
    rule: rule === null || isCatchAll(rule) ? null : asStep(rule),
    category: given.category,
    catchAll: catchAll && asStep(catchAll),
    csmId: given.csmId,
  });
};

/**
 * Who owns a new escalation and what else its rule says (PRD-243 FR-2): the first matching rule counts, also when somebody was picked by
 * hand, whose owner then stands and whose other actions are done all the same. The clock's factor is 1 unless the rule says otherwise.
 */
export const routeEscalation = (input: RouteInput): Route => {
  const { book, facts, category, csmId, roster, teams } = input;
  const known = { people: roster.people, teams };
  const rule = matchingRule(book, facts);
  const choice = chooseOwner({ ...input, steps: stepsOf(rule, book, { ...input, known }) });

  const resolve = (text: string): OwnerTarget => resolveTarget(text, csmId, known);
  const wanted: OwnerTarget[] = input.handPickedSecondaryId
    ? [{ userId: input.handPickedSecondaryId }]
    : [
        ...(rule?.actions.assignSecondaryTo === undefined ? [] : [resolve(rule.actions.assignSecondaryTo)]),
        ...(category?.defaultSecondaryId ? [{ userId: category.defaultSecondaryId }] : []),
      ];
  const secondaryId = chooseSecondary(wanted, choice.ownerId, input);
  const told = new Set((rule?.actions.notify ?? []).flatMap((text) => targetHolders(resolve(text), input)));
  for (const owner of [choice.ownerId, secondaryId]) if (owner !== null) told.delete(owner);
  return {
    rule,
    choice,
    secondaryId,
    notify: [...told].toSorted(),
    slaMultiplier: rule?.actions.slaMultiplier ?? 1,
    wantsSlackChannel: rule?.actions.createSlackChannel ?? false,
  };
};
