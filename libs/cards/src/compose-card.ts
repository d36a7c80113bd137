import type { Card, CardSection, CardWidget, Introduction } from '@understudy/contracts';
import type { ComposeCustomerView, ComposeView } from './compose-views.js';
import { bold, html, letter, toned } from './markup.js';
import { firstName } from './people.js';
import type { Frame } from './views.js';
import { until } from './when.js';
import { act, button, card, filled, fullName, grey, header, paragraph, row, section, tinted } from './widgets.js';

const CUSTOMERS_SHOWN = 6;
const TITLES = { short: 'In two sentences', full: 'In full' } as const satisfies Record<Introduction, string>;

/** Beside a draft: who looks after the customer it goes to, the introduction, and who should be copied in (surfaces.md). */
export function composeCard({ frame, customers }: ComposeView): Card {
  const [only, ...more] = customers;
  if (!only) return nobodyKnown(frame);
  if (more.length > 0) return several(frame, customers);
  const { state, words } = stateOf(only, frame);
  return card({
    header: header(frame, state, `To ${only.name}`, words),
    sections: [section(fullName(only.name)), ...who(only, frame), ...introductions(only), ...copies(only)],
  });
}

const nobodyKnown = (frame: Frame): Card =>
  card({
    header: header(frame, 'unknown', 'No customer in this draft'),
    sections: [
      section([
        paragraph(
          toned('quiet', html('Put a customer in To or CC, and open Understudy again: it says who looks after them.')),
        ),
      ]),
    ],
  });

function several(frame: Frame, customers: readonly ComposeCustomerView[]): Card {
  const left = customers.length - CUSTOMERS_SHOWN;
  const shown = customers.slice(0, CUSTOMERS_SHOWN).map((customer) => {
    const { words } = stateOf(customer, frame);
    const tone = customer.state === 'gap' ? 'gap' : customer.state === 'you-cover' ? 'covered' : 'quiet';
    return section([
      row({ icon: rowIcon(customer, frame), text: bold(html(customer.name)), below: toned(tone, html(words)) }),
      ...copyRows(customer),
    ]);
  });
  return card({
    header: header(frame, 'here', `To ${customers.length} customers`),
    sections: [
      ...shown,
      section(left > 0 ? [paragraph(toned('quiet', html(`${left} more; take some out to see who covers them.`)))] : []),
    ],
  });
}

function stateOf(customer: ComposeCustomerView, frame: Frame): { state: 'covered' | 'here' | 'gap'; words: string } {
  const { owner, responsible } = customer;
  const end = until(customer.until, frame);
  switch (customer.state) {
    case 'you-cover':
      return { state: 'covered', words: `You cover for ${owner ? firstName(owner) : 'the owner'} ${end}` };
    case 'yours':
      return { state: 'here', words: 'You look after this customer' };
    case 'owner-here':
      return { state: 'here', words: `${owner ? firstName(owner) : 'The owner'} is here` };
    case 'other':
      return { state: 'covered', words: `${responsible ? firstName(responsible) : 'Somebody else'} covers ${end}` };
    case 'gap':
      return { state: 'gap', words: `Nobody covers ${end}` };
  }
}

const rowIcon = ({ state }: ComposeCustomerView, frame: Frame) =>
  state === 'gap'
    ? tinted(frame, 'gap', 'Nobody covers')
    : state === 'owner-here' || state === 'yours'
      ? grey('person')
      : tinted(frame, 'covered', 'Covered');

/** Who answers for this customer, where it is somebody else or nobody. */
function who(customer: ComposeCustomerView, frame: Frame): CardSection[] {
  const { words } = stateOf(customer, frame);
  if (customer.state === 'gap')
    return [
      section([
        row({
          icon: tinted(frame, 'gap', 'Nobody covers'),
          text: toned('gap', bold(html(words))),
          below: html(
            customer.owner ? `${customer.owner.name} is away. Open the thread to take it over.` : 'It has no owner.',
          ),
        }),
      ]),
    ];
  if (!customer.responsible || customer.state === 'you-cover' || customer.state === 'yours') return [];
  return [
    section([
      row({
        icon: rowIcon(customer, frame),
        above: html(customer.state === 'owner-here' ? 'Owner' : `Covers ${until(customer.until, frame)}`),
        text: html(customer.responsible.name),
        ...(customer.responsible.detail ? { below: html(customer.responsible.detail) } : {}),
      }),
    ]),
  ];
}

/** The words as the customer would read them, each with its button: nothing goes in unseen. */
function introductions({ id, introductions: texts, voice, contact }: ComposeCustomerView): CardSection[] {
  return texts.map(({ words, text }, index) => {
    const insert = act('draft.introduce', { customer_id: id, words, ...(contact === null ? {} : { contact }) });
    return section(
      [
        row({
          above: html(TITLES[words]),
          text: toned('quiet', letter(text, 900)),
        }),
        {
          buttonList: {
            buttons: [index === 0 ? filled('Insert', insert) : button('Insert', insert)],
          },
        },
      ],
      ...(index === 0 ? [html(voice === 'mine' ? 'Introduce yourself' : `Introduce ${voice}`)] : []),
    );
  });
}

const copies = (customer: ComposeCustomerView): CardSection[] => {
  const rows = copyRows(customer);
  return rows.length > 0 ? [section(rows, html('Who should know'))] : [];
};

const copyRows = ({ id, copies: people }: ComposeCustomerView): CardWidget[] =>
  people.map(({ userId, person, why, isIn }) =>
    row({
      icon: grey('person'),
      text: html(person.name),
      below: html(isIn ? `${why}. In this draft already` : why),
      ...(isIn ? {} : { button: button('Add CC', act('draft.add-cc', { customer_id: id, user_id: userId })) }),
    }),
  );
