import type { AnswerOf, ListApprovals } from '@understudy/contracts';
import { firstNameOf, formatCount, formatDuring, formatMoment, formatMoney } from '@understudy/ui';

export type Approval = AnswerOf<typeof ListApprovals>['items'][number];

/** "20 to 31 Jul", in the days of the person who is away. */
export const daysOf = ({ assignment }: Pick<Approval, 'assignment'>): string =>
  formatDuring(assignment.during.starts_at, assignment.during.ends_at, assignment.time_zone);

/** "38 customers, €2.4M, 4 with a health under 50". */
export function stakeOf({ assignment, arr, at_risk }: Pick<Approval, 'assignment' | 'arr' | 'at_risk'>): string {
  const parts = [formatCount(assignment.covered_customer_ids.length, 'customer'), arr > 0 ? formatMoney(arr) : ''];
  if (at_risk > 0) parts.push(`${at_risk} with a health under 50`);
  return parts.filter((part) => part).join(', ');
}

/** What becomes of it when the reader does nothing, and by when (mocks/README, "what happens without an answer"). */
export function withoutMe(approval: Approval, timeZone: string, now: string | number): string {
  const { assignment, next_approver: next, backup_knows: knows, asked_of: asked, asked_of_me: mine } = approval;
  const backup = firstNameOf(assignment.backup.name);
  if (knows) {
    const state = assignment.status === 'pending' ? 'was asked already' : 'covers already';
    return `${backup} ${state}: without your answer it stays so. A no ends it and asks somebody else.`;
  }
  if (!assignment.approve_by) return `Nobody else is asked. ${backup} does not know of it until you answer.`;
  const when = formatMoment(assignment.approve_by, timeZone, now);
  const then = next ? `${next.name} is asked` : `${backup} is asked without a manager's yes`;
  return mine
    ? `Without your answer by ${when}, ${then}.`
    : `${asked?.name ?? 'Nobody'} is asked. After ${when}, ${then}.`;
}

const RUNGS = {
  first: 'the best match',
  'by-hand': 'chosen by hand',
  secondary: 'the second choice',
  'next-suggestion': 'the next best after a no',
  'team-fallback': "the team's fallback",
  manager: 'the manager',
} as const satisfies Record<Approval['assignment']['rung'], string>;

/** Why it is this person: "Ben is the best match, score 82." */
export function chosenBecause({ assignment }: Pick<Approval, 'assignment'>): string {
  const how = RUNGS[assignment.rung];
  const score = assignment.score === null ? '' : `, score ${Math.round(assignment.score)}`;
  return `${firstNameOf(assignment.backup.name)} is ${how}${score}.`;
}
