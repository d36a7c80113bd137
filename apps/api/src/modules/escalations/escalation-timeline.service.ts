import { Injectable } from '@nestjs/common';
import type { GetEscalationTimeline, OutputOf } from '@understudy/contracts';
import type { EscalationId } from '@understudy/domain';
import { History, type HistoryEvent } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { decodeCursor, encodeCursor, MalformedInput } from '../../platform/http/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { EscalationsRepository } from './escalations.repository.js';
import { forOutsider } from './outsider.events.js';
import { actorsOf, toTimelineEvent } from './timeline.words.js';

/** The timeline of an escalation: its events in the tamper-evident history, whoever wrote them. */
@Injectable()
export class EscalationTimeline {
  constructor(
    private readonly history: History,
    private readonly directory: DirectoryRepository,
    private readonly escalations: EscalationsRepository,
  ) {}

  /** Throws MalformedInput for a cursor of another list. */
  async page(
    tx: Tx,
    id: EscalationId,
    asked: {
      readonly order: 'newest' | 'oldest';
      readonly cursor?: string | undefined;
      readonly limit: number;
      readonly isOutsider: boolean;
    },
  ): Promise<OutputOf<typeof GetEscalationTimeline>> {
    const { order, cursor, limit } = asked;
    const from = cursor === undefined ? undefined : seqIn(cursor);
    const openWords = asked.isOutsider ? await this.escalations.listOpenWords(tx, id) : null;
    const events: HistoryEvent[] = [];
    let next = from;
    for (let more = true; more && events.length <= limit;) {
      const page = order === 'newest' ? { before: next } : { after: next ?? 0 };
      const some = await this.history.list(tx, { subject: { kind: 'escalation', id }, ...page, limit: limit + 1 });
      more = some.length > limit;
      next = some.at(-1)?.seq ?? next;
      const read = openWords === null ? some : some.map((event) => forOutsider(event, openWords));
      events.push(...read.filter((event) => event !== null));
    }
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
