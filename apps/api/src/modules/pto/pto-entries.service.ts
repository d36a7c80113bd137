import { Injectable } from '@nestjs/common';
import type { InputOf, ListPtoEntries, OutputOf } from '@understudy/contracts';
import { Tenancy } from '../../platform/database/index.js';
import { type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { PtoEntriesRepository } from './pto-entries.repository.js';
import { PtoFeedsRepository } from './pto-feeds.repository.js';
import { toPtoEntry } from './pto.mapper.js';

/** What PTO systems show, for whoever looks after them. */
@Injectable()
export class PtoEntriesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly feeds: PtoFeedsRepository,
    private readonly entries: PtoEntriesRepository,
    private readonly directory: DirectoryRepository,
  ) {}

  /** Throws pto.feed-not-found. */
  list(caller: CallerContext, input: InputOf<typeof ListPtoEntries>): Promise<OutputOf<typeof ListPtoEntries>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      await this.feeds.lock(tx, input.feed_id);
      const rows = await this.entries.page(tx, input.feed_id, {
        limit: input.limit + 1,
        after: input.cursor === undefined ? null : decodeCursor(input.cursor, ['id']).id,
        state: input.state ?? null,
        problems: input.problems === 'true',
      });
      const page = rows.slice(0, input.limit);
      const names = await this.directory.namesOf(
        tx,
        page.flatMap(({ userId }) => userId ?? []),
      );
      const last = page.at(-1);
      return {
        items: page.flatMap((entry) => toPtoEntry(entry, names)),
        next_cursor: rows.length > input.limit && last ? encodeCursor({ id: last.id }) : null,
      };
    });
  }
}
