import type { CardSection, CardWidget, MaterialIconName } from '@understudy/contracts';
import { html, paragraphs, toned } from './markup.js';
import { firstName } from './people.js';
import type {
  BriefView,
  ChangeKind,
  CustomerView,
  FactsView,
  Frame,
  PersonView,
  ThreadView,
  UrgentView,
} from './views.js';
import { due, money, moment, nearDay, plainDay, since } from './when.js';
import { act, button, collapsed, grey, open, paragraph, row, section } from './widgets.js';

const CHANGES_SHOWN = 5;
const URGENT_SHOWN = 5;
const PEOPLE_SHOWN = 6;
const MEETINGS_SHOWN = 5;
const RISKS_SHOWN = 4;

const CHANGE_ICONS = {
  'health-down': 'trending_down',
  'health-up': 'trending_up',
  message: 'mail',
  escalation: 'notification_important',
  other: 'info',
} as const satisfies Record<ChangeKind, MaterialIconName>;

/** "€412k, health 48, renews 30 Jul". */
export const inShort = (facts: FactsView, frame: Frame): string =>
  [
    money(facts.arr, facts.currency, frame),
    `health ${facts.healthScore}`,
    facts.renewalOn === null ? 'no renewal date' : `renews ${plainDay(facts.renewalOn, frame)}`,
  ].join(', ');

/** What happened since the reader last looked; nothing at the first look, one grey line when all is as it was. */
export function newsSection(brief: BriefView, customer: CustomerView, frame: Frame): CardSection {
  const looked = brief.lastLookedAt;
  if (brief.changes.length === 0) {
    return section(looked ? [paragraph(toned('quiet', html(`Nothing new since ${since(looked, frame)}`)))] : []);
  }
  const rows: CardWidget[] = brief.changes
    .slice(0, CHANGES_SHOWN)
    .map(({ kind, text }) => row({ icon: grey(CHANGE_ICONS[kind]), text: html(text) }));
  return section(
    [...rows, ...more(brief.changes.length - CHANGES_SHOWN, customer)],
    html(looked ? `New since ${since(looked, frame)}` : 'New'),
  );
}

const more = (left: number, customer: CustomerView): CardWidget[] =>
  left > 0 ? [row({ text: toned('quiet', html(`${left} more on the dashboard`)), onClick: open(customer.url) })] : [];

export function urgentSection(
  urgent: readonly UrgentView[],
  at: { customer: CustomerView; thread: ThreadView; frame: Frame },
): CardSection {
  const rows = urgent.slice(0, URGENT_SHOWN).map((item) => urgentRow(item, at));
  return section([...rows, ...more(urgent.length - URGENT_SHOWN, at.customer)], html('Do first'));
}

export function urgentRow(
  item: UrgentView,
  { customer, thread, frame, on }: { customer: CustomerView; thread: ThreadView; frame: Frame; on?: 'brief' },
): CardWidget {
  const when = item.dueAt === null ? null : due(item.dueAt, frame);
  const words = [item.escalation?.severity, when?.text].filter((part) => part !== undefined).join(', ');
  const pressing = item.escalation !== null || when?.over === true;
  const below = html(capital(words));
  return row({
    icon: grey(item.escalation ? 'notification_important' : 'pending'),
    text: html(item.title),
    ...(words ? { below: pressing ? toned(when?.over ? 'gap' : 'waiting', below) : below } : {}),
    ...(item.escalation ? { button: button('Open', open(item.escalation.url)) } : {}),
    ...(item.taskId !== null && !item.escalation
      ? {
          button: button(
            'Done',
            act('task.done', {
              task_id: item.taskId,
              customer_id: customer.id,
              ...threadOf(thread),
              ...(on ? { on } : {}),
            }),
          ),
        }
      : {}),
  });
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The conversation as action parameters; a subject as long as RFC 5322 allows. */
export const threadOf = (thread: ThreadView): { thread_id?: string; subject?: string } => ({
  ...(thread.threadId ? { thread_id: thread.threadId } : {}),
  ...(thread.subject
    ? { subject: [...thread.subject.toWellFormed().replaceAll('\0', '')].slice(0, 300).join('') }
    : {}),
});

export const factsSection = (brief: BriefView, frame: Frame): CardSection =>
  section([
    row({ above: html('In short'), text: html(inShort(brief.facts, frame)) }),
    ...(brief.handleWithCare
      ? [row({ icon: grey('info'), above: html('Handle with care'), text: paragraphs(brief.handleWithCare, 500) })]
      : []),
    ...brief.risks
      .slice(0, RISKS_SHOWN)
      .map((risk) => row({ icon: grey('error'), above: html('Risk'), text: html(risk) })),
  ]);

/** People, meetings and the owner's note, closed until opened. */
export function backgroundSection(brief: BriefView, owner: PersonView, frame: Frame): CardSection {
  const people = brief.people.slice(0, PEOPLE_SHOWN).map((person) =>
    row({
      icon: grey('person'),
      ...(person.role ? { above: html(person.role, 60) } : {}),
      text: html(person.name),
      ...(contact(person) ? { below: html(contact(person)) } : {}),
    }),
  );
  const meetings = brief.meetings.slice(0, MEETINGS_SHOWN).map((meeting) =>
    row({
      icon: grey('event'),
      above: html(capital(moment(meeting.startsAt, frame))),
      text: html(meeting.title),
      ...(meeting.detail ? { below: html(meeting.detail) } : {}),
    }),
  );
  const last = brief.lastActivity
    ? [
        row({
          icon: grey('schedule'),
          above: html(`Last activity, ${nearDay(brief.lastActivity.at, frame)}`),
          text: html(brief.lastActivity.summary),
        }),
      ]
    : [];
  const note = brief.ownerNote
    ? [row({ above: html(`${firstName(owner)}'s note`), text: paragraphs(brief.ownerNote) })]
    : [];
  const noted = brief.notes ? [row({ above: html('Noted since'), text: paragraphs(brief.notes) })] : [];
  const names = [
    people.length ? 'People' : '',
    meetings.length ? 'meetings' : last.length ? 'last activity' : '',
    note.length ? `${firstName(owner)}'s note` : '',
    noted.length ? 'notes since' : '',
  ].filter((name) => name !== '');
  return collapsed([...people, ...meetings, ...last, ...note, ...noted], html(capital(names.join(', '))));
}

/** "Operations lead, lena@corvane.example". */
export const contact = ({ detail, email }: BriefView['people'][number]): string =>
  [detail, email].filter((part) => part !== null && part !== '').join(', ');
