import { shareWords } from './metric-words.js';

export interface Week {
  readonly week_on: string;
  readonly created: number;
  readonly resolved: number;
  readonly missed: number;
  /** Minutes; null where nothing was resolved. */
  readonly median: number | null;
}

interface SegmentWeek {
  readonly week_on: string;
  readonly created: { readonly value: number };
  readonly resolved: { readonly value: number };
  readonly sla_missed: { readonly value: number };
  readonly median_minutes: number | null;
}

/**
 * One row a week over all segments. The median of a week is that of its segments weighted by how many each resolved: the medians
 * themselves are all that the report carries.
 */
export function weeksOf(trends: readonly SegmentWeek[]): Week[] {
  const weeks = Map.groupBy(trends, ({ week_on }) => week_on);
  return [...weeks]
    .map(([week_on, rows]) => {
      const sum = (name: 'created' | 'resolved' | 'sla_missed') => rows.reduce((all, row) => all + row[name].value, 0);
      const measured = rows.filter((row) => row.median_minutes !== null && row.resolved.value > 0);
      const weight = measured.reduce((all, row) => all + row.resolved.value, 0);
      const total = measured.reduce((all, row) => all + (row.median_minutes ?? 0) * row.resolved.value, 0);
      return {
        week_on,
        created: sum('created'),
        resolved: sum('resolved'),
        missed: sum('sla_missed'),
        median: weight === 0 ? null : total / weight,
      };
    })
    .toSorted((one, other) => (one.week_on < other.week_on ? -1 : 1));
}

/** "Time to resolve falls": the later half of the measured weeks against the earlier one; a tenth either way is "as it was". */
export function timeWords(weeks: readonly Pick<Week, 'median'>[]): string {
  const measured = weeks.flatMap(({ median }) => (median === null ? [] : [median]));
  if (measured.length < 4) return 'Time to resolve, week by week';
  const half = Math.floor(measured.length / 2);
  const mean = (some: readonly number[]) => some.reduce((sum, each) => sum + each, 0) / some.length;
  const [before, after] = [mean(measured.slice(0, half)), mean(measured.slice(-half))];
  if (after < before * 0.9) return 'Time to resolve falls';
  return after > before * 1.1 ? 'Time to resolve rises' : 'Time to resolve is as it was';
}

/** "96% in time, 1 of 24 late"; of nothing, that nothing ended. */
export function slaWords(part: number, whole: number): string {
  if (whole === 0) return 'No clock ended in this time';
  const late = whole - part;
  return late === 0 ? `All ${whole} were in time` : `${shareWords(part / whole)} in time, ${late} of ${whole} late`;
}

/** "Most come from Enterprise"; who comes first by chance is not said to be the most. */
export function mostWords(parts: readonly { readonly name: string; readonly value: number }[]): string {
  const [most, second] = parts.toSorted((one, other) => other.value - one.value);
  if (!most || most.value === 0) return 'None came';
  if (second?.value === most.value) return `As many come from ${most.name} as from ${second.name}`;
  return second ? `Most come from ${most.name}` : `All come from ${most.name}`;
}
