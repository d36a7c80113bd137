import type { AnswerOf, GetCoverageDashboard } from '@understudy/contracts';
import type { CoveredLine } from '../desk.js';
import type { Telling } from './escalation-views.js';

type Row = AnswerOf<typeof GetCoverageDashboard>['rows'][number];
type Words = Pick<CoveredLine, 'icon' | 'detail' | 'when' | 'isLate'>;

/** Renewals further off are no news, days. */
const RENEWAL_SOON = 60;

/** A customer that this person covers, with the one thing that presses most. */
export function coveredLine(row: Row, telling: Telling): CoveredLine {
  return { customerId: row.customer_id, name: row.name, priority: row.priority, ...pressing(row, telling) };
}

/** A meeting that is over is not late. */
function pressing({ due, open_escalation: escalation, days_to_renewal: left }: Row, telling: Telling): Words {
  const { days, now, say } = telling;
  const isOver = (at: string): boolean => Date.parse(at) < Date.parse(now);
  if (escalation) {
    const { severity, due_at: at } = escalation;
    const isLate = isOver(at);
    const detail = say(isLate ? 'brief.wasDue' : 'home.escalationDue', severity, days.moment(at, now));
    return { icon: 'alert', detail, when: '', isLate };
  }
  if (due) {
    const isLate = due.kind !== 'meeting' && isOver(due.due_at);
    const when = isLate ? say('home.wasDue', days.momentShort(due.due_at, now)) : days.moment(due.due_at, now);
    return { icon: due.kind === 'meeting' ? 'calendar' : 'clock', detail: due.what, when, isLate };
  }
  const isSoon = left !== null && left >= 0 && left <= RENEWAL_SOON;
  if (!isSoon) return { icon: 'none', detail: say('home.quiet'), when: '', isLate: false };
  const detail = say(left === 1 ? 'home.renewalDay' : 'home.renewalDays', String(left));
  return { icon: 'calendar', detail, when: '', isLate: false };
}
