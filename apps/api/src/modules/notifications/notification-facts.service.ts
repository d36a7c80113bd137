import { Injectable } from '@nestjs/common';
import {
  type AbsenceId,
  asId,
  type AssignmentId,
  type CustomerId,
  type EscalationId,
  GAPS_IN_BRIEFS,
  isOpenAt,
  isPutAside,
  type MissingCounts,
  type NotificationFacts,
  type Roster,
  roster,
  type UserId,
} from '@understudy/domain';
import type { Json, JsonObject, Tx } from '../../platform/database/index.js';
import { type AbsenceRecord, AbsencesRepository } from '../absences/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { CustomersRepository, type CustomerRecord } from '../customers/index.js';
import { EscalationsRepository } from '../escalations/index.js';
import { LossesRepository } from '../integrations/index.js';
import { ResponsibleService } from '../responsibility/index.js';
import { newsIn, toEscalationFacts } from './escalation-facts.js';
import { integrationIn } from './integration-facts.js';
import { TitlesRepository } from './titles.repository.js';

export interface Known {
  readonly facts: NotificationFacts;
  /** The words in full, where somebody sent some. */
  readonly details: string | null;
  readonly all: Roster;
  readonly nameOf: (userId: UserId | null | undefined) => string;
}

const idIn = <Id extends UserId | AbsenceId | AssignmentId | CustomerId | EscalationId>(
  payload: JsonObject,
  name: string,
): Id | null => (typeof payload[name] === 'string' ? asId<Id>(payload[name]) : null);

/** Counts of brief.not-ready; anything else in a message says nothing. */
const missingIn = (value: Json | undefined): MissingCounts | null => {
  if (typeof value !== 'object' || value === null) return null;
  const counts = new Map<string, unknown>(Object.entries(value));
  return Object.fromEntries(
    GAPS_IN_BRIEFS.flatMap((what) => (typeof counts.get(what) === 'number' ? [[what, counts.get(what)]] : [])),
  );
};

/** Reads what a message names, at the moment it is handled: messages carry ids, and things go on meanwhile. */
@Injectable()
export class NotificationFactsService {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly customers: CustomersRepository,
    private readonly escalations: EscalationsRepository,
    private readonly titles: TitlesRepository,
    private readonly responsible: ResponsibleService,
    private readonly losses: LossesRepository,
  ) {}

  /** Everything that deciding and wording needs; what is not there any more is null. */
  async load(tx: Tx, type: string, payload: JsonObject): Promise<Known> {
    const assignmentId = idIn<AssignmentId>(payload, 'assignment_id');
    const escalationId = idIn<EscalationId>(payload, 'escalation_id');
    const customerId = idIn<CustomerId>(payload, 'customer_id');
    const [assignment, escalation, named, item] = await Promise.all([
      assignmentId && this.assignments.findById(tx, assignmentId),
      escalationId && this.escalations.getById(tx, escalationId),
      customerId && this.customers.findById(tx, customerId),
      this.titles.find(tx, payload),
    ]);
    const aboutId = named ? null : (escalation?.customer?.id ?? null);
    const customer = named ?? (aboutId && (await this.customers.findById(tx, aboutId)));
    const { details, ...news } = await newsIn(tx, this.titles, type, payload, escalation);
    const absenceId = idIn<AbsenceId>(payload, 'absence_id') ?? assignment?.absenceId ?? null;
    const absence = absenceId && (await this.absences.findById(tx, absenceId));
    const open = absence
      ? (await this.assignments.listOfAbsences(tx, [absence.id])).filter((row) => isOpenAt(row, tx.now))
      : [];
    const facts: NotificationFacts = {
      at: tx.now,
      byUserId: idIn<UserId>(payload, 'by_user_id') ?? idIn<UserId>(payload, 'reported_by'),
      personId: idIn<UserId>(payload, 'user_id'),
      absence: absence ? toAbsence(absence) : null,
      assignment: assignment ? toAssignment(assignment) : null,
      backups: open.map((row) => ({
        assignmentId: row.id,
        userId: row.backupUserId,
        customerIds: row.coveredCustomerIds,
      })),
      customer: customer ? toCustomer(customer) : null,
      item: item ?? (customer ? itemOf(type, customer) : null),
      escalation: escalation
        ? toEscalationFacts(escalation, payload['is_internal'] === true ? news.requesterId : null)
        : null,
      integration: await integrationIn(tx, this.losses, type, payload),
      uncovered: typeof payload['customers'] === 'number' ? payload['customers'] : null,
      tell: payload['tell'] === 'owner' || payload['tell'] === 'manager' ? payload['tell'] : null,
      missing: missingIn(payload['missing']),
      previousOwnerId: idIn<UserId>(payload, 'csm_id_before') ?? idIn<UserId>(payload, 'user_id_before'),
      ...news,
    };
    return { facts, details, ...(await this.surroundings(tx, facts)) };
  }

  /** Who can be reached from the people and customers of the facts, with names. */
  async surroundings(tx: Tx, facts: NotificationFacts): Promise<Omit<Known, 'facts' | 'details'>> {
    const { byUserId, personId, absence, assignment, backups, customer, escalation, previousOwnerId } = facts;
    const atRisk = (facts.integration?.atRisk ?? []).map(({ userId }) => userId);
    const people = [byUserId, personId, absence?.userId, absence?.reportedByUserId, assignment?.backupUserId]
      .concat(
        [escalation?.ownerId, escalation?.secondOwnerId, previousOwnerId, facts.requesterId],
        [
          ...facts.listedIds,
          ...facts.adminIds,
          ...atRisk,
          ...(escalation?.stakeholders ?? []).map(({ userId }) => userId),
        ],
        backups.map(({ userId }) => userId),
      )
      .filter((id): id is UserId => id != null);
    const loaded = await this.responsible.load(tx, customer ? [customer.id] : [], tx.now, {
      userIds: [...new Set(people)],
    });
    return {
      all: roster(loaded.rows),
      nameOf: (id) => (id ? (loaded.names.get(id)?.name ?? 'somebody') : 'somebody'),
    };
  }
}

const toAbsence = ({ id, userId, status, days, during, reportedByUserId }: AbsenceRecord) => ({
  id,
  userId,
  status,
  firstOn: days.firstOn,
  lastOn: days.lastOn,
  during,
  reportedByUserId,
});

const toAssignment = (row: AssignmentRecord) => ({
  id: row.id,
  backupUserId: row.backupUserId,
  status: row.status,
  approval: row.approval,
  during: row.during,
  customers: row.coveredCustomerIds.length,
  endedReason: row.endedReason,
  declinedReason: row.declinedReason,
  wasAccepted: row.acceptedAt !== null,
  wasPutAside: isPutAside(row),
});

const toCustomer = ({ id, name, csm }: CustomerRecord) => ({ id, name, csmId: csm?.userId ?? null });

/** What there is to say of the customer itself, where the message names nothing of it. */
const itemOf = (type: string, { healthScore, renewalOn }: CustomerRecord): string | null => {
  if (type === 'customer.health-dropped') return `it is ${healthScore} of 100 now`;
  return type === 'customer.renewal-near' && renewalOn !== null ? `on ${renewalOn}` : null;
};
