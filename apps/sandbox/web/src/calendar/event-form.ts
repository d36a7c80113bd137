import { dayOf, formatTime } from '@understudy/ui';
import type { EventInput, GoogleEvent } from '../api/google-calendar.js';
import { plusDays } from '../time/local-days.js';
import { itemOf } from './weeks.js';

export type EventKind = 'outOfOffice' | 'meeting' | 'vacation';

export interface EventForm {
  readonly kind: EventKind;
  readonly title: string;
  readonly firstDay: string;
  /** Inclusive. */
  readonly lastDay: string;
  /** Out of office for whole days; a vacation always is, a meeting never. */
  readonly wholeDays: boolean;
  readonly from: string;
  readonly to: string;
}

export const TITLES = {
  outOfOffice: 'Out of office',
  meeting: 'Meeting',
  vacation: 'Vacation',
} as const satisfies Record<EventKind, string>;

export const emptyForm = (kind: EventKind, day: string, lastDay = day): EventForm => ({
  kind,
  title: TITLES[kind],
  firstDay: day,
  lastDay,
  wholeDays: true,
  from: '09:00',
  to: '10:00',
});

/** Another kind keeps a title that somebody wrote, and the days. */
export const withKind = (form: EventForm, kind: EventKind): EventForm => ({
  ...form,
  kind,
  title: form.title === TITLES[form.kind] ? TITLES[kind] : form.title,
  lastDay: kind === 'meeting' ? form.firstDay : form.lastDay,
});

export function formOf(event: GoogleEvent, timeZone: string): EventForm {
  const { firstDay, lastDay } = itemOf(event, timeZone);
  const { start, end, eventType, summary } = event;
  const from = start.dateTime ? formatTime(start.dateTime, timeZone) : '00:00';
  const to = end.dateTime ? formatTime(end.dateTime, timeZone) : '00:00';
  const wholeDays = from === '00:00' && to === '00:00';
  const kind = eventType === 'outOfOffice' ? 'outOfOffice' : start.date ? 'vacation' : 'meeting';
  const endDay = end.dateTime ? dayOf(end.dateTime, timeZone) : lastDay;
  return {
    kind,
    title: summary,
    firstDay,
    lastDay: wholeDays ? lastDay : endDay,
    wholeDays,
    from: wholeDays ? '09:00' : from,
    to: wholeDays ? '17:00' : to,
  };
}

/** What is wrong with the form, by field; nothing when Google will take it. */
export function faultsOf({ kind, title, firstDay, lastDay, wholeDays, from, to }: EventForm) {
  const hasTimes = kind === 'meeting' || (kind === 'outOfOffice' && !wholeDays);
  return {
    ...(title.trim() === '' ? { title: 'An event needs a title.' } : {}),
    ...(firstDay === '' ? { firstDay: 'Choose the first day.' } : {}),
    ...(lastDay === '' || lastDay < firstDay ? { lastDay: 'The last day is before the first.' } : {}),
    ...(hasTimes && (from === '' || to === '' || `${lastDay}T${to}` <= `${firstDay}T${from}`)
      ? { to: 'The end is before the start.' }
      : {}),
  };
}

/** The event in Google's words: a whole day out of office is local midnight to midnight, because Google allows no all-day one. */
export function inputOf(form: EventForm, timeZone: string): EventInput & { eventType: 'default' | 'outOfOffice' } {
  const summary = form.title.trim();
  const at = (day: string, time: string) => ({ dateTime: `${day}T${time}:00`, timeZone });
  if (form.kind === 'vacation') {
    const end = { date: plusDays(form.lastDay, 1) };
    return { summary, eventType: 'default', start: { date: form.firstDay }, end };
  }
  const eventType = form.kind === 'outOfOffice' ? 'outOfOffice' : 'default';
  if (form.kind === 'outOfOffice' && form.wholeDays)
    return { summary, eventType, start: at(form.firstDay, '00:00'), end: at(plusDays(form.lastDay, 1), '00:00') };
  return { summary, eventType, start: at(form.firstDay, form.from), end: at(form.lastDay, form.to) };
}
