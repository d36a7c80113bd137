import type { ASKED_SHARES, Card, CardActionParameters, CardButton } from '@understudy/contracts';
import type { SetupParameters, SplitView, WhoCoversView } from './calendar-views.js';
import { timeWords, withNumber, zoneWords } from './calendar-words.js';
import { choiceField, errorRows } from './forms.js';
import { bold, cut, html, toned } from './markup.js';
import { count, firstName, firstNames } from './people.js';
import { plainDay } from './when.js';
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

const ROWS_SHOWN = 20;
/** As many as the action reads. */
const SHARE_FIELDS: typeof ASKED_SHARES = 3;
/** "Step 2 of 4"; without a split there is one fewer. */
export const stepWords = (step: number, { isSplit }: { readonly isSplit: boolean }): string =>
  isSplit ? `Step ${step} of 4` : `Step ${Math.max(1, step - 1)} of 3`;

/** What is typed and chosen goes along: the step before is drawn with it, and the steps after it again. */
export const backTo = (
  to: CardActionParameters<'setup.back'>['to'],
  from: CardActionParameters<'setup.back'>['from'],
  plan: SetupParameters & { readonly asked?: string },
): CardButton => quiet('Back', act('setup.back', { ...plan, from, to }));

/** Step 1: the dates as they were read, whom to ask with the reasons, and why not others. Everything preselected. */
export function whoCoversCard(view: WhoCoversView): Card {
  const { frame, plan, person, time, choices, notSuggested, customerCount } = view;
  const read = row({
    icon: grey('event'),
    above: html(view.isFromEvent ? 'From this event' : 'Time off'),
    text: bold(html(timeWords(time, frame))),
    below: html(`${zoneWords(time)}. ${count(customerCount, 'customer')}`),
    button: button('Edit', act('setup.dates-form', plan)),
  });
  const reasons = choices.filter(({ why }) => why !== '').slice(0, ROWS_SHOWN);
  const total = view.isSplit ? 4 : 3;
  return card({
    header: header(
      frame,
      'away',
      person ? `Who covers ${firstName(person)}?` : 'Who covers you?',
      `Step 1 of ${total}`,
    ),
    sections: [
      section([...errorRows(view.errors, { cover: 'Who covers' }), read]),
      ...alreadyIn(view),
      ...(customerCount === 0
        ? [
            section([
              paragraph(
                html(
                  `${person ? firstName(person) : 'You'} ${person ? 'looks' : 'look'} after no customer: nobody has to cover.`,
                ),
              ),
            ]),
          ]
        : [
            section([
              choiceField(
                { name: 'cover', label: 'Who covers?', type: 'RADIO_BUTTON' },
                choices.map(({ value, name }) => ({ value, text: name })),
                choices.find(({ isChosen }) => isChosen)?.value,
              ),
            ]),
          ]),
      ...(reasons.length > 0 && customerCount > 0
        ? [
            section(
              reasons.map(({ name, why, isChosen }) =>
                row({
                  icon: isChosen ? tinted(frame, 'covered', 'Fits best') : grey('person'),
                  text: html(name),
                  below: html(why),
                }),
              ),
              html('Why'),
            ),
          ]
        : []),
      ...(notSuggested.length > 0
        ? [
            collapsed(
              notSuggested
                .slice(0, ROWS_SHOWN)
                .map(({ name, reason }) => row({ icon: grey('person'), text: html(name), below: html(reason) })),
              html(`Not suggested: ${notSuggested.length === 1 ? '1 person' : `${notSuggested.length} people`}`),
            ),
          ]
        : []),
    ],
    footer: {
      primary: filled('Next', customerCount === 0 ? act('setup.check', plan) : act('setup.cover', plan)),
      ...wayOut(view),
    },
  });
}

/** The first card has none under it. A suggestion can be none. */
function wayOut({ isFirst, suggestionId }: WhoCoversView): { secondary?: CardButton } {
  if (suggestionId)
    return { secondary: quiet('It is not', act('absence.dismiss', { absence_id: suggestionId, from: 'calendar' })) };
  return { secondary: isFirst ? quiet('Time off', act('calendar.home', {})) : quiet('Cancel', local('card.back')) };
}

function alreadyIn({ frame, alreadyAsked, alreadyAgreed }: WhoCoversView) {
  const rows = [
    ...(alreadyAgreed.length > 0
      ? [
          row({
            icon: tinted(frame, 'covered', 'Accepted'),
            text: html(`${firstNames(alreadyAgreed)} said yes already`),
          }),
        ]
      : []),
    ...(alreadyAsked.length > 0
      ? [
          row({
            icon: tinted(frame, 'waiting', 'Asked'),
            text: html(`${firstNames(alreadyAsked)} ${alreadyAsked.length === 1 ? 'is' : 'are'} asked already`),
            below: html('Another choice takes the question back'),
          }),
        ]
      : []),
  ];
  return rows.length > 0 ? [section(rows)] : [];
}

/** Step 2, when it is shared: who gets how many, and the few that matter most by name. */
export function splitCard(view: SplitView): Card {
  const { frame, plan, backups, asked, people, customerCount, url } = view;
  const named = asked.slice(0, SHARE_FIELDS);
  const left = customerCount - named.length;
  const carried = { ...plan, asked: named.map(({ customerId }) => customerId).join(',') };
  return card({
    header: header(frame, 'away', `Split ${count(customerCount, 'customer')}`, stepWords(2, view)),
    sections: [
      section([
        ...errorRows(view.errors, {}),
        ...backups
          .slice(0, ROWS_SHOWN)
          .map(({ person, customerCount: so, why }) =>
            row({ icon: grey('person'), text: bold(html(withNumber(person.name, so))), below: html(why) }),
          ),
      ]),
      section(
        [
          ...named.map(({ name, renewsOn, lowHealth, backupId }, index) =>
            choiceField(
              {
                name: `share_${index + 1}`,
                label: [
                  cut(name, 60),
                  ...(renewsOn
                    ? [`renews ${plainDay(renewsOn, frame)}`]
                    : lowHealth === null
                      ? []
                      : [`health ${lowHealth}`]),
                ].join(', '),
                type: 'DROPDOWN',
              },
              people.map(({ id, name: text }) => ({ value: id, text })),
              backupId ?? undefined,
            ),
          ),
          ...(left > 0 ? [paragraph(toned('quiet', html(`The other ${left} go to the best fit.`)))] : []),
          ...(url ? [buttons(quiet('Change all on the web', open(url)))] : []),
        ],
        html(
          named.length === 1
            ? 'The one that matters most'
            : `The ${named.length === 2 ? 'two' : 'three'} that matter most`,
        ),
      ),
    ],
    footer: {
      primary: filled('Next', act('setup.shares', carried)),
      secondary: backTo('cover', 'split', carried),
    },
  });
}
