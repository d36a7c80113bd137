import { Card, CARD_ACTIONS, LOCAL_ACTION_IDS, MAX_CARD_WIDGETS, type CardActionId } from '@understudy/contracts';
import { brief, corvane, EXAMPLES, frame, halvorsund, request } from './examples.js';
import { errorRows } from './forms.js';
import { messageCard } from './index.js';

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
  ['gap', 'Ana is away. Maximiliane declined. No team fallback is set.'],
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

test('what is wrong is one sentence with its label, and a sentence of its own stands behind it', () => {
  const said = (message: string) => words(errorRows([{ path: 'form.title', message }], { title: 'The title' }));
  expect(said('must not be empty')).toContain('The title must not be empty');
  expect(said('P0 needs it.')).toContain('The title: P0 needs it.');
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
