import { type Days, type DayWindow, formatPartialHours, windowsToSpans } from './days.js';
import { DomainError } from './errors.js';
import { type Span, union } from './spans.js';

/** Hours of one certain day, wall clock. */
export interface ChosenWindow extends DayWindow {
  readonly on: Temporal.PlainDate;
}

const isOnDays = ({ on }: ChosenWindow, { firstOn, lastOn }: Days): boolean =>
  Temporal.PlainDate.compare(firstOn, on) <= 0 && Temporal.PlainDate.compare(on, lastOn) <= 0;

const isForward = ({ from, to }: ChosenWindow): boolean =>
  Temporal.PlainTime.compare(from, to) < 0 || (to.hour === 0 && to.minute === 0);

/**
 * Hours of certain days as spans, by start; overlapping and touching ones become one. Throws absences.bad-hours with the day: it is not one
 * of the absence, a window ends before it starts, or a clock change leaves nothing of all of them.
 */
export const chosenWindowsToSpans = (days: Days, chosen: readonly ChosenWindow[]): Span[] => {
  const wrong = chosen.find((window) => !isOnDays(window, days) || !isForward(window));
  if (wrong) throw new DomainError('absences.bad-hours', { on: String(wrong.on) });
  const { timeZone } = days;
  const spans = union(
    chosen.flatMap((window) => windowsToSpans({ firstOn: window.on, lastOn: window.on, timeZone }, [window])),
  );
  if (chosen.length > 0 && spans.length === 0) throw new DomainError('absences.bad-hours');
  return spans;
};

/** The hours as text when they are the same on each of the days, as "09:00-12:00" says it; null when days differ. */
export const sameHoursEachDay = ({ firstOn, lastOn }: Days, chosen: readonly ChosenWindow[]): string | null => {
  const onDay = Map.groupBy(chosen, ({ on }) => String(on));
  const texts = new Set(
    [...onDay.values()].map((windows) =>
      formatPartialHours(windows.toSorted((a, b) => Temporal.PlainTime.compare(a.from, b.from))),
    ),
  );
  const days = firstOn.until(lastOn, { largestUnit: 'days' }).days + 1;
  return texts.size === 1 && onDay.size === days ? ([...texts][0] ?? null) : null;
};
