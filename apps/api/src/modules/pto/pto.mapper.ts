import { PTO_ENTRY_STATES, type PtoEntry, type PtoFeed } from '@understudy/contracts';
import { PTO_PROBLEMS, type PtoFeedId, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import type { UserName } from '../directory/index.js';
import type { PtoEntryRecord, PtoEntryState, PtoFeedRecord } from './pto.records.js';

type Counts = readonly { readonly feedId: PtoFeedId; readonly state: PtoEntryState; readonly count: number }[];

export const stateOf = ({
  paused,
  isLost,
  problem,
  okAt,
  readAt,
}: PtoFeedRecord): z.output<typeof PtoFeed>['state'] => {
  if (paused) return 'paused';
  if (isLost) return 'lost';
  if (problem !== null) return 'failing';
  return okAt === null || readAt === null ? 'waiting' : 'connected';
};

/** `webhookUrl`: of HiBob only. Nothing of its address but the host, no key, no secret. */
export const toPtoFeed = (
  feed: PtoFeedRecord,
  counts: Counts,
  webhookUrl: string | null,
): z.output<typeof PtoFeed> => ({
  id: feed.id,
  kind: feed.kind,
  name: feed.name,
  host: feed.host,
  state: stateOf(feed),
  problem: feed.problem,
  webhook_url: webhookUrl,
  has_webhook_secret: feed.webhookSecretSealed !== null,
  counts: Object.fromEntries(
    PTO_ENTRY_STATES.map((state) => [
      state,
      counts.find((row) => row.feedId === feed.id && row.state === state)?.count ?? 0,
    ]),
  ) as Record<(typeof PTO_ENTRY_STATES)[number], number>,
  last_read_at: feed.readAt,
  last_ok_at: feed.okAt,
  created_at: feed.createdAt,
  version: feed.version,
});

/** An entry that is gone is shown to nobody. */
export const toPtoEntry = (
  entry: PtoEntryRecord,
  names: ReadonlyMap<UserId, UserName>,
): z.output<typeof PtoEntry>[] => {
  const { state, problem, userId } = entry;
  if (state === 'gone') return [];
  const user = userId === null ? null : (names.get(userId) ?? null);
  return [
    {
      id: entry.id,
      state,
      title: entry.title,
      line: entry.line,
      key: entry.key,
      user: user && { user_id: user.userId, name: user.name, place: user.place },
      absence_type: entry.kind,
      is_suggestion: entry.certainty === 'suggestion',
      start_date: entry.firstOn,
      end_date: entry.lastOn,
      problem: problem && { code: problem, text: PTO_PROBLEMS[problem].text },
      seen_at: entry.seenAt,
    },
  ];
};
