import type { Card } from '@understudy/contracts';
import type { MeetingView, OtherEventView } from './calendar-views.js';
import { timeWords, zoneWords } from './calendar-words.js';
import { choiceField } from './forms.js';
import { bold, html, toned } from './markup.js';
import { firstName } from './people.js';
import { moment } from './when.js';
import {
  act,
  button,
  buttons,
  card,
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

const DECIDED = {
  hand_over: 'Handed over',
  attend: 'You attend all the same',
  move: 'To be moved',
} as const;

/** A meeting with a customer while I am away: hand over, attend or move. */
export function meetingCard(view: MeetingView): Card {
  const { frame, title, startsAt, customer, covers, decided, absenceId, eventId, endsAt, isMine } = view;
  const choices = [
    ...(covers ? [{ value: 'hand_over', text: `Hand over to ${covers.name}` }] : []),
    { value: 'attend', text: 'I attend all the same' },
    { value: 'move', text: isMine ? 'Move it to when I am back' : 'Ask to move it' },
  ];
  return card({
    header: header(frame, 'away', title, moment(startsAt, frame)),
    sections: [
      section([
        row({
          icon: grey('flight'),
          text: toned('away', bold(html('You are away then'))),
          below: html(`With ${customer.name}`),
        }),
        ...(decided
          ? [
              row({
                icon: tinted(frame, 'covered', 'Decided'),
                text: toned(
                  'covered',
                  html(decided === 'hand_over' && covers ? `Handed over to ${covers.name}` : DECIDED[decided]),
                ),
                below: html(whatHappens(view, decided)),
              }),
            ]
          : []),
        ...(covers
          ? []
          : [
              row({
                icon: tinted(frame, 'gap', 'Nobody'),
                text: toned('gap', html('Nobody covers this customer yet')),
                button: button('Choose', act('setup.open', { absence_id: absenceId })),
              }),
            ]),
        choiceField(
          { name: 'decision', label: 'What should happen?', type: 'RADIO_BUTTON' },
          choices,
          decided ?? choices[0]?.value,
        ),
      ]),
    ],
    footer: {
      primary: filled(
        'Save',
        act('meeting.decide', {
          event_id: eventId,
          customer_id: customer.id,
          absence_id: absenceId,
          title: title.slice(0, 300).toWellFormed(),
          ...(isMine ? { mine: 'yes' as const } : {}),
          starts_at: startsAt,
          ends_at: endsAt,
        }),
      ),
    },
  });
}

/** Only what really follows. */
function whatHappens(
  { covers, hasAgreed, mayInvite, isMine }: MeetingView,
  decided: NonNullable<MeetingView['decided']>,
): string {
  if (decided === 'attend') return 'Nobody else is invited, and the brief leaves it to you';
  if (decided === 'move')
    return isMine
      ? 'Move the event when you have agreed on a day; the brief says that it waits for you'
      : 'Ask whoever invited you; the brief says that it waits for you';
  const who = covers ? firstName(covers) : 'Whoever covers';
  if (!mayInvite) return `The brief says it; add ${who} as a guest yourself`;
  return hasAgreed
    ? `${who} is invited when your time off begins; the brief says it`
    : `${who} is invited after saying yes; the brief says it`;
}

/** Events that are no absence: quiet, with what may be wanted. */
export function otherEventCard(view: OtherEventView): Card {
  const { frame } = view;
  const home = buttons(quiet('Time off', act('calendar.home', {})));
  switch (view.kind) {
    case 'nothing':
      return card({
        header: header(frame, 'here', 'Nothing to cover here'),
        sections: [
          section([paragraph(toned('quiet', html('This event is no time off, and no meeting in one.'))), home]),
        ],
      });
    case 'gone':
      return card({
        header: header(frame, 'here', 'This event is gone'),
        sections: [
          section([
            paragraph(html('It was deleted, or is not in your own calendar. What it stood for is taken back.')),
            home,
          ]),
        ],
      });
    case 'with-customer':
      return card({
        header: header(frame, 'here', 'You are here then', view.customer.name),
        sections: [
          section([
            paragraph(html('No time off of yours touches this meeting.')),
            buttons(
              button('Open customer', act('customer.open', { customer_id: view.customer.id })),
              quiet('Time off', act('calendar.home', {})),
            ),
          ]),
        ],
      });
    case 'maybe':
      return card({
        header: header(frame, 'away', 'Is this time off?', view.title ?? timeWords(view.time, frame)),
        sections: [
          section([
            row({
              icon: grey('event'),
              text: bold(html(timeWords(view.time, frame))),
              below: html(zoneWords(view.time)),
            }),
            paragraph(
              toned('quiet', html('If you are away then, your customers can be covered. If not, nothing happens.')),
            ),
          ]),
        ],
        footer: { primary: filled('Set up cover', act('setup.open', view.plan)) },
      });
    case 'unreadable':
      return card({
        header: header(frame, 'locked', 'May not read this event'),
        sections: [
          section([
            paragraph(html(view.because, 400)),
            paragraph(html('Ask your Google admin to switch calendar access on, or enter the days here.')),
            buttons(quiet('Open dashboard', open(`${frame.publicUrl}/`)), quiet('Try again', local('card.retry'))),
          ]),
        ],
        footer: { primary: filled('Plan time off', act('setup.dates-form', {})) },
      });
  }
}
