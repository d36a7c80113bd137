import type { AnswerOf, GetSuccessMetrics } from '@understudy/contracts';
import { formatLength, sentence } from '@understudy/ui';

export type Metric = AnswerOf<typeof GetSuccessMetrics>['metrics'][number];

/** A value in the unit people say it in: "2 h 10", "96%", "4.2 of 5", "0.8 per 100 customer-days". */
export function valueWords(value: number, unit: Metric['unit']): string {
  if (unit === 'minutes') return formatLength(value);
  if (unit === 'share') return shareWords(value);
  const rounded = trimmed(value, value < 10 ? 2 : 1);
  return unit === 'of 5' ? `${trimmed(value, 1)} of 5` : `${rounded} ${unit}`;
}

/** "96%"; never 100 % unless it is all of them, never 0 % unless it is none. */
export function shareWords(share: number): string {
  if (share > 0 && share < 0.01) return 'under 1%';
  if (share < 1 && share > 0.99) return 'over 99%';
  return `${Math.round(share * 100)}%`;
}

/** Why, beside a chip or a title that says "Not measured" already. */
export const reasonWords = (why: string): string => sentence(why.replace(/^Not measured: /, ''));

/** The sentence over the table: what was reached, what was not, what nobody could measure. */
export function summaryOf(metrics: readonly Pick<Metric, 'status'>[]): string {
  const count = (status: Metric['status']) => metrics.filter((metric) => metric.status === status).length;
  const [met, missed, unmeasured] = [count('met'), count('missed'), count('not_measured')];
  if (met + missed === 0) return 'Nothing to measure yet';
  const reached = missed === 0 ? `All ${met} measured targets are met` : `${met} of ${met + missed} targets are met`;
  return unmeasured === 0 ? reached : `${reached}, ${unmeasured} not measured yet`;
}

const trimmed = (value: number, digits: number): string => value.toFixed(digits).replace(/\.?0+$/, '');
