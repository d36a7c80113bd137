/** The words of a date in a zone. English, 24 h, assembled by hand: browsers disagree on commas and on "Sept". */
export interface DateWords {
  readonly weekday: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly hour: string;
  readonly minute: string;
}

/** Making a format costs a hundred times what using it does; a table of dates would make one for each of them. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

/** Words of an instant (RFC 3339 text or epoch milliseconds) as a person in `timeZone` reads them. Throws RangeError for other text. */
export function wordsOf(instant: string | number, timeZone: string): DateWords {
  const words: Record<string, string> = {};
  for (const part of formatFor(timeZone).formatToParts(new Date(instant))) words[part.type] = part.value;
  const { weekday = '', day = '', month = '', year = '', hour = '', minute = '' } = words;
  return { weekday, day, month, year, hour, minute };
}

/** Words of a calendar day, `YYYY-MM-DD`: the same day everywhere. */
export const wordsOfDay = (day: string): DateWords => wordsOf(`${day}T00:00:00Z`, 'UTC');

const days = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a zone, `YYYY-MM-DD`, for comparing days. */
export function dayOf(instant: string | number, timeZone: string): string {
  let format = days.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    days.set(timeZone, format);
  }
  return format.format(new Date(instant));
}

/** Whole days from one calendar day to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
