import { Injectable } from '@nestjs/common';
import type { AbsenceId, AssignmentId, NoticeChange, NoticeId, Told, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { NoticeRecord, SentWords } from './notice.records.js';

const SELECT = `
  select n.id, n.absence_id as "absenceId", n.assignment_id as "assignmentId", n.customer_id as "customerId", n.stakeholder_id as "stakeholderId",
         n.address, n.kind, n.method, n.state, n.send_at as "sendAt", n.message, n.requested_by_user_id as "requestedByUserId", n.language, n.subject,
         n.body, n.told_backup_user_id as "toldBackupUserId", n.told_first_on as "toldFirstOn", n.told_last_on as "toldLastOn", n.sent_at as "sentAt",
         n.failure, n.sending_message_id as "sendingMessageId", s.name as "contactName", coalesce(s.email, n.address) as email, c.name as "customerName", c.language as "customerLanguage"
    from notices n
    join stakeholders s on (s.tenant_id, s.id) = (n.tenant_id, n.stakeholder_id)
    join customers c on (c.tenant_id, c.id) = (n.tenant_id, n.customer_id)`;

type Row = Omit<NoticeRecord, 'told'> & {
  readonly toldBackupUserId: UserId | null;
  readonly toldFirstOn: Temporal.PlainDate | null;
  readonly toldLastOn: Temporal.PlainDate | null;
};
const toNotice = ({ toldBackupUserId, toldFirstOn, toldLastOn, ...row }: Row): NoticeRecord => ({
  ...row,
  told: toldFirstOn && ({ backupUserId: toldBackupUserId, firstOn: toldFirstOn, lastOn: toldLastOn } satisfies Told),
});

/** What a person asked for, beside when. */
export interface Asked {
  readonly userId: UserId;
  readonly message: string | null;
}

@Injectable()
export class NoticesRepository {
  /**
   * Whoever decides about the notices of an absence takes this first and holds it until COMMIT: two who plan, ask or send at once come
   * one after the other, and the second sees what the first has done.
   */
  async lockAbsence(tx: Tx, absenceId: AbsenceId): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('notices ' || $1::text || ' ' || $2::text, 0))`, [
      tx.tenantId,
      absenceId,
    ]);
  }

  /** By customer, then address, an introduction before its update; those of one address where one is given. */
  async listOfAbsence(tx: Tx, absenceId: AbsenceId, address: string | null = null): Promise<NoticeRecord[]> {
    const rows = await tx.query<Row>(
      `${SELECT} where n.tenant_id = $1 and n.absence_id = $2 and ($3::text is null or n.address = $3)
        order by lower(c.name), n.address, n.kind, n.id`,
      [tx.tenantId, absenceId, address],
    );
    return rows.map(toNotice);
  }

  async findById(tx: Tx, id: NoticeId): Promise<NoticeRecord | null> {
    const [row] = await tx.query<Row>(`${SELECT} where n.tenant_id = $1 and n.id = $2`, [tx.tenantId, id]);
    return row ? toNotice(row) : null;
  }

  /** One statement for all; answers the ids in the order of the changes. What is there already (notices_once_key) is left out. */
  add(
    tx: Tx,
    absenceId: AbsenceId,
    added: readonly Extract<NoticeChange, { do: 'add' }>[],
    asked: Asked | null,
  ): Promise<{ id: NoticeId; address: string; kind: string }[]> {
    const column = <T>(of: (change: Extract<NoticeChange, { do: 'add' }>) => T) => added.map(of);
    return tx.query(
      `insert into notices (tenant_id, absence_id, assignment_id, customer_id, stakeholder_id, address, kind, method, state, send_at,
                            requested_by_user_id, message, created_at, updated_at)
       select $1::uuid, $2::uuid, a, c, s, address, kind, method, state, send_at::timestamptz, $11::uuid, $12::text, $13::timestamptz, $13::timestamptz
         from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
           as t (a, c, s, address, kind, method, state, send_at)
       on conflict on constraint notices_once_key do nothing
       returning id, address, kind`,
      [
        tx.tenantId,
        absenceId,
        column(({ assignmentId }) => assignmentId),
        column(({ contact }) => contact.customerId),
        column(({ contact }) => contact.stakeholderId),
        column(({ contact }) => contact.address),
        column(({ kind }) => kind),
        column(({ method }) => method),
        column(({ state }) => state),
        column(({ sendAt }) => String(sendAt)),
        asked?.userId ?? null,
        asked?.message ?? null,
        tx.now,
      ],
    );
  }

  async set(tx: Tx, { notice, state, assignmentId, sendAt }: Extract<NoticeChange, { do: 'set' }>): Promise<void> {
    await tx.query(
      `update notices set state = $3, assignment_id = $4, send_at = $5, failure = null, updated_at = $6 where tenant_id = $1 and id = $2`,
      [tx.tenantId, notice.id, state, assignmentId, sendAt, tx.now],
    );
  }

  /** From now on it is what a person asked for, in their words. */
  async setAsked(tx: Tx, id: NoticeId, { userId, message }: Asked): Promise<void> {
    await tx.query(
      `update notices set method = 'manual', requested_by_user_id = $3, message = $4, updated_at = $5 where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, userId, message, tx.now],
    );
  }

  /** The words are fixed from here on: whatever happens to the e-mail, a second try says the same. */
  async setSending(
    tx: Tx,
    id: NoticeId,
    messageId: string,
    { language, subject, body, told }: SentWords,
  ): Promise<void> {
    await tx.query(
      `update notices set state = 'sending', language = $3, subject = $4, body = $5, told_backup_user_id = $6, told_first_on = $7,
              told_last_on = $8, updated_at = $9, sending_message_id = $10
        where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, language, subject, body, told.backupUserId, told.firstOn, told.lastOn, tx.now, messageId],
    );
  }

  /** Answers false when it is not being sent any more: then somebody noted it before. */
  async setSent(tx: Tx, id: NoticeId, providerId: string): Promise<boolean> {
    const rows = await tx.query(
      `update notices set state = 'sent', sent_at = $3, provider_id = $4, failure = null, updated_at = $3
        where tenant_id = $1 and id = $2 and state = 'sending' returning 1`,
      [tx.tenantId, id, tx.now, providerId],
    );
    return rows.length > 0;
  }

  /** `planned` when it certainly did not leave and will be tried again, `failed` for good. False as {@link setSent}. */
  async setNotSent(tx: Tx, id: NoticeId, state: 'planned' | 'failed', failure: string): Promise<boolean> {
    const rows = await tx.query(
      `update notices set state = $3, failure = $4, updated_at = $5
        where tenant_id = $1 and id = $2 and state in ('planned', 'sending') returning 1`,
      [tx.tenantId, id, state, failure, tx.now],
    );
    return rows.length > 0;
  }

  /** For each assignment that introduced anybody: when the first e-mail left, and how it came about. */
  listFirstSent(
    tx: Tx,
    assignmentIds: readonly AssignmentId[],
  ): Promise<{ assignmentId: AssignmentId; sentAt: Temporal.Instant; method: 'auto' | 'manual' }[]> {
    return tx.query(
      `select distinct on (n.assignment_id) n.assignment_id as "assignmentId", n.sent_at as "sentAt", n.method
         from notices n where n.tenant_id = $1 and n.assignment_id = any($2::uuid[]) and n.state = 'sent'
        order by n.assignment_id, n.sent_at, n.id`,
      [tx.tenantId, assignmentIds],
    );
  }
}
