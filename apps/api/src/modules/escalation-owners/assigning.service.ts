import { Injectable } from '@nestjs/common';
import type { AssignEscalation, InputOf } from '@understudy/contracts';
import {
  backAt,
  chooseOwner,
  chooseSecondary,
  DomainError,
  type OwnerChoice,
  type OwnerStep,
  roster,
  type Roster,
  type TeamId,
  type TeamMember,
  type UserId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import {
  EscalationAccess,
  EscalationMoves,
  type EscalationRecord,
  type EscalationView,
  EscalationViews,
  type NewOwners,
} from '../escalations/index.js';
import { type LoadedRoster, ResponsibleService } from '../responsibility/index.js';
import { ownerBecause, refOf, RoutingBooksRepository } from '../routing-rules/index.js';

type Input = InputOf<typeof AssignEscalation>;

interface There {
  readonly all: Roster;
  readonly names: LoadedRoster['names'];
  readonly teams: ReadonlyMap<TeamId, readonly TeamMember[]>;
}

/** Overriding the routing by hand, with a reason (PRD-243 FR-2.5). Never to somebody who is away: to whoever covers them. */
@Injectable()
export class AssigningService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly moves: EscalationMoves,
    private readonly views: EscalationViews,
    private readonly responsible: ResponsibleService,
    private readonly books: RoutingBooksRepository,
  ) {}

  /**
   * A person, or the least loaded of a team; with both, the team when the person and their coverage are away. Throws
   * escalations.not-found, identity.not-allowed, escalations.owner-missing, users.not-found, teams.not-found, escalations.owner-away,
   * escalations.team-empty, escalations.over.
   */
  assign(caller: CallerContext, input: Input): Promise<EscalationView> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.access.lockToAct(tx, caller, input.escalation_id);
      const there = await this.load(tx, caller, row, input);

      const owners = ownersOf(row, input, there, { at: tx.now, callerId: caller.userId });

      await this.moves.assign(tx, caller, row.id, { ...owners, reason: input.reason });
      return this.views.of(tx, caller, row.id);
    });
  }

  private async load(tx: Tx, caller: CallerContext, { customer }: EscalationRecord, input: Input): Promise<There> {
    const { team_id: teamId, primary_owner_id: primaryId, secondary_owner_id: secondaryId } = input;
    const members = teamId === undefined ? [] : await this.books.membersOf(tx, teamId);
    const picked = [primaryId, secondaryId].filter((id) => id !== undefined && id !== null);
    const userIds = [caller.userId, ...picked, ...members.map(({ userId }) => userId)];
    const loaded = await this.responsible.load(tx, customer ? [customer.id] : [], tx.now, { userIds });
    const missing = picked.find((id) => !loaded.names.has(id));
    if (missing !== undefined) throw new DomainError('users.not-found', { user_id: missing });
    return {
      all: roster(loaded.rows),
      names: loaded.names,
      teams: new Map(teamId === undefined ? [] : [[teamId, members]]),
    };
  }
}

/** Who owns it afterwards, and why. */
function ownersOf(
  row: EscalationRecord,
  input: Input,
  there: There,
  given: { readonly at: Temporal.Instant; readonly callerId: UserId },
): Omit<NewOwners, 'reason'> {
  const { primary_owner_id: primaryId, secondary_owner_id: secondaryId, team_id: teamId, reason } = input;
  const question = { at: given.at, customerId: row.customer?.id ?? null, roster: there.all, teams: there.teams };
  const steps: OwnerStep[] = [];
  if (primaryId !== undefined) steps.push({ kind: 'hand-picked', userId: primaryId, reason });
  if (teamId !== undefined) steps.push({ kind: 'hand-picked-team', teamId, reason });
  if (steps.length === 0 && secondaryId === undefined) throw new DomainError('escalations.owner-missing');

  const choice = steps.length === 0 ? null : chooseOwner({ ...question, steps });
  if (choice && choice.ownerId === null) throw refusal(choice, there, given.at);
  const primaryOwnerId = choice ? choice.ownerId : (row.primaryOwner?.userId ?? null);
  const secondaryOwnerId =
    secondaryId === undefined || secondaryId === null
      ? secondaryId
      : chooseSecondary([{ userId: secondaryId }], primaryOwnerId, question);
  // the first owner is no second one: only who is away is refused
  if (secondaryId && secondaryOwnerId === null && secondaryId !== primaryOwnerId)
    throw ownerAway(secondaryId, there, given.at);
  return {
    primaryOwnerId,
    secondaryOwnerId,
    because: choice ? overridden(choice, there, given.callerId, reason) : row.ownerBecause,
  };
}

const overridden = (choice: OwnerChoice, { names }: There, callerId: UserId, reason: string): NewOwners['because'] => {
  const { explanation, skipped } = ownerBecause(choice, names, []);
  return { rule: 'override', explanation: `${explanation}, by ${refOf(names, callerId).name}: ${reason}`, skipped };
};

function refusal({ why }: OwnerChoice, there: There, at: Temporal.Instant): DomainError {
  const person = why.find(({ kind }) => kind === 'hand-picked')?.userId;
  return person ? ownerAway(person, there, at) : new DomainError('escalations.team-empty');
}

const ownerAway = (userId: UserId, { all, names }: There, at: Temporal.Instant): DomainError => {
  const until = backAt(userId, at, all);
  return new DomainError('escalations.owner-away', {
    user: refOf(names, userId),
    away_until: until && until.toString({ fractionalSecondDigits: 3 }),
  });
};
