import { Card, CARD_ACTIONS, LOCAL_ACTION_IDS, MAX_CARD_WIDGETS, type CardActionId } from '@understudy/contracts';
import fc from 'fast-check';
import { brief, corvane, EXAMPLES, frame, halvorsund, request } from './examples.js';
import { briefCard, composeCard, contactCard, escalateCard, homeCard, messageCard, type BriefView } from './index.js';

/** Every string below a card that Google reads as HTML. */
function markupOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') {
    return ['text', 'topLabel', 'bottomLabel', 'header'].includes(key) ? [value] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  // Buttons and choices are plain text there.
  if ('onClick' in value && 'type' in value) return [];
  if ('selected' in value) return [];
  return Object.entries(value).flatMap(([name, inner]) => markupOf(inner, Array.isArray(value) ? key : name));
}
const OURS = /<\/?b>|<br>|<font color="#[0-9a-f]{6}">|<\/font>|&(?:amp|lt|gt|quot|#39);/g;

interface Press {
  function: string;
  parameters: { key: string; value: string }[];
}
const presses = (value: unknown): Press[] => {
  if (typeof value !== 'object' || value === null) return [];
  const here = 'action' in value ? [value.action as Press] : [];
  return [...here, ...Object.values(value).flatMap(presses)];
};
/** Of one card: it travels to a phone before anything is seen. */
const MOST_CHARACTERS = 100_000;
const filledIn = (value: unknown): number => JSON.stringify(value).split('"type":"FILLED"').length - 1;
const words = (value: unknown): string => JSON.stringify(value);

describe.each(Object.entries(EXAMPLES))('the card "%s"', (_name, card) => {
  test('is Card JSON as the contract has it', () => {
    expect(Card.parse(card)).toEqual(card);
  });

  test('counts nothing below zero', () => {
    expect(words(card)).not.toMatch(/"(?:[^"]*[ >])?-\d+ of /);
  });

  test('has at most one filled button', () => {
    expect(filledIn(card)).toBeLessThanOrEqual(1);
  });

  test('carries for each button exactly the parameters its action takes', () => {
    for (const { parameters } of presses(card)) {
      const { action_id, ...rest } = Object.fromEntries(parameters.map(({ key, value }) => [key, value]));
      if (LOCAL_ACTION_IDS.some((id) => id === action_id)) continue;
      const action = CARD_ACTIONS[action_id as CardActionId];
      expect(action.parameters.safeParse(rest)).toMatchObject({ success: true });
    }
  });
});

test.each(Object.keys(EXAMPLES).filter((name) => name.endsWith('hundred')))(
  'with a hundred of everything, %s stays a card',
  (name) => {
    const card = EXAMPLES[name];
    expect(card?.sections.flatMap(({ widgets }) => widgets).length).toBeLessThanOrEqual(MAX_CARD_WIDGETS);
    expect(words(card).length).toBeLessThan(MOST_CHARACTERS);
  },
);

test('what is left out of a hundred is counted', () => {
  expect(words(EXAMPLES['covered-hundred'])).toContain('95 more on the dashboard');
  expect(words(EXAMPLES['brief-hundred'])).toContain('88 more on the dashboard');
  expect(words(EXAMPLES['several-hundred'])).toContain('80 more on the dashboard');
  expect(words(EXAMPLES['home-hundred'])).toContain('88 more on the dashboard');
  expect(words(EXAMPLES['compose-hundred'])).toContain('94 more; take some out');
  expect(words(EXAMPLES['contact-hundred'])).toContain('More than 100 customers fit, these are 10.');
});

