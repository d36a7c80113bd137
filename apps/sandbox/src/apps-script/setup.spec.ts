import { EXAMPLES } from '@understudy/cards/examples';
import { Card, type CardActionAnswer } from '@understudy/contracts';
import { actionOf, api, builtAddon, runFor, type BuiltAddon, type Call } from './testing.js';

/*
 * The set-up in Calendar through the bundle: every button as Google presses it, and what the add-on keeps for when the host's own arrow was used.
 */
const ACTION = '/api/addon/action';
const WALK = '00000000-0000-4000-8000-00000000abcd';

function example(name: string): Card {
  const card = EXAMPLES[name];
  if (!card) throw new Error(`there is no example "${name}"`);
  return card;
}
/** The card as the first one of a walk makes those after it: every button of the set-up carries more. */
const carrying = (name: string, more: Record<string, string>): Card => {
  const add = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const isPlan = value.some((one) => one?.key === 'action_id' && one.value.startsWith('setup.'));
      return isPlan
        ? [
            ...value.filter(({ key }) => !(key in more)),
            ...Object.entries(more).map(([key, given]) => ({ key, value: given })),
          ]
        : value.map(add);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, add(inner)]));
  };
  return Card.parse(add(example(name)));
};

let addon: BuiltAddon;
beforeAll(async () => {
  addon = await builtAddon();
});
afterAll(() => addon.remove());

interface Button {
  readonly text: string;
  readonly onClick: { readonly action?: { readonly parameters: readonly { key: string; value: string }[] } };
}
const buttonsOf = (value: unknown): Button[] => {
  if (typeof value !== 'object' || value === null) return [];
  const here = 'text' in value && 'onClick' in value ? [value as Button] : [];
  return [...here, ...Object.values(value).flatMap(buttonsOf)];
};
type Typed = Record<string, { values: string[] }>;
type Cache = NonNullable<Call['userCache']>;
/** Presses the first button with this text; the API answers once, and what it was sent comes back too. */
async function press(card: Card, text: string, answer: CardActionAnswer, form: Typed = {}, userCache: Cache = {}) {
  const action = buttonsOf(card).find((one) => one.text === text)?.onClick.action;
  if (!action) throw new Error(`no button "${text}"`);
  const parameters = Object.fromEntries(action.parameters.map(({ key, value }) => [key, value]));
  const backend = api({ [ACTION]: { body: answer } });
  const event = { event_id: 'e1', parameters, form };
  const run = await runFor(addon.bundle, 'onAction', backend, { message: null, event, userCache });
  return {
    requests: backend.requests.length,
    sent: JSON.parse(backend.requests[0]?.body ?? 'null'),
    did: actionOf(run),
    userCache: run.userCache,
  };
}
const push = (card: Card): CardActionAnswer => ({ navigation: { kind: 'push', card } });
const backTo = (card: Card): CardActionAnswer => ({ navigation: { kind: 'back', card } });

const walk = { walk: WALK };
const step2 = carrying('setup-split', walk);
const told = (more: Record<string, string> = {}) => carrying('setup-told', { ...walk, ...more });

test('Back is one call that takes along what was typed, and lays a new card over the one before', async () => {
  const form = { note: { values: ['Lena decides'] } };
  const { requests, sent, did } = await press(told(), 'Back', backTo(step2), form);
  expect(requests).toBe(1);
  expect(sent).toMatchObject({
    action_id: 'setup.back',
    parameters: { from: 'told', to: 'split', walk: WALK },
    form: { note: ['Lena decides'] },
  });
  expect(did).toEqual({ navigations: [{ popCard: true }, { updateCard: step2 }] });
});

test.each([
  ['setup-told', 'Read all texts', 'setup.texts', push(example('setup-texts'))],
  ['setup-texts', 'Back', 'setup.back', backTo(example('setup-told'))],
  ['setup-other-person', 'Next', 'setup.person', { navigation: { kind: 'update', card: example('setup-told') } }],
  ['setup-who-covers-suggested', 'It is not', 'absence.dismiss', { notification: { text: 'It does not come back.' } }],
  ['brief', 'I have read it', 'brief.acknowledge', { navigation: { kind: 'update', card: example('brief-read') } }],
] as const)('%s: "%s" is %s', async (name, text, id, answer) => {
  const form = { person: { values: ['x'] }, note: { values: ['Lena decides'] } };
  const { sent, did } = await press(example(name), text, answer as CardActionAnswer, form);
  expect(sent.action_id).toBe(id);
  expect(sent.form).toEqual({ person: ['x'], note: ['Lena decides'] });
  expect(sent.parameters).not.toHaveProperty('action_id');
  expect(did).toMatchObject('navigation' in answer ? { navigations: expect.anything() } : answer);
});

describe("after the host's own arrow", () => {
  test('the box that was shown and left comes back unticked', async () => {
    const shown = await press(step2, 'Next', push(told()));
    // the arrow fires nothing: the same button of the same card is pressed again
    const { sent } = await press(step2, 'Next', push(told()), {}, shown.userCache);
    expect(shown.sent.parameters).not.toHaveProperty('tell');
    expect(sent.parameters).toMatchObject({ walk: WALK, tell: 'none' });
  });

  test('the note that was carried to the last step is still there, and a tick that may have been taken back is not', async () => {
    const allSet = carrying('setup-all-set', { ...walk, tell: 'auto', note: 'Lena decides' });
    const last = await press(told(), 'Next', push(allSet), { tell: { values: ['customers'] } });
    const { sent } = await press(step2, 'Next', push(told()), {}, last.userCache);
    expect(sent.parameters).toMatchObject({ note: 'Lena decides', tell: 'none' });
  });

  test('what our own Back took along counts', async () => {
    const before = carrying('setup-split', { ...walk, tell: 'auto', note: 'Lena decides' });
    const { userCache } = await press(told(), 'Back', backTo(before), { tell: { values: ['customers'] } });
    const { sent } = await press(carrying('setup-who-covers', walk), 'Next', push(told()), {}, userCache);
    expect(sent.parameters).toMatchObject({ note: 'Lena decides', tell: 'auto' });
  });

  test('the last step saves what it says, whatever is kept', async () => {
    const allSet = carrying('setup-all-set', { ...walk, tell: 'auto' });
    const { userCache } = await press(told(), 'Next', push(allSet));
    const { sent } = await press(allSet, 'Set up coverage', push(example('absence')), {}, userCache);
    expect(sent.parameters.tell).toBe('auto');
  });

  test('another walk begins anew', async () => {
    const { userCache } = await press(step2, 'Next', push(told()));
    const other = carrying('setup-split', { walk: '00000000-0000-4000-8000-00000000abce' });
    expect((await press(other, 'Next', push(told()), {}, userCache)).sent.parameters).not.toHaveProperty('tell');
  });

  test('what is kept there and is not ours is left alone', async () => {
    for (const value of ['not json', '["x"]', '{"tell":1}']) {
      const userCache = { [`setup:${WALK}`]: { value, expiresAt: Date.now() + 60_000 } };
      expect((await press(step2, 'Next', push(told()), {}, userCache)).sent.parameters).not.toHaveProperty('tell');
    }
  });
});
