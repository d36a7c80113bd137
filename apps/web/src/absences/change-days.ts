import type { Absence } from './absence-words.js';

/** In place of the last day: nobody knows it yet. Empty is no answer. */
export const OPEN = 'open';

/** The days of an absence as they are typed. */
export const daysFields = ({
  start_date: first,
  end_date: last,
  partial_hours: hours,
}: Pick<Absence, 'start_date' | 'end_date' | 'partial_hours'>) => ({
  first,
  last: last ?? OPEN,
  hours: hours ?? '',
});
export type DaysFields = ReturnType<typeof daysFields>;

/**
 * What is sent: only what was touched. The last day goes with the first, also untouched: without it a series keeps its length, and
 * would not end on the day that the form shows.
 */
export const daysChange = ({ last }: DaysFields, edits: Partial<DaysFields>) => ({
  ...(edits.first === undefined ? {} : { start_date: edits.first }),
  ...(edits.last === undefined && edits.first === undefined ? {} : { end_date: last === OPEN ? null : last }),
  ...(edits.hours === undefined ? {} : { partial_hours: edits.hours || null }),
});
