import type { PtoTimes } from '@understudy/domain';
import { z } from 'zod';
import type { JsonObject } from '../../platform/database/index.js';

const day = z.string().transform((text) => Temporal.PlainDate.from(text));
const time = z.string().transform((text) => Temporal.PlainDateTime.from(text));

const Stored = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('days'),
    firstOn: day,
    lastOn: day.nullable(),
    fromNoon: z.boolean().optional(),
    untilNoon: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('halves'), firstOn: day, lastOn: day, half: z.enum(['morning', 'afternoon']) }),
  z.object({ kind: z.literal('times'), from: time, to: time, timeZone: z.string().nullable() }),
]);

/** Times inside jsonb, which knows neither days nor times of day: as text. */
export const toStoredTimes = (times: PtoTimes): JsonObject =>
  times.kind === 'times'
    ? { ...times, from: String(times.from), to: String(times.to) }
    : { ...times, firstOn: String(times.firstOn), lastOn: times.lastOn && String(times.lastOn) };

export function fromStoredTimes(stored: unknown): PtoTimes | null {
  if (stored === null) return null;
  const times = Stored.parse(stored);
  if (times.kind !== 'days') return times;
  const { fromNoon, untilNoon, ...days } = times;
  return { ...days, ...(fromNoon && { fromNoon }), ...(untilNoon && { untilNoon }) };
}

/** The days an entry says, both inclusive; the last one null while it is open-ended. */
export function daysOf(times: PtoTimes): { firstOn: Temporal.PlainDate; lastOn: Temporal.PlainDate | null } {
  if (times.kind !== 'times') return { firstOn: times.firstOn, lastOn: times.lastOn };
  return { firstOn: times.from.toPlainDate(), lastOn: times.to.subtract({ nanoseconds: 1 }).toPlainDate() };
}
