import { emailsIn, type PtoProblem } from '@understudy/domain';
import ical, { type ParameterValue, type VEvent } from 'node-ical';
import type { IcalBlock, IcalProperty } from './ical-blocks.js';
import { stamp, wallRule } from './ical-rule.js';
import { BadEntry, type IcalTime, inZone, readTime } from './ical-times.js';
import type { IcalZones } from './ical-zones.js';

/** One VEVENT, understood. */
export interface IcalEvent {
  readonly uid: string | null;
  readonly line: number;
  readonly sequence: number;
  readonly title: string;
  readonly emails: readonly string[];
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly start: IcalTime;
  /** From start to end in wall-clock time; whole days for days. */
  readonly lasts: Temporal.Duration;
  /** Of a series: when it happens, from its start on; see {@link startsBetween}. */
  readonly repeats: Repeats | null;
  /** This changes one day of a series: the one that would have begun then, in the series' wall-clock time. */
  readonly instead: Temporal.PlainDateTime | null;
  /** What was assumed; the entry counts all the same. */
  readonly problem: PtoProblem | null;
}
interface Repeats {
  between(from: Date, to: Date, inclusive: boolean): Date[];
  readonly except: ReadonlySet<string>;
  readonly extra: readonly Temporal.PlainDateTime[];
}

const ONCE = ['UID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RECURRENCE-ID', 'SUMMARY', 'STATUS'];
const LONGEST_TITLE = 300;
/** No absence lasts so long; beyond the years that Temporal and PostgreSQL know, nothing could be said about its end. */
const LONGEST = { years: 10 } as const;

/** Throws BadEntry with what is wrong; whatever it is, only this entry is concerned. */
export function readEvent(block: IcalBlock, zones: IcalZones): IcalEvent {
  const { properties } = block;
  if (!block.isWhole || ONCE.some((name) => properties.filter((one) => one.name === name).length > 1))
    throw new BadEntry('unreadable');
  const one = (name: string) => properties.find((property) => property.name === name);
  const all = (name: string) => properties.filter((property) => property.name === name);

  const begin = one('DTSTART');
  if (!begin) throw new BadEntry('no-start');
  const start = readTime(begin, begin.value.trim(), zones);
  const lasts = lastsOf(start, one('DTEND'), one('DURATION'), zones);
  const rrule = one('RRULE');
  const parsed = parse(properties, start, rrule && wallRule(rrule.value.trim(), start, zones));
  const moved = one('RECURRENCE-ID');
  const extra = extrasOf(all('RDATE'), start, zones);
  const isSeries = rrule !== undefined || extra.starts.length > 0;
  return {
    uid: one('UID')?.value.trim().slice(0, 1_000) || null,
    line: block.line,
    sequence: Number(/^\d{1,9}$/.exec(one('SEQUENCE')?.value ?? '')?.[0] ?? 0),
    title: textOf(parsed.summary).replace(/\s+/g, ' ').trim().slice(0, LONGEST_TITLE),
    emails: emailsIn(
      `${textOf(parsed.description)} ${all('ATTENDEE')
        .map(({ value }) => value.replace(/^mailto:/i, ''))
        .join(' ')}`,
    ),
    status: STATUSES[one('STATUS')?.value.trim().toUpperCase() ?? ''] ?? 'confirmed',
    start,
    lasts,
    repeats: isSeries
      ? {
          between: (...span) => (rrule ? datesBetween(parsed, ...span) : [instantOf(start.at)]),
          except: new Set(all('EXDATE').flatMap((property) => timesOf(property, start, zones).map(stamp))),
          extra: extra.starts,
        }
      : null,
    instead: moved ? inZone(readTime(moved, moved.value.trim(), zones), start.timeZone) : null,
    problem:
      extra.problem ??
      (moved?.params.get('RANGE')?.toUpperCase() === 'THISANDFUTURE' ? 'this-and-future' : start.problem),
  };
}

const STATUSES: Readonly<Record<string, IcalEvent['status']>> = { TENTATIVE: 'tentative', CANCELLED: 'cancelled' };

function lastsOf(start: IcalTime, end: IcalProperty | undefined, duration: IcalProperty | undefined, zones: IcalZones) {
  if (end) {
    const until = readTime(end, end.value.trim(), zones);
    if (until.isDay !== start.isDay) throw new BadEntry('bad-time');
    const lasts = start.at.until(inZone(until, start.timeZone), { largestUnit: 'days' });
    // DTEND of whole days is the day after; some write the same day
    if (start.isDay && lasts.blank) return Temporal.Duration.from({ days: 1 });
    return within(start, lasts);
  }
  if (duration) return within(start, durationOf(duration.value.trim()));
  if (start.isDay) return Temporal.Duration.from({ days: 1 });
  throw new BadEntry('ends-before-start');
}

