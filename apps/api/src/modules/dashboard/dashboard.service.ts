import { Injectable } from '@nestjs/common';
import type { DashboardRow, GetCoverageDashboard, InputOf, OutputOf } from '@understudy/contracts';
import {
  type AssignmentId,
  BRIEF_ACTIVITIES,
  byRisk,
  type CoverageBrief,
  type CustomerId,
  dayOf,
  daysToRenewal,
  isInForceAt,
  isOpenAt,
  responsibleIn,
  roster,
  startOfDay,
  type UserId,
} from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { decideBrief, type DepartureNote, nextDue, priorityWords, toOrder } from '../briefs/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import {
  CustomerFactsRepository,
  type CustomerFacts,
  CustomersRepository,
  type CustomerRecord,
  factsByCustomer,
  toPersonRef,
} from '../customers/index.js';
import type { UserRecord } from '../directory/index.js';
import { ResponsibleService } from '../responsibility/index.js';
import { DashboardSurroundings } from './dashboard-surroundings.service.js';

type Dashboard = OutputOf<typeof GetCoverageDashboard>;
type Row = z.output<typeof DashboardRow>;
const ACTIVITY = { hours: 24 * 90 } as const;

/** What a person looks after today (PRD-131 FR-6): their own and covered customers, by what presses. */
@Injectable()
export class DashboardService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly customers: CustomersRepository,
    private readonly facts: CustomerFactsRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly responsible: ResponsibleService,
    private readonly around: DashboardSurroundings,
  ) {}

  async get(caller: CallerContext, { show }: InputOf<typeof GetCoverageDashboard>): Promise<Dashboard> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const [me, own, asked] = await Promise.all([
        this.around.me(tx, caller.userId),
        this.customers.listByOwner(tx, caller.userId),
        this.openAssignments(tx, caller.userId),
      ]);
      const inForce = asked.filter((row) => row.status !== 'pending');
      const others = await this.customers.listByIds(tx, [...new Set(inForce.flatMap((row) => row.coveredCustomerIds))]);
      const isMine = await this.mineNow(tx, caller.userId, [...own, ...others]);
      const mine = own.filter(({ id }) => isMine.has(id));
      const covered = others.filter(({ id, csm }) => csm?.userId !== caller.userId && isMine.has(id));
      const shown = show === 'mine' ? mine : show === 'covered' ? covered : [...mine, ...covered];
      const ids = shown.map(({ id }) => id);
      const [facts, notes] = await Promise.all([
        this.facts.load(tx, ids, { since: tx.now.subtract(ACTIVITY), mostPerCustomer: BRIEF_ACTIVITIES }),
        this.around.notes(tx, ids),
      ]);

      return {
        now: tx.now,
        time_zone: me.timeZone,
        counts: { mine: mine.length, covered: covered.length, both: mine.length + covered.length },
        covered_arr: covered.reduce((total, { arr }) => total + arr, 0),
        ...(await this.around.describe(tx, caller, me, { asked, known: [...own, ...others], ownCount: own.length })),
        rows: toRows(shown, facts, {
          me,
          now: tx.now,
          notes,
          inForce: inForce.filter((row) => isInForceAt(row, tx.now)),
        }),
        meetings_today: meetingsToday(shown, facts, me.timeZone, tx.now),
      };
    });
  }

  /** Questions that wait for my answer and coverage that I said yes to, as long as it is not over; by the clock, not by the jobs. */
  private async openAssignments(tx: Tx, userId: UserId): Promise<AssignmentRecord[]> {
    const rows = await this.assignments.listOfBackup(tx, userId, ['pending', 'accepted', 'active']);
    return rows.filter((row) => isOpenAt(row, tx.now));
  }

  /** Mine and covered mean: I am the one responsible now. What somebody else looks after today is not on my list. */
  private async mineNow(
    tx: Tx,
    userId: UserId,
    customers: readonly CustomerRecord[],
  ): Promise<ReadonlySet<CustomerId>> {
    const ids = [...new Set(customers.map(({ id }) => id))];
    const loaded = await this.responsible.load(tx, ids, tx.now);
    const indexed = roster(loaded.rows);
    const mine = loaded.customers.filter(
      (customer) => responsibleIn(indexed, { customer, at: tx.now }).responsible === userId,
    );
    return new Set(mine.map(({ id }) => id));
  }
}

