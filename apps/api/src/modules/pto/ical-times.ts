import type { PtoProblem } from '@understudy/domain';
import type { IcalProperty } from './ical-blocks.js';
import type { IcalZones } from './ical-zones.js';

/** A time of an entry: a day, or a wall-clock time in a zone (null: floating, or in a zone nobody knows). */
export interface IcalTime {
  readonly isDay: boolean;
  /** Midnight for a day. */
  readonly at: Temporal.PlainDateTime;
  readonly timeZone: string | null;
  readonly problem: PtoProblem | null;
}

/** Thrown for an entry that stands for nothing. */
export class BadEntry extends Error {
  constructor(readonly problem: PtoProblem) {
    super(problem);
    this.name = 'BadEntry';
  }
}

const DAY = /^(\d{4})(\d{2})(\d{2})$/;
const TIME = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)$/;

/** One value of a property such as DTSTART or EXDATE. Throws BadEntry `bad-time`: 31 February is no day, and is not moved to March. */
export function readTime({ params }: Pick<IcalProperty, 'params'>, value: string, zones: IcalZones): IcalTime {
  const day = DAY.exec(value);
  if (day) return { isDay: true, at: wall([...day, '00', '00', '00']), timeZone: null, problem: null };
  const time = TIME.exec(value);
  if (!time) throw new BadEntry('bad-time');
  const at = wall(time);
  if (time[7] === 'Z') return { isDay: false, at, timeZone: 'UTC', problem: null };
  const name = params.get('TZID');
  if (name === undefined) return { isDay: false, at, timeZone: null, problem: 'floating-time' };
  const timeZone = zones.find(name);
  return { isDay: false, at, timeZone, problem: timeZone === null ? 'unknown-zone' : null };
}

function wall([, year, month, day, hour, minute, second]: readonly string[]): Temporal.PlainDateTime {
  const [seconds, at] = [Number(second), { year: Number(year), month: Number(month), day: Number(day) }];
  try {
    // RFC 5545 3.3.12 allows second 60, for the leap second
    return Temporal.PlainDateTime.from(
      { ...at, hour: Number(hour), minute: Number(minute), second: Math.min(seconds, 59) },
      { overflow: 'reject' },
    );
  } catch {
    throw new BadEntry('bad-time'); // RangeError is how Temporal says "no such time"
  }
}

/** The same instant as a wall-clock time of another zone; where one of them has no zone, as it stands. */
export const inZone = (time: IcalTime, timeZone: string | null): Temporal.PlainDateTime =>
  time.isDay || time.timeZone === null || timeZone === null || time.timeZone === timeZone
    ? time.at
    : time.at.toZonedDateTime(time.timeZone).withTimeZone(timeZone).toPlainDateTime();
