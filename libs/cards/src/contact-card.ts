import type { Card, CardWidget } from '@understudy/contracts';
import { errorRows, textField, typed } from './forms.js';
import type { ContactFormView, MatchView } from './form-views.js';
import { cut, html, toned } from './markup.js';
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
} from './widgets.js';

type Sender = ContactFormView['sender'];
/** The sender as buttons carry them. */
export const carried = ({ address, name }: Sender): Sender => ({ address: cut(address, 254), name: cut(name, 120) });

/** Customers a card shows of those that fit; whoever has more to choose from types more. */
export const MATCHES_SHOWN = 10;

/** Whose contact the sender is: first a part of the customer's name, then the customers that fit, each with its button. */
export function contactCard(view: ContactFormView): Card {
  const { frame, sender, found, form, errors } = view;
  const find = act('contact.find', carried(sender));
  return card({
    header: header(frame, 'unknown', 'Link to a customer', sender.address),
    sections: [
      section([
        ...errorRows(errors, { customer: 'The name' }),
        row({
          icon: grey('person'),
          above: html('New contact'),
          text: html(sender.name),
          below: html(sender.address, 254),
        }),
        textField(
          { name: 'customer', label: 'Customer', hint: 'A part of its name', max: 200 },
          typed(form, 'customer'),
        ),
        // what comes next is to find, until there is something to link
        buttons(found?.shown.length ? button('Find', find) : filled('Find', find), quiet('Cancel', local('card.back'))),
      ]),
      section(found ? matches(view, found) : []),
    ],
  });
}

function matches({ frame, sender }: ContactFormView, found: NonNullable<ContactFormView['found']>): CardWidget[] {
  if (found.shown.length === 0)
    return [
      row({
        icon: grey('info'),
        text: html('No customer has this in its name'),
        below: html('Try a shorter part of it. A customer who is not here yet is imported on the dashboard.'),
      }),
      buttons(quiet('Open customers', open(`${frame.publicUrl}/customers`))),
    ];
  const shown = found.shown.slice(0, MATCHES_SHOWN);
  const all = `${found.isMore ? 'More than ' : ''}${found.total}`;
  return [
    ...(found.isMore || found.total > shown.length
      ? [paragraph(toned('quiet', html(`${all} customers fit, these are ${shown.length}. Type more of the name.`)))]
      : []),
    ...shown.map((match) => matchRow(match, sender)),
  ];
}

function matchRow(match: MatchView, sender: Sender): CardWidget {
  const { id, name, requestKey } = match;
  return row({
    text: html(name),
    below: html(belowOf(match)),
    ...(requestKey === null
      ? {}
      : {
          button: button('Link', act('contact.link', { customer_id: id, request_key: requestKey, ...carried(sender) })),
        }),
  });
}

function belowOf({ owner, isMine, segment, requestKey }: MatchView): string {
  if (requestKey === null) return owner ? `${owner.name} can link it` : 'A manager can link it';
  if (isMine) return 'Yours';
  return owner ? `Owner: ${owner.name}` : `${segment}, no owner`;
}
