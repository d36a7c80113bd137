import type { ESCALATION_CATEGORIES, Severity } from './escalations.js';
import type { TemplateTexts } from './escalation-templates.js';
import type { PlaybookRole, PlaybookStep } from './playbooks.js';

type Category = (typeof ESCALATION_CATEGORIES)[number];

/** A template of a new organisation; the category by its name. */
export interface DefaultTemplate extends TemplateTexts {
  readonly name: string;
  readonly category: Category;
  readonly severity: Severity;
}
/** A playbook of a new organisation; the category by its name, null for any. */
export interface DefaultPlaybook {
  readonly name: string;
  readonly category: Category | null;
  readonly severities: readonly Severity[];
  readonly steps: readonly PlaybookStep[];
}

const HOUR = 60;
const DAY = 24 * HOUR;
const step = (dueMinutes: number | null, role: PlaybookRole, title: string, details: string | null = null) => ({
  title,
  details,
  role,
  dueMinutes,
});

/** What a new organisation begins with; its admins change it. */
export const DEFAULT_TEMPLATES: readonly DefaultTemplate[] = [
  {
    name: 'Outage or data problem',
    category: 'Technical',
    severity: 'P0',
    title: '{{customer.name}}: production is down',
    description:
      '## What happens\n\n\n## Since when, and how often\n\n\n## Who and what is affected\n\n\n## What was tried\n\n\n## Where to look (logs, screenshots, ticket)\n',
    expectedResolution: 'The service works again for {{customer.name}}, and they have confirmed it.',
    exitCriteria: '- No new errors for 24 hours\n- The customer has confirmed\n- The cause is known and written down',
  },
  {
    name: 'Executive attention',
    category: 'Executive',
    severity: 'P1',
    title: '{{customer.name}}: needs a word from our leadership',
    description:
      '## Who at the customer, and what they said\n\n\n## What is at stake\nARR {{customer.arr}}, health {{customer.health_score}}, renewal {{customer.renewal_on}}.\n\n## What we have promised so far\n\n\n## What we ask our executive to do\n',
    expectedResolution: 'An executive of ours has spoken with theirs, and both agree on the next steps.',
    exitCriteria: '- The conversation took place\n- Next steps have owners and dates',
  },
  {
    name: 'Wrong invoice',
    category: 'Billing',
    severity: 'P2',
    title: '{{customer.name}}: invoice in dispute',
    description:
      '## Invoice (number, date, amount)\n\n\n## What the customer expects instead, and why\n\n\n## Contract or order it refers to\n',
    expectedResolution: 'The invoice is corrected or explained, and the customer agrees.',
    exitCriteria: '- Corrected invoice or credit note sent\n- The customer has agreed in writing',
  },
  {
    name: 'Contract or privacy question',
    category: 'Legal',
    severity: 'P2',
    title: '{{customer.name}}: legal question',
    description:
      '## The question, in the words of the customer\n\n\n## Contract and clause\n\n\n## By when they need an answer, and why\n',
    expectedResolution: 'The customer has an answer that our legal team stands behind.',
    exitCriteria: '- The answer was reviewed by legal\n- It was sent by the CSM',
  },
];

/** As {@link DEFAULT_TEMPLATES}. */
export const DEFAULT_PLAYBOOKS: readonly DefaultPlaybook[] = [
  {
    name: 'Technical incident',
    category: 'Technical',
    severities: ['P0', 'P1'],
    steps: [
      step(15, 'owner', 'Confirm that you are on it', 'Acknowledge, so that it stops climbing.'),
      step(30, 'owner', 'Find out how far it reaches', 'Is it this customer only? Since when? What still works?'),
      step(
        30,
        'csm',
        'Tell the customer that we work on it',
        'What we know, what we do, when they hear from us next. No guess about the cause.',
      ),
      step(HOUR, 'owner', 'Bring in whoever can repair it', 'Engineering on call; say what was tried.'),
      step(4 * HOUR, 'csm', 'Next word to the customer', 'Also when there is nothing new.'),
      step(DAY, 'owner', 'Write down the cause', 'For the resolution and for whoever meets it next.'),
    ],
  },
  {
    name: 'Executive attention',
    category: 'Executive',
    severities: [],
    steps: [
      step(
        2 * HOUR,
        'csm',
        'One page for our executive',
        'Who they are, what happened, what we promised, what we ask for.',
      ),
      step(4 * HOUR, 'manager', 'Agree on the message with our executive'),
      step(DAY, 'owner', 'The conversation takes place'),
      step(2 * DAY, 'csm', 'Send the next steps to the customer', 'With owners and dates.'),
    ],
  },
  {
    name: 'Billing dispute',
    category: 'Billing',
    severities: [],
    steps: [
      step(4 * HOUR, 'owner', 'Compare invoice, order and contract'),
      step(DAY, 'csm', 'Tell the customer what we found', 'And pause reminders for this invoice.'),
      step(3 * DAY, 'owner', 'Correct or explain the invoice'),
    ],
  },
  {
    name: 'Legal review',
    category: 'Legal',
    severities: [],
    steps: [
      step(4 * HOUR, 'csm', 'Do not answer before legal did', 'Tell the customer who looks at it and by when.'),
      step(DAY, 'owner', 'Collect contract, clause and the exact question'),
      step(3 * DAY, 'owner', 'Answer reviewed by legal'),
      step(4 * DAY, 'csm', 'Send the answer'),
    ],
  },
  {
    name: 'Any other escalation',
    category: null,
    severities: [],
    steps: [
      step(4 * HOUR, 'owner', 'Read it and ask what is missing'),
      step(DAY, 'csm', 'Tell the customer who works on it'),
      step(null, 'owner', 'Write down what solved it and why it happened'),
    ],
  },
];
