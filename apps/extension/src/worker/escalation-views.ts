import type { AnswerOf, GetEscalation, ListEscalations, ListEscalationUpdates } from '@understudy/contracts';
import type { ClockView, EscalationLine, EscalationView, Said } from '../desk.js';
import type { MessageKey, Say } from '../say.js';
import { initialsOf, type Days } from '../view/days.js';
import { reasonOf } from '../view/reason.js';

type Row = AnswerOf<typeof ListEscalations>['items'][number];
type Whole = AnswerOf<typeof GetEscalation>;
type Update = AnswerOf<typeof ListEscalationUpdates>['items'][number];

/** For whom, when and in which words. */
export interface Telling {
  readonly userId: string;
  readonly days: Days;
  /** The product's. */
  readonly now: string;
  readonly say: Say;
  readonly apiUrl: string;
}

const MINUTE = 60_000;
export const isOpen = ({ status }: Pick<Row, 'status'>): boolean =>
  status === 'open' || status === 'investigating' || status === 'action_required';

/** Late before soon before running; what waits for the customer and what is solved has no clock. */
export function clockOf(row: Pick<Row, 'status' | 'sla'>, { days, now }: Telling): ClockView {
  const { sla } = row;
  const left = (Date.parse(sla.due_at) - Date.parse(now)) / MINUTE;
  const due = { due: days.moment(sla.due_at, now), dueShort: days.momentShort(sla.due_at, now) };
  if (!isOpen(row)) return { state: 'solved', minutes: 0, ...due };
  if (sla.paused) return { state: 'paused', minutes: 0, ...due };
  if (left < 0) return { state: 'late', minutes: -left, ...due };
  return { state: Date.parse(sla.warn_at) <= Date.parse(now) ? 'soon' : 'running', minutes: left, ...due };
}

export function escalationLine(row: Row, telling: Telling): EscalationLine {
  const { say, userId, apiUrl } = telling;
  const owner = row.primary_owner;
  const withWhom = !owner
    ? say('desk.unowned')
    : owner.user_id === userId
      ? say('desk.withYou')
      : say('desk.with', owner.name);
  return {
    id: row.id,
    severity: row.severity,
    title: row.title,
    detail: row.customer ? `${row.customer.name}, ${withWhom}` : withWhom,
    clock: clockOf(row, telling),
    link: new URL(`/escalations/${row.id}`, apiUrl).href,
  };
}

const STATUS = {
  open: 'desk.open',
  investigating: 'desk.investigating',
  action_required: 'desk.actionRequired',
  resolved: 'desk.resolved',
  closed: 'desk.closed',
  void: 'desk.void',
} as const satisfies Record<Row['status'], MessageKey>;

/** `updates` newest first, as the API lists them; shown oldest first, as people talk. */
export function escalationView(whole: Whole, updates: readonly Update[], telling: Telling): EscalationView {
  const { say, userId } = telling;
  const owner = whole.primary_owner;
  return {
    ...escalationLine(whole, telling),
    status: say(STATUS[whole.status]),
    customer: whole.customer?.name ?? '',
    description: whole.description,
    percentUsed: whole.sla.percent_used,
    owner: owner && {
      name: owner.user_id === userId ? say('desk.youOwn') : say('desk.owns', owner.name),
      initials: initialsOf(owner.name),
      why: reasonOf(whole.owner_because.explanation, owner.name),
    },
    mayAcknowledge: whole.status === 'open' && whole.allowed_statuses.includes('investigating'),
    said: updates.toReversed().map((update, at) => said(update, at, telling)),
  };
}

function said({ id, user, comment, summary, created_at: at }: Update, index: number, telling: Telling): Said {
  const { say, days, now, userId } = telling;
  const who = !user ? '' : user.user_id === userId ? say('desk.you') : user.name;
  return {
    id: id ?? `${at} ${index}`,
    kind: comment === null ? 'happened' : 'wrote',
    who,
    initials: user ? initialsOf(user.name) : '',
    when: days.moment(at, now),
    text: comment ?? summary,
  };
}