test.each([
  ['covered-by-me', 'You cover for Ana until Fri 10 Jul'],
  ['covered-by-me', 'New since yesterday 17:40'],
  ['covered-by-me', '€412k, health 48, renews 30 Jul'],
  ['covered-by-me', 'P1, due today 16:00'],
  ['covered-by-me', 'Over since yesterday 12:00'],
  ['covered-by-me', 'Thu 9 Jul, 14:00'],
  ['covered-by-me-calm', 'You cover for Ana until Fri 10 Jul, 18:00'],
  ['covered-by-me-calm', 'Nothing new since yesterday 17:40'],
  ['covered-by-me-calm', '€1.2M, health 48, no renewal date'],
  ['covered-by-other', 'Maximiliane covers until Fri 10 Jul, 18:00'],
  ['covered-by-other', 'away until Fri 10 Jul'],
  ['gap', 'Nobody covers until Thu 9 Jul'],
  ['gap', 'Ana is away, Maximiliane declined, the team has no fallback.'],
  ['mine', 'You are away 20 to 31 Jul'],
  ['home', 'Today, Tue 7 Jul'],
  ['home', '13 to 17 Jul'],
  ['home', '8 customers, 1 at risk. Answer by tomorrow 12:00'],
  ['home', 'You cover 12 customers for Ana'],
  ['home', '24 Dec 2026 to 6 Jan 2027'],
  ['home', '3 of 19 customers have nobody'],
  ['home', '10 of 19 covered, 9 asked'],
  ['escalated', 'Today 17:00'],
  ['escalated-nobody', 'Waits for the next free person'],
])('%s says "%s"', (name, sentence) => {
  expect(words(EXAMPLES[name])).toContain(sentence);
});

test('a name the header would cut stands in full as the first row', () => {
  const [first] = EXAMPLES['gap']?.sections[0]?.widgets ?? [];
  expect(first).toMatchObject({ decoratedText: { topLabel: 'Customer', text: halvorsund.name, wrapText: true } });
  expect(words(EXAMPLES['covered-by-me'])).not.toContain('"topLabel":"Customer"');
});

test('East Asian names are measured by the room they take', () => {
  const name = '株式会社東京国際自動車部品製造';
  const card = messageCard({
    kind: 'owner-here',
    frame,
    customer: { ...corvane, name },
    thread: { threadId: null, subject: null },
    owner: { name: '佐藤花' },
    nextAwayAt: null,
  });
  expect(card.sections[0]?.widgets[0]).toMatchObject({ decoratedText: { text: name } });
});

test('no action is offered that is not behind a button: unlinked customers have no CRM button', () => {
  expect(words(EXAMPLES['covered-by-me'])).toContain('Open in CRM');
  expect(words(EXAMPLES['covered-by-other'])).not.toContain('Open in CRM');
});

test('a form that comes back keeps what was typed and says what is missing', () => {
  const text = words(EXAMPLES['escalate-errors']);
  expect(text).toContain('What would solve it must not be empty for P0 and P1');
  expect(text).toContain('"value":"All tablets ask for sign-in"');
  expect(text).toContain('"value":"P0","text":"P0 Critical: down or leaving, 15 min","selected":true');
  expect(text).toContain(`"valueMsEpoch":"${Date.UTC(2026, 6, 9)}"`);
});

test('a brief nobody has looked at has no "since"', () => {
  const card = messageCard({
    kind: 'covered-by-me',
    frame,
    customer: corvane,
    thread: { threadId: null, subject: null },
    assignmentId: request.assignmentId,
    owner: { name: 'Ana Duarte' },
    until: null,
    brief: { ...brief, lastLookedAt: null, changes: [] },
    isTakenOver: false,
  });
  expect(words(card)).not.toMatch(/since Mon|Nothing new/);
  expect(card.header.subtitle).toBe('You cover for Ana until further notice');
});

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom(
    '',
    '<script>alert(1)</script>',
    '</font><b>',
    '&lt;',
    '\ud800',
    'a\0b',
    '\u202egnp.exe',
    '🇵🇹'.repeat(80),
    'é'.repeat(5000),
  ),
);
const at = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const anyBrief: fc.Arbitrary<BriefView> = fc.record({
  id: fc.option(fc.constant(request.assignmentId)),
  acknowledgedAt: fc.option(at),
  priority: anything,
  lastLookedAt: fc.option(at),
  changes: fc.array(fc.record({ kind: fc.constantFrom('health-down', 'message', 'other'), text: anything }), {
    maxLength: 60,
  }),
  urgent: fc.array(
    fc.record({
      title: anything,
      dueAt: fc.option(at),
      taskId: fc.option(fc.constant(request.assignmentId)),
      escalation: fc.constant(null),
    }),
    { maxLength: 60 },
  ),
  facts: fc.record({
    arr: fc.integer({ min: 0, max: 1e12 }),
    currency: fc.constantFrom('EUR', 'JPY'),
    healthScore: fc.integer({ min: 0, max: 100 }),
    renewalOn: fc.constantFrom(null, '2026-02-28'),
  }),
  handleWithCare: fc.option(anything),
  risks: fc.array(anything, { maxLength: 60 }),
  people: fc.array(
    fc.record({ name: anything, role: fc.option(anything), detail: fc.option(anything), email: fc.option(anything) }),
    {
      maxLength: 60,
    },
  ),
  meetings: fc.array(fc.record({ title: anything, startsAt: at, detail: fc.option(anything) }), { maxLength: 60 }),
  lastActivity: fc.option(fc.record({ summary: anything, at })),
  tasks: fc.array(fc.record({ id: fc.constant(request.assignmentId), title: anything, dueAt: fc.option(at) }), {
    maxLength: 60,
  }),
  said: fc.array(fc.record({ summary: anything, at, by: fc.option(anything) }), { maxLength: 60 }),
  ownerNote: fc.option(anything),
  notes: fc.option(anything),
});

