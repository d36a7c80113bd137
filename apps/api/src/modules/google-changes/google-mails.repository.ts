import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** `open`: certainly not sent; `sending`: handed over, and Google's answer is not known. */
export interface GoogleMailRecord {
  readonly userId: UserId;
  readonly state: 'open' | 'sending' | 'sent';
  readonly subject: string;
  readonly googleId: string | null;
  readonly threadId: string | null;
  /** As Gmail made it; null where we may not read it. */
  readonly messageId: string | null;
}

/** As Gmail has it. */
export interface SentMail {
  readonly id: string;
  readonly threadId: string | null;
  readonly messageId: string | null;
}

/** What was handed to Gmail, by the key of the e-mail. */
@Injectable()
export class GoogleMailsRepository {
  async find(tx: Tx, key: string): Promise<GoogleMailRecord | null> {
    const [row] = await tx.query<GoogleMailRecord>(
      `select user_id as "userId", state, subject, google_id as "googleId", thread_id as "threadId", message_id as "messageId" from google_mails
        where tenant_id = $1 and key = $2`,
      [tx.tenantId, key],
    );
    return row ?? null;
  }

  async setSending(tx: Tx, key: string, userId: UserId, subject: string): Promise<void> {
    await tx.query(
      `insert into google_mails (tenant_id, key, user_id, state, subject) values ($1, $2, $3, 'sending', $4)
       on conflict on constraint google_mails_pkey do update set state = 'sending', tried_at = clock_timestamp()`,
      [tx.tenantId, key, userId, subject],
    );
  }

  /** Google refused it: it may go again, also by another way. */
  async setOpen(tx: Tx, key: string): Promise<void> {
    await tx.query(`update google_mails set state = 'open' where tenant_id = $1 and key = $2 and state = 'sending'`, [
      tx.tenantId,
      key,
    ]);
  }

  async setSent(tx: Tx, key: string, { id, threadId, messageId }: SentMail): Promise<void> {
    await tx.query(
      `update google_mails set state = 'sent', google_id = $3, thread_id = $4, message_id = $5, sent_at = clock_timestamp()
        where tenant_id = $1 and key = $2`,
      [tx.tenantId, key, id, threadId, messageId],
    );
  }
}
