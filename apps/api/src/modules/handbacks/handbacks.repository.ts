import { Injectable } from '@nestjs/common';
import { HandbackContent } from '@understudy/contracts';
import type { AbsenceId, AssignmentId, CustomerId, Facts, Span, TaskId, UserId } from '@understudy/domain';
import { z } from 'zod';
import { constraintErrors, spanText, type Tx } from '../../platform/database/index.js';

export type Content = z.output<typeof HandbackContent>;

export interface Snapshot {
  readonly customerId: CustomerId;
  readonly facts: Facts;
  readonly takenAt: Temporal.Instant;
}

export interface HandbackRecord {
  readonly assignmentId: AssignmentId;
  readonly absenceId: AbsenceId;
  readonly content: Content;
  readonly generatedAt: Temporal.Instant;
  /** Of the backup. */
  readonly notes: string;
  /** Of whoever completed it. */
  readonly completionNotes: string;
  readonly handedBackAt: Temporal.Instant | null;
  readonly completedAt: Temporal.Instant | null;
}

export interface FeedbackRecord {
  readonly customerId: CustomerId;
  readonly customerName: string;
  readonly feedback: string;
  readonly rating: number | null;
  readonly givenAt: Temporal.Instant;
}

export interface KeptRecord {
  readonly customerId: CustomerId;
  readonly customerName: string;
  readonly taskId: TaskId | null;
  readonly title: string | null;
  readonly untilOn: Temporal.PlainDate | null;
  readonly state: 'kept' | 'proposed';
}

interface HandbackRow extends Omit<HandbackRecord, 'content'> {
  content: z.input<typeof HandbackContent>;
}

const COLUMNS = `h.assignment_id as "assignmentId", h.absence_id as "absenceId", h.content, h.generated_at as "generatedAt", h.notes,
  h.completion_notes as "completionNotes",
  h.handed_back_at as "handedBackAt", h.completed_at as "completedAt"`;

const toRecord = ({ content, ...row }: HandbackRow): HandbackRecord => ({
  ...row,
  content: z.decode(HandbackContent, content),
});
const refused = constraintErrors({
  kept_items_task_fkey: 'tasks.not-found',
  handback_feedback_customer_fkey: 'handbacks.customer-not-covered',
});

@Injectable()
export class HandbacksRepository {
  /** Once per absence and customer: what is there stays. */
  async addSnapshots(tx: Tx, absenceId: AbsenceId, rows: readonly { id: CustomerId; facts: Facts }[]): Promise<void> {
    await tx.query(
      `insert into departure_snapshots (tenant_id, absence_id, customer_id, facts, taken_at)
       select $1::uuid, $2::uuid, (row ->> 'id')::uuid, row -> 'facts', $4::timestamptz from jsonb_array_elements($3::jsonb) row
       on conflict on constraint departure_snapshots_pkey do nothing`,
      [tx.tenantId, absenceId, JSON.stringify(rows), tx.now],
    );
  }

  listSnapshots(tx: Tx, absenceId: AbsenceId, customerIds: readonly CustomerId[]): Promise<Snapshot[]> {
    return tx.query(
      `select customer_id as "customerId", facts, taken_at as "takenAt" from departure_snapshots
        where tenant_id = $1 and absence_id = $2 and customer_id = any($3::uuid[])`,
      [tx.tenantId, absenceId, customerIds],
    );
  }

  async find(tx: Tx, id: AssignmentId): Promise<HandbackRecord | null> {
    const rows = await this.listOf(tx, [id]);
    return rows[0] ?? null;
  }

  async listOf(tx: Tx, ids: readonly AssignmentId[]): Promise<HandbackRecord[]> {
    const rows = await tx.query<HandbackRow>(
      `select ${COLUMNS} from handbacks h where h.tenant_id = $1 and h.assignment_id = any($2::uuid[])`,
      [tx.tenantId, ids],
    );
    return rows.map(toRecord);
  }