test('whatever people typed, a card is valid, within the limits, and has no markup but ours', () => {
  fc.assert(
    fc.property(anything, anything, anything, anyBrief, fc.option(at), (name, owner, subject, someBrief, until) => {
      const customer = { ...corvane, name };
      const thread = { threadId: 'thread-f:1', subject };
      const cards = [
        messageCard({
          kind: 'covered-by-me',
          frame,
          customer,
          thread,
          assignmentId: request.assignmentId,
          owner: { name: owner, detail: name },
          until,
          brief: someBrief,
          isTakenOver: true,
        }),
        briefCard({
          frame,
          customer,
          thread,
          assignmentId: request.assignmentId,
          owner: { name: owner },
          until,
          brief: someBrief,
        }),
        composeCard({
          frame,
          customers: [
            {
              id: corvane.id,
              name,
              state: 'other',
              owner: { name: owner },
              responsible: { name: subject, detail: owner },
              until,
              contact: null,
              voice: owner,
              introductions: [{ words: 'short', text: subject }],
              copies: [{ userId: corvane.id, person: { name: owner }, why: subject, isIn: true }],
            },
          ],
        }),
        messageCard({ kind: 'gap', frame, customer, thread, until, because: [owner, subject], mayTakeOver: true }),
        messageCard({ kind: 'unknown', frame, address: subject, linkAs: owner }),
        contactCard({
          frame,
          sender: { address: subject, name: owner },
          form: { customer: [subject] },
          errors: [{ path: 'form.customer', message: owner }],
          found: {
            shown: Array.from({ length: 40 }, (_, index) => ({
              id: corvane.id,
              name,
              owner: index % 2 ? { name: owner } : null,
              isMine: false,
              segment: subject,
              requestKey: index % 3 ? corvane.id : null,
            })),
            total: 40,
            isMore: false,
          },
        }),
        homeCard({
          frame,
          reader: { name: owner },
          requests: Array.from({ length: 40 }, () => ({ ...request, owner: { name } })),
          suggestions: [
            {
              absenceId: corvane.id,
              source: owner,
              title: subject,
              startsAt: request.startsAt,
              endsAt: until,
              customerCount: 1,
            },
          ],
          away: null,
          standing: [{ assignmentId: corvane.id, owner: { name }, until, customerCount: 3, releaseBy: until }],
          ahead: [],
          covering: {
            owners: [{ name: owner }],
            customerCount: 500,
            customers: Array.from({ length: 500 }, () => ({
              id: corvane.id,
              name,
              priority: 'low',
              due: { what: subject, dueAt: request.startsAt },
              openEscalation: null,
            })),
          },
          absences: [],
        }),
        escalateCard({
          frame,
          customer,
          thread,
          categories: Array.from({ length: 300 }, (_, index) => ({ name: `<${index}>` })),
          requestKey: corvane.id,
          form: { title: [subject], description: [owner], target_resolution_date: [name] },
          errors: [{ path: 'form.title', message: owner }],
        }),
      ];
      for (const card of cards) {
        expect(Card.safeParse(card).error?.issues ?? []).toEqual([]);
        expect(card.sections.flatMap(({ widgets }) => widgets).length).toBeLessThanOrEqual(MAX_CARD_WIDGETS);
        for (const text of markupOf(card)) expect(text.replaceAll(OURS, '')).not.toMatch(/[<>&"']/);
      }
    }),
    { numRuns: 60 },
  );
});

test('the property above sees unescaped markup', () => {
  expect(markupOf({ widgets: [{ decoratedText: { text: '<i>x</i>' } }] })).toEqual(['<i>x</i>']);
  expect('<i>x</i>'.replaceAll(OURS, '')).toMatch(/</);
});
