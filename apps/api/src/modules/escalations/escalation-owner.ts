import { Injectable } from '@nestjs/common';
import {
  availableInstead,
  chooseOwner,
  type CustomerId,
  defaultOwnerSteps,
  DomainError,
  type OwnerKind,
  type OwnerOutcome,
  roster,
  type TeamId,
  type TeamMember,
  type UserId,
} from '@understudy/domain';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import type { CustomerRecord, PersonName } from '../customers/index.js';
import { type LoadedRoster, ResponsibleService } from '../responsibility/index.js';
import type { CategoryRecord, OwnerBecause } from './escalation.records.js';
import { EscalationsRepository } from './escalations.repository.js';

const RULES = {
  'hand-picked': 'hand-picked',
  'category-owner': 'category-owner',
  'category-team': 'category-team',
  'manager-chain': 'manager-chain',
} as const;
type Rule = keyof typeof RULES;
const isRule = (kind: OwnerKind): kind is Rule => kind in RULES;

const WORDS = {
  'hand-picked': 'picked by whoever escalated',
  'category-owner': 'default owner of the category',
  'category-team': "least loaded of the category's team",
  'manager-chain': 'next in the chain of managers of the CSM',
} as const satisfies Record<Rule, string>;

const SKIPPED = {
  chosen: '',
  absent: 'is not there and nobody covers them',
  left: 'is not there any more',
  'team-empty': 'the team has no members',
  'nobody-free': 'nobody of them is there',
  'no-manager': 'no manager is set',
  unknown: 'is neither a person nor a team',
} as const satisfies Record<OwnerOutcome, string>;

export interface ChosenOwner {
  readonly ownerId: UserId | null;
  readonly because: OwnerBecause;
}

/** Whose escalation it is to be, as far as choosing asks. */
export interface OwnerQuestion {
  readonly customerId: CustomerId;
  /** By name, as typed. */
  readonly category: string;
  readonly primaryOwnerId: UserId | null;
  readonly secondaryOwnerId: UserId | null;
}

export interface OwnerFacts {
  readonly loaded: LoadedRoster;
  readonly teams: ReadonlyMap<TeamId, readonly TeamMember[]>;
}

export interface OwnerDecision extends ChosenOwner {
  readonly secondaryId: UserId | null;
  /** Stakeholders from the start, beside owners and creator. */
  readonly informedIds: readonly UserId[];
  readonly slaMultiplier: number;
  /** What decided, kept beside the row: rules may change later. */
  readonly routing: JsonObject;
}

/** The owner of a new escalation: loads what choosing asks, in one round trip, and chooses. */
@Injectable()
export class EscalationOwners {
  constructor(
    private readonly responsible: ResponsibleService,
    private readonly escalations: EscalationsRepository,
  ) {}

  /** Throws users.not-found for a person picked by hand who is none of the tenant's. */
  async load(tx: Tx, asked: OwnerQuestion): Promise<OwnerFacts> {
    const picked = [asked.primaryOwnerId, asked.secondaryOwnerId].filter((id) => id !== null);
    const [loaded, teams] = await Promise.all([
      this.responsible.load(tx, [asked.customerId], tx.now, { userIds: picked, category: asked.category }),
      this.escalations.listTeamLoads(tx, asked.category),
    ]);
    requirePeople(loaded, picked);
    return { loaded, teams };
  }

  choose(
    { loaded, teams }: OwnerFacts,
    asked: OwnerQuestion,
    given: { readonly customer: CustomerRecord; readonly category: CategoryRecord; readonly at: Temporal.Instant },
  ): OwnerDecision {
    const { customer, category, at } = given;
    const first = pickOwner({
      handPickedId: asked.primaryOwnerId,
      category,
      customer: { id: customer.id, csmId: customer.csm?.userId ?? null, name: customer.name },
      loaded,
      teams,
      at,
    });
    const chosen = withSecondary(first, loaded, asked.secondaryOwnerId, at);
    return { ...chosen, informedIds: [], slaMultiplier: 1, routing: {} };
  }
}

/** Who owns a new escalation, and the words for it, stored as decided (product.md 15; rules come in front with issue C). */
export function pickOwner(given: {
  readonly handPickedId: UserId | null;
  readonly category: CategoryRecord;
  readonly customer: LoadedRoster['customers'][number];
  readonly loaded: LoadedRoster;
  readonly teams: ReadonlyMap<TeamId, readonly TeamMember[]>;
  readonly at: Temporal.Instant;
}): ChosenOwner {
  const { handPickedId, category, customer, loaded, teams, at } = given;
  const choice = chooseOwner({
    steps: defaultOwnerSteps({
      handPicked: handPickedId && { userId: handPickedId, reason: null },
      category,
      csmId: customer.csmId,
    }),
    at,
    customerId: customer.id,
    roster: roster(loaded.rows),
    teams,
  });
  const ref = (id: UserId) => toRef(loaded.names.get(id), id);
  const rule = choice.because !== null && isRule(choice.because) ? choice.because : null;
  const owner = choice.ownerId && ref(choice.ownerId).name;
  const explanation = rule
    ? `${owner}: ${WORDS[rule]}${choice.standsInFor ? `, standing in for ${ref(choice.standsInFor).name}` : ''}`
    : 'Nobody could be found; the escalation is kept and stays open without an owner';
  return {
    ownerId: choice.ownerId,
    because: {
      rule: rule ?? 'nobody',
      explanation,
      skipped: choice.why.flatMap(({ userId, outcome }) =>
        outcome === 'chosen' || userId === null ? [] : [{ user: ref(userId), reason: SKIPPED[outcome] }],
      ),
    },
  };
}

/**
 * The second owner as picked, or whoever covers them; nobody when neither is there or they own it already, and the reason is added to
 * the words.
 */
export function withSecondary(
  chosen: ChosenOwner,
  loaded: LoadedRoster,
  pickedId: UserId | null,
  at: Temporal.Instant,
): ChosenOwner & { readonly secondaryId: UserId | null } {
  if (pickedId === null) return { ...chosen, secondaryId: null };
  const { userId } = availableInstead(roster(loaded.rows), pickedId, at);
  if (userId !== null && userId !== chosen.ownerId) return { ...chosen, secondaryId: userId };
  const reason = `picked as second owner, but ${userId === null ? SKIPPED.absent : 'it comes to the first owner'}`;
  const skipped = [...chosen.because.skipped, { user: toRef(loaded.names.get(pickedId), pickedId), reason }];
  return { ...chosen, because: { ...chosen.because, skipped }, secondaryId: null };
}

/** Throws users.not-found unless everybody who was picked is one of the tenant's people. */
export function requirePeople(loaded: LoadedRoster, ids: readonly UserId[]): void {
  const missing = ids.find((id) => !loaded.names.has(id));
  if (missing !== undefined) throw new DomainError('users.not-found', { user_id: missing });
}

const toRef = (name: PersonName | undefined, id: UserId) => ({
  user_id: id,
  name: name?.name ?? 'somebody who left',
  place: name?.place ?? null,
});
