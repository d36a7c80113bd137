import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EXAMPLES } from '@understudy/cards/examples';
import type { Card, CardActionAnswer } from '@understudy/contracts';
import { actionOf, api, builtAddon, cardsOf, mail, runFor, type Api, type BuiltAddon, type Call } from './testing.js';

/*
 * Linking a stranger to a customer, from the trigger's name in the manifest to the printed card; and what the add-on keeps of strangers.
 */
const MESSAGE = '/api/addon/gmail/message';
const ACTION = '/api/addon/action';

function example(name: string): Card {
  const card = EXAMPLES[name];
  if (!card) throw new Error(`there is no example "${name}"`);
  return card;
}
const unknown = () => api({ [MESSAGE]: { body: { cards: [example('unknown')] } } });
const answering = (answer: CardActionAnswer) => api({ [ACTION]: { body: answer } });
const LINKED: CardActionAnswer = {
  navigation: { kind: 'restart', card: example('mine') },
  notification: { text: 'Jo Quill is a contact of Corvane Bank now.' },
};
const ofJo = { ...mail, from: 'Jo Quill <jo@quillgate.example>' };

interface Button {
  readonly text: string;
  readonly onClick: {
    readonly action?: { readonly function: string; readonly parameters: { key: string; value: string }[] };
  };
}
const buttonsOf = (value: unknown): Button[] => {
  if (typeof value !== 'object' || value === null) return [];
  const here = 'text' in value && 'onClick' in value ? [value as Button] : [];
  return [...here, ...Object.values(value).flatMap(buttonsOf)];
};

let addon: BuiltAddon;
beforeAll(async () => {
  addon = await builtAddon();
});
afterAll(() => addon.remove());

const trigger = (): string => {
  const manifest = JSON.parse(readFileSync(path.join(addon.folder, 'appsscript.json'), 'utf8'));
  return manifest.addOns.gmail.contextualTriggers[0].onTriggerFunction;
};
const open = (backend: Api, call: Call = {}) => runFor(addon.bundle, trigger(), backend, { message: ofJo, ...call });
/** Presses the first button of the card with this text. */
const press = (card: unknown, text: string, backend: Api, call: Call = {}) => {
  const action = buttonsOf(card).find((one) => one.text === text)?.onClick.action;
  if (!action) throw new Error(`no button "${text}"`);
  const parameters = Object.fromEntries(action.parameters.map(({ key, value }) => [key, value]));
  const event = { ...call.event, parameters };
  return runFor(addon.bundle, action.function, backend, { message: ofJo, ...call, event });
};
const sent = (backend: Api) => JSON.parse(backend.requests[0]?.body ?? '');

test('from the card of a stranger to the card of the customer', async () => {
  const opened = await open(unknown());
  const form = answering({ navigation: { kind: 'push', card: example('contact') } });
  const pushed = await press(cardsOf(opened)[0], 'Link to a customer', form);
  expect(actionOf(pushed)).toEqual({ navigations: [{ pushCard: example('contact') }] });
  expect(sent(form)).toMatchObject({
    action_id: 'contact.form',
    parameters: { address: 'jo@quillgate.example', name: 'Jo Quill' },
  });

  const found = answering({ navigation: { kind: 'update', card: example('contact-found') } });
  const updated = await press(example('contact'), 'Find', found, {
    event: { form: { customer: { values: ['quill'] } } },
  });
  expect(actionOf(updated)).toEqual({ navigations: [{ updateCard: example('contact-found') }] });
  expect(sent(found)).toMatchObject({ action_id: 'contact.find', form: { customer: ['quill'] } });

  const linking = answering(LINKED);
  const linked = await press(example('contact-found'), 'Link', linking);
  expect(actionOf(linked)).toEqual({
    navigations: [{ popToRoot: true }, { updateCard: example('mine') }],
    notification: { text: 'Jo Quill is a contact of Corvane Bank now.' },
  });
  const { parameters } = sent(linking);
  expect(parameters).toMatchObject({ name: 'Jo Quill', thread_id: ofJo.threadId, subject: ofJo.subject });
  expect(linking.requests[0]?.headers['idempotency-key']).toBe(parameters.request_key);
});

test('who was linked is no stranger any more, in whatever mail; others are kept as before', async () => {
  const inCopy = { ...ofJo, from: 'else@vantoro.example', cc: 'jo@quillgate.example' };
  const first = await open(unknown());
  const second = await open(unknown(), { message: inCopy, userCache: first.userCache });
  const { userCache } = await press(example('contact-found'), 'Link', answering(LINKED), {
    userCache: second.userCache,
  });

  const known = api({ [MESSAGE]: { body: { cards: [example('mine')] } } });
  expect(cardsOf(await open(known, { userCache }))).toEqual([example('mine')]);
  expect(cardsOf(await open(known, { message: inCopy, userCache }))).toEqual([example('mine')]);
  expect(known.requests).toHaveLength(2);

  const strange = unknown();
  const kept = await open(strange, { message: { ...mail, from: 'kim@else.example' }, userCache });
  await open(strange, { message: { ...mail, from: 'kim@else.example' }, userCache: kept.userCache });
  expect(strange.requests).toHaveLength(1);
});

test('a kept card stands beside another mail of theirs, and the link is about that one', async () => {
  const another = { ...ofJo, id: 'm2', threadId: 't2', subject: `${'x'.repeat(997)}🚢 and more` };
  const first = await open(unknown());
  const backend = unknown();
  const kept = await open(backend, { message: another, userCache: first.userCache });
  expect(backend.requests).toEqual([]);
  expect(buttonsOf(cardsOf(kept)[0])).toHaveLength(1);

  const linking = answering(LINKED);
  await press(example('contact-found'), 'Link', linking, { message: another });
  expect(sent(linking).parameters).toMatchObject({ thread_id: 't2', subject: 'x'.repeat(997) });
});

test.each([
  [
    'a refusal',
    {
      status: 409,
      body: {
        type: 'about:blank',
        title: 'Conflict',
        status: 409,
        code: 'stakeholders.email-taken',
        detail: 'Another customer has a person with this address already.',
        request_id: '0197e000-0000-7000-8000-000000000001',
      },
    },
    'A colleague linked this address to another customer just now. Refresh to see which.',
  ],
  ['no answer', 'down' as const, 'No answer from Understudy. What you typed is still here; try again in a moment.'],
])('after %s the form stays, and the mail is asked about anew', async (_, answer, sentence) => {
  const first = await open(unknown());
  const pressed = await press(example('contact-found'), 'Link', api({ [ACTION]: answer }), {
    userCache: first.userCache,
  });
  expect(actionOf(pressed)).toEqual({ notification: { text: sentence } });
  const backend = unknown();
  await open(backend, { userCache: pressed.userCache });
  expect(backend.requests).toHaveLength(1);
});

test('a mail that cannot be read is linked all the same', async () => {
  const linking = answering(LINKED);
  const linked = await press(example('contact-found'), 'Link', linking, { message: null });
  expect(actionOf(linked)).toMatchObject({ notification: LINKED.notification });
  expect(sent(linking).parameters).not.toHaveProperty('subject');
});
