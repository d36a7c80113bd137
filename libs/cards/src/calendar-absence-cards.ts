import type { Card, CardSection, CardWidget } from '@understudy/contracts';
import { coverageWords } from './absence-words.js';
import { textField } from './forms.js';
import type { AbsenceView, CancelAbsenceView, CoverView } from './calendar-views.js';
import { capital, timeWords, withNumber } from './calendar-words.js';
import { html, toned } from './markup.js';
import { count, firstName, firstNames } from './people.js';
import type { Frame } from './views.js';
import { moment } from './when.js';
import {
  act,
  button,
  buttons,
  card,
  collapsed,
  filled,
  grey,
  header,
  local,
  open,
  paragraph,
  quiet,
  row,
  section,
  tinted,
} from './widgets.js';

const COVERS_SHOWN = 30;
const COVERS_IN_SIGHT = 6;
const NAMES_SHOWN = 20;
const NAMES_IN_SIGHT = 2;

/** An absence that is set up: who covers, who has not answered, what happens when. */
export function absenceCard(view: AbsenceView): Card {
  const { frame, absenceId, mayChange, state } = view;
  const isOpen = state === 'ahead' || state === 'running';
  const { state: tone, words } = coverageWords(view.counts);
  return card({
    header: header(
      frame,
      state === 'cancelled' ? 'here' : state === 'over' ? 'done' : tone,
      timeWords(view.time, frame),
      state === 'cancelled' ? 'Cancelled' : state === 'over' ? 'Over' : words,
    ),
    sections: [
      ...(view.person ? [section([row({ icon: grey('person'), text: html(view.person.name) })])] : []),
      ...settingUp(view),
      ...(state === 'cancelled' ? [section([paragraph(html('Cancelled: nobody is asked any more.'))])] : []),
      ...(isOpen ? gapSection(view) : []),
      ...coverSection(view),
      ...(isOpen ? timeline(view) : []),
      section([
        buttons(
          ...(mayChange && isOpen ? [button('Change', act('setup.open', { absence_id: absenceId }))] : []),
          button(view.counts.customerCount > 0 ? 'Look at briefs' : 'Open dashboard', open(view.url)),
          ...(mayChange && isOpen
            ? [
                quiet(
                  state === 'running' ? backWords(view.person) : 'Cancel it',
                  act('absence.cancel-form', { absence_id: absenceId }),
                ),
              ]
            : []),
        ),
      ]),
    ],
    ...(view.briefs
      ? { footer: { primary: filled('Refresh', act('absence.open', { absence_id: absenceId, again: 'yes' })) } }
      : {}),
  });
}

/** A manager ends somebody else's. */
const backWords = (person: AbsenceView['person']): string => (person ? `${firstName(person)} is back` : 'I am back');

/** Steps with ticks, not a spinner: what takes longer than a second goes on by itself. */
function settingUp({ frame, briefs, covers, time }: AbsenceView): CardSection[] {
  if (!briefs) return [];
  const asked = covers
    .filter(({ state }) => state === 'asked' || state === 'awaits-approval')
    .map(({ person }) => person);
  const isDone = briefs.ready >= briefs.all;
  return [
    section(
      [
        row({ icon: tinted(frame, 'covered', 'Done'), text: html(`${timeWords(time, frame)} saved`) }),
        ...(asked.length > 0
          ? [row({ icon: tinted(frame, 'covered', 'Done'), text: html(`${firstNames(asked)} asked`) })]
          : []),
        ...(briefs.all > 0
          ? [
              row({
                icon: isDone ? tinted(frame, 'covered', 'Done') : grey('schedule'),
                text: html(`Briefs for ${count(briefs.all, 'customer')}`),
                below: html(isDone ? 'All written' : `${briefs.ready} done. You can close this`),
              }),
            ]
          : []),
      ],
      html('Set up'),
    ),
  ];
}

function gapSection({ frame, withoutAnybody, mayChange, absenceId }: AbsenceView): CardSection[] {
  if (withoutAnybody.length === 0) return [];
  const names = withoutAnybody
    .slice(0, NAMES_SHOWN)
    .map((name) => row({ icon: tinted(frame, 'gap', 'Nobody'), text: html(name) }));
  const left = withoutAnybody.length - names.length;
  const rows = [...names, ...(left > 0 ? [row({ text: toned('quiet', html(`${left} more on the dashboard`)) })] : [])];
  const title = toned('gap', html(`Nobody for ${count(withoutAnybody.length, 'customer')}`));
  const fix = mayChange
    ? [section([buttons(button('Choose somebody', act('setup.open', { absence_id: absenceId })))])]
    : [];
  return [rows.length > NAMES_IN_SIGHT + 1 ? collapsed(rows, title, NAMES_IN_SIGHT) : section(rows, title), ...fix];
}

