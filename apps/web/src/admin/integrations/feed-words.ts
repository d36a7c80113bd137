import type { AnswerOf, ListPtoFeeds } from '@understudy/contracts';
import { formatCount } from '@understudy/ui';

export type Feed = AnswerOf<typeof ListPtoFeeds>['items'][number];

export const FEED_KINDS = {
  ical: 'iCalendar feed',
  hibob: 'HiBob',
  bamboohr: 'BambooHR',
} as const satisfies Record<Feed['kind'], string>;

export const FEED_STATES = {
  waiting: { tone: 'waiting', words: 'Not read yet' },
  connected: { tone: 'covered', words: 'Works' },
  failing: { tone: 'waiting', words: 'Could not be read' },
  lost: { tone: 'gap', words: 'Refused' },
  paused: { tone: 'outlined', words: 'Paused' },
} as const satisfies Record<Feed['state'], unknown>;

/** Each with the list behind it. */
export const ENTRY_STATES: Readonly<Record<keyof Feed['counts'], string>> = {
  taken: 'count as absences',
  unmatched: 'of names nobody has',
  ambiguous: 'of names several have',
  nobody: 'of nobody of ours',
  'not-away': 'are no absences',
  unreadable: 'cannot be read',
};

export const entriesWords = ({ counts }: Feed): string =>
  formatCount(
    Object.values(counts).reduce((sum, count) => sum + count, 0),
    'entry',
    'entries',
  );
