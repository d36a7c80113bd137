import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EXAMPLES } from '@understudy/cards/examples';
import { Card, CARD_ACTION_IDS, MATERIAL_ICONS, type CardActionAnswer } from '@understudy/contracts';
import {
  actionOf,
  api,
  BACKEND,
  builtAddon,
  cardsOf,
  mail,
  runFor,
  type Api,
  type BuiltAddon,
  type Call,
} from './testing.js';

/*
 * From the trigger's name in the manifest to the printed card, and back through the button, with real cards.
 */
function example(name: string): Card {
  const card = EXAMPLES[name];
  if (!card) throw new Error(`there is no example "${name}"`);
  return card;
}

let addon: BuiltAddon;
beforeAll(async () => {
  addon = await builtAddon();
});
afterAll(() => addon.remove());
const run = (functionName: string, backend: Api, call: Call = {}) => runFor(addon.bundle, functionName, backend, call);
const trigger = (): string => {
  const manifest = JSON.parse(readFileSync(path.join(addon.folder, 'appsscript.json'), 'utf8'));
  return manifest.addOns.gmail.contextualTriggers[0].onTriggerFunction;
};
const MESSAGE = '/api/addon/gmail/message';

test('opening a message asks the API as the person and shows its card', async () => {
  const backend = api({ [MESSAGE]: { body: { cards: [example('covered-by-me')] } } });
  const result = await run(trigger(), backend);
  expect(cardsOf(result)).toEqual([example('covered-by-me')]);
  expect(backend.requests).toMatchObject([
    {
      url: `${BACKEND}${MESSAGE}`,
      method: 'POST',
      headers: { authorization: 'Bearer header.claims.signature', 'content-type': 'application/json' },
    },
  ]);
  expect(JSON.parse(backend.requests[0]?.body ?? '')).toEqual({
    locale: 'de',
    time_zone: 'Europe/Berlin',
    message_id: 'm1',
    thread_id: 't1',
    from: mail.from,
    to: mail.to,
    cc: '',
    subject: mail.subject,
  });
});

test('every card of ours prints through CardService without losing or adding a field', async () => {
  for (const [name, card] of Object.entries(EXAMPLES)) {
    const result = await run('onHomepage', api({ '/api/addon/gmail/home': { body: { cards: [card] } } }));
    expect({ name, cards: cardsOf(result), log: result.log }).toEqual({ name, cards: [card], log: [] });
  }
});

test('every widget, icon and button of the contract prints', async () => {
  const open = { openLink: { url: `${BACKEND}/x` } };
  const press = {
    action: { function: 'onAction' as const, parameters: [{ key: 'action_id', value: CARD_ACTION_IDS[0] ?? '' }] },
  };
  const card = Card.parse({
    name: 'all',
    header: {
      title: 'T',
      subtitle: 'S',
      imageUrl: `${BACKEND}/i.png`,
      imageType: 'CIRCLE',
      imageAltText: 'A',
    },
    sections: [
      {
        header: 'H',
        collapsible: true,
        uncollapsibleWidgetsCount: 0,
        widgets: [
          { textParagraph: { text: '<b>x</b>' } },
          { divider: {} },
          { image: { imageUrl: `${BACKEND}/i.png`, altText: 'A', onClick: open } },
          {
            textInput: {
              name: 'a',
              label: 'L',
              hintText: 'H',
              value: 'V',
              type: 'SINGLE_LINE',
              validation: { characterLimit: 5 },
            },
          },
          { textInput: { name: 'b', label: 'L', type: 'MULTIPLE_LINE' } },
          { dateTimePicker: { name: 'c', label: 'L', type: 'DATE_ONLY', valueMsEpoch: '0' } },
          {
            dateTimePicker: {
              name: 'd',
              label: 'L',
              type: 'DATE_AND_TIME',
              valueMsEpoch: '86400000',
              timezoneOffsetDate: -120,
            },
          },
          ...(['RADIO_BUTTON', 'CHECK_BOX', 'DROPDOWN', 'SWITCH'] as const).map((type) => ({
            selectionInput: {
              name: 'e',
              label: 'L',
              type,
              items: [
                { text: 'one', value: '1', selected: true },
                { text: 'two', value: '2', selected: false },
              ],
            },
          })),
          {
            buttonList: {
              buttons: [
                {
                  text: 'A',
                  type: 'FILLED',
                  color: { red: 0x5b / 255, green: 0, blue: 1 },
                  disabled: true,
                  altText: 'alt',
                  onClick: press,
                },
                { text: 'B', type: 'BORDERLESS', disabled: false, onClick: open },
              ],
            },
          },
          ...MATERIAL_ICONS.map((name) => ({
            decoratedText: { startIcon: { materialIcon: { name }, altText: name }, text: 'x' },
          })),
          {
            decoratedText: {
              startIcon: { iconUrl: `${BACKEND}/i.png` },
              topLabel: 'a',
              text: 'b',
              bottomLabel: 'c',
              wrapText: false,
              onClick: press,
              button: { text: 'C', type: 'OUTLINED', onClick: open },
            },
          },
        ],
      },
    ],
    fixedFooter: {
      primaryButton: { text: 'P', type: 'FILLED', onClick: press },
      secondaryButton: { text: 'S', type: 'OUTLINED', onClick: open },
    },
  });
  const result = await run('onHomepage', api({ '/api/addon/gmail/home': { body: { cards: [card] } } }));
  expect(cardsOf(result)).toEqual([card]);
});

