import type { AnswerOf, GetCustomerBrief } from '@understudy/contracts';
import type { BriefItem, BriefView } from '../desk.js';
import { moneyShort } from '../view/money.js';
import type { Telling } from './escalation-views.js';

type Brief = AnswerOf<typeof GetCustomerBrief>;

const DAY = 86_400_000;
const MOST_FIRST = 6;
const MOST_PEOPLE = 4;

/** The brief for the panel: what changed, three numbers, what to do first, how to treat them, who they are, the owner's note, what was noted since. */
export function briefView(brief: Brief, telling: Telling): BriefView {
  const { days, apiUrl } = telling;
  const { customer } = brief;
  return {
    since: brief.changed_since_viewed,
    arr: moneyShort(customer.arr, days.language),
    health: String(customer.health_score),
    isFalling: customer.health_change_30d < 0,
    renewal: renewalOf(customer.renewal_date, telling),
    first: doFirst(brief, telling).slice(0, MOST_FIRST),
    handling: (brief.special_handling.value ?? '').trim(),
    risks: brief.risk_flags.value.map(({ description }) => description),
    people: brief.key_contacts.value.slice(0, MOST_PEOPLE).map(({ name, title, role, email }) => ({
      name,
      role: [title, role].filter(Boolean).join(', '),
      email,
    })),
    note: brief.special_notes.value.trim(),
    notedSince: brief.notes_added.trim(),
    assignmentId: brief.coverage_assignment_id,
    briefId: brief.id,
    link: new URL(`/customers/${brief.customer_id}`, apiUrl).href,
  };
}

/** Escalations, then what is late, then what comes: meetings and tasks by their time. */
function doFirst(brief: Brief, { days, now, say }: Telling): BriefItem[] {
  const escalations = brief.open_escalations.value.map(({ id, title, severity, due_at: at }) => {
    const isLate = Date.parse(at) < Date.parse(now);
    const detail = say(isLate ? 'brief.wasDue' : 'brief.escalationDue', severity, days.moment(at, now));
    return { icon: 'alert', text: title, detail, isLate, taskId: null, escalationId: id, at } as const;
  });
  const tasks = brief.urgent_items.value.map(({ description, due_date: at, overdue, task_id: taskId }) => {
    const detail = say(overdue ? 'brief.taskWasDue' : 'brief.taskDue', days.moment(at, now));
    return { icon: 'clock', text: description, detail, isLate: overdue, taskId, escalationId: null, at } as const;
  });
  const meetings = brief.scheduled_events.value
    .filter(({ ends_at: end }) => Date.parse(end) > Date.parse(now))
    .map(({ title, starts_at: at }) => {
      const detail = days.moment(at, now);
      return { icon: 'calendar', text: title, detail, isLate: false, taskId: null, escalationId: null, at } as const;
    });
  const rest = [...tasks, ...meetings].toSorted(
    (a, b) => Number(b.isLate) - Number(a.isLate) || Date.parse(a.at) - Date.parse(b.at),
  );
  return [...escalations, ...rest];
}

function renewalOf(on: string | null, { days, now, say }: Telling): BriefView['renewal'] {
  if (!on) return null;
  const left = Math.ceil((Date.parse(on) - Date.parse(now)) / DAY);
  if (left < 0) return { words: days.shortDay(on), label: say('brief.renewalWas') };
  return { words: say(left === 1 ? 'brief.oneDay' : 'brief.days', String(left)), label: say('brief.toRenewal') };
}