function toRows(
  shown: readonly CustomerRecord[],
  facts: CustomerFacts,
  given: {
    me: UserRecord;
    now: Temporal.Instant;
    notes: ReadonlyMap<CustomerId, DepartureNote>;
    inForce: readonly AssignmentRecord[];
  },
): Row[] {
  const { me, now, notes, inForce } = given;
  const context = {
    window: { startsAt: now, endsAt: now.add({ hours: 24 * 14 }) },
    timeZone: me.timeZone,
    now,
    instructions: null,
    notes,
  };
  const factsOf = factsByCustomer(facts);
  const assignmentOf = new Map(inForce.toReversed().flatMap((row) => row.coveredCustomerIds.map((id) => [id, row.id])));
  return shown
    .map((customer) => {
      const own = factsOf(customer.id);
      const brief = decideBrief(customer, own, context);
      return { customer, own, brief, order: toOrder({ brief, dueAt: nextDue(brief) }) };
    })
    .toSorted((a, b) => byRisk(a.order, b.order))
    .map(({ customer, own, brief }) =>
      toRow(customer, own, brief, { me, now, assignmentId: assignmentOf.get(customer.id) ?? null }),
    );
}

function toRow(
  customer: CustomerRecord,
  facts: CustomerFacts,
  brief: CoverageBrief,
  { me, now, assignmentId }: { me: UserRecord; now: Temporal.Instant; assignmentId: AssignmentId | null },
): Row {
  const [escalation, urgent, last] = [brief.activeIssues[0], brief.urgentItems[0], facts.activities[0]];
  return {
    customer_id: customer.id,
    name: customer.name,
    arr: customer.arr,
    segment: customer.segment,
    health_score: customer.healthScore,
    health_change_30d: customer.healthChange30d,
    renewal_on: customer.renewalOn,
    days_to_renewal: daysToRenewal(customer, dayOf(now, me.timeZone)),
    priority: brief.priority,
    priority_reason: priorityWords(brief.priorityReasons),
    mine: customer.csm?.userId === me.id,
    covered_for: customer.csm && customer.csm.userId !== me.id ? toPersonRef(customer.csm) : null,
    assignment_id: assignmentId,
    due: urgent
      ? {
          what: urgent.description,
          due_at: urgent.dueAt,
          overdue: Temporal.Instant.compare(urgent.dueAt, now) < 0,
          kind: urgent.type,
          task_id: urgent.taskId,
        }
      : null,
    last_word: last ? { text: last.summary, at: last.occurredAt, by: last.by?.name ?? customer.name } : null,
    open_escalation: escalation ? { id: escalation.id, severity: escalation.severity, due_at: escalation.dueAt } : null,
  };
}

function meetingsToday(
  shown: readonly CustomerRecord[],
  facts: CustomerFacts,
  timeZone: string,
  now: Temporal.Instant,
) {
  const tomorrow = startOfDay(dayOf(now, timeZone).add({ days: 1 }), timeZone);
  const nameOf = new Map(shown.map(({ id, name }) => [id, name]));
  return facts.meetings
    .filter(({ startsAt }) => Temporal.Instant.compare(startsAt, tomorrow) < 0)
    .map((row) => ({
      id: row.id,
      customer_id: row.customerId,
      customer_name: nameOf.get(row.customerId) ?? '',
      title: row.title,
      starts_at: row.startsAt,
      ends_at: row.endsAt,
    }));
}