test('a button sends its action, its parameters and the form, under the key the form was drawn with', async () => {
  const card = example('escalate');
  const button = card.fixedFooter?.primaryButton.onClick;
  const given = button && 'action' in button ? button.action.parameters : [];
  const backend = api({
    '/api/addon/action': {
      body: { navigation: { kind: 'update', card: example('escalated') } } satisfies CardActionAnswer,
    },
  });
  const result = await run('onAction', backend, {
    event: {
      parameters: Object.fromEntries(given.map(({ key, value }) => [key, value])),
      form: {
        severity: { values: ['P1'] },
        title: { values: ['Where?'] },
        target_resolution_date: { day_ms: Date.UTC(2026, 6, 9) },
      },
    },
  });
  expect(actionOf(result)).toEqual({ navigations: [{ updateCard: example('escalated') }] });
  const sent = JSON.parse(backend.requests[0]?.body ?? '');
  expect(sent).toMatchObject({
    action_id: 'escalation.create',
    form: { severity: ['P1'], title: ['Where?'], target_resolution_date: ['2026-07-09'] },
  });
  expect(sent.parameters).not.toHaveProperty('action_id');
  expect(backend.requests[0]?.headers['idempotency-key']).toBe(sent.parameters.request_key);
});

test.each([
  [{ navigation: { kind: 'push', card: 'home' } }, [{ pushCard: 'home' }]],
  [{ navigation: { kind: 'pop' } }, [{ popCard: true }]],
  [{ navigation: { kind: 'restart', card: 'home' } }, [{ popToRoot: true }, { updateCard: 'home' }]],
])('an answer with %j moves between cards', async (answer, steps) => {
  const filled = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll('"home"', JSON.stringify(example('home'))));
  const backend = api({
    '/api/addon/action': { body: { ...(filled(answer) as object), notification: { text: 'Saved' } } },
  });
  const result = await run('onAction', backend, {
    event: { parameters: { action_id: 'coverage.accept', assignment_id: 'x' } },
  });
  expect(actionOf(result)).toEqual({ navigations: filled(steps), notification: { text: 'Saved' } });
});

test('a stranger is asked about once in five minutes, a customer every time', async () => {
  const backend = api({ [MESSAGE]: { body: { cards: [example('unknown')] } } });
  const first = await run('onGmailMessage', backend);
  const second = await run('onGmailMessage', backend, { userCache: first.userCache });
  expect(cardsOf(second)).toEqual([example('unknown')]);
  expect(backend.requests).toHaveLength(1);
  await run('onGmailMessage', backend, {
    userCache: first.userCache,
    message: { ...mail, from: 'else@corvane.example' },
  });
  expect(backend.requests).toHaveLength(2);

  const known = api({ [MESSAGE]: { body: { cards: [example('gap')] } } });
  const third = await run('onGmailMessage', known);
  expect(third.userCache).toEqual({});
});
