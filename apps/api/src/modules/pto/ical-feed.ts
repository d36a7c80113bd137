import { createHash } from 'node:crypto';
import { setImmediate as aMoment } from 'node:timers/promises';
import { type AbsenceKind, type PtoTimes, readPtoTitle } from '@understudy/domain';
import { type IcalBlock, readBlocks } from './ical-blocks.js';
import { type IcalEvent, readEvent, startsBetween } from './ical-event.js';
import { stamp } from './ical-rule.js';
import { BadEntry, type IcalTime } from './ical-times.js';
import { IcalZones } from './ical-zones.js';
import { daysOf } from './pto-times.mapper.js';
import type { SeenEntry, SeenWindow } from './seen-entry.js';

/** A company with thousands of people has fewer; beyond them the feed as a whole is refused. */
export const MOST_EVENTS = 10_000;
const MOST_OCCURRENCES = 20_000;
/** Other work of the process goes on in between. */
const AT_ONCE = 100;

/** The feed holds more than a feed of absences can. */
export class FeedTooLong extends Error {}

type KindOf = (text: string) => AbsenceKind | null;

/**
 * What an iCalendar feed shows (RFC 5545), repeating entries as their occurrences on the days of `window`. Each entry is read alone: one that is
 * wrong is named, with its line, and hurts no other. Throws NotACalendar and FeedTooLong, from which nothing may be concluded.
 */
export async function readIcalFeed(text: string, window: SeenWindow, kindOf: KindOf): Promise<SeenEntry[]> {
  const { events: blocks, zones: definitions } = readBlocks(text);
  if (blocks.length > MOST_EVENTS) throw new FeedTooLong();
  const zones = new IcalZones(definitions);
  const bad: SeenEntry[] = [];
  const events: IcalEvent[] = [];
  for (const [index, block] of blocks.entries()) {
    if (index % AT_ONCE === 0) await aMoment();
    const event = attempt(() => readEvent(block, zones), block, bad);
    if (event) events.push(event);
  }
  const changed = Map.groupBy(newestEach(events.filter(isOneOfSeries)), ({ uid }) => uid);
  const entries: SeenEntry[] = [...changed.values()]
    .flat()
    .flatMap((event) => seen(event, event.start.at, keyOfChanged(event), kindOf));
  let left = MOST_OCCURRENCES;
  for (const [index, { event, key }] of named(events.filter((event) => !isOneOfSeries(event))).entries()) {
    if (index % AT_ONCE === 0) await aMoment();
    const others = new Set((changed.get(event.uid) ?? []).flatMap(({ instead }) => (instead ? [stamp(instead)] : [])));
    const starts = attempt(() => startsBetween(event, window.firstOn, window.lastOn, left), event, bad) ?? [];
    for (const at of starts.filter((start) => !others.has(stamp(start))))
      entries.push(...seen(event, at, event.repeats ? keyOf(`${key}#${stamp(at)}`) : keyOf(key), kindOf));
    if (event.repeats) left -= starts.length;
    if (left <= 0) throw new FeedTooLong();
  }
  return [...entries.filter((entry) => touches(entry, window)), ...bad];
}

/** Feeds that keep everything show years of what is over. */
function touches({ times }: SeenEntry, window: SeenWindow): boolean {
  if (times === null) return true;
  const { firstOn, lastOn } = daysOf(times);
  const compare = Temporal.PlainDate.compare;
  return compare(firstOn, window.lastOn) <= 0 && (lastOn === null || compare(lastOn, window.firstOn) >= 0);
}

const isOneOfSeries = ({ instead }: IcalEvent): boolean => instead !== null;

/** Null, and the entry among the bad ones, when it stands for nothing. */
function attempt<T>(read: () => T, of: IcalBlock | IcalEvent, bad: SeenEntry[]): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadEntry)) throw error;
    const raw = (name: string) =>
      'properties' in of ? of.properties.find((one) => one.name === name)?.value : undefined;
    const uid = 'uid' in of ? of.uid : raw('UID')?.trim();
    const title = 'title' in of ? of.title : (raw('SUMMARY') ?? '').slice(0, 300);
    const blank = { names: [], emails: [], kind: 'other', isAway: true, certainty: 'fact', times: null } as const;
    bad.push({
      ...blank,
      key: keyOf(uid ? `${uid}#bad` : `line ${of.line}`),
      line: of.line,
      title,
      problem: error.problem,
    });
    return null;
  }
}

/** Of several changes to one day of a series the newest (RFC 5545 3.8.7.4). */
function newestEach(changes: readonly IcalEvent[]): IcalEvent[] {
  const newest = new Map<string, IcalEvent>();
  for (const event of changes) {
    const known = newest.get(keyOfChanged(event));
    if (!known || known.sequence <= event.sequence) newest.set(keyOfChanged(event), event);
  }
  return [...newest.values()];
}

const keyOfChanged = ({ uid, instead }: IcalEvent): string => keyOf(`${uid ?? ''}#${instead ? stamp(instead) : ''}`);

/**
 * A name for each that stays the same from one reading to the next. Two versions of one are told by their sequence; feeds that give all
 * their entries one UID, or none, are told apart by when they begin and what they are called.
 */
function named(events: readonly IcalEvent[]): { event: IcalEvent; key: string }[] {
  return [...Map.groupBy(events, ({ uid }) => uid)].flatMap(([uid, same]) => {
    const newest = Math.max(...same.map(({ sequence }) => sequence));
    const current = uid === null ? same : same.filter(({ sequence }) => sequence === newest);
    const [only] = current;
    if (uid !== null && only && current.length === 1) return [{ event: only, key: uid }];
    return current.map((event) => ({ event, key: `${uid ?? ''}#${stamp(event.start.at)}#${event.title}` }));
  });
}

/** UIDs may be of any length; ours are not. */
const keyOf = (text: string): string => (text.length <= 200 ? text : createHash('sha256').update(text).digest('hex'));

/** None for what is cancelled: it is not there. */
function seen(event: IcalEvent, at: Temporal.PlainDateTime, key: string, kindOf: KindOf): SeenEntry[] {
  if (event.status === 'cancelled') return [];
  const { names, kind, isAway, isTentative } = readPtoTitle(event.title, kindOf);
  const { problem, emails, line, title } = event;
  const isAsked = isTentative || event.status === 'tentative';
  const certainty = isAsked ? 'suggestion' : 'fact';
  return [
    { key, line, title, names, emails, kind, isAway, certainty, times: timesOf(event.start, at, event.lasts), problem },
  ];
}

const timesOf = ({ isDay, timeZone }: IcalTime, at: Temporal.PlainDateTime, lasts: Temporal.Duration): PtoTimes =>
  isDay
    ? { kind: 'days', firstOn: at.toPlainDate(), lastOn: at.add(lasts).subtract({ days: 1 }).toPlainDate() }
    : { kind: 'times', from: at, to: at.add(lasts), timeZone };
