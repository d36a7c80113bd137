import type { KnownBlock, View } from '@slack/web-api';
import {
  button,
  buttons,
  context,
  dayText,
  divider,
  heading,
  link,
  MOST_BLOCKS,
  moment,
  mrkdwn,
  section,
} from './slack-blocks.js';
import { questionBlock } from './slack-questions.js';

/** Somebody I stand in for, or am asked to. */
export interface HomeCover {
  readonly assignmentId: string;
  readonly absentName: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant | null;
  readonly customers: number;
  readonly state: 'asked' | 'next' | 'now';
}
/** When I am away myself. */
export interface HomeAbsence {
  readonly absenceId: string;
  readonly firstOn: Temporal.PlainDate;
  readonly lastOn: Temporal.PlainDate | null;
  /** Seen in a calendar or a status, or entered by somebody else: not confirmed yet. */
  readonly isQuestion: boolean;
  /** Who stands in, or is asked; empty: nobody. */
  readonly covers: readonly { readonly name: string; readonly isAsked: boolean }[];
}
export interface HomeEscalation {
  readonly id: string;
  readonly severity: string;
  readonly title: string;
  readonly customer: string | null;
  readonly isOpen: boolean;
  readonly dueAt: Temporal.Instant;
}
export interface HomeFacts {
  readonly covers: readonly HomeCover[];
  readonly absences: readonly HomeAbsence[];
  readonly escalations: readonly HomeEscalation[];
  /** Of the dashboard, without a trailing slash. */
  readonly url: string;
}

const MOST_EACH = 10;

/** "What do I look after, who looks after mine, what burns": at most a hundred blocks, the first ten of each. */
export function homeView({ covers, absences, escalations, url }: HomeFacts): View {
  const blocks: KnownBlock[] = [
    buttons(null, [
      button('escalation-new', null, 'Escalate', { style: 'danger' }),
      button('open', null, 'Open Understudy', { url }),
    ]),
    heading('You stand in for'),
    ...listed(covers, 'Nobody right now.', (cover) => coverBlocks(cover, url)),
    divider(),
    heading('You are away'),
    ...listed(absences, 'No absence planned. Type `/understudy out 6 Jul to 10 Jul` to enter one.', absenceBlocks),
    divider(),
    heading('Escalations you own'),
    ...listed(escalations, 'None.', (one) => escalationBlocks(one, url)),
  ];
  return { type: 'home', blocks: blocks.slice(0, MOST_BLOCKS) };
}

function listed<T>(items: readonly T[], none: string, blocksOf: (item: T) => readonly KnownBlock[]): KnownBlock[] {
  if (items.length === 0) return [context(none)];
  const more = items.length - MOST_EACH;
  return [...items.slice(0, MOST_EACH).flatMap(blocksOf), ...(more > 0 ? [context(`and ${more} more`)] : [])];
}

function coverBlocks(cover: HomeCover, url: string): KnownBlock[] {
  const { assignmentId, absentName, startsAt, endsAt, customers, state } = cover;
  const time = endsAt === null ? `since ${moment(startsAt)}` : `${moment(startsAt)} to ${moment(endsAt)}`;
  const words = { asked: 'You are asked.', next: 'Coming up.', now: 'Right now.' }[state];
  const name = link(`${url}/coverage/${assignmentId}`, absentName);
  return [
    section(`*${name}*, ${customers} ${customers === 1 ? 'customer' : 'customers'}, ${time}. ${words}`),
    ...(state === 'asked' ? [questionBlock({ kind: 'coverage', subjectId: assignmentId })] : []),
  ];
}

function absenceBlocks({ absenceId, firstOn, lastOn, isQuestion, covers }: HomeAbsence): KnownBlock[] {
  const days =
    lastOn === null
      ? `from ${dayText(firstOn)}`
      : firstOn.equals(lastOn)
        ? dayText(firstOn)
        : `${dayText(firstOn)} to ${dayText(lastOn)}`;
  const who = covers.map(({ name, isAsked }) => (isAsked ? `${mrkdwn(name)} is asked` : `${mrkdwn(name)} stands in`));
  if (isQuestion) return [section(`${days}: is that so?`), questionBlock({ kind: 'absence', subjectId: absenceId })];
  if (who.length > 0) return [section(`${days}: ${who.join(', ')}.`)];
  return [section(`${days}: nobody stands in yet.`), questionBlock({ kind: 'gap', subjectId: absenceId })];
}

function escalationBlocks({ id, severity, title, customer, isOpen, dueAt }: HomeEscalation, url: string): KnownBlock[] {
  const about = customer === null ? '' : ` (${mrkdwn(customer)})`;
  return [
    section(`*${severity}* ${link(`${url}/escalations/${id}`, title)}${about}, due ${moment(dueAt)}`),
    ...(isOpen ? [questionBlock({ kind: 'escalation', subjectId: id })] : []),
  ];
}
