import type { Card, CardWidget } from '@understudy/contracts';
import { backTo } from './calendar-setup-cards.js';
import type { AllSetView } from './calendar-views.js';
import { timeWords } from './calendar-words.js';
import { errorRows } from './forms.js';
import { bold, cut, html, join, toned } from './markup.js';
import { count, firstName, firstNames } from './people.js';
import { nearDay, plainDay, spanText } from './when.js';
import { act, card, collapsed, filled, grey, header, paragraph, row, section, tinted } from './widgets.js';

const ROWS_SHOWN = 20;
const GAPS_IN_SIGHT = 3;

/** The last step: the proof in one sentence, or exactly who would be alone. */
export function allSetCard(view: AllSetView): Card {
  const { frame, plan, time, shares, gaps, weakCount, renewals, customerCount, requestKey } = view;
  const alone = new Set(gaps.map(({ customerId }) => customerId)).size;
  const covered = customerCount - alone;
  const proof =
    alone > 0
      ? row({
          icon: tinted(frame, 'gap', 'Nobody'),
          text: toned('gap', bold(html(`${count(alone, 'customer')} ${alone === 1 ? 'has' : 'have'} nobody`))),
          below: html(`${covered} of ${customerCount}, ${timeWords(time, frame)}, checked`),
        })
      : row({
          icon: tinted(frame, 'covered', 'Covered'),
          text: toned(
            'covered',
            bold(html(customerCount === 0 ? 'No customer to cover' : 'No customer is left alone')),
          ),
          ...(customerCount === 0
            ? {}
            : { below: html(`${covered} of ${customerCount}, ${timeWords(time, frame)}, checked`) }),
        });
  const told = toldWords(view);
  const facts: CardWidget[] = [
    ...(shares.length > 0
      ? [
          row({
            above: html('Covers'),
            text: html(shares.map(({ person, customerCount: so }) => `${person.name}\u200e ${so}`).join(', '), 400),
          }),
        ]
      : []),
    ...(told.length > 0 ? [row({ above: html('Told'), text: html(told.join('; '), 400) })] : []),
    ...mailed(view),
    ...renewals.slice(0, GAPS_IN_SIGHT).map(({ name, on, backup }) =>
      row({
        icon: grey('event'),
        above: html('Falls into it'),
        text: html(`${cut(name, 80)} renews on ${plainDay(on, frame)}`),
        ...(backup ? { below: html(`${firstName(backup)} is told in the brief`) } : {}),
      }),
    ),
    ...(renewals.length > GAPS_IN_SIGHT
      ? [row({ text: toned('quiet', html(`${count(renewals.length - GAPS_IN_SIGHT, 'more renewal')} in that time`)) })]
      : []),
  ];
  return card({
    header: header(
      frame,
      alone > 0 ? 'gap' : 'away',
      'All set?',
      view.isSplit ? 'Step 4 of 4' : customerCount === 0 ? 'Last step' : 'Step 3 of 3',
    ),
    sections: [
      section([
        ...errorRows(view.errors, {}),
        proof,
        ...(weakCount > 0
          ? [
              row({
                icon: tinted(frame, 'waiting', 'Only the manager'),
                text: html(
                  `${count(weakCount, 'customer')} only ${weakCount === 1 ? 'has' : 'have'} the team's fallback or a manager`,
                ),
              }),
            ]
          : []),
      ]),
      ...gapSection(view),
      section(facts),
      section([
        paragraph(
          toned(
            'quiet',
            html(
              alone > 0
                ? 'Set up what can be: your manager is told who is left.'
                : 'Everything can be changed or undone later.',
            ),
          ),
        ),
      ]),
    ],
    footer: {
      primary: filled('Set up coverage', act('setup.save', { ...plan, request_key: requestKey })),
      secondary: backTo(customerCount === 0 ? 'cover' : 'told', 'all-set', plan),
    },
  });
}

/** Plainly, because nothing takes a mail back: "26 contacts of your customers get an e-mail". */
function mailed({ customersTold, customerCount, person, frame }: AllSetView): CardWidget[] {
  if (customerCount === 0) return [];
  if (customersTold === null || customersTold.contacts === 0)
    return [row({ icon: grey('mail'), text: html('No customer gets an e-mail') })];
  const { at, contacts, isConnected } = customersTold;
  const whose = `of ${person ? 'the' : 'your'} customers`;
  return [
    row({
      icon: grey('mail'),
      text: bold(
        html(
          isConnected
            ? `${count(contacts, 'contact')} ${whose} ${contacts === 1 ? 'gets' : 'get'} an e-mail`
            : `${count(contacts, 'e-mail')} to contacts ${whose} ${contacts === 1 ? 'waits' : 'wait'} for you to send ${contacts === 1 ? 'it' : 'them'}`,
        ),
      ),
      below: html(isConnected ? `From ${nearDay(at, frame)}` : 'Mail is not connected'),
    }),
  ];
}

/** "Eva and Ben asked now; Mia now". */
const toldWords = ({ asks, needsAcceptance, manager }: AllSetView): string[] => {
  return [
    ...(asks.length > 0 ? [`${firstNames(asks)} ${needsAcceptance ? 'asked' : 'told'} now`] : []),
    ...(manager ? [`${firstName(manager)} now`] : []),
  ];
};

function gapSection({ gaps, frame }: AllSetView) {
  if (gaps.length === 0) return [];
  const rows = gaps.slice(0, ROWS_SHOWN).map(({ name, startsAt, endsAt }) =>
    row({
      icon: tinted(frame, 'gap', 'Nobody'),
      text: html(name),
      below: join([html(`Nobody, ${spanText(startsAt, endsAt, frame)}`)]),
    }),
  );
  return [
    rows.length > GAPS_IN_SIGHT + 1
      ? collapsed(rows, html('Who would be alone'), GAPS_IN_SIGHT)
      : section(rows, html('Who would be alone')),
  ];
}
