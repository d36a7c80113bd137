import type { InputOf, PreviewSplit, SetUpCoverage } from '@understudy/contracts';
import {
  type ChosenWindow,
  chosenWindowsToSpans,
  type Days,
  planAbsence,
  sameHoursEachDay,
  type Span,
} from '@understudy/domain';

type Dates = Pick<InputOf<typeof PreviewSplit>, 'start_date' | 'end_date' | 'time_zone' | 'windows'>;

/** "24:00" ends the day; Temporal writes that midnight as 00:00. */
const clock = (text: string): Temporal.PlainTime => Temporal.PlainTime.from(text === '24:00' ? '00:00' : text);

const daysOf = ({ start_date: firstOn, end_date: lastOn, time_zone: timeZone }: Dates, zone: string): Days => ({
  firstOn,
  lastOn,
  timeZone: timeZone ?? zone,
});

const chosenOf = ({ windows }: Dates): ChosenWindow[] =>
  (windows ?? []).map(({ on, from, to }) => ({ on, from: clock(from), to: clock(to) }));

/** When somebody would be away, nothing saved. Throws absences.* of planAbsence and chosenWindowsToSpans. */
export function planDates(
  input: Dates,
  zone: string,
  now: Temporal.Instant,
): { during: Span; windows: readonly Span[] } {
  const days = daysOf(input, zone);
  const { during } = planAbsence(days, [], now);
  return { during, windows: chosenWindowsToSpans(days, chosenOf(input)) };
}

/** Hours as the intake of absences takes them: one text when every day has the same, else spans of certain days. */
export function planHours(
  input: InputOf<typeof SetUpCoverage>,
  zone: string,
): { partialHours: string | null; windows: readonly Span[] | null } {
  if (!input.windows) return { partialHours: null, windows: null };
  const days = daysOf(input, zone);
  const partialHours = sameHoursEachDay(days, chosenOf(input));
  return { partialHours, windows: partialHours === null ? chosenWindowsToSpans(days, chosenOf(input)) : null };
}
