import type { AnswerOf, GetSuccessMetrics } from '@understudy/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export type Counted = NonNullable<AnswerOf<typeof GetSuccessMetrics>['metrics'][number]['part']>;

/** The page of a list is where the API has it, without "/api": `/reports/coverage/absences?filter=begun`. */
export const pageOf = (list: string): string => list.replace(/^\/api(?=\/)/, '');

/** A number that leads to what it counts; zero leads nowhere. */
export function CountLink({ count, children }: { readonly count: Counted; readonly children?: ReactNode }) {
  const words = children ?? new Intl.NumberFormat('en').format(count.value);
  if (count.value === 0) return <span className="num">{words}</span>;
  return (
    <Link className="num underline-offset-2 hover:underline" to={pageOf(count.list)}>
      {words}
    </Link>
  );
}
