import { BadEntry, inZone, readTime, type IcalTime } from './ical-times.js';
import type { IcalZones } from './ical-zones.js';

const list = (value: string): RegExp => new RegExp(`^(?:${value})(?:,(?:${value}))*$`);
const upTo = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, index) => `0?${first + index}`).join('|');

/** What a part of a rule may say (RFC 5545 3.3.10): the library lets some nonsense through. */
const PARTS: Readonly<Record<string, RegExp>> = {
  FREQ: /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,3}$/,
  COUNT: /^[1-9]\d{0,3}$/,
  BYDAY: list('[+-]?\\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU)'),
  BYMONTH: list(upTo(1, 12)),
  BYMONTHDAY: list(`[+-]?(?:${upTo(1, 31)})`),
  BYYEARDAY: list('[+-]?[1-9]\\d{0,2}'),
  BYWEEKNO: list(`[+-]?(?:${upTo(1, 53)})`),
  BYSETPOS: list('[+-]?[1-9]\\d{0,2}'),
  WKST: /^(?:MO|TU|WE|TH|FR|SA|SU)$/,
};
const WITHIN_A_DAY = /^(?:SECONDLY|MINUTELY|HOURLY)$/;
const OF_THE_DAY = new Set(['BYHOUR', 'BYMINUTE', 'BYSECOND']);

/**
 * A rule as it counts in the wall-clock time of its entry, so that no zone and no change of clocks has a part in expanding it. Throws
 * BadEntry: `rule-too-fine` for what would repeat within a day, `bad-rule` for what is no rule.
 */
export function wallRule(rule: string, start: IcalTime, zones: IcalZones): string {
  const given = rule.toUpperCase().split(';').filter(Boolean);
  const seen = new Set<string>();
  const kept = given.flatMap((part) => {
    const [name = '', value = '', ...more] = part.split('=');
    if (more.length > 0 || seen.has(name)) throw new BadEntry('bad-rule');
    seen.add(name);
    if (name === 'UNTIL') return [`UNTIL=${stamp(untilOf(value, start, zones))}`];
    if (OF_THE_DAY.has(name)) {
      if (value.includes(',')) throw new BadEntry('rule-too-fine');
      return [];
    }
    if (name === 'FREQ' && WITHIN_A_DAY.test(value)) throw new BadEntry('rule-too-fine');
    if (!PARTS[name]?.test(value)) throw new BadEntry('bad-rule');
    return [part];
  });
  if (!seen.has('FREQ')) throw new BadEntry('bad-rule');
  return kept.join(';');
}

/** The last wall-clock time that counts. Outlook ends whole days with an instant: local midnight of the last day, or the second before the next. */
function untilOf(value: string, start: IcalTime, zones: IcalZones): Temporal.PlainDateTime {
  const until = tried(() => readTime({ params: new Map() }, value, zones));
  if (until.isDay) return until.at.with({ hour: 23, minute: 59, second: 59 });
  if (!start.isDay) return inZone(until, start.timeZone);
  if (until.timeZone === null || until.at.second === 59) return until.at;
  return until.at.add({ hours: 12 });
}

const tried = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof BadEntry ? new BadEntry('bad-rule') : error;
  }
};

/** As the library reads an instant of UTC. */
export const stamp = (at: Temporal.PlainDateTime): string =>
  `${at.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}Z`;
