import { Injectable } from '@nestjs/common';
import { asId, type AssignmentId, type BriefId, type CustomerId, DomainError, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { WrittenBrief } from './brief.writer.js';
import { type BriefContent, readContent, storeContent } from './brief-content.js';

export interface BriefRecord {
  readonly id: BriefId;
  readonly assignmentId: AssignmentId;
  readonly customerId: CustomerId;
  readonly backupUserId: UserId;
  readonly content: BriefContent;
  /** As it was read last; null before the first look. */
  readonly viewedContent: BriefContent | null;
  readonly frozen: boolean;
  readonly generatedAt: Temporal.Instant;
  readonly viewedAt: Temporal.Instant | null;
  readonly acknowledgedAt: Temporal.Instant | null;
  readonly notesAdded: string;
}

type Row = Omit<BriefRecord, 'content' | 'viewedContent'> & { content: unknown; viewedContent: unknown };

const SELECT = `
  select b.id, b.coverage_assignment_id as "assignmentId", b.customer_id as "customerId", s.backup_user_id as "backupUserId", b.brief_content as content, b.viewed_content as "viewedContent",
         b.frozen, b.generated_at as "generatedAt", b.viewed_at as "viewedAt", b.acknowledged_at as "acknowledgedAt", b.notes_added as "notesAdded"
    from coverage_briefs b join coverage_assignments s on (s.tenant_id, s.id) = (b.tenant_id, b.coverage_assignment_id)`;

/** Content is kept in its wire form, and parsed here once. */
const toBrief = (row: Row): BriefRecord => ({
  ...row,
  content: readContent(row.content),
  viewedContent: row.viewedContent === null ? null : readContent(row.viewedContent),
});

@Injectable()
export class BriefsRepository {
  async getById(tx: Tx, id: BriefId): Promise<BriefRecord> {
    const [row] = await tx.query<Row>(`${SELECT} where b.tenant_id = $1 and b.id = $2`, [tx.tenantId, id]);
    if (!row) throw new DomainError('briefs.not-found');
    return toBrief(row);
  }

  /** All of an assignment, or those of some customers. */
  async listOf(tx: Tx, assignmentId: AssignmentId, customerIds: readonly CustomerId[] | null): Promise<BriefRecord[]> {
    const rows = await tx.query<Row>(
      `${SELECT} where b.tenant_id = $1 and b.coverage_assignment_id = $2 and ($3::uuid[] is null or b.customer_id = any($3))`,
      [tx.tenantId, assignmentId, customerIds],
    );
    return rows.map(toBrief);
  }

  /** Of which customers there is a brief, by assignment. */
  async listWritten(
    tx: Tx,
    assignmentIds: readonly AssignmentId[],
  ): Promise<{ assignmentId: AssignmentId; customerId: CustomerId }[]> {
    return tx.query(
      `select b.coverage_assignment_id as "assignmentId", b.customer_id as "customerId" from coverage_briefs b
        where b.tenant_id = $1 and b.coverage_assignment_id = any($2::uuid[])`,
      [tx.tenantId, assignmentIds],
    );
  }

  /** How far the backup has read; of customers that are covered, not of those handed on since. */
  async progress(tx: Tx, assignmentId: AssignmentId): Promise<{ total: number; viewed: number; acknowledged: number }> {
    const [row] = await tx.query<{ total: number; viewed: number; acknowledged: number }>(
      `select count(*)::int as total, count(b.viewed_at)::int as viewed, count(b.acknowledged_at)::int as acknowledged
         from covered_customers k
         left join coverage_briefs b on (b.tenant_id, b.coverage_assignment_id, b.customer_id) = (k.tenant_id, k.assignment_id, k.customer_id)
        where k.tenant_id = $1 and k.assignment_id = $2 and k.left_at is null`,
      [tx.tenantId, assignmentId],
    );
    return row ?? { total: 0, viewed: 0, acknowledged: 0 };
  }

  async find(tx: Tx, assignmentId: AssignmentId, customerId: CustomerId): Promise<BriefRecord | null> {
    const [row] = await tx.query<Row>(
      `${SELECT} where b.tenant_id = $1 and b.coverage_assignment_id = $2 and b.customer_id = $3`,
      [tx.tenantId, assignmentId, customerId],
    );
    return row ? toBrief(row) : null;
  }

  /**
   * Writes or refreshes, and answers how many it wrote; a brief that was frozen at departure stays as it is. Safe to repeat. By customer,
   * so that two who write at once wait for each other instead of crosswise.
   */
  async write(tx: Tx, assignmentId: AssignmentId, briefs: readonly WrittenBrief[], frozen: boolean): Promise<number> {
    const written = await tx.query(
      `insert into coverage_briefs (tenant_id, coverage_assignment_id, customer_id, brief_content, frozen, generated_at)
       select $1::uuid, $2::uuid, x.customer_id, x.content::jsonb, $5, $6 from unnest($3::uuid[], $4::text[]) as x (customer_id, content)
        order by x.customer_id
       on conflict on constraint coverage_briefs_customer_key do update
          set brief_content = excluded.brief_content, frozen = excluded.frozen, generated_at = excluded.generated_at
        where not coverage_briefs.frozen
       returning 1`,
      [
        tx.tenantId,
        assignmentId,
        briefs.map(({ customerId }) => customerId),
        briefs.map(({ content }) => storeContent(content)),
        frozen,
        tx.now,
      ],
    );
    return written.length;
  }

  /**
   * Remembers when it was read and what stood there: "changed since you last looked" starts from here. Two windows of one reader lock
   * the rows in one order.
   */
  async markViewed(tx: Tx, seen: readonly { readonly id: BriefId; readonly content: BriefContent }[]): Promise<void> {
    await tx.query(
      `with locked as materialized (
         select b.id from coverage_briefs b where b.tenant_id = $1 and b.id = any($2::uuid[]) order by b.id for no key update)
       update coverage_briefs b set viewed_at = $4, viewed_content = x.content::jsonb
         from locked, unnest($2::uuid[], $3::text[]) as x (id, content)
        where b.tenant_id = $1 and b.id = locked.id and b.id = x.id`,
      [tx.tenantId, seen.map(({ id }) => id), seen.map(({ content }) => storeContent(content)), tx.now],
    );
  }

  /** Answers true the first time; when that was stays. */
  async acknowledge(tx: Tx, id: BriefId): Promise<boolean> {
    const first = await tx.query(
      `update coverage_briefs set acknowledged_at = $3, viewed_at = coalesce(viewed_at, $3)
        where tenant_id = $1 and id = $2 and acknowledged_at is null returning 1`,
      [tx.tenantId, id, tx.now],
    );
    return first.length > 0;
  }

  /** As {@link acknowledge} for all, or some customers; answers how many were new. */
  async acknowledgeAll(tx: Tx, assignmentId: AssignmentId, customerIds: readonly CustomerId[] | null): Promise<number> {
    const first = await tx.query(
      `with waiting as materialized (
         select b.id from coverage_briefs b
          where b.tenant_id = $1 and b.coverage_assignment_id = $2 and b.acknowledged_at is null
            and ($3::uuid[] is null or b.customer_id = any($3)) order by b.id for no key update)
       update coverage_briefs b set acknowledged_at = $4, viewed_at = coalesce(b.viewed_at, $4)
         from waiting where b.tenant_id = $1 and b.id = waiting.id returning 1`,
      [tx.tenantId, assignmentId, customerIds, tx.now],
    );
    return first.length;
  }

  async addNote(tx: Tx, id: BriefId, note: string): Promise<void> {
    await tx.query(
      `update coverage_briefs set notes_added = case when notes_added = '' then $3 else notes_added || E'\\n' || $3 end where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, note],
    );
  }

  /** The assignment by which this person looks after the customer at that instant; one that is over by now gives nothing any more. */
  async findCovering(
    tx: Tx,
    userId: UserId,
    customerId: CustomerId,
    at: Temporal.Instant,
  ): Promise<AssignmentId | null> {
    const [row] = await tx.query<{ id: string }>(
      `select s.id from covered_customers k join coverage_assignments s on (s.tenant_id, s.id) = (k.tenant_id, k.assignment_id)
        where k.tenant_id = $1 and k.customer_id = $2 and k.accepted and k.during @> $4::timestamptz and s.backup_user_id = $3
          and (upper(k.during) is null or upper(k.during) > $5::timestamptz) order by k.tier limit 1`,
      [tx.tenantId, customerId, userId, at, tx.now],
    );
    return row ? asId<AssignmentId>(row.id) : null;
  }
}
