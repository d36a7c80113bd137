import type { Recurrence as RecurrenceView } from '@understudy/contracts';
import type { Recurrence } from '@understudy/domain';
import type { z } from 'zod';

type Given = z.output<typeof RecurrenceView>;

export const toRule = ({ freq, interval, by_weekday, until, count }: Given): Recurrence => ({
  freq,
  interval: interval ?? 1,
  byWeekday: by_weekday ?? [],
  untilOn: until ?? null,
  count: count ?? null,
});

/** As the contract shows it: what was not given is left out. */
export const toRecurrence = ({ freq, interval, byWeekday, untilOn, count }: Recurrence): Given => ({
  freq,
  interval,
  ...(byWeekday.length > 0 && { by_weekday: [...byWeekday] }),
  ...(untilOn && { until: untilOn }),
  ...(count !== null && { count }),
});
