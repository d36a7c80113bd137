import { Injectable } from '@nestjs/common';
import type { PtoEntryId, PtoFeedId, PtoProblem, UserId } from '@understudy/domain';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import { windowAt } from './pto-reading.js';
import { daysOf, fromStoredTimes, toStoredTimes } from './pto-times.mapper.js';
import type { PtoEntryRecord, PtoEntryState } from './pto.records.js';
import type { Standing } from './pto-standing.js';
import type { SeenEntry } from './seen-entry.js';

interface Row extends Omit<PtoEntryRecord, 'times'> {
  readonly times: unknown;
}

const COLUMNS = `e.id, e.feed_id as "feedId", e.key, e.line, e.title, e.names, e.emails, e.kind, e.certainty, e.is_away as "isAway", e.times, e.problem,
  e.state, e.user_id as "userId", e.candidates, e.first_on as "firstOn", e.last_on as "lastOn", e.ends_at as "endsAt",
  e.known_user_id as "knownUserId", e.is_settled as "isSettled", e.seen_at as "seenAt"`;
const toRecord = (row: Row): PtoEntryRecord => ({ ...row, times: fromStoredTimes(row.times) });

/** An entry as it is shown now, and what it stands for. `id`: the row of one that had another key. */
export interface EntryChange extends SeenEntry, Standing {
  readonly id: PtoEntryId | null;
  /** The absences have to hear of it. */
  readonly isNews: boolean;
}

/** Entries of PTO systems as they were last seen. Rows stay when an entry is gone: their id is what absences know it by. */
@Injectable()
export class PtoEntriesRepository {
  /** Of one feed; those that are gone come too, because the same key may come back. */
  async listOfFeed(tx: Tx, feedId: PtoFeedId): Promise<PtoEntryRecord[]> {
    const rows = await tx.query<Row>(
      `select ${COLUMNS} from pto_entries e where e.tenant_id = $1 and e.feed_id = $2 order by e.key for update`,
      [tx.tenantId, feedId],
    );
    return rows.map(toRecord);
  }

  async page(
    tx: Tx,
    feedId: PtoFeedId,
    page: { limit: number; after: string | null; state: PtoEntryState | null; problems: boolean },
  ): Promise<PtoEntryRecord[]> {
    const rows = await tx.query<Row>(
      `select ${COLUMNS} from pto_entries e
        where e.tenant_id = $1 and e.feed_id = $2 and e.state <> 'gone' and ($3::text is null or e.state = $3)
          and (not $4 or e.problem is not null) and ($5::uuid is null or e.id > $5)
          and (e.last_on is null or e.last_on >= $7) order by e.id limit $6`,
      [tx.tenantId, feedId, page.state, page.problems, page.after, page.limit, windowAt(tx.now).firstOn],
    );
    return rows.map(toRecord);
  }

  /** New ones, and changed ones by their id or key. */
  async save(tx: Tx, feedId: PtoFeedId, changes: readonly EntryChange[]): Promise<void> {
    if (changes.length === 0) return;
    const moved = changes.filter(({ id }) => id !== null);
    if (moved.length > 0)
      await tx.query(
        `update pto_entries e set key = c.key from jsonb_to_recordset($2::jsonb) as c (id uuid, key text)
          where e.tenant_id = $1 and e.id = c.id`,
        [tx.tenantId, JSON.stringify(moved.map(({ id, key }) => ({ id, key })))],
      );
    await tx.query(
      `insert into pto_entries as e (tenant_id, feed_id, key, line, title, names, emails, kind, certainty, is_away, times, problem, state, user_id,
                                     candidates, first_on, last_on, is_settled, seen_at)
       select $1, $2, c.key, c.line, c.title, c.names, c.emails, c.kind, c.certainty, c.is_away, c.times, c.problem, c.state, c.user_id,
              c.candidates, c.first_on, c.last_on, not c.is_news, $4
         from jsonb_to_recordset($3::jsonb) as c (key text, line int, title text, names text[], emails text[], kind text, certainty text, is_away boolean,
              times jsonb, problem text, state text, user_id uuid, candidates uuid[], first_on date, last_on date, is_news boolean)
       on conflict (tenant_id, feed_id, key) do update
          set line = excluded.line, title = excluded.title, names = excluded.names, emails = excluded.emails, kind = excluded.kind,
              certainty = excluded.certainty, is_away = excluded.is_away, times = excluded.times, problem = excluded.problem, state = excluded.state,
              user_id = excluded.user_id, candidates = excluded.candidates, first_on = excluded.first_on, last_on = excluded.last_on,
              is_settled = e.is_settled and excluded.is_settled, seen_at = excluded.seen_at, gone_at = null`,
      [tx.tenantId, feedId, JSON.stringify(changes.map(toJson)), tx.now],
    );
  }

