import type { Card, CardSection, CardWidget } from '@understudy/contracts';
import { capital, contact, inShort, threadOf, urgentRow } from './brief-sections.js';
import type { BriefCardView } from './form-views.js';
import { html, paragraphs, toned } from './markup.js';
import { firstName } from './people.js';
import { due, moment, nearDay, since, until } from './when.js';
import {
  act,
  button,
  card,
  collapsed,
  filled,
  fullName,
  grey,
  header,
  local,
  open,
  quiet,
  row,
  section,
} from './widgets.js';

/** Rows of one part; together the card stays under Google's 100 widgets. */
const SHOWN = { urgent: 12, risks: 8, people: 12, meetings: 10, tasks: 12, said: 12 } as const;
/** Rows of a part that are in sight while it is closed. */
const IN_SIGHT = 3;

/** All of the brief on one card, for whoever is on a phone: nothing of it needs the dashboard (PRD-258 CoverageBrief). */
export function briefCard(view: BriefCardView): Card {
  const { frame, customer, brief, owner, thread } = view;
  const conversation = { customer_id: customer.id, ...threadOf(thread) };
  return card({
    header: header(frame, 'covered', customer.name, `For ${firstName(owner)}, ${until(view.until, frame)}`),
    sections: [
      section([
        ...fullName(customer.name),
        row({ above: html('In short'), text: html(inShort(brief.facts, frame)), below: html(brief.priority) }),
        ...(brief.handleWithCare
          ? [row({ icon: grey('info'), above: html('Handle with care'), text: paragraphs(brief.handleWithCare, 1500) })]
          : []),
        ...(brief.ownerNote
          ? [row({ above: html(`${firstName(owner)}'s note`), text: paragraphs(brief.ownerNote, 1500) })]
          : []),
      ]),
      part(
        'Do first',
        brief.urgent.map((item) => urgentRow(item, { ...view, on: 'brief' })),
        SHOWN.urgent,
        view,
      ),
      part(
        'Risks',
        brief.risks.map((risk) => row({ icon: grey('error'), text: html(risk) })),
        SHOWN.risks,
        view,
      ),
      part('People', people(view), SHOWN.people, view),
      part(`While ${firstName(owner)} is away`, meetings(view), SHOWN.meetings, view),
      part('Not urgent', tasks(view, conversation), SHOWN.tasks, view),
      part('What was said', said(view), SHOWN.said, view),
      section(brief.notes ? [row({ text: paragraphs(brief.notes, 1500) })] : [], html('Noted since')),
      section(
        brief.acknowledgedAt
          ? [
              row({
                icon: grey('task_alt'),
                text: toned('quiet', html(`You read it ${since(brief.acknowledgedAt, frame)}`)),
              }),
            ]
          : [],
      ),
    ],
    footer:
      brief.id === null || brief.acknowledgedAt
        ? { primary: filled('Log what I did', log(view)), secondary: quiet('Back', local('card.back')) }
        : {
            primary: filled('I have read it', act('brief.acknowledge', { brief_id: brief.id, ...conversation })),
            secondary: quiet('Back', local('card.back')),
          },
  });
}

const log = ({ customer, assignmentId }: BriefCardView) =>
  act('activity.form', { customer_id: customer.id, assignment_id: assignmentId });

/** The first of many, and where the others are. */
function part(title: string, rows: readonly CardWidget[], most: number, { customer }: BriefCardView): CardSection {
  const left = rows.length - most;
  const shown = [
    ...rows.slice(0, most),
    ...(left > 0
      ? [row({ text: toned('quiet', html(`${left} more on the dashboard`)), onClick: open(customer.url) })]
      : []),
  ];
  return shown.length > IN_SIGHT + 1 ? collapsed(shown, html(title), IN_SIGHT) : section(shown, html(title));
}

const people = ({ brief }: BriefCardView) =>
  brief.people.map((person) =>
    row({
      icon: grey('person'),
      ...(person.role ? { above: html(person.role, 60) } : {}),
      text: html(person.name),
      ...(contact(person) ? { below: html(contact(person)) } : {}),
    }),
  );

const meetings = ({ brief, frame }: BriefCardView) =>
  brief.meetings.map((meeting) =>
    row({
      icon: grey('event'),
      above: html(capital(moment(meeting.startsAt, frame))),
      text: html(meeting.title),
      ...(meeting.detail ? { below: html(meeting.detail) } : {}),
    }),
  );

const tasks = ({ brief, frame }: BriefCardView, conversation: { customer_id: string }) =>
  brief.tasks.map(({ id, title, dueAt }) =>
    row({
      icon: grey('pending'),
      text: html(title),
      ...(dueAt ? { below: html(capital(due(dueAt, frame).text)) } : {}),
      button: button('Done', act('task.done', { task_id: id, ...conversation, on: 'brief' })),
    }),
  );

const said = ({ brief, frame }: BriefCardView) =>
  brief.said.map(({ summary, at, by }) =>
    row({
      icon: grey('mail'),
      above: html([capital(nearDay(at, frame)), by ?? ''].filter((part) => part !== '').join(', '), 60),
      text: html(summary, 400),
    }),
  );
