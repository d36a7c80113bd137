import type { CardSection } from '@understudy/contracts';
import type { HomeView } from './home-views.js';
import { bold, html, join, toned, type Html } from './markup.js';
import { count, firstNames } from './people.js';
import type { Frame } from './views.js';
import { due } from './when.js';
import { act, collapsed, grey, open, row, section } from './widgets.js';

const CUSTOMERS_SHOWN = 12;
const CUSTOMERS_IN_SIGHT = 3;
type Covering = NonNullable<HomeView['covering']>;

/** What I cover today, the most pressing first. */
export function coveringSection(covering: HomeView['covering'], frame: Frame): CardSection[] {
  if (!covering || covering.customers.length === 0) return [];
  const rows = covering.customers.slice(0, CUSTOMERS_SHOWN).map((customer) => {
    const priority = customer.priority.charAt(0).toUpperCase() + customer.priority.slice(1);
    return row({
      icon: grey(customer.openEscalation ? 'notification_important' : customer.due ? 'event' : 'task_alt'),
      text: bold(html(customer.name)),
      below: join([html(`${priority}:`), whatIsDue(customer, frame)]),
      onClick: act('customer.open', { customer_id: customer.id }),
    });
  });
  const left = covering.customerCount - rows.length;
  const tail =
    left > 0
      ? [row({ text: toned('quiet', html(`${left} more on the dashboard`)), onClick: open(`${frame.publicUrl}/`) })]
      : [];
  const title = html(`You cover ${count(covering.customerCount, 'customer')} for ${firstNames(covering.owners)}`);
  const all = [...rows, ...tail];
  return [all.length > CUSTOMERS_IN_SIGHT + 1 ? collapsed(all, title, CUSTOMERS_IN_SIGHT) : section(all, title)];
}

function whatIsDue(customer: Covering['customers'][number], frame: Frame): Html {
  const { openEscalation } = customer;
  if (openEscalation) {
    const { text, over } = due(openEscalation.dueAt, frame);
    return toned(over ? 'gap' : 'waiting', html(`${openEscalation.severity} ${text}`));
  }
  if (!customer.due) return html('nothing due');
  const { text, over } = due(customer.due.dueAt, frame);
  return over ? join([html(`${customer.due.what},`), toned('gap', html(text))]) : html(`${customer.due.what}, ${text}`);
}
