import type { Card, CardButton } from '@understudy/contracts';
import { backgroundSection, factsSection, newsSection, threadOf, urgentSection } from './brief-sections.js';
import { firstName } from './people.js';
import type { MessageView } from './views.js';
import { until } from './when.js';
import { act, button, buttons, card, filled, fullName, header, open, quiet, section } from './widgets.js';

type CoveredView = Extract<MessageView, { kind: 'covered-by-me' }>;

/** The customer is the reader's to look after: what is new, what to do first, what to know, and the actions (surfaces.md). */
export function coveredCard(view: CoveredView): Card {
  const { frame, customer, brief, owner } = view;
  return card({
    header: header(frame, 'covered', customer.name, `You cover for ${firstName(owner)} ${until(view.until, frame)}`),
    sections: [
      section(fullName(customer.name)),
      newsSection(brief, customer, frame),
      urgentSection(brief.urgent, view),
      factsSection(brief, frame),
      backgroundSection(brief, owner, frame),
      section([buttons(...actions(view)), ...(view.isTakenOver ? [buttons(giveBack(view))] : [])]),
    ],
    footer: {
      primary: filled(
        'Log what I did',
        act('activity.form', { customer_id: customer.id, assignment_id: view.assignmentId }),
      ),
      secondary: quiet('Escalate', act('escalation.form', conversation(view))),
    },
  });
}

const conversation = ({ customer, thread }: Pick<CoveredView, 'customer' | 'thread'>) => ({
  customer_id: customer.id,
  ...threadOf(thread),
});

const actions = (view: CoveredView): CardButton[] => [
  ...(view.brief.id === null
    ? []
    : [button('Add note', act('note.form', { brief_id: view.brief.id, ...conversation(view) }))]),
  ...(view.customer.crmUrl ? [button('Open in CRM', open(view.customer.crmUrl))] : []),
  button('Brief', act('brief.open', conversation(view))),
];

const giveBack = (view: CoveredView): CardButton => quiet('Give it back', act('customer.release', conversation(view)));
