import type { Card, CardSection, UNKNOWN_SENDER_CARD } from '@understudy/contracts';
import { inShort, threadOf } from './brief-sections.js';
import { carried } from './contact-card.js';
import { coveredCard } from './covered-card.js';
import { bold, html, toned } from './markup.js';
import { firstName } from './people.js';
import type { CustomerView, MessageView, PersonView, ThreadView } from './views.js';
import { nearDay, spanText, until } from './when.js';
import {
  act,
  button,
  buttons,
  card,
  filled,
  fullName,
  grey,
  header,
  open,
  paragraph,
  quiet,
  row,
  section,
  tinted,
} from './widgets.js';

type Of<K extends MessageView['kind']> = Extract<MessageView, { kind: K }>;

/** The card beside an opened message: which customer, who looks after it, and what to do (surfaces.md). */
export function messageCard(view: MessageView): Card {
  switch (view.kind) {
    case 'covered-by-me':
      return coveredCard(view);
    case 'mine':
      return mine(view);
    case 'owner-here':
      return ownerHere(view);
    case 'covered-by-other':
      return coveredByOther(view);
    case 'gap':
      return gap(view);
    case 'several':
      return several(view);
    case 'unknown':
      return unknown(view);
  }
}

const takeOver = ({ customer, thread }: { customer: CustomerView; thread: ThreadView }) =>
  act('customer.take-over', { customer_id: customer.id, ...threadOf(thread) });
const escalate = ({ customer, thread }: { customer: CustomerView; thread: ThreadView }) =>
  act('escalation.form', { customer_id: customer.id, ...threadOf(thread) });

/** Plain ways out; a button only where something is behind it. */
const links = (customer: CustomerView, dashboard: string): CardSection =>
  section([
    buttons(
      button(dashboard, open(customer.url)),
      ...(customer.crmUrl ? [button('Open in CRM', open(customer.crmUrl))] : []),
    ),
  ]);

const named = (person: PersonView) => bold(html(person.name));
const detail = (person: PersonView) => (person.detail ? { below: html(person.detail) } : {});

function mine(view: Of<'mine'>): Card {
  const { frame, customer, nextAway } = view;
  const away = nextAway
    ? [
        row({
          icon: nextAway.covers ? tinted(frame, 'covered', 'Covered') : tinted(frame, 'gap', 'Nobody covers'),
          above: html(`You are away ${spanText(nextAway.startsAt, nextAway.endsAt, frame)}`),
          text: nextAway.covers ? html(`${nextAway.covers.name} covers`) : toned('gap', html('Nobody covers yet')),
        }),
      ]
    : [];
  return card({
    header: header(frame, 'here', customer.name, 'You look after this customer'),
    sections: [
      section([
        ...fullName(customer.name),
        row({ above: html('In short'), text: html(inShort(view.facts, frame)) }),
        ...away,
      ]),
      links(customer, 'Open customer'),
    ],
    footer: { primary: filled('Escalate', escalate(view)) },
  });
}

function ownerHere(view: Of<'owner-here'>): Card {
  const { frame, customer, owner } = view;
  const words = [owner.detail ?? '', view.nextAwayAt ? `away next ${nearDay(view.nextAwayAt, frame)}` : ''];
  const below = words.filter((word) => word !== '').join(', ');
  return card({
    header: header(frame, 'here', customer.name, `${owner.name} is here`),
    sections: [
      section([
        ...fullName(customer.name),
        row({
          icon: grey('person'),
          above: html('Owner'),
          text: named(owner),
          ...(below ? { below: html(below) } : {}),
        }),
      ]),
      links(customer, 'Open customer'),
    ],
    footer: { primary: filled('Escalate', escalate(view)) },
  });
}

const WHY = {
  coverage: 'Covers now',
  'team-fallback': 'Looks after it now (fallback of the team)',
  manager: 'Looks after it now (manager)',
} as const satisfies Record<Of<'covered-by-other'>['because'], string>;

