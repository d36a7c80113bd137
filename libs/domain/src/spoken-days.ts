import { ABSENCE_KINDS, type AbsenceKind } from './absences.js';

/** Days away as somebody typed them into one line. */
export interface SpokenDays {
  readonly firstOn: Temporal.PlainDate;
  /** The last day away, inclusive. */
  readonly lastOn: Temporal.PlainDate;
  readonly kind: AbsenceKind;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const monthOf = (word: string): number => MONTHS.findIndex((month) => word.toLowerCase().startsWith(month)) + 1;
const weekdayOf = (word: string): number => WEEKDAYS.findIndex((day) => word.toLowerCase().startsWith(day)) + 1;

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const WEEKDAY = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*';
/** "10 Jul to 6 Jul" is a slip, not a year away; whoever means it writes the year. */
const LONGEST_UNDATED_DAYS = 300;
const TO = /\s+(?:to|until|till|through|bis|[-–—])\s+|\s*[–—]\s*|\s*\.\.+\s*/iu;

/**
 * "2026-07-06 to 2026-07-10", "6 Jul - 10 Jul", "Jul 6-10", "tomorrow", "mon to fri", "today until friday", "next week", with a kind of absence in
 * front or behind ("sick today"; vacation when none is named). Days without a year are the next such days from `today`; weekdays are the
 * next ones, today counted; "sick" alone is today. Null when it is none of these, or ends before it begins: nobody's days are guessed.
 */
export function readSpokenDays(text: string, today: Temporal.PlainDate): SpokenDays | null {
  const { kind, rest } = kindIn(text.trim());
  const words = rest.replace(/^(?:from|on|for)\s+/iu, '').replace(/(\d)(?:st|nd|rd|th)\b/giu, '$1');
  if (kind === 'sick' && words === '') return { firstOn: today, lastOn: today, kind };
  const days = nextWeek(words, today) ?? dayToDay(words, today) ?? fromTo(words, today);
  return days && Temporal.PlainDate.compare(days[0], days[1]) <= 0 ? { firstOn: days[0], lastOn: days[1], kind } : null;
}

type Pair = readonly [Temporal.PlainDate, Temporal.PlainDate];

function kindIn(text: string): { kind: AbsenceKind; rest: string } {
  const named = ABSENCE_KINDS.find((kind) => new RegExp(`^${kind}\\b|\\b${kind}$`, 'iu').test(text));
  return named === undefined
    ? { kind: 'vacation', rest: text }
    : { kind: named, rest: text.replace(new RegExp(`^${named}\\b\\s*|\\s*\\b${named}$`, 'iu'), '') };
}

const nextWeek = (words: string, today: Temporal.PlainDate): Pair | null => {
  if (!/^(?:the )?next week$/iu.test(words)) return null;
  const monday = today.add({ days: 8 - today.dayOfWeek });
  return [monday, monday.add({ days: 4 })];
};

/** "Jul 6-10", "6-10 Jul": one month said once. */
function dayToDay(words: string, today: Temporal.PlainDate): Pair | null {
  const before = new RegExp(`^(${MONTH})\\.?\\s+(\\d{1,2})\\s*[-–—]\\s*(\\d{1,2})$`, 'iu').exec(words);
  const behind = new RegExp(`^(\\d{1,2})\\s*[-–—]\\s*(\\d{1,2})\\.?\\s+(${MONTH})\\.?$`, 'iu').exec(words);
  const [month, from, to] = before
    ? [before[1], before[2], before[3]]
    : behind
      ? [behind[3], behind[1], behind[2]]
      : [undefined, undefined, undefined];
  if (month === undefined || from === undefined || to === undefined) return null;
  const first = nextDate(monthOf(month), Number(from), today);
  const last = first && dateOf(first.year, first.month, Number(to));
  return first && last ? [first, last] : null;
}

function fromTo(words: string, today: Temporal.PlainDate): Pair | null {
  const [from = '', to, ...more] = words.split(TO);
  if (more.length > 0) return null;
  const first = dayIn(from, today);
  if (first === null) return null;
  const last = to === undefined ? first : dayIn(to, first);
  const isSlip = last !== null && !/\d{4}/u.test(to ?? '') && first.until(last).days > LONGEST_UNDATED_DAYS;
  return last && !isSlip ? [first, last] : null;
}

/** One day; without a year the next one from `from` on. */
function dayIn(text: string, from: Temporal.PlainDate): Temporal.PlainDate | null {
  const word = text.trim().toLowerCase();
  if (word === 'today' || word === 'now') return from;
  if (word === 'tomorrow') return from.add({ days: 1 });
  if (new RegExp(`^${WEEKDAY}$`, 'u').test(word)) return from.add({ days: (weekdayOf(word) - from.dayOfWeek + 7) % 7 });
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(word);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named =
    new RegExp(`^(\\d{1,2})\\.?\\s+(${MONTH})\\.?(?:,?\\s+(\\d{4}))?$`, 'u').exec(word) ??
    swapped(new RegExp(`^(${MONTH})\\.?\\s+(\\d{1,2})(?:,?\\s+(\\d{4}))?$`, 'u').exec(word));
  if (!named) return null;
  const [, day, month = '', year] = named;
  return year === undefined
    ? nextDate(monthOf(month), Number(day), from)
    : dateOf(Number(year), monthOf(month), Number(day));
}

const swapped = (found: RegExpExecArray | null): (string | undefined)[] | null =>
  found && [found[0], found[2], found[1], found[3]];

/** This year's, or next year's when that is over; null for a day that neither has. */
function nextDate(month: number, day: number, from: Temporal.PlainDate): Temporal.PlainDate | null {
  const here = dateOf(from.year, month, day);
  return here && Temporal.PlainDate.compare(here, from) >= 0 ? here : dateOf(from.year + 1, month, day);
}

function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return null; // RangeError is how Temporal says "no such day"
  }
}
