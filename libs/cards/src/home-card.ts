import type { Card, CardSection, CardWidget } from '@understudy/contracts';
import { bold, html, join, lines, toned, width, type Html } from './markup.js';
import { count, firstName, firstNames } from './people.js';
import type { Frame, HomeView, RequestView } from './views.js';
import { dayText, due, moment, spanText } from './when.js';
import {
  act,
  button,
  buttons,
  card,
  collapsed,
  filled,
  grey,
  header,
  open,
  paragraph,
  row,
  section,
  tinted,
} from './widgets.js';

/** What fits beside "Cover for" above a row at 300 px. */
const LABEL_COLUMNS = 22;
const REQUESTS_SHOWN = 5;
const CUSTOMERS_SHOWN = 12;
const CUSTOMERS_IN_SIGHT = 3;
const ABSENCES_SHOWN = 5;
const AHEAD_SHOWN = 5;

/** What the add-on shows when no message is open: what waits for me, what I cover, my time off. */
export function homeCard(view: HomeView): Card {
  const { frame } = view;
  const today = Temporal.Instant.from(frame.now).toZonedDateTimeISO(frame.timeZone).toPlainDate();
  const sections = [
    ...requestSections(view.requests, frame),
    ...coveringSection(view.covering, frame),
    ...aheadSection(view.ahead, frame),
    ...absencesSection(view.absences, frame),
  ];
  return card({
    header: header(frame, 'home', `Today, ${dayText(today, frame)}`, view.reader.name),
    sections: [
      ...(sections.length > 0
        ? sections
        : [section([paragraph(html('Nothing waits for you, and you cover for nobody.'))])]),
      section([buttons(button('Open dashboard', open(`${frame.publicUrl}/`)))]),
    ],
  });
}

/** What a request asks, also on the card that asks why not. */
export const requestRow = (request: RequestView, frame: Frame): CardWidget => {
  const risk = request.atRiskCount > 0 ? `, ${request.atRiskCount} at risk` : '';
  const by = request.answerBy ? `. Answer by ${moment(request.answerBy, frame)}` : '';
  const span = bold(html(spanText(request.startsAt, request.endsAt, frame)));
  // Google cuts the label above, and people's names are never cut: a long one moves into the text.
  const long = width(request.owner.name) > LABEL_COLUMNS;
  return row({
    icon: tinted(frame, 'request', 'Waits for your answer'),
    above: html(long ? 'Cover for' : `Cover for ${request.owner.name}`),
    text: long ? lines(html(request.owner.name), span) : span,
    below: html(`${count(request.customerCount, 'customer')}${risk}${by}`),
  });
};

function requestSections(requests: readonly RequestView[], frame: Frame): CardSection[] {
  return requests.slice(0, REQUESTS_SHOWN).map((request, index) => {
    const accept = act('coverage.accept', { assignment_id: request.assignmentId });
    return section(
      [
        requestRow(request, frame),
        buttons(
          index === 0 ? filled('Accept', accept) : button('Accept', accept),
          button('Decline', act('coverage.decline-form', { assignment_id: request.assignmentId })),
        ),
      ],
      ...(index === 0
        ? [html(requests.length === 1 ? 'Waits for your answer' : `${requests.length} wait for your answer`)]
        : []),
    );
  });
}

function coveringSection(covering: HomeView['covering'], frame: Frame): CardSection[] {
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

function whatIsDue(customer: NonNullable<HomeView['covering']>['customers'][number], frame: Frame): Html {
  const { openEscalation } = customer;
  if (openEscalation) {
    const { text, over } = due(openEscalation.dueAt, frame);
    return toned(over ? 'gap' : 'waiting', html(`${openEscalation.severity} ${text}`));
  }
  if (!customer.due) return html('nothing due');
  const { text, over } = due(customer.due.dueAt, frame);
  return over ? join([html(`${customer.due.what},`), toned('gap', html(text))]) : html(`${customer.due.what}, ${text}`);
}

function aheadSection(ahead: HomeView['ahead'], frame: Frame): CardSection[] {
  const rows = ahead.slice(0, AHEAD_SHOWN).map(({ owner, startsAt, endsAt, customerCount }) =>
    row({
      icon: tinted(frame, 'covered', 'You cover'),
      text: html(owner.name),
      below: html(`${spanText(startsAt, endsAt, frame)}, ${count(customerCount, 'customer')}`),
    }),
  );
  return rows.length > 0 ? [section(rows, html('You cover next'))] : [];
}

function absencesSection(absences: HomeView['absences'], frame: Frame): CardSection[] {
  const rows = absences.slice(0, ABSENCES_SHOWN).map((absence) => {
    const nobody = absence.customerCount - absence.coveredCount - absence.askedCount;
    const state = nobody > 0 ? 'gap' : absence.askedCount > 0 ? 'waiting' : 'covered';
    const who = absence.covers.length > 0 ? ` by ${firstNames(absence.covers)}` : '';
    const words = {
      gap: `${nobody} of ${count(absence.customerCount, 'customer')} ${nobody === 1 ? 'has' : 'have'} nobody`,
      waiting: `${absence.coveredCount} of ${absence.customerCount} covered, ${absence.askedCount} asked`,
      covered:
        absence.customerCount === 0
          ? 'No customer to cover'
          : `All ${count(absence.customerCount, 'customer')} covered${who}`,
    }[state];
    return row({
      icon: tinted(frame, state, words),
      text: html(spanText(absence.startsAt, absence.endsAt, frame)),
      below: toned(state, html(words)),
      onClick: open(absence.url),
    });
  });
  return rows.length > 0 ? [section(rows, html('Your time off'))] : [];
}

/** Said at the foot after an answer. */
export const acceptedText = (request: RequestView, frame: Frame): string =>
  `You cover for ${firstName(request.owner)}, ${spanText(request.startsAt, request.endsAt, frame)}`;
