import { Injectable } from '@nestjs/common';
import type { GetEscalationTimeline, OutputOf } from '@understudy/contracts';
import type { EscalationId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { decodeCursor, encodeCursor, MalformedInput } from '../../platform/http/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { actorsOf, toTimelineEvent } from './timeline.words.js';

/** The timeline of an escalation: its events in the tamper-evident history, whoever wrote them. */
@Injectable()
export class EscalationTimeline {
  constructor(
    private readonly history: History,
    private readonly directory: DirectoryRepository,
  ) {}

  /** Throws MalformedInput for a cursor of another list. */
  async page(
    tx: Tx,
    id: EscalationId,
    asked: { readonly order: 'newest' | 'oldest'; readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<OutputOf<typeof GetEscalationTimeline>> {
    const { order, cursor, limit } = asked;
    const from = cursor === undefined ? undefined : seqIn(cursor);
    const page = order === 'newest' ? { before: from } : { after: from ?? 0 };
    const events = await this.history.list(tx, { subject: { kind: 'escalation', id }, ...page, limit: limit + 1 });
    const items = events.slice(0, limit);
    const people = await this.directory.namesOf(tx, actorsOf(items));
    const last = items.at(-1);
    return {
      items: items.map((event) => toTimelineEvent(event, people)),
      next_cursor: events.length > limit && last ? encodeCursor({ seq: String(last.seq) }) : null,
    };
  }
}

function seqIn(cursor: string): number {
  const { seq } = decodeCursor(cursor, ['seq']);
  if (/^[1-9]\d{0,15}$/.test(seq)) return Number(seq);
  throw new MalformedInput([{ path: 'cursor', message: 'is not a cursor of this list; take it from next_cursor' }]);
}
