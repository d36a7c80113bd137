import { compareInstants } from './spans.js';

/** One entry of a calendar file: a time, or whole days (`lastOn` inclusive). */
export interface CalendarEntry {
  /** The same entry keeps it for ever: programs update by it. */
  readonly uid: string;
  readonly summary: string;
  readonly description?: string;
  readonly when:
    | { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant }
    | { readonly firstOn: Temporal.PlainDate; readonly lastOn: Temporal.PlainDate };
  readonly attendees?: readonly { readonly name: string; readonly email: string }[];
  readonly changedAt: Temporal.Instant;
}

/** Octets of a line without its end (RFC 5545 3.1). */
const LINE = 75;

const octets = (character: string): number => {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
};

/** Folded after at most 75 octets, never inside a character; what follows begins with a space. */
const folded = (line: string): string => {
  let [text, length] = ['', 0];
  for (const character of line) {
    const size = octets(character);
    if (length + size > LINE) [text, length] = [`${text}\r\n `, 1];
    [text, length] = [text + character, length + size];
  }
  return text;
};

/** TEXT of RFC 5545 3.3.11: no line of it can end a property and begin another. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n?|[\n\u2028\u2029\u0085]/g, '\\n')
    .replace(/\p{Cc}/gu, '');

/** A parameter value may hold anything but quotes and controls. */
const quoted = (text: string): string => `"${text.replace(/["\p{Cc}]/gu, ' ')}"`;

const utc = (at: Temporal.Instant): string => `${at.round('second').toString().replace(/[-:]/g, '').slice(0, 15)}Z`;
const date = (on: Temporal.PlainDate): string => on.toString().replaceAll('-', '');

const times = ({ when }: CalendarEntry): string[] =>
  'startsAt' in when
    ? [`DTSTART:${utc(when.startsAt)}`, `DTEND:${utc(when.endsAt)}`]
    : [`DTSTART;VALUE=DATE:${date(when.firstOn)}`, `DTEND;VALUE=DATE:${date(when.lastOn.add({ days: 1 }))}`];

const entryLines = (entry: CalendarEntry): string[] => [
  'BEGIN:VEVENT',
  `UID:${escaped(entry.uid)}`,
  `DTSTAMP:${utc(entry.changedAt)}`,
  ...times(entry),
  `SUMMARY:${escaped(entry.summary)}`,
  ...(entry.description ? [`DESCRIPTION:${escaped(entry.description)}`] : []),
  ...(entry.attendees ?? []).map(({ name, email }) => `ATTENDEE;CN=${quoted(name)}:mailto:${email}`),
  'END:VEVENT',
];

/**
 * A calendar file (RFC 5545): entries by start are kept in the order given, lines end in CRLF and are folded at 75 octets, whole days end
 * on the day after. Throws RangeError for an entry that ends before it starts.
 */
export const calendarFile = (name: string, entries: readonly CalendarEntry[]): string => {
  for (const { when, uid } of entries)
    if ('startsAt' in when && compareInstants(when.endsAt, when.startsAt) <= 0)
      throw new RangeError(`the entry ${uid} ends before it starts`);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Understudy//Coverage//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
};
