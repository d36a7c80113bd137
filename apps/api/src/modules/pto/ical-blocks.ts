/** One property of an iCalendar object, unfolded (RFC 5545 3.1). */
export interface IcalProperty {
  /** Upper case. */
  readonly name: string;
  /** Names in upper case, values without quotes. */
  readonly params: ReadonlyMap<string, string>;
  readonly value: string;
  /** As it stands, unfolded. */
  readonly text: string;
}

export interface IcalBlock {
  /** Of its BEGIN, from 1. */
  readonly line: number;
  /** Its own ones; those of components inside it (alarms) are left out. */
  readonly properties: readonly IcalProperty[];
  /** False when the next one begins, or the file ends, before its END. */
  readonly isWhole: boolean;
}

export interface IcalFile {
  readonly events: readonly IcalBlock[];
  /** Definitions of time zones by their name, as lines. */
  readonly zones: ReadonlyMap<string, readonly string[]>;
}

/** The text is no calendar, or only the beginning of one: nothing can be concluded from what it does not show. */
export class NotACalendar extends Error {
  constructor(readonly reason: 'not-a-calendar' | 'cut-short') {
    super(reason === 'cut-short' ? 'the calendar ends in the middle' : 'this is not an iCalendar file');
    this.name = 'NotACalendar';
  }
}

interface Line {
  readonly number: number;
  readonly text: string;
}

function* unfolded(text: string): Generator<Line> {
  let current: { number: number; text: string } | null = null;
  let number = 0;
  for (const match of text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)) {
    number += 1;
    const line = match[1] ?? '';
    if (current && /^[ \t]/.test(line)) current.text += line.slice(1);
    else {
      if (current) yield current;
      current = { number, text: line };
    }
  }
  if (current) yield current;
}

const PROPERTY = /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^":;]*))*):(.*)$/s;
const PARAMETER = /;([\w-]+)=(?:"([^"]*)"|([^":;]*))/g;
/** Outlook writes zones such as `TZID=(UTC+01:00) Berlin` without the quotes that the colon needs; such values end at the last colon. */
const UNQUOTED = /^([\w-]+);TZID=([^"]*):(\d[\dTZ]*)$/;

/** Null for a line that is none. */
export function readProperty(text: string): IcalProperty | null {
  const unquoted = UNQUOTED.exec(text);
  if (unquoted?.[2]?.includes(':')) {
    const [, name = '', zone = '', value = ''] = unquoted;
    return { name: name.toUpperCase(), params: new Map([['TZID', zone]]), value, text };
  }
  const [, name, params = '', value] = PROPERTY.exec(text) ?? [];
  if (name === undefined || value === undefined) return null;
  return {
    name: name.toUpperCase(),
    params: new Map(
      [...params.matchAll(PARAMETER)].map(([, key = '', quoted, plain]) => [key.toUpperCase(), quoted ?? plain ?? '']),
    ),
    value,
    text,
  };
}

/** Takes a file apart without understanding its entries, so that a bad one hurts no other. Throws NotACalendar. */
export function readBlocks(text: string): IcalFile {
  const events: IcalBlock[] = [];
  const zones = new Map<string, string[]>();
  let event: { line: number; properties: IcalProperty[] } | null = null;
  let zone: string[] | null = null;
  let inside = 0;
  let [hasBegun, hasEnded] = [false, false];
  const finish = (isWhole: boolean) => {
    if (event) events.push({ ...event, isWhole });
    event = null;
    inside = 0;
  };
  for (const { number, text: line } of unfolded(text.replace(/^\uFEFF/, ''))) {
    const [, edge, component] = /^(BEGIN|END):\s*([\w-]+)\s*$/i.exec(line)?.map((part) => part.toUpperCase()) ?? [];
    if (!hasBegun) {
      if (line.trim() === '') continue;
      if (edge !== 'BEGIN' || component !== 'VCALENDAR') throw new NotACalendar('not-a-calendar');
      hasBegun = true;
      continue;
    }
    if (edge === 'BEGIN' && component === 'VEVENT') {
      finish(false);
      event = { line: number, properties: [] };
    } else if (edge === 'END' && component === 'VEVENT') finish(true);
    else if (edge === 'BEGIN' && component === 'VTIMEZONE') zone = [line];
    else if (edge === 'END' && component === 'VCALENDAR') {
      finish(false);
      hasEnded = true;
    } else if (zone) {
      zone.push(line);
      if (edge !== 'END' || component !== 'VTIMEZONE') continue;
      const name = zone.map(readProperty).find((property) => property?.name === 'TZID')?.value;
      if (name !== undefined) zones.set(name.replace(/^"(.*)"$/, '$1'), zone);
      zone = null;
    } else if (event) {
      if (edge === 'BEGIN') inside += 1;
      else if (edge === 'END') inside = Math.max(0, inside - 1);
      else if (inside === 0) {
        const property = readProperty(line);
        if (property) event.properties.push(property);
      }
    }
  }
  if (!hasBegun) throw new NotACalendar('not-a-calendar');
  if (!hasEnded) throw new NotACalendar('cut-short');
  return { events, zones };
}
