import type { AssignmentId } from '@understudy/domain';
import type { AssignmentFacts, QualityFacts } from './reports.repository.js';

/** Several together; the rating is the mean of all that were given. */
export function qualityOf(rows: readonly QualityFacts[]) {
  const sum = (of: (row: QualityFacts) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const ratings = sum((row) => row.ratings);
  return {
    customers: sum((row) => row.customers),
    briefs: sum((row) => row.briefs),
    briefs_read_before_start: sum((row) => row.readBeforeStart),
    briefs_acknowledged: sum((row) => row.acknowledged),
    notifications: sum((row) => row.notifications),
    actions: sum((row) => row.actions),
    items_resolved: sum((row) => row.itemsResolved),
    feedback: sum((row) => row.feedback),
    feedback_rating: ratings === 0 ? null : sum((row) => row.ratingSum) / ratings,
  };
}

export const sumUp = (rows: readonly AssignmentFacts[], quality: ReadonlyMap<AssignmentId, QualityFacts>) => ({
  assignments: rows.length,
  handed_back: rows.filter(({ handedBackAt }) => handedBackAt !== null).length,
  ...qualityOf(rows.flatMap(({ id }) => quality.get(id) ?? [])),
});