  async listOpenAbsences(tx: Tx, userId: UserId): Promise<AbsenceId[]> {
    const rows = await tx.query<{ id: AbsenceId }>(
      `select distinct a.id from handbacks h join csm_absences a on (a.tenant_id, a.id) = (h.tenant_id, h.absence_id)
        where h.tenant_id = $1 and a.user_id = $2 and a.status = 'completed' and h.completed_at is null`,
      [tx.tenantId, userId],
    );
    return rows.map(({ id }) => id);
  }

  /** Answers false when it was frozen before: what was handed back is not rewritten. */
  async add(tx: Tx, assignmentId: AssignmentId, absenceId: AbsenceId, content: Content): Promise<boolean> {
    const rows = await tx.query(
      `insert into handbacks (tenant_id, assignment_id, absence_id, content, generated_at) values ($1, $2, $3, $4::jsonb, $5)
       on conflict on constraint handbacks_pkey do nothing returning 1`,
      [tx.tenantId, assignmentId, absenceId, JSON.stringify(z.encode(HandbackContent, content)), tx.now],
    );
    return rows.length > 0;
  }

  async setRecommendations(tx: Tx, id: AssignmentId, list: Content['recommendations']): Promise<void> {
    await tx.query(
      `update handbacks set content = jsonb_set(content, '{recommendations}', $3::jsonb) where tenant_id = $1 and assignment_id = $2`,
      [tx.tenantId, id, JSON.stringify(list)],
    );
  }

  async markHandedBack(tx: Tx, id: AssignmentId, notes: string | undefined): Promise<void> {
    await tx.query(
      `update handbacks set handed_back_at = coalesce(handed_back_at, $3), notes = coalesce($4, notes)
        where tenant_id = $1 and assignment_id = $2`,
      [tx.tenantId, id, tx.now, notes ?? null],
    );
  }

  /** Answers false when somebody completed it before. */
  async complete(tx: Tx, id: AssignmentId, by: UserId | null, notes: string | undefined): Promise<boolean> {
    const rows = await tx.query(
      `update handbacks set completed_at = $3, completed_by_user_id = $4, completion_notes = coalesce($5, completion_notes)
        where tenant_id = $1 and assignment_id = $2 and completed_at is null returning 1`,
      [tx.tenantId, id, tx.now, by, notes ?? null],
    );
    return rows.length > 0;
  }

  /** The latest proposal counts. */
  async setMeeting(tx: Tx, id: AssignmentId, during: Span, by: UserId | null): Promise<void> {
    await tx.query(
      `insert into handback_meetings (tenant_id, assignment_id, during, proposed_by_user_id, proposed_at) values ($1, $2, $3::tstzrange, $4, $5)
       on conflict on constraint handback_meetings_pkey do update
          set during = excluded.during, proposed_by_user_id = excluded.proposed_by_user_id, proposed_at = excluded.proposed_at`,
      [tx.tenantId, id, spanText(during), by, tx.now],
    );
  }

  async findMeeting(tx: Tx, id: AssignmentId): Promise<Span | null> {
    const [row] = await tx.query<{ during: Span }>(
      'select during from handback_meetings where tenant_id = $1 and assignment_id = $2',
      [tx.tenantId, id],
    );
    return row?.during ?? null;
  }

  /** The summary in Google Docs; null when there is none. */
  async findDocument(tx: Tx, id: AssignmentId): Promise<string | null> {
    const [row] = await tx.query<{ documentId: string | null }>(
      `select document_id as "documentId" from google_documents where tenant_id = $1 and assignment_id = $2 and kind = 'return'`,
      [tx.tenantId, id],
    );
    return row?.documentId ?? null;
  }

