import type { Card } from '@understudy/contracts';
import { backTo, stepWords } from './calendar-setup-cards.js';
import type { TextsView, WhoIsToldView } from './calendar-views.js';
import { capital } from './calendar-words.js';
import { errorRows, textField, typed } from './forms.js';
import { bold, html, paragraphs, toned } from './markup.js';
import { count, firstNames } from './people.js';
import { moment } from './when.js';
import { act, buttons, card, filled, grey, header, paragraph, quiet, row, section } from './widgets.js';

const TEXTS_SHOWN = 8;
/** What the box sends when it is ticked. */
export const TELL_CUSTOMERS = 'customers';

/** Step 3: who hears of it and when, in the real words; only what can be chosen is a box. */
export function whoIsToldCard(view: WhoIsToldView): Card {
  const { frame, plan, covers, agreed, manager, note, form } = view;
  return card({
    header: header(frame, 'away', 'Who is told?', stepWords(3, view)),
    sections: [
      section(
        [
          ...errorRows(view.errors, { note: 'The note' }),
          ...(agreed.length > 0
            ? [row({ icon: grey('group'), text: html(firstNames(agreed)), below: html('said yes already') })]
            : []),
          ...(covers.length > 0
            ? [
                row({
                  icon: grey('group'),
                  text: html(firstNames(covers)),
                  below: html(
                    view.needsAcceptance
                      ? 'asked to accept'
                      : `${covers.length === 1 ? 'is' : 'are'} told: no answer is needed`,
                  ),
                }),
              ]
            : []),
          ...(manager
            ? [
                row({
                  icon: grey('person'),
                  text: html(manager.name),
                  below: html(view.managerApproves ? 'approves first, then they are asked' : 'your manager, is told'),
                }),
              ]
            : []),
        ],
        html('Now'),
      ),
      customersSection(view),
      ...meanwhile(view),
      section([
        textField(
          { name: 'note', label: 'What does whoever covers need to know? (optional)', lines: 'many', max: 2000 },
          typed(form, 'note') ?? note,
        ),
        paragraph(toned('quiet', html('Why you are away is never told.'))),
      ]),
    ],
    footer: {
      primary: filled('Next', act('setup.check', plan)),
      secondary: backTo(view.isSplit ? 'split' : 'cover', 'told', plan),
    },
  });
}

function customersSection({ frame, plan, customers, form }: WhoIsToldView) {
  const { at, contacts, sample, isConnected, isChosen } = customers;
  if (contacts === 0 || at === null)
    return section(
      [paragraph(toned('quiet', html('No customer has a contact who would be written to.')))],
      html('Customers'),
    );
  const people = count(contacts, 'contact');
  const isTicked = form ? (form['tell'] ?? []).includes(TELL_CUSTOMERS) : isChosen;
  return section(
    [
      {
        selectionInput: {
          name: 'tell',
          type: 'CHECK_BOX',
          items: [
            {
              text: `Your customers, by mail (${people})`,
              value: TELL_CUSTOMERS,
              selected: isTicked,
            },
          ],
        },
      },
      ...(isTicked ? [] : [paragraph(toned('waiting', html('Tick it, or no customer gets a mail.')))]),
      ...(sample ? [paragraph(toned('quiet', html(`“${sample}”`, 300)))] : []),
      ...(isConnected
        ? []
        : [paragraph(toned('waiting', html('Mail is not connected: the texts wait for you to send them.')))]),
      buttons(quiet('Read all texts', act('setup.texts', plan))),
    ],
    html(capital(`From ${moment(at, frame)}`)),
  );
}

function meanwhile({ google }: WhoIsToldView) {
  const rows = [
    ...(google.reply
      ? [row({ icon: grey('mail'), text: html('Gmail replies by itself'), below: html('with who covers') })]
      : []),
    ...(google.forward
      ? [row({ icon: grey('mail'), text: html("Customers' mail is sent on"), below: html('to whoever covers them') })]
      : []),
  ];
  return rows.length > 0 ? [section(rows, html('While you are away'))] : [];
}

/** The real texts, one of each kind. */
export function textsCard({ frame, plan, texts }: TextsView): Card {
  const shown = texts.slice(0, TEXTS_SHOWN);
  const left = texts.slice(TEXTS_SHOWN).reduce((sum, { alike }) => sum + alike, 0);
  return card({
    header: header(
      frame,
      'away',
      'What customers read',
      count(
        texts.reduce((sum, { alike }) => sum + alike, 0),
        'mail',
      ),
    ),
    sections: [
      ...(shown.length === 0 ? [section([paragraph(html('Nobody is written to.'))])] : []),
      ...shown.map(({ to, customer, at, subject, text, alike }) =>
        section([
          row({
            icon: grey('mail'),
            above: html(capital(moment(at, frame))),
            text: html(`${to}, ${customer}`),
            ...(alike > 1 ? { below: html(`${alike - 1} more read the same, by name`) } : {}),
          }),
          paragraph(bold(html(subject))),
          paragraph(paragraphs(text, 1500)),
        ]),
      ),
      ...(left > 0 ? [section([paragraph(toned('quiet', html(`${left} more, alike.`)))])] : []),
    ],
    footer: { primary: filled('Back', act('setup.back', { ...plan, from: 'texts', to: 'told' })) },
  });
}
