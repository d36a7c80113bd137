import { Injectable } from '@nestjs/common';
import {
  BRIEF_DAYS,
  type ChangedBy,
  customerHandback,
  type CustomerId,
  type Evidence,
  factsOf,
  isUnresolved,
  priorityOf,
  recommendationsFor,
  type UserId,
} from '@understudy/domain';
import { type Actor, History, type HistoryEvent } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { AssignmentRecord } from '../coverage/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { type ActivityOfCustomer, CustomerStateRepository, type StateRecord } from './customer-state.repository.js';
import { type ComparedCustomer, toContent, toRecommendation } from './handback.content.js';
import { type Content, HandbacksRepository, type Snapshot } from './handbacks.repository.js';

const MOST_ACTIVITIES = 200;
/** As many before departure are compared with for sentiment. */
const ACTIVITIES_BEFORE = 20;
const MONTHS_BEFORE = { hours: 24 * 90 } as const;
const MOST_EVENTS = 20_000;

/** Makes the content of a handback: the departure snapshots against what stands now, with who did it. */
@Injectable()
export class HandbackMaker {
  constructor(
    private readonly handbacks: HandbacksRepository,
    private readonly states: CustomerStateRepository,
    private readonly directory: DirectoryRepository,
    private readonly history: History,
  ) {}

  /** Keeps how the customers stand now, once per absence and customer: what the return is compared with. */
  async keepSnapshots(tx: Tx, absenceId: AssignmentRecord['absenceId'], ids: readonly CustomerId[]): Promise<void> {
    if (ids.length === 0) return;
    const states = await this.states.list(tx, ids, tx.now);
    await this.handbacks.addSnapshots(
      tx,
      absenceId,
      states.map((state) => ({ id: state.id, facts: factsOf(state) })),
    );
  }

  /** What happened to the customers of the assignment until now, or until it ended. A handful of statements for any number. */
  async make(tx: Tx, assignment: AssignmentRecord): Promise<Content> {
    const ids = assignment.coveredCustomerIds;
    const snapshots = await this.handbacks.listSnapshots(tx, assignment.absenceId, ids);
    const until = assignment.during.endsAt;
    const end = until !== null && Temporal.Instant.compare(until, tx.now) < 0 ? until : tx.now;
    const since = earliest(snapshots, assignment.during.startsAt);
    const [customers, users, conversations] = await Promise.all([
      this.compare(tx, assignment, snapshots, since, end),
      this.directory.listUsers(tx),
      this.states.listConversations(tx, ids),
    ]);
    const nameOf = (id: UserId | null): string | null => users.find((user) => user.id === id)?.name ?? null;
    const subjects = Map.groupBy(conversations, ({ customerId }) => customerId);
    const recommendations = customers.flatMap((customer) =>
      recommendationsFor({
        handback: customer.handback,
        customer: { ...customer.state, priority: priorityNow(customer, end, assignment.timeZone) },
        conversations: (subjects.get(customer.state.id) ?? []).map(({ subject }) => subject),
        rating: null,
        departedAt: customer.departedAt,
        returnedAt: end,
        timeZone: assignment.timeZone,
      }).map((one) => toRecommendation(one, customer.state)),
    );
    return toContent(customers, recommendations, nameOf);
  }

  private async compare(
    tx: Tx,
    { coveredCustomerIds: ids }: AssignmentRecord,
    snapshots: readonly Snapshot[],
    since: Temporal.Instant,
    end: Temporal.Instant,
  ): Promise<ComparedCustomer[]> {
    const known = [...new Set(snapshots.flatMap(({ facts }) => Object.keys(facts).flatMap(itemId)))];
    const states = await this.states.list(tx, ids, since, known);
    const escalations = states.flatMap((state) => state.escalations.map(({ id }) => id));
    const [during, earlier, events, ofEscalations] = await Promise.all([
      this.states.listActivities(tx, ids, { since, until: end, mostPerCustomer: MOST_ACTIVITIES }),
      this.states.listActivities(tx, ids, {
        since: since.subtract(MONTHS_BEFORE),
        until: since,
        mostPerCustomer: ACTIVITIES_BEFORE,
      }),
      this.history.listAbout(tx, { kind: 'customer', ids }, { since, until: tx.now }, MOST_EVENTS),
      this.history.listAbout(tx, { kind: 'escalation', ids: escalations }, { since, until: tx.now }, MOST_EVENTS),
    ]);
    const snapshotOf = new Map(snapshots.map((one) => [one.customerId, one]));
    const [activities, activitiesBefore] = [Map.groupBy(during, ofCustomer), Map.groupBy(earlier, ofCustomer)];
    const eventsOf = Map.groupBy(events, ({ subject }) => subject.id);
    return states.map((state) => {
      const after = factsOf(state);
      const snapshot = snapshotOf.get(state.id);
      // a customer nobody kept a snapshot of joined meanwhile: nothing is claimed to have changed
      const before = snapshot?.facts ?? after;
      const own = (eventsOf.get(state.id) ?? []).flatMap(toEvidence);
      const about = ofEscalations.filter(({ subject }) => state.escalations.some(({ id }) => id === subject.id));
      const handback = customerHandback({
        customerId: state.id,
        before,
        after,
        events: [...own, ...about.flatMap(toEvidence)],
        activities: activities.get(state.id) ?? [],
        activitiesBefore: activitiesBefore.get(state.id) ?? [],
      });
      return { state, before, after, handback, departedAt: snapshot?.takenAt ?? since };
    });
  }
}

