import { dayOf } from '@understudy/ui';
import { instantOf, nextMonday, plusDays } from '../time/local-days.js';

export interface Jump {
  readonly key: '15min' | '1h' | 'tomorrow' | 'monday';
  readonly words: string;
  /** RFC 3339. */
  readonly at: string;
}

/** The jumps people want, all after `now` (epoch milliseconds), in the wall clock of `timeZone`. */
export function jumpsFrom(now: number, timeZone: string): readonly Jump[] {
  const today = dayOf(now, timeZone);
  const later = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  return [
    { key: '15min', words: '+ 15 minutes', at: later(15) },
    { key: '1h', words: '+ 1 hour', at: later(60) },
    { key: 'tomorrow', words: 'Tomorrow 09:00', at: instantOf(plusDays(today, 1), '09:00', timeZone) },
    { key: 'monday', words: 'Monday 09:00', at: instantOf(nextMonday(today), '09:00', timeZone) },
  ];
}