  async gone(tx: Tx, ids: readonly PtoEntryId[]): Promise<void> {
    if (ids.length === 0) return;
    await tx.query(
      `update pto_entries set state = 'gone', user_id = null, candidates = '{}', gone_at = $3, is_settled = is_settled and known_user_id is null
        where tenant_id = $1 and id = any($2::uuid[])`,
      [tx.tenantId, ids, tx.now],
    );
  }

  /** Those the absences have not heard of, oldest first. */
  async listUnsettled(tx: Tx, feedId: PtoFeedId): Promise<PtoEntryId[]> {
    const rows = await tx.query<{ id: PtoEntryId }>(
      'select id from pto_entries where tenant_id = $1 and feed_id = $2 and not is_settled order by id',
      [tx.tenantId, feedId],
    );
    return rows.map(({ id }) => id);
  }

  /** Locks it; null when another one has settled it meanwhile. */
  async lockUnsettled(tx: Tx, id: PtoEntryId): Promise<PtoEntryRecord | null> {
    const [row] = await tx.query<Row>(
      `select ${COLUMNS} from pto_entries e where e.tenant_id = $1 and e.id = $2 and not e.is_settled for update`,
      [tx.tenantId, id],
    );
    return row ? toRecord(row) : null;
  }

  async settled(tx: Tx, id: PtoEntryId, knownUserId: UserId | null, endsAt: Temporal.Instant | null): Promise<void> {
    await tx.query(
      'update pto_entries set is_settled = true, known_user_id = $3, ends_at = $4 where tenant_id = $1 and id = $2',
      [tx.tenantId, id, knownUserId, endsAt],
    );
  }

  async refused(tx: Tx, id: PtoEntryId, problem: PtoProblem): Promise<void> {
    await tx.query(
      `update pto_entries set is_settled = true, state = 'unreadable', problem = $3, user_id = null where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, problem],
    );
  }

  /** Entries in these states by the name that is asked about: the most likely one. */
  listNames(
    tx: Tx,
    states: readonly PtoEntryState[],
  ): Promise<{ name: string; entries: number; candidates: readonly UserId[] }[]> {
    return tx.query(
      `select coalesce(e.names[1], e.title) as name, count(distinct e.id)::int as entries,
              coalesce(array_agg(distinct c) filter (where c is not null), '{}') as candidates
         from pto_entries e left join unnest(e.candidates) c on true
        where e.tenant_id = $1 and e.state = any($2) group by 1 order by 1`,
      [tx.tenantId, states],
    );
  }
}

const toJson = (change: EntryChange): JsonObject => {
  const { times } = change;
  const days = times && daysOf(times);
  return {
    key: change.key,
    line: change.line,
    title: change.title,
    names: change.names,
    emails: change.emails,
    kind: change.kind,
    certainty: change.certainty,
    is_away: change.isAway,
    times: times && toStoredTimes(times),
    problem: change.problem,
    state: change.state,
    user_id: change.userId,
    candidates: change.candidates,
    first_on: days && String(days.firstOn),
    last_on: days?.lastOn ? String(days.lastOn) : null,
    is_news: change.isNews,
  };
};