function coverSection({ covers, frame }: AbsenceView): CardSection[] {
  const rows = covers.slice(0, COVERS_SHOWN).map((cover) => coverRow(cover, frame));
  if (rows.length === 0) return [];
  return [
    rows.length > COVERS_IN_SIGHT + 1
      ? collapsed(rows, html('Who covers'), COVERS_IN_SIGHT)
      : section(rows, html('Who covers')),
  ];
}

function coverRow({ person, customerCount, state, at, approver }: CoverView, frame: Frame): CardWidget {
  const text = html(withNumber(person.name, customerCount));
  const time = at === null ? null : moment(at, frame);
  switch (state) {
    case 'accepted':
      return row({
        icon: tinted(frame, 'covered', 'Accepted'),
        text,
        below: toned('covered', html(time ? `Accepted ${time}` : 'Accepted')),
      });
    case 'asked':
      return row({
        icon: tinted(frame, 'waiting', 'Asked'),
        text,
        below: toned('waiting', html(time ? `Answers by ${time}, then the next is asked` : 'Asked')),
      });
    case 'awaits-approval':
      return row({
        icon: tinted(frame, 'waiting', 'Waits for approval'),
        text,
        below: toned(
          'waiting',
          html(`Waits for ${approver ? firstName(approver) : 'approval'}${time ? ` until ${time}` : ''}`),
        ),
      });
    case 'declined':
      return row({ icon: grey('person'), text, below: html(time ? `Declined ${time}` : 'Declined') });
  }
}

function timeline({
  frame,
  time,
  state,
  tellsCustomersAt,
  tellsAfterYes,
  changesMail,
  counts,
}: AbsenceView): CardSection[] {
  const begins = state === 'ahead';
  const rows = [
    ...(tellsAfterYes && tellsCustomersAt === null
      ? [row({ icon: grey('mail'), above: html('After the yes'), text: html('Customers are told') })]
      : []),
    ...(tellsCustomersAt
      ? [
          row({
            icon: grey('mail'),
            above: html(capital(moment(tellsCustomersAt, frame))),
            text: html('Customers are told'),
          }),
        ]
      : []),
    ...(begins && counts.customerCount > 0
      ? [
          row({
            icon: grey('description'),
            above: html(capital(moment(time.startsAt, frame))),
            text: html('Briefs are frozen, cover begins'),
          }),
        ]
      : []),
    ...(begins && changesMail
      ? [
          row({
            icon: grey('schedule'),
            above: html(capital(moment(time.startsAt, frame))),
            text: html('Reply and filters on'),
          }),
        ]
      : []),
    ...(time.endsAt
      ? [
          row({
            icon: grey('task_alt'),
            above: html(capital(moment(time.endsAt, frame))),
            text: html('Handback: what happened meanwhile'),
          }),
        ]
      : []),
  ];
  return rows.length > 0 ? [section(rows, html('What happens when'))] : [];
}

/** One look before everybody who was asked hears that it is off. */
export function cancelAbsenceCard({ frame, absenceId, person, time, isRunning, covers }: CancelAbsenceView): Card {
  const who = person ? firstName(person) : 'You';
  const title = isRunning ? backWords(person) : 'Cancel this time off';
  return card({
    header: header(frame, isRunning ? 'here' : 'away', title, timeWords(time, frame)),
    sections: [
      section([
        ...(person ? [row({ icon: grey('person'), text: html(person.name) })] : []),
        paragraph(
          html(
            isRunning
              ? `It ends now, and ${person ? 'they look' : 'you look'} after the customers again.`
              : `${who} ${person ? 'is' : 'are'} not away then, as far as Understudy goes. The event in the calendar stays.`,
          ),
        ),
        ...(covers.length > 0
          ? [
              row({
                icon: grey('group'),
                text: html(firstNames(covers)),
                below: html(isRunning ? 'hand back what happened' : 'are told that it is off'),
              }),
            ]
          : []),
        textField({ name: 'reason', label: 'Why? (optional, colleagues read it)', max: 500 }, undefined),
      ]),
    ],
    footer: {
      primary: filled(isRunning ? 'End it now' : 'Cancel it', act('absence.cancel', { absence_id: absenceId })),
      secondary: quiet('Back', local('card.back')),
    },
  });
}
