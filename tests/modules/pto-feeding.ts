import {
  type AnswerOf,
  CreatePtoFeed,
  ListAbsences,
  ListPtoEntries,
  ListPtoFeeds,
  SyncPtoFeed,
  type WireOf,
} from '@understudy/contracts';
import type { Workspace } from './workspace.js';
import type { Organisation, Person, World } from './world.js';

type Feed = AnswerOf<typeof CreatePtoFeed>;

/** One organisation's PTO systems, played by the stand-in. */
export interface Pto {
  /** What stands in a feed from now on: entries as lines each, or a whole text. */
  publish(name: string, entries: readonly (readonly string[])[] | string): Promise<void>;
  /** A feed of the stand-in as an admin enters it, read once. */
  subscribe(name: string, more?: Partial<WireOf<typeof CreatePtoFeed>>): Promise<Feed>;
  /** Reads it in full and lets everything settle. */
  read(feed: Pick<Feed, 'id'>): Promise<void>;
  feed(feed: Pick<Feed, 'id'>): Promise<Feed>;
  entries(feed: Pick<Feed, 'id'>): Promise<AnswerOf<typeof ListPtoEntries>['items']>;
  /** Somebody's absences that were not taken back, as "first/last status kind". */
  absences(who: Person): Promise<string[]>;
}

/** Lines of a whole-day entry; `to` is its last day. */
export const entry = (uid: string, title: string, from: string, to: string, ...more: readonly string[]): string[] => [
  `UID:${uid}`,
  `SUMMARY:${title}`,
  `DTSTART;VALUE=DATE:${from.replaceAll('-', '')}`,
  `DTEND;VALUE=DATE:${Temporal.PlainDate.from(to).add({ days: 1 }).toString().replaceAll('-', '')}`,
  ...more,
];

export const calendar = (entries: readonly (readonly string[])[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...entries.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

export function ptoOf(world: World, workspace: Workspace, org: Organisation): Pto {
  const feedNow: Pto['feed'] = async ({ id }) => {
    const found = (await org.ada.call(ListPtoFeeds, {})).items.find((feed) => feed.id === id);
    if (!found) throw new Error('the feed is not listed');
    return found;
  };
  return {
    publish: async (name, entries) => {
      const text = typeof entries === 'string' ? entries : calendar(entries);
      await workspace.control('PUT', `/pto/feeds/${name}`, { text });
    },
    subscribe: async (name, more = {}) => {
      const address = `${workspace.url}/sandbox/pto/feeds/${name}.ics`;
      const feed = await org.ada.call(CreatePtoFeed, { kind: 'ical', name, address, ...more });
      await world.settle();
      return feed;
    },
    read: async ({ id }) => {
      await org.ada.call(SyncPtoFeed, { feed_id: id });
      await world.settle();
    },
    feed: feedNow,
    entries: async ({ id }) => (await org.ada.call(ListPtoEntries, { feed_id: id, limit: 100 })).items,
    absences: async (who) =>
      (await who.call(ListAbsences, {})).items
        .filter(({ user, status }) => user.user_id === who.id && status !== 'cancelled')
        .map(
          ({ start_date, end_date, status, absence_type }) =>
            // whether somebody covers already is decided elsewhere
            `${start_date}/${end_date} ${status.replace('coverage_assigned', 'planned')} ${absence_type}`,
        )
        .toSorted(),
  };
}