function coveredByOther(view: Of<'covered-by-other'>): Card {
  const { frame, customer, responsible, owner } = view;
  const end = until(view.until, frame);
  return card({
    header: header(frame, 'covered', customer.name, `${firstName(responsible)} covers ${end}`),
    sections: [
      section([
        ...fullName(customer.name),
        row({
          icon: tinted(frame, 'covered', 'Covered'),
          above: html(WHY[view.because]),
          text: named(responsible),
          below: html(responsible.detail ? `${responsible.detail}, ${end}` : end),
        }),
        ...(view.next
          ? [row({ above: html('Next, if there is no answer'), text: html(view.next.name), ...detail(view.next) })]
          : []),
        ...(owner
          ? [
              row({
                above: html('Owner'),
                text: html(owner.name),
                ...(view.ownerAwayUntil ? { below: html(`away ${until(view.ownerAwayUntil, frame)}`) } : detail(owner)),
              }),
            ]
          : []),
      ]),
      links(customer, 'Open customer'),
    ],
    footer: {
      primary: filled('Escalate', escalate(view)),
      ...(view.mayTakeOver ? { secondary: quiet('Take over', takeOver(view)) } : {}),
    },
  });
}

function gap(view: Of<'gap'>): Card {
  const { frame, customer } = view;
  const span = view.until === null ? 'Nobody covers' : `Nobody covers ${until(view.until, frame)}`;
  const why = view.because.slice(0, 6).join('. ');
  return card({
    header: header(frame, 'gap', customer.name, 'Nobody covers'),
    sections: [
      section([
        ...fullName(customer.name),
        row({
          icon: tinted(frame, 'gap', 'Gap'),
          text: toned('gap', bold(html(span))),
          ...(why ? { below: html(`${why}.`, 500) } : {}),
        }),
      ]),
      links(customer, 'Open customer'),
    ],
    footer: view.mayTakeOver
      ? { primary: filled('Take over', takeOver(view)), secondary: quiet('Escalate', escalate(view)) }
      : { primary: filled('Escalate', escalate(view)) },
  });
}

const SEVERAL_SHOWN = 20;

function several({ frame, thread, customers }: Of<'several'>): Card {
  const left = customers.length - SEVERAL_SHOWN;
  return card({
    header: header(frame, 'here', `${customers.length} customers in this thread`, 'Pick one'),
    sections: [
      section(
        customers.slice(0, SEVERAL_SHOWN).map((customer) => {
          const who = customer.responsible
            ? `${customer.responsible.name} looks after it`
            : 'Somebody else looks after it';
          const state = {
            'you-cover': { icon: tinted(frame, 'covered', 'Covered'), below: toned('covered', html('You cover')) },
            yours: { icon: grey('person'), below: html('Yours') },
            other: { icon: grey('person'), below: html(who) },
            gap: { icon: tinted(frame, 'gap', 'Gap'), below: toned('gap', html('Nobody covers')) },
          }[customer.state];
          return row({
            ...state,
            text: html(customer.name),
            button: button('Open', act('customer.open', { customer_id: customer.id, ...threadOf(thread) })),
          });
        }),
      ),
      section(
        left > 0
          ? [row({ text: toned('quiet', html(`${left} more on the dashboard`)), onClick: open(`${frame.publicUrl}/`) })]
          : [],
      ),
    ],
  });
}

/** UNKNOWN_SENDER_CARD of the contracts, by value: cards have no packages at run time. */
const UNKNOWN_SENDER: typeof UNKNOWN_SENDER_CARD = 'unknown-sender';
const unknown = ({ frame, address, linkAs }: Of<'unknown'>): Card => ({
  name: UNKNOWN_SENDER,
  ...card({
    header: header(frame, 'unknown', 'Not a customer', address),
    sections: [
      section([
        paragraph(toned('quiet', html('No customer has this address.'))),
        ...(linkAs === null
          ? []
          : [buttons(quiet('Link to a customer', act('contact.form', carried({ address, name: linkAs }))))]),
      ]),
    ],
  }),
});
