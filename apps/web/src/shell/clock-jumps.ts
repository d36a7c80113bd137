import { instantOf, nextMonday, plusDays } from '../session/local-days.js';
import { dayOf } from '@understudy/ui';

export interface Jump {
  readonly key: string;
  readonly words: string;
  /** RFC 3339. */
  readonly at: string;
  /** The words say the time already. */
  readonly byDay: boolean;
}

/** The jumps people want: a little, tomorrow morning, Monday morning; all after `now` (epoch milliseconds). */
export function jumpsFrom(now: number, timeZone: string): readonly Jump[] {
  const today = dayOf(now, timeZone);
  const later = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  return [
    { key: '15min', words: 'In 15 minutes', at: later(15), byDay: false },
    { key: '1h', words: 'In 1 hour', at: later(60), byDay: false },
    { key: 'tomorrow', words: 'Tomorrow 09:00', at: instantOf(plusDays(today, 1), '09:00', timeZone), byDay: true },
    { key: 'monday', words: 'Monday 09:00', at: instantOf(nextMonday(today), '09:00', timeZone), byDay: true },
    { key: '2weeks', words: 'In 2 weeks, 09:00', at: instantOf(plusDays(today, 14), '09:00', timeZone), byDay: true },
  ];
}