function within({ at }: IcalTime, lasts: Temporal.Duration): Temporal.Duration {
  if (lasts.sign <= 0) throw new BadEntry('ends-before-start');
  if (Temporal.PlainDateTime.compare(at.add(lasts), at.add(LONGEST)) > 0) throw new BadEntry('too-long');
  return lasts;
}

function durationOf(text: string): Temporal.Duration {
  if (!/^\+?P(?:\d+W|(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/i.test(text)) throw new BadEntry('bad-time');
  // centuries in days, and in seconds years: more digits lead out of every calendar
  if (/\d{7,}[WDH]|\d{10,}[MS]/i.test(text)) throw new BadEntry('too-long');
  try {
    return Temporal.Duration.from(text.toUpperCase());
  } catch {
    throw new BadEntry('bad-time');
  }
}

/** All times of a list such as EXDATE, in the wall-clock time of the entry. */
const timesOf = (property: IcalProperty, start: IcalTime, zones: IcalZones): Temporal.PlainDateTime[] =>
  property.value.split(',').map((value) => {
    const time = readTime(property, value.trim(), zones);
    // an exception given as a day means the occurrence of that day
    return time.isDay && !start.isDay ? time.at.withPlainTime(start.at.toPlainTime()) : inZone(time, start.timeZone);
  });

/** RDATE, which node-ical does not expand. Periods are not read. */
function extrasOf(
  properties: readonly IcalProperty[],
  start: IcalTime,
  zones: IcalZones,
): { starts: Temporal.PlainDateTime[]; problem: PtoProblem | null } {
  if (properties.length === 0) return { starts: [], problem: null };
  try {
    const starts = properties.flatMap((property) => timesOf(property, start, zones));
    return { starts: starts.slice(0, 1_000), problem: 'extra-dates' };
  } catch (error) {
    if (!(error instanceof BadEntry)) throw error;
    return { starts: [], problem: 'extra-dates-unread' };
  }
}

const TEXTS = new Set(['SUMMARY', 'DESCRIPTION']);

/** Texts and the rule by the library; times are given to it as UTC, which leaves neither this machine's zone nor an unknown one a part in it. */
function parse(properties: readonly IcalProperty[], start: IcalTime, rule: string | undefined): VEvent {
  const lines = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:entry',
    `DTSTART:${stamp(start.at)}`,
    ...properties.flatMap(({ name, text }) => (TEXTS.has(name) ? [text] : [])),
    ...(rule === undefined ? [] : [`RRULE:${rule}`]),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  try {
    const event = Object.values(ical.sync.parseICS(lines.join('\r\n'))).find((part) => part?.type === 'VEVENT');
    if (event) return event;
  } catch {
    // the library's words name its inside; ours name what to do
    throw new BadEntry(rule === undefined ? 'unreadable' : 'bad-rule');
  }
  throw new BadEntry('unreadable');
}

function datesBetween(event: VEvent, from: Date, to: Date, inclusive: boolean): Date[] {
  try {
    return event.rrule?.between(from, to, inclusive) ?? [];
  } catch {
    throw new BadEntry('bad-rule'); // no day within ten thousand tries
  }
}

const textOf = (value: ParameterValue | readonly ParameterValue[] | undefined): string => {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return 'val' in value ? value.val : value.map(textOf).join(' ');
};

const instantOf = (at: Temporal.PlainDateTime): Date => new Date(at.toZonedDateTime('UTC').epochMilliseconds);
const wallOf = (date: Date): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO('UTC').toPlainDateTime();

/** When the occurrences begin that touch the days, in wall-clock time, each once, in order; at most `most`. Throws BadEntry. */
export function startsBetween(
  { start, lasts, repeats }: IcalEvent,
  firstOn: Temporal.PlainDate,
  lastOn: Temporal.PlainDate,
  most: number,
): Temporal.PlainDateTime[] {
  if (!repeats) return [start.at];
  const from = firstOn.toPlainDateTime().subtract(lasts);
  const to = lastOn.add({ days: 1 }).toPlainDateTime();
  const isIn = (at: Temporal.PlainDateTime) =>
    Temporal.PlainDateTime.compare(from, at) < 0 && Temporal.PlainDateTime.compare(at, to) < 0;
  const found = [...repeats.between(instantOf(from), instantOf(to), true).map(wallOf), ...repeats.extra];
  const each = new Map(found.filter(isIn).map((at) => [stamp(at), at]));
  return [...each.entries()]
    .filter(([key]) => !repeats.except.has(key))
    .map(([, at]) => at)
    .toSorted(Temporal.PlainDateTime.compare)
    .slice(0, most);
}
