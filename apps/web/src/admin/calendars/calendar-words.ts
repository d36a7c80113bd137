import type { AnswerOf, ListCalendars } from '@understudy/contracts';
import { ApiProblem } from '@understudy/api-client';
import { formatCount } from '@understudy/ui';
import { daysInWords } from '../people/person-words.js';

export type BusinessCalendar = AnswerOf<typeof ListCalendars>['items'][number];
export type CalendarFields = Pick<BusinessCalendar, 'name' | 'time_zone' | 'windows' | 'holidays'>;
export type Window = CalendarFields['windows'][number];
export type Holiday = CalendarFields['holidays'][number];

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** Numbers of a week's days as the contract has them. */
export const toWeekdays = (days: readonly number[]) => WEEKDAYS.filter((day) => days.includes(day));

export const windowInWords = ({ days, from, to }: Window): string => `${daysInWords(days)}, ${from} to ${to}`;
export const windowsInWords = (windows: readonly Window[]): string => windows.map(windowInWords).join('; ');

/** Holidays that are still to come on `today` (`YYYY-MM-DD`), the next first. */
export const comingHolidays = (holidays: readonly Holiday[], today: string): readonly Holiday[] =>
  holidays.filter(({ on }) => on >= today).toSorted((a, b) => a.on.localeCompare(b.on));

export const holidaysInWords = (holidays: readonly Holiday[]): string =>
  holidays.length > 4
    ? formatCount(holidays.length, 'holiday')
    : holidays.map(({ on, name }) => (name ? `${name} (${on})` : on)).join(', ');

const CLOCK = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** What the API would refuse, by field: "windows.1" is the second window, "holidays.0" the first holiday. */
export function wrongCalendar({ name, windows, holidays }: CalendarFields): Readonly<Record<string, string>> {
  const wrong: Record<string, string> = {};
  if (!name.trim()) wrong['name'] = 'A name is needed';
  if (windows.length === 0) wrong['windows'] = 'At least one window, or no clock would ever run';
  for (const [index, { days, from, to }] of windows.entries()) {
    const place = `windows.${index}`;
    if (days.length === 0) wrong[place] = 'Choose at least one day';
    else if (!CLOCK.test(from) || !CLOCK.test(to)) wrong[place] = 'Both times are needed, the end up to 24:00';
    else if (from >= to) wrong[place] = 'It ends before it begins. A night is two windows, up to 24:00 and from 00:00';
  }
  const seen = new Set<string>();
  for (const [index, { on }] of holidays.entries()) {
    if (!on) wrong[`holidays.${index}`] = 'A day is needed';
    else if (seen.has(on)) wrong[`holidays.${index}`] = 'This day is in the list already';
    seen.add(on);
  }
  return wrong;
}

/** What the product's own rules refused, at the window it is about. */
export function refusedCalendar(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  const { code, detail, window, windows } = error.problem;
  if (code === 'calendars.name-taken') return { name: detail };
  if (code === 'calendars.backwards' && typeof window === 'number') return { [`windows.${window}`]: detail };
  if (code === 'calendars.overlap' && Array.isArray(windows))
    return { [`windows.${String(windows.at(-1))}`]: 'It shares a day and a time with another window' };
  if (code === 'calendars.never-opens') return { windows: detail };
  return {};
}
