/**
 * Teaches Jest to compare Temporal values. Without it `toEqual` calls any two of them equal, because they have no own
 * properties; every Jest project loads this file in `setupFilesAfterEnv` (style.md 33).
 */
import { expect } from '@jest/globals';

const kinds = [
  Temporal.Instant,
  Temporal.PlainDate,
  Temporal.PlainTime,
  Temporal.PlainDateTime,
  Temporal.PlainYearMonth,
  Temporal.PlainMonthDay,
  Temporal.ZonedDateTime,
  Temporal.Duration,
] as const;

const kindOf = (value: unknown) => kinds.find((kind) => value instanceof kind);

/** Same type and same text; undefined (no opinion) when neither is a Temporal value. Zones of ZonedDateTime count. */
export const sameTemporal = (a: unknown, b: unknown): boolean | undefined => {
  const kind = kindOf(a);
  if (!kind && !kindOf(b)) return undefined;
  return kind === kindOf(b) && String(a) === String(b);
};

expect.addEqualityTesters([sameTemporal]);