const ofCustomer = ({ customerId }: ActivityOfCustomer): CustomerId => customerId;

/** "tasks.<id>.status" → the id of the task. */
const itemId = (path: string): string[] => {
  const [folder = '', id = ''] = path.split('.');
  return ['tasks', 'risks', 'escalations'].includes(folder) ? [id] : [];
};

const earliest = (snapshots: readonly Snapshot[], otherwise: Temporal.Instant): Temporal.Instant =>
  snapshots.reduce((first, { takenAt }) => (Temporal.Instant.compare(takenAt, first) < 0 ? takenAt : first), otherwise);

const byActor = (actor: Actor): ChangedBy =>
  actor.kind === 'user' ? { kind: 'user', userId: actor.userId } : { kind: 'system', name: actor.name };

/** Which data of an event says what it is about, closest first. */
const ABOUT = [
  ['task_id', 'tasks'],
  ['risk_id', 'risks'],
  ['stakeholder_id', 'stakeholders'],
] as const;

/** The events by which a task, a risk or an escalation begins. */
const BEGINNINGS: readonly string[] = ['customer.task-added', 'customer.risk-opened', 'escalation.created'];

/** What an event may speak for: its item; of a customer the fields it changed, then the customer as a whole. Talks and meetings change none. */
function toEvidence({ subject, data, actor, at, type }: HistoryEvent): Evidence[] {
  const said = isObject(data) ? data : {};
  const evidence = { by: byActor(actor), at, what: type, isBeginning: BEGINNINGS.includes(type) };
  if (subject.kind === 'escalation')
    return aboutEscalation(subject.id, type, said).map((about) => ({ about, ...evidence }));
  const named = ABOUT.flatMap(([field, folder]) =>
    typeof said[field] === 'string' ? [`${folder}.${said[field]}`] : [],
  );
  if (named.length > 0) return named.slice(0, 1).map((about) => ({ about, ...evidence }));
  if (!type.startsWith('customer.')) return [];
  const changed = Object.keys(said).filter(
    (field) => `${field}_before` in said && said[`${field}_before`] !== said[field],
  );
  return ['customer', ...changed.map((field) => `customer.${field}`)].map((about) => ({ about, ...evidence }));
}

/** All of it when it was opened, later only the fields that changed: a clock that struck or a room that opened changed none. */
function aboutEscalation(id: string, type: string, { before, after }: Readonly<Record<string, unknown>>): string[] {
  if (type === 'escalation.created') return [`escalations.${id}`];
  if (!isObject(after)) return [];
  const was = isObject(before) ? before : {};
  const fields = Object.keys(after);
  const moved = 'severity' in after || MOVES_THE_CLOCK.some((status) => status === was['status']);
  return [...fields, ...(moved && !fields.includes('due_at') ? ['due_at'] : [])].map(
    (field) => `escalations.${id}.${field}`,
  );
}

/** Going on after the customer was waited for, and opening again, set a new hour by which it is due. */
const MOVES_THE_CLOCK = ['action_required', 'resolved'] as const;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const priorityNow = ({ state }: ComparedCustomer, at: Temporal.Instant, timeZone: string) => {
  const soon = at.add({ hours: 24 * BRIEF_DAYS });
  const isUrgent = ({ status, dueAt }: StateRecord['tasks'][number]): boolean =>
    status === 'open' && dueAt !== null && Temporal.Instant.compare(dueAt, soon) <= 0;
  return priorityOf({
    customer: state,
    urgentItems: state.tasks.filter(isUrgent).length,
    openSeverities: state.escalations.filter(({ status }) => isUnresolved(status)).map(({ severity }) => severity),
    activeRisks: state.risks.filter(({ isResolved }) => !isResolved).length,
    on: at.toZonedDateTimeISO(timeZone).toPlainDate(),
  }).priority;
};
