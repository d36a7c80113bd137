import { dayOf, daysBetween, formatDay, formatTime } from '@understudy/ui';
import type { GoogleEvent } from '../api/google-calendar.js';
import { plusDays } from '../time/local-days.js';

/** An event as the grid draws it; days are inclusive and in the person's zone. */
export interface CalendarItem {
  readonly event: GoogleEvent;
  readonly firstDay: string;
  readonly lastDay: string;
  /** "10:00" for a meeting; null for what is drawn as a bar. */
  readonly time: string | null;
  readonly isAway: boolean;
  readonly hasGuests: boolean;
}

/** A piece of a bar within one week: columns 1 to 7, and whether the bar goes on before or after. */
export interface Bar {
  readonly item: CalendarItem;
  readonly from: number;
  readonly to: number;
  readonly startsHere: boolean;
  readonly endsHere: boolean;
}

/** `isAway` by its type, or because the product was told that this ordinary event is an absence. */
export function itemOf(event: GoogleEvent, timeZone: string, isAbsence = false): CalendarItem {
  const isAway = isAbsence || event.eventType === 'outOfOffice';
  const firstDay = event.start.date ?? dayOf(event.start.dateTime ?? '', timeZone);
  const lastDay = event.end.date ? plusDays(event.end.date, -1) : lastDayOf(event.end.dateTime ?? '', timeZone);
  const isBar = isAway || event.start.date !== undefined || lastDay > firstDay;
  return {
    event,
    firstDay,
    lastDay: lastDay < firstDay ? firstDay : lastDay,
    time: isBar ? null : formatTime(event.start.dateTime ?? '', timeZone),
    isAway,
    hasGuests: event.attendees.length > 0,
  };
}

/** The end is not part of the event: midnight belongs to the day before. */
const lastDayOf = (endsAt: string, timeZone: string): string => dayOf(Date.parse(endsAt) - 1, timeZone);

/** The Mondays of `count` weeks, the first of them `monday`. */
export const weeksFrom = (monday: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, week) => plusDays(monday, week * 7));

/** The bars of the week that begins on `monday`, longest first where two begin together. */
export function barsIn(monday: string, items: readonly CalendarItem[]): readonly Bar[] {
  const sunday = plusDays(monday, 6);
  return items
    .filter(({ time, firstDay, lastDay }) => time === null && firstDay <= sunday && lastDay >= monday)
    .map((item) => ({
      item,
      from: Math.max(0, daysBetween(monday, item.firstDay)) + 1,
      to: Math.min(6, daysBetween(monday, item.lastDay)) + 1,
      startsHere: item.firstDay >= monday,
      endsHere: item.lastDay <= sunday,
    }))
    .sort((a, b) => a.from - b.from || b.to - a.to);
}

/** Bars that do not overlap share a row; rows are counted from 0. */
export function rowsFor(bars: readonly Bar[]): readonly { readonly bar: Bar; readonly row: number }[] {
  const ends: number[] = [];
  return bars.map((bar) => {
    const free = ends.findIndex((end) => end < bar.from);
    const row = free === -1 ? ends.length : free;
    ends[row] = bar.to;
    return { bar, row };
  });
}

export const meetingsOn = (day: string, items: readonly CalendarItem[]): readonly CalendarItem[] =>
  items.filter(({ time, firstDay }) => time !== null && firstDay === day);

/** A meeting with guests while its owner is away: somebody has to decide what becomes of it. */
export const isInTheWay = (meeting: CalendarItem, items: readonly CalendarItem[]): boolean =>
  meeting.hasGuests && items.some((away) => away.isAway && overlap(meeting, away));

/** Hours count where both have them; otherwise the days do. Back to back is no overlap. */
function overlap(meeting: CalendarItem, away: CalendarItem): boolean {
  const [from, to] = [away.event.start.dateTime, away.event.end.dateTime];
  const [starts, ends] = [meeting.event.start.dateTime, meeting.event.end.dateTime];
  if (from && to && starts && ends) return Date.parse(starts) < Date.parse(to) && Date.parse(from) < Date.parse(ends);
  return away.firstDay <= meeting.firstDay && meeting.firstDay <= away.lastDay;
}

/** "13:00 to 16:00" of an absence for some hours of one day, else null. */
export function hoursOf({ event: { start, end }, firstDay, lastDay }: CalendarItem, timeZone: string): string | null {
  if (!start.dateTime || !end.dateTime || firstDay !== lastDay) return null;
  const [from, to] = [formatTime(start.dateTime, timeZone), formatTime(end.dateTime, timeZone)];
  return from === '00:00' && to === '00:00' ? null : `${from} to ${to}`;
}

/** "Tue 4 Aug, 10:00 to 10:45", "Mon 3 Aug to Fri 14 Aug": hours only where the event has them. */
export function whenOf(item: CalendarItem, timeZone: string): string {
  const { event, firstDay, lastDay } = item;
  const hours = hoursOf(item, timeZone);
  if (hours) return `${formatDay(firstDay)}, ${hours}`;
  const [from, to] = [event.start.dateTime, event.end.dateTime].map((at) => (at ? formatTime(at, timeZone) : '00:00'));
  if (from !== '00:00' || to !== '00:00') return `${formatDay(firstDay)}, ${from} to ${formatDay(lastDay)}, ${to}`;
  return firstDay === lastDay ? `${formatDay(firstDay)}, all day` : `${formatDay(firstDay)} to ${formatDay(lastDay)}`;
}
