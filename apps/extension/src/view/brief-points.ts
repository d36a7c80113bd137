import type { AnswerOf, GetCustomerBrief } from '@understudy/contracts';
import type { Say } from '../say.js';
import type { Days } from './days.js';
import { money } from './money.js';
import type { Point } from './who-view.js';

export type Brief = AnswerOf<typeof GetCustomerBrief>;

const DAY = 86_400_000;

/**
 * The three things to know before writing, the most pressing first: an open escalation, what is urgent (overdue before due), a
 * renewal within 60 days, special handling, a risk. A brief with nothing of this gives none.
 */
export function briefPoints(brief: Brief, days: Days, say: Say, at: string): Point[] {
  const points: Point[] = [];
  for (const { severity, title, due_at } of brief.open_escalations.value) {
    points.push({ icon: 'alert', text: say('who.openEscalation', severity, title, days.moment(due_at, at)) });
  }
  const urgent = [...brief.urgent_items.value].sort((a, b) => Number(b.overdue) - Number(a.overdue));
  for (const { description, due_date, overdue } of urgent) {
    points.push({
      icon: 'clock',
      text: say(overdue ? 'who.overdue' : 'who.due', description, days.moment(due_date, at)),
    });
  }
  const { renewal_date: renewal, arr } = brief.customer;
  if (renewal && Date.parse(renewal) - Date.parse(at) < 60 * DAY && Date.parse(renewal) > Date.parse(at) - DAY) {
    points.push({ icon: 'calendar', text: say('who.renewal', days.shortDay(renewal), money(arr, days.language)) });
  }
  const handling = brief.special_notes.value.trim();
  if (handling) points.push({ icon: 'info', text: cut(handling, 110) });
  for (const { description } of brief.risk_flags.value) points.push({ icon: 'info', text: cut(description, 110) });
  return spread(points).slice(0, 3);
}

/** Of each kind one first, so that three late tasks do not hide the renewal. */
function spread(points: readonly Point[]): Point[] {
  const firsts = points.filter((point, index) => points.findIndex(({ icon }) => icon === point.icon) === index);
  return [...firsts, ...points.filter((point) => !firsts.includes(point))];
}

const cut = (text: string, max: number): string => (text.length <= max ? text : `${text.slice(0, max - 1).trimEnd()}…`);
