import pg from 'pg';

/** A half-open span as a tstzrange column holds it; `endsAt` null is open-ended. */
export interface StoredSpan {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant | null;
}

const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text.replace(' ', 'T'));
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const arrayOf = (parse: (text: string) => unknown) => (text: string) =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((item) => (item === 'NULL' ? null : parse(item.replaceAll('"', ''))));

const SPAN = /^\["?([^",]+)"?,"?([^",)]*)"?\)$/;
function span(text: string): StoredSpan {
  const match = SPAN.exec(text);
  if (!match?.[1]) throw new RangeError(`not a half-open span: ${text}`);
  return { startsAt: instant(match[1]), endsAt: match[2] ? instant(match[2]) : null };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`);
  return value;
}

/** By type oid: timestamptz, date, their arrays, tstzrange, bigint. A forgotten array oid comes back as Date. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [1184, instant],
  [1082, day],
  [1185, arrayOf(instant)],
  [1182, arrayOf(day)],
  [3910, span],
  [20, wholeNumber],
]);

/**
 * Type parsers of our pools: Temporal instead of Date. Per pool, never `pg.types.setTypeParser`: pg-boss shares the
 * process and needs its Dates. `infinity` and years BC throw RangeError; we store neither.
 */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : PARSERS.get(oid)) ?? pg.types.getTypeParser(oid, format),
};

// pg sends objects as JSON: without this an instant travels with quotes, which ::text would store and arrays misread
for (const prototype of [Temporal.Instant.prototype, Temporal.PlainDate.prototype])
  if (!('toPostgres' in prototype))
    Object.defineProperty(prototype, 'toPostgres', {
      value(this: object) {
        return String(this);
      },
    });

/** TypeORM transformer of a tstzrange column (TypeORM passes instants and days through, but knows no ranges). */
export const spanColumn = {
  from: (value: StoredSpan | null): StoredSpan | null => value,
  to: (value: StoredSpan | null | undefined): string | null | undefined => value && spanText(value),
};

/** `[starts,ends)` as PostgreSQL reads a tstzrange, for parameters in SQL. */
export const spanText = (value: StoredSpan): string => `[${value.startsAt},${value.endsAt ?? ''})`;

/** A span inside jsonb, which knows no instants: as text. */
export interface SpanText {
  readonly startsAt: string;
  readonly endsAt: string | null;
}

/** Reads a span back from {@link SpanText}. */
export const spanFromText = ({ startsAt, endsAt }: SpanText): StoredSpan => ({
  startsAt: Temporal.Instant.from(startsAt),
  endsAt: endsAt === null ? null : Temporal.Instant.from(endsAt),
});
