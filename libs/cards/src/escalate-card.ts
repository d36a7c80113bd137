import type { Card, CardSeverity } from '@understudy/contracts';
import { choiceField, dayField, errorRows, textField, typed } from './forms.js';
import { bold, cut, html, toned } from './markup.js';
import type { EscalatedView, EscalateView } from './form-views.js';
import { moment } from './when.js';
import {
  act,
  button,
  buttons,
  card,
  filled,
  fullName,
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

/** Code, word, when, response clock in one line (design/mocks: at most 38 letters; product.md 17). */
const SEVERITIES = [
  { value: 'P0', text: 'P0 Critical: down or leaving, 15 min' },
  { value: 'P1', text: 'P1 High: serious, no way around, 1 h' },
  { value: 'P2', text: 'P2 Normal: workaround exists, 8 h' },
  { value: 'P3', text: 'P3 Low: question or wish, 24 h' },
] as const satisfies readonly { value: CardSeverity; text: string }[];

const LABELS = {
  severity: 'How bad it is',
  category: 'The kind',
  title: 'The title',
  description: 'What happened',
  expected_resolution: 'What would solve it',
  target_resolution_date: 'By when',
} as const;

/** The form. It comes back with `form` and `errors` when something is missing; nothing typed is lost. */
export function escalateCard({ frame, customer, thread, categories, requestKey, form, errors }: EscalateView): Card {
  const kinds = categories.map(({ name }) => ({ value: name, text: name }));
  return card({
    header: header(frame, 'escalate', 'Escalate', customer.name),
    sections: [
      section([
        ...errorRows(errors, LABELS),
        ...fullName(customer.name),
        choiceField(
          { name: 'severity', label: 'How bad is it?', type: 'RADIO_BUTTON' },
          SEVERITIES,
          typed(form, 'severity') ?? 'P2',
        ),
        ...(kinds.length > 0
          ? [
              choiceField(
                { name: 'category', label: 'Kind', type: 'DROPDOWN' },
                kinds,
                typed(form, 'category') ?? kinds[0]?.value,
              ),
            ]
          : [paragraph(toned('gap', html('There is no kind to choose. An admin sets them up on the dashboard.')))]),
        textField({ name: 'title', label: 'Title', max: 200 }, typed(form, 'title') ?? cut(thread.subject ?? '', 200)),
        textField(
          { name: 'description', label: 'What happened?', lines: 'many', max: 4000 },
          typed(form, 'description'),
        ),
        textField(
          { name: 'expected_resolution', label: 'What would solve it?', hint: 'P0 and P1 need this', max: 2000 },
          typed(form, 'expected_resolution'),
        ),
        dayField('target_resolution_date', 'By when? (optional)', typed(form, 'target_resolution_date')),
      ]),
    ],
    footer: {
      primary: filled(
        'Escalate',
        act('escalation.create', {
          customer_id: customer.id,
          request_key: requestKey,
          ...(thread.threadId ? { thread_id: thread.threadId } : {}),
        }),
      ),
      secondary: quiet('Cancel', local('card.back')),
    },
  });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Who has it and both clocks; stored with nobody free is amber, not an error (product.md 2). */
export function escalatedCard({
  frame,
  customer,
  severity,
  url,
  owner,
  because,
  responseDueAt,
  dueAt,
}: EscalatedView): Card {
  const who = owner
    ? row({
        icon: tinted(frame, 'covered', 'Has it'),
        text: bold(html(`${owner.name} has it`)),
        ...(owner.detail || because ? { below: html([owner.detail, because].filter(Boolean).join('. '), 400) } : {}),
      })
    : row({
        icon: tinted(frame, 'waiting', 'Waits'),
        text: toned('waiting', bold(html('Waits for the next free person'))),
        below: html('It is stored and given out by itself. You are told when somebody has it.'),
      });
  return card({
    header: header(
      frame,
      owner ? 'done' : 'waiting',
      owner ? 'Escalated' : 'Saved, nobody is free yet',
      `${severity}, ${customer.name}`,
    ),
    sections: [
      section([
        ...fullName(customer.name),
        who,
        row({
          icon: grey('schedule'),
          above: html('First answer by'),
          text: html(capital(moment(responseDueAt, frame))),
        }),
        row({ icon: grey('task_alt'), above: html('Solved by'), text: html(capital(moment(dueAt, frame))) }),
      ]),
      section([buttons(button('Open escalation', open(url)))]),
    ],
    footer: { primary: filled('Done', local('card.back')) },
  });
}
