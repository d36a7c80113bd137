import type { AnswerOf, GetEscalationDashboard, GetEscalationReport } from '@understudy/contracts';
import { formatCount } from '@understudy/ui';
import { shareWords } from './metric-words.js';

type Report = AnswerOf<typeof GetEscalationReport>;
export type Week = Report['weeks'][number];

/** PRD-243: resolved in time. */
export const IN_TIME_TARGET = 0.95;

/** "Time to resolve falls": the later half of the measured weeks against the earlier one; a tenth either way is "as it was". */
export function timeWords(weeks: readonly Pick<Week, 'median_minutes'>[]): string {
  const measured = weeks.flatMap(({ median_minutes: median }) => (median === null ? [] : [median]));
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

/** "On target for 6 weeks": how long the weeks in which clocks ended were on target without a break, else how often they were not. */
export function targetWords(weeks: readonly { readonly sla: Pick<Week['sla'], 'share'> }[]): string {
  const shares = weeks.flatMap(({ sla: { share } }) => (share === null ? [] : [share]));
  if (shares.length === 0) return 'No clock ended in this time';
  const missed = shares.findLastIndex((share) => share < IN_TIME_TARGET);
  const streak = shares.length - 1 - missed;
  if (streak > 0) return `On target for ${formatCount(streak, 'week')}${missed < 0 ? '' : ' now'}`;
  const below = shares.filter((share) => share < IN_TIME_TARGET).length;
  return `Below the target in ${below} of ${formatCount(shares.length, 'week')}`;
}

/** What somebody has of what is open; without an owner it waits in the queue. */
export type Carried = AnswerOf<typeof GetEscalationDashboard>['by_owner'][number];

/** Everybody who has one, others than one's own people and the queue among them: together all that is open. */
export const carriedIn = ({ people, unowned }: Pick<Report, 'people' | 'unowned'>): Carried[] =>
  [...people.map(({ user, load }) => ({ owner: user, load })), { owner: null, load: unowned }]
    .map(({ owner, load: { open, by_severity } }) => ({ owner, open, by_severity }))
    .filter(({ open }) => open > 0)
    .toSorted((one, other) => other.open - one.open);

/** "Sue Lindqvist has 5 of 12"; nobody is named where several have as many, and what nobody has counts in the whole only. */
export function loadWords(carried: readonly { readonly name: string | null; readonly open: number }[]): string {
  const all = carried.reduce((sum, { open }) => sum + open, 0);
  const [most, second] = carried
    .filter(({ name, open }) => name !== null && open > 0)
    .toSorted((one, other) => other.open - one.open);
  if (!most) return all === 0 ? 'Nobody has one' : `All ${all} are in the queue`;
  if (second?.open === most.open) return `Nobody has more than ${most.open}`;
  return most.open === all ? `${most.name} has all of them` : `${most.name} has ${most.open} of ${all}`;
}