  /** When people have meetings with customers, as far as we know of them. */
  listMeetings(
    tx: Tx,
    userIds: readonly UserId[],
    from: Temporal.Instant,
  ): Promise<{ userId: UserId; startsAt: Temporal.Instant; endsAt: Temporal.Instant }[]> {
    return tx.query(
      `select organizer_id as "userId", starts_at as "startsAt", ends_at as "endsAt" from meetings
        where tenant_id = $1 and organizer_id = any($2::uuid[]) and ends_at > $3 and cancelled_at is null`,
      [tx.tenantId, userIds, from],
    );
  }

  async putFeedback(
    tx: Tx,
    id: AssignmentId,
    items: readonly { customer_id: CustomerId; feedback: string; rating?: number | undefined }[],
  ): Promise<void> {
    await tx
      .query(
        `insert into handback_feedback (tenant_id, assignment_id, customer_id, feedback, rating, given_at)
         select $1::uuid, $2::uuid, (row ->> 'customer_id')::uuid, row ->> 'feedback', (row ->> 'rating')::int, $4::timestamptz
           from jsonb_array_elements($3::jsonb) row
         on conflict on constraint handback_feedback_pkey do update
            set feedback = excluded.feedback, rating = excluded.rating, given_at = excluded.given_at`,
        [tx.tenantId, id, JSON.stringify(items), tx.now],
      )
      .catch(refused);
  }

  listFeedback(tx: Tx, ids: readonly AssignmentId[]): Promise<(FeedbackRecord & { assignmentId: AssignmentId })[]> {
    return tx.query(
      `select f.assignment_id as "assignmentId", f.customer_id as "customerId", c.name as "customerName", f.feedback, f.rating, f.given_at as "givenAt"
         from handback_feedback f join customers c on (c.tenant_id, c.id) = (f.tenant_id, f.customer_id)
        where f.tenant_id = $1 and f.assignment_id = any($2::uuid[]) order by lower(c.name), c.id`,
      [tx.tenantId, ids],
    );
  }

  /** Which of the tasks belong to these customers, and to whom. */
  listTasks(tx: Tx, ids: readonly TaskId[]): Promise<{ id: TaskId; customerId: CustomerId }[]> {
    return tx.query(
      'select id, customer_id as "customerId" from tasks where tenant_id = $1 and id = any($2::uuid[]) order by id for no key update',
      [tx.tenantId, ids],
    );
  }

  /** A task that is kept is the backup's from now on; a customer that they would like to keep is a proposal to its manager. */
  async keep(
    tx: Tx,
    assignmentId: AssignmentId,
    backupUserId: UserId,
    items: readonly { customerId: CustomerId; taskId: TaskId | null; untilOn: Temporal.PlainDate | null }[],
  ): Promise<void> {
    for (const { customerId, taskId, untilOn } of items) {
      await tx
        .query(
          `insert into kept_items (tenant_id, assignment_id, customer_id, task_id, until_on, state) values ($1, $2, $3, $4, $5, $6)
           on conflict on constraint kept_items_once_key do update set until_on = excluded.until_on`,
          [tx.tenantId, assignmentId, customerId, taskId, untilOn, taskId === null ? 'proposed' : 'kept'],
        )
        .catch(refused);
      if (taskId !== null)
        await tx.query('update tasks set assignee_id = $3, updated_at = $4 where tenant_id = $1 and id = $2', [
          tx.tenantId,
          taskId,
          backupUserId,
          tx.now,
        ]);
    }
  }

  listKept(tx: Tx, ids: readonly AssignmentId[]): Promise<(KeptRecord & { assignmentId: AssignmentId })[]> {
    return tx.query(
      `select k.assignment_id as "assignmentId", k.customer_id as "customerId", c.name as "customerName", k.task_id as "taskId", t.title,
              k.until_on as "untilOn", k.state
         from kept_items k join customers c on (c.tenant_id, c.id) = (k.tenant_id, k.customer_id)
         left join tasks t on (t.tenant_id, t.id) = (k.tenant_id, k.task_id)
        where k.tenant_id = $1 and k.assignment_id = any($2::uuid[]) order by lower(c.name), t.title, k.id`,
      [tx.tenantId, ids],
    );
  }
}
