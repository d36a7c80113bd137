import { z } from 'zod';

const OUT_OF_RANGE = 'year must be between 1900 and 2199';
const inRange = (value: string): boolean => value >= '1900' && value < '2200';

/**
 * RFC 3339 with an offset on the wire, Temporal.Instant inside. Answered with three fraction digits and `Z`; whoever asks gives years
 * 1900-2199 in UTC, an answer may lie just beside them: the last day of 2199 ends in 2200.
 * `z.custom` is lazy on purpose: contracts must load where Temporal does not exist (Apps Script).
 */
export const instant = z.codec(
  z.iso.datetime({ offset: true }),
  z.custom<Temporal.Instant>((value) => value instanceof Temporal.Instant),
  {
    decode: (value, context) => {
      const at = Temporal.Instant.from(value);
      if (inRange(at.toString())) return at;
      context.issues.push({ code: 'custom', input: value, message: OUT_OF_RANGE });
      return z.NEVER;
    },
    encode: (value) => value.toString({ fractionalSecondDigits: 3 }),
  },
);

/** A calendar day, YYYY-MM-DD on the wire, Temporal.PlainDate inside; years as in {@link instant}. Always stands beside a `time_zone`. */
export const day = z.codec(
  z.iso.date(),
  z.custom<Temporal.PlainDate>((value) => value instanceof Temporal.PlainDate),
  {
    decode: (value, context) => {
      if (inRange(value)) return Temporal.PlainDate.from(value);
      context.issues.push({ code: 'custom', input: value, message: OUT_OF_RANGE });
      return z.NEVER;
    },
    encode: (value) => value.toString(),
  },
);

/** A half-open span of instants: `ends_at` is the first instant after it, null while it is open-ended. */
export const span = z.object({ starts_at: instant, ends_at: instant.nullable() });
