import type { AnswerOf, ListAbsences } from '@understudy/contracts';
import { firstNameOf, formatCount } from '@understudy/ui';

export type Absence = AnswerOf<typeof ListAbsences>['items'][number];
type Assignment = Absence['coverage']['assignments'][number];

/** A piece of the lane under an absence. */
export interface LanePart {
  readonly key: string;
  readonly state: 'covered' | 'waiting' | 'gap' | 'info';
  readonly words: string;
  /** Customers, for the width. */
  readonly count: number;
}

const ACCEPTED = new Set<Assignment['status']>(['accepted', 'active']);

export const isAccepted = ({ status }: Assignment): boolean => ACCEPTED.has(status);
/** Declined and ended ones are history, not coverage. */
export const counts = ({ status }: Assignment): boolean => status === 'pending' || ACCEPTED.has(status);

/** Who covers, who was asked, and how many customers nobody covers. */
export function laneOf({ status, coverage }: Absence): readonly LanePart[] {
  if (status === 'cancelled' || status === 'completed') return [];
  if (status === 'suggested') return [{ key: 'suggested', state: 'info', words: 'An absence? Open it', count: 1 }];
  const parts = coverage.assignments.filter(counts).map((assignment): LanePart => {
    const name = firstNameOf(assignment.backup.name);
    const count = assignment.covered_customer_ids.length;
    return isAccepted(assignment)
      ? { key: assignment.id, state: 'covered', words: `${name} covers ${count}`, count }
      : { key: assignment.id, state: 'waiting', words: `${name} asked for ${count}`, count };
  });
  const { uncovered, customer_count } = coverage;
  if (uncovered > 0)
    parts.push({
      key: 'gap',
      state: 'gap',
      words: `Nobody for ${formatCount(uncovered, 'customer')}`,
      count: uncovered,
    });
  if (parts.length === 0 && customer_count === 0)
    return [{ key: 'none', state: 'info', words: 'No customers to cover', count: 1 }];
  return parts;
}
