import { Injectable } from '@nestjs/common';
import type { InputOf, ListEscalationUpdates, OutputOf } from '@understudy/contracts';
import { History, type HistoryEvent } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { type CallerContext, decodeCursor, encodeCursor, MalformedInput } from '../../platform/http/index.js';
import { DirectoryRepository } from '../directory/index.js';
import {
  actorsOf,
  EscalationAccess,
  type EscalationRecord,
  EscalationsRepository,
  forOutsider,
} from '../escalations/index.js';
import { toUpdate, updateIdIn, updateTypeOf } from './update.mapper.js';
import { type UpdateRecord, UpdatesRepository } from './updates.repository.js';

const PAGE = 100;

/** The history of an escalation as updates, page by page. */
@Injectable()
export class UpdatePages {
  constructor(
    private readonly history: History,
    private readonly directory: DirectoryRepository,
    private readonly access: EscalationAccess,
    private readonly escalations: EscalationsRepository,
    private readonly updates: UpdatesRepository,
  ) {}

  async page(
    tx: Tx,
    caller: CallerContext,
    row: EscalationRecord,
    { update_type: type, cursor, limit }: InputOf<typeof ListEscalationUpdates>,
  ): Promise<OutputOf<typeof ListEscalationUpdates>> {
    const openWords = await this.openWordsFor(tx, caller, row);
    const found: { event: HistoryEvent; said: UpdateRecord | null }[] = [];
    let before = cursor === undefined ? undefined : seqIn(cursor);
    for (let more = true; more && found.length <= limit;) {
      const events = await this.history.list(tx, { subject: { kind: 'escalation', id: row.id }, before, limit: PAGE });
      more = events.length === PAGE;
      before = events.at(-1)?.seq ?? before;
      const wanted = events.filter((event) => type === undefined || updateTypeOf(event.type) === type);
      const said = await this.saidIn(tx, wanted);
      for (const event of wanted) {
        const read = openWords === null ? event : forOutsider(event, openWords);
        if (read !== null) found.push({ event: read, said: said.get(updateIdIn(read) ?? '') ?? null });
      }
    }
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const people = await this.directory.namesOf(tx, actorsOf(items.map(({ event }) => event)));
    return {
      items: items.map(({ event, said }) => ({
        ...toUpdate(event, said, people),
        ...(openWords !== null && { is_internal: false }),
      })),
      next_cursor: found.length > limit && last ? encodeCursor({ seq: String(last.event.seq) }) : null,
    };
  }

  /** null: they read everything. */
  private async openWordsFor(
    tx: Tx,
    caller: CallerContext,
    row: EscalationRecord,
  ): Promise<ReadonlySet<string> | null> {
    return (await this.access.isOutsider(tx, caller, row)) ? this.escalations.listOpenWords(tx, row.id) : null;
  }

  private async saidIn(tx: Tx, events: readonly HistoryEvent[]): Promise<ReadonlyMap<string, UpdateRecord>> {
    const ids = events.map(updateIdIn).filter((id) => id !== null);
    const rows = ids.length === 0 ? [] : await this.updates.listByIds(tx, ids);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function seqIn(cursor: string): number {
  const { seq } = decodeCursor(cursor, ['seq']);
  if (/^[1-9]\d{0,15}$/.test(seq)) return Number(seq);
  throw new MalformedInput([{ path: 'cursor', message: 'is not a cursor of this list; take it from next_cursor' }]);
}
