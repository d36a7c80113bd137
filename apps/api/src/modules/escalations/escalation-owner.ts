import { Injectable } from '@nestjs/common';
import {
  availableInstead,
  type CustomerId,
  DomainError,
  type Roster,
  roster,
  type Route,
  routeEscalation,
  type RoutingFacts,
  routingFactsAt,
  type Severity,
  titleOfRule,
  type UserId,
} from '@understudy/domain';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import type { CustomerRecord } from '../customers/index.js';
import { type LoadedRoster, ResponsibleService } from '../responsibility/index.js';
import {
  outcomeWords,
  ownerBecause,
  refOf,
  RoutingBooksRepository,
  type RoutingDeskFacts,
} from '../routing-rules/index.js';
import type { CategoryRecord, OwnerBecause } from './escalation.records.js';

export interface ChosenOwner {
  readonly ownerId: UserId | null;
  readonly because: OwnerBecause;
}

/** Whose escalation it is to be, as far as choosing asks. */
export interface OwnerQuestion {
  readonly customerId: CustomerId;
  /** By name, as typed. */
  readonly category: string;
  readonly severity: Severity;
  /** The customer's ARR when it is left out. */
  readonly arrAtRisk: number | null;
  readonly primaryOwnerId: UserId | null;
  /** Why this owner was picked by hand. */
  readonly ownerReason: string | null;
  readonly secondaryOwnerId: UserId | null;
}

export interface OwnerFacts extends RoutingDeskFacts {
  readonly loaded: LoadedRoster;
}

export interface OwnerDecision extends ChosenOwner {
  readonly secondaryId: UserId | null;
  /** Stakeholders from the start, beside owners and creator. */
  readonly informedIds: readonly UserId[];
  readonly slaMultiplier: number;
  /** What decided, kept beside the row: rules may change later. */
  readonly routing: JsonObject;
}

/** The owner of a new escalation (product.md 15): loads what choosing asks, in one round trip, and chooses. */
@Injectable()
export class EscalationOwners {
  constructor(
    private readonly responsible: ResponsibleService,
    private readonly books: RoutingBooksRepository,
  ) {}

  /** Throws users.not-found for a person picked by hand who is none of the tenant's. */
  async load(tx: Tx, asked: OwnerQuestion): Promise<OwnerFacts> {
    const picked = [asked.primaryOwnerId, asked.secondaryOwnerId].filter((id) => id !== null);
    const { category, severity } = asked;
    const [loaded, desk] = await Promise.all([
      this.responsible.load(tx, [asked.customerId], tx.now, { userIds: picked, category, severity }),
      this.books.desk(tx, asked),
    ]);
    requirePeople(loaded, picked);
    return { loaded, ...desk };
  }

  choose(
    facts: OwnerFacts,
    asked: OwnerQuestion,
    given: { readonly customer: CustomerRecord; readonly category: CategoryRecord; readonly at: Temporal.Instant },
  ): OwnerDecision {
    const { loaded, teams, book } = facts;
    const { customer, category, at } = given;
    const all = roster(loaded.rows);
    const said = routingFacts(facts, asked, { ...given, all });
    const { primaryOwnerId } = asked;
    const route = routeEscalation({
      book: book.rules,
      facts: said,
      category,
      handPicked: primaryOwnerId && { userId: primaryOwnerId, reason: asked.ownerReason },
      csmId: customer.csm?.userId ?? null,
      customerId: customer.id,
      at,
      roster: all,
      teams,
    });
    const because = ownerBecause(route.choice, loaded.names, book.rules);
    const chosen = withSecondary(
      { ownerId: route.choice.ownerId, because: withReason(because, asked.ownerReason) },
      loaded,
      asked.secondaryOwnerId,
      at,
    );
    const secondaryId = asked.secondaryOwnerId === null ? route.secondaryId : chosen.secondaryId;
    const informedIds = route.notify.filter((id) => id !== secondaryId);
    return {
      ...chosen,
      secondaryId,
      informedIds,
      slaMultiplier: route.slaMultiplier,
      routing: snapshotOf(route, facts, said, { because: chosen.because.rule, secondaryId, informedIds }),
    };
  }
}

const FALLBACK_ZONE = 'UTC';

function routingFacts(
  { loaded, csmTeam }: OwnerFacts,
  asked: OwnerQuestion,
  {
    customer,
    category,
    at,
    all,
  }: { customer: CustomerRecord; category: CategoryRecord; at: Temporal.Instant; all: Roster },
): RoutingFacts {
  const csmId = customer.csm?.userId ?? null;
  const timeZone = (csmId && loaded.names.get(csmId)?.timeZone) || FALLBACK_ZONE;
  const about = { category: category.name, severity: asked.severity, arrAtRisk: asked.arrAtRisk ?? customer.arr };
  return routingFactsAt({ ...customer, csmId, csmTeam, timeZone }, about, at, all);
}

/** The rule word for word, and what it was decided by: never read again from rules that may have changed since. */
const snapshotOf = (
  route: Route,
  { book }: OwnerFacts,
  facts: RoutingFacts,
  decided: { readonly because: string; readonly secondaryId: UserId | null; readonly informedIds: readonly UserId[] },
): JsonObject => {
  const { rule, choice } = route;
  return {
    book_version: book.version,
    rule: rule && JSON.parse(JSON.stringify(rule)),
    rule_title: rule && titleOfRule(rule),
    because: decided.because,
    primary_owner_id: choice.ownerId,
    secondary_owner_id: decided.secondaryId,
    informed_ids: [...decided.informedIds],
    sla_multiplier: route.slaMultiplier,
    create_slack_channel: route.wantsSlackChannel,
    tried: choice.why.map(({ kind, userId, outcome, ruleId }) => ({ kind, user_id: userId, outcome, rule_id: ruleId })),
    decided_by: {
      hour: facts.hour,
      weekday: facts.weekday,
      csm_absent: facts.csm.isAbsent,
      csm_team: facts.csm.team[0] ?? null,
      days_to_renewal: facts.customer.daysToRenewal,
      arr_at_risk: facts.arrAtRisk,
    },
  };
};

const withReason = (because: OwnerBecause, reason: string | null): OwnerBecause =>
  because.rule === 'hand-picked' && reason !== null
    ? { ...because, explanation: `${because.explanation} (${reason})` }
    : because;

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
  const reason = `picked as second owner, but ${userId === null ? outcomeWords('absent') : 'it comes to the first owner'}`;
  const skipped = [...chosen.because.skipped, { user: refOf(loaded.names, pickedId), reason }];
  return { ...chosen, because: { ...chosen.because, skipped }, secondaryId: null };
}

/** Throws users.not-found unless everybody who was picked is one of the tenant's people. */
export function requirePeople(loaded: LoadedRoster, ids: readonly UserId[]): void {
  const missing = ids.find((id) => !loaded.names.has(id));
  if (missing !== undefined) throw new DomainError('users.not-found', { user_id: missing });
}
