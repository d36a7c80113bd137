import { Injectable } from '@nestjs/common';
import type { KnownBlock } from '@slack/web-api';
import type { UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { SlackQuestion } from './slack-questions.js';

/** A message of ours in Slack. */
export interface SlackMessagePlace {
  readonly channelId: string;
  readonly messageTs: string;
}
export interface SlackMessage extends SlackMessagePlace {
  readonly userId: UserId;
  /** What programs and notifications show instead of the blocks. */
  readonly fallback: string;
  readonly blocks: readonly KnownBlock[];
}
export interface AskedQuestion extends SlackMessagePlace, SlackQuestion {
  readonly postedAt: Temporal.Instant;
}

const MESSAGE = `channel_id as "channelId", message_ts as "messageTs", user_id as "userId", fallback, blocks`;
const HERE = 'tenant_id = $1 and channel_id = $2 and message_ts = $3';

/** Messages that ask something, and what was answered. */
@Injectable()
export class SlackQuestionsRepository {
  /** Safe to repeat: the same message again changes nothing. */
  async add(tx: Tx, message: SlackMessage, questions: readonly SlackQuestion[]): Promise<void> {
    const { channelId, messageTs, userId, fallback, blocks } = message;
    await tx.query(
      `insert into slack_messages (tenant_id, channel_id, message_ts, user_id, fallback, blocks) values ($1, $2, $3, $4, $5, $6::jsonb)
       on conflict on constraint slack_messages_pkey do nothing`,
      [tx.tenantId, channelId, messageTs, userId, fallback, JSON.stringify(blocks)],
    );
    await tx.query(
      `insert into slack_questions (tenant_id, channel_id, message_ts, kind, subject_id)
       select $1, $2, $3, q.kind, q.subject_id from unnest($4::text[], $5::uuid[]) as q (kind, subject_id)
       on conflict on constraint slack_questions_pkey do nothing`,
      [
        tx.tenantId,
        channelId,
        messageTs,
        questions.map(({ kind }) => kind),
        questions.map(({ subjectId }) => subjectId),
      ],
    );
  }

  listOpen(tx: Tx, subjectIds: readonly string[]): Promise<AskedQuestion[]> {
    return tx.query(
      `select q.channel_id as "channelId", q.message_ts as "messageTs", q.kind, q.subject_id as "subjectId", m.posted_at as "postedAt"
         from slack_questions q join slack_messages m using (tenant_id, channel_id, message_ts)
        where q.tenant_id = $1 and q.subject_id = any($2::uuid[]) and q.settled_at is null
        order by q.channel_id, q.message_ts, q.kind, q.subject_id`,
      [tx.tenantId, subjectIds],
    );
  }

  async listOpenSubjects(tx: Tx): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      'select distinct subject_id as id from slack_questions where tenant_id = $1 and settled_at is null',
      [tx.tenantId],
    );
    return rows.map(({ id }) => id);
  }

  async find(tx: Tx, { channelId, messageTs }: SlackMessagePlace): Promise<SlackMessage | null> {
    const [found] = await tx.query<SlackMessage>(`select ${MESSAGE} from slack_messages where ${HERE}`, [
      tx.tenantId,
      channelId,
      messageTs,
    ]);
    return found ?? null;
  }

  async lock(tx: Tx, { channelId, messageTs }: SlackMessagePlace): Promise<SlackMessage | null> {
    const [found] = await tx.query<SlackMessage>(`select ${MESSAGE} from slack_messages where ${HERE} for update`, [
      tx.tenantId,
      channelId,
      messageTs,
    ]);
    return found ?? null;
  }

  async settle(tx: Tx, question: AskedQuestion, words: string, blocks: readonly KnownBlock[]): Promise<void> {
    const { channelId, messageTs, kind, subjectId } = question;
    await tx.query(
      `update slack_questions set settled_as = $6, settled_at = $7 where ${HERE} and kind = $4 and subject_id = $5 and settled_at is null`,
      [tx.tenantId, channelId, messageTs, kind, subjectId, words, tx.now],
    );
    await tx.query(`update slack_messages set blocks = $4::jsonb where ${HERE}`, [
      tx.tenantId,
      channelId,
      messageTs,
      JSON.stringify(blocks),
    ]);
  }
}
