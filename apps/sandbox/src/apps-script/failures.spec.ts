import { EXAMPLES } from '@understudy/cards/examples';
import { Card, CARD_ACTION_IDS, ERRORS, type ErrorCode, GmailCompose, GmailMessage } from '@understudy/contracts';
import { AddonFailed } from './run-addon.js';
import { actionOf, api, builtAddon, cardsOf, mail, runFor, type Api, type BuiltAddon, type Call } from './testing.js';

/*
 * What people see when something is wrong: who they are is not known here, the API is away, slow or talks nonsense. A card that says what to do, and
 * nothing of the organisation on it; a form stays, with what was typed in it.
 */
let addon: BuiltAddon;
beforeAll(async () => {
  addon = await builtAddon();
});
afterAll(() => addon.remove());
const run = (functionName: string, backend: Api, call: Call = {}) => runFor(addon.bundle, functionName, backend, call);

const PLACES: readonly (readonly [string, string, Call])[] = [
  ['onHomepage', '/api/addon/gmail/home', { message: null }],
  ['onGmailMessage', '/api/addon/gmail/message', {}],
  ['onGmailCompose', '/api/addon/gmail/compose', { message: null, event: { draft: { to: [] } } }],
  ['onCalendarHome', '/api/addon/calendar/home', { message: null, event: { host: 'CALENDAR' } }],
  ['onCalendarEvent', '/api/addon/calendar/event', { message: null, event: { event_id: 'e1' } }],
];
/** Each case at one place, in turn, and the first few at every place: one run takes a thread of its own. */
const spread = <T extends readonly [string, ...unknown[]]>(cases: readonly T[], atEach: number) =>
  cases.flatMap((one, index) =>
    PLACES.filter((_, at) => index < atEach || at === index % PLACES.length).map(
      (place) => [one[0], place[0], one, place] as const,
    ),
  );
const ACTION = '/api/addon/action';
const MESSAGE = '/api/addon/gmail/message';
/** As the API words a problem. */
const problem = (code: ErrorCode, more: object = {}) => {
  const { status, detail } = ERRORS[code];
  return {
    status,
    body: { type: `/api/docs#${code}`, title: 'x', status, code, detail, request_id: 'req-7', ...more },
  };
};
const textOf = (card: Card): string => JSON.stringify(card);

describe('who somebody is', () => {
  const audience = '1234-abc.apps.googleusercontent.com';
  const WRONG: readonly (readonly [string, ReturnType<typeof problem>, string, RegExp])[] = [
    [
      'an add-on that nobody entered',
      problem('identity.addon-unknown', { audience }),
      'Not set up yet',
      /add-on 1234-abc\.apps/,
    ],
    ['a token that is over', problem('identity.token-expired'), 'Sign in again', /open it again/],
    ['a token that is not good', problem('identity.token-invalid'), 'Sign in again', /tell your admin/],
    ['another organisation', problem('identity.unknown-person'), 'Not with this account', /You are here as ben@harbor/],
    ['somebody who left', problem('identity.access-ended'), 'Your access has ended', /ask your admin/],
    ['a role that may not', problem('identity.not-allowed'), 'Not yours to see', /Ask whoever owns it/],
  ];
  const everywhere = spread(WRONG, 2);

  test.each(everywhere)('%s, at %s: its card, and no data', async (_who, _where, [, answer, title, words], place) => {
    const [functionName, path, call] = place;
    const backend = api({ [path]: answer });
    const { printed, userCache } = await run(functionName, backend, call);
    const cards = printed.kind === 'cards' ? printed.cards.map((card) => Card.parse(card)) : [];
    expect(cards.map(({ header }) => header.title)).toEqual([title]);
    expect(textOf(cards[0] as Card)).toMatch(words);
    expect(textOf(cards[0] as Card)).not.toMatch(/Corvane|Ana Duarte|lena@/);
    expect(backend.requests).toHaveLength(1);
    expect(userCache).toEqual({});
  });

  test.each(WRONG)('%s, at a button: one sentence, and the card stays', async (_who, answer) => {
    const parameters = { action_id: CARD_ACTION_IDS[0] ?? '' };
    const result = await run('onAction', api({ [ACTION]: answer }), {
      event: { parameters, form: { title: { values: ['x'] } } },
    });
    expect(actionOf(result)).toEqual({ notification: { text: answer.body.detail.slice(0, 200) } });
  });

  test('whoever did not allow the add-on to say who they are is led to allowing it', async () => {
    for (const missing of ['openid', 'https://www.googleapis.com/auth/userinfo.email']) {
      const scopes = addon.bundle.scopes.filter((scope) => scope !== missing);
      const backend = api({});
      const [card] = cardsOf(await run('onHomepage', backend, { message: null, scopes }));
      expect(Card.parse(card)).toMatchObject({
        header: { title: 'Connect Understudy' },
        fixedFooter: {
          primaryButton: {
            text: 'Connect',
            onClick: { openLink: { url: expect.stringMatching(/^https:\/\/script\.google\.com\//) } },
          },
        },
      });
      expect(backend.requests).toEqual([]);
    }
  });

  test('without language and zone from Google, the API is asked all the same and takes the person’s own', async () => {
    const scopes = addon.bundle.scopes.filter((scope) => !scope.includes('locale'));
    const backend = api({ '/api/addon/gmail/home': { body: { cards: [EXAMPLES['gap']] } } });
    expect(cardsOf(await run('onHomepage', backend, { message: null, scopes }))).toEqual([EXAMPLES['gap']]);
    expect(JSON.parse(backend.requests[0]?.body ?? '')).toEqual({});
  });
});

describe('the API', () => {
  const html = { status: 502, body: '<html>Bad gateway' };
  const deep = { header: { title: 'x' }, sections: [{ widgets: [{ carousel: {} }] }] };
  const many = {
    header: { title: 'x' },
    sections: [{ widgets: Array.from({ length: 101 }, () => ({ divider: {} })) }],
  };
  const BAD: readonly (readonly [string, { status?: number; body: unknown } | 'down', string, string])[] = [
    ['no connection', 'down', 'No answer from Understudy', 'Try again'],
    ['a page of a proxy', html, 'No answer from Understudy', 'Try again'],
    ['somewhere else', { status: 302, body: '' }, 'No answer from Understudy', 'Try again'],
    ['another program', { status: 404, body: { error: 'no such app' } }, 'No answer from Understudy', 'Try again'],
    ['too much at once', problem('request.unavailable'), 'Understudy is busy', 'Request req-7'],
    ['a limit', problem('request.too-many'), 'Understudy is busy', 'Request req-7'],
    ['a mistake of ours', problem('request.failed'), 'Understudy is busy', 'Request req-7'],
    [
      'a detail with <signs>',
      problem('request.unavailable', { detail: 'a <b> & c' }),
      'Understudy is busy',
      'a &lt;b&gt; &amp; c',
    ],
    ['a widget nobody knows', { body: { cards: [deep] } }, 'This did not work', 'Nothing was changed'],
    ['101 widgets', { body: { cards: [many] } }, 'This did not work', 'Nothing was changed'],
    ['no card', { body: { cards: [] } }, 'This did not work', 'Nothing was changed'],
    ['nothing', { body: null }, 'This did not work', 'Nothing was changed'],
    ['a word', { body: 'ok' }, 'This did not work', 'Nothing was changed'],
  ];
  const everywhere = spread(BAD, 3);

  test.each(everywhere)('answers with %s at %s: a card that says what to do', async (_what, _where, bad, place) => {
    const [, answer, title, words] = bad;
    const [functionName, path, call] = place;
    const [shown] = cardsOf(await run(functionName, api({ [path]: answer }), call));
    const card = Card.parse(shown);
    expect(card.header).toMatchObject({ title, subtitle: expect.stringMatching(/^Tried at \d\d:\d\d$/) });
    expect(textOf(card)).toContain(words);
    expect(card.fixedFooter?.primaryButton.text).toBe('Try again');
  });

  test.each(BAD)('answers a form with %s: what was typed stays, and one sentence says so', async (_what, answer) => {
    const parameters = { action_id: CARD_ACTION_IDS[0] ?? '' };
    const result = await run('onAction', api({ [ACTION]: answer }), {
      event: { parameters, form: { reason: { values: ['typed'] } } },
    });
    const { notification, ...rest } = actionOf(result) as { notification: { text: string } };
    expect(rest).toEqual({});
    expect(notification.text.length).toBeGreaterThan(5);
    expect(notification.text.length).toBeLessThanOrEqual(200);
  });

  test('sends a form twice under the key it was drawn with, so that trying again after no answer counts once', async () => {
    const parameters = { action_id: CARD_ACTION_IDS[0] ?? '', request_key: 'b7a4e1d2-0000-4000-8000-000000000001' };
    const keys = [];
    for (const answer of ['down', { body: { notification: { text: 'Saved' } } }] as const) {
      const backend = api({ [ACTION]: answer });
      await run('onAction', backend, { event: { parameters } });
      keys.push(backend.requests[0]?.headers['idempotency-key']);
    }
    expect(keys).toEqual([parameters.request_key, parameters.request_key]);
  });

  test('has 24 seconds of the 30 Google gives, and is never followed to another address with the person’s token', async () => {
    const backend = api({ [MESSAGE]: { body: { cards: [EXAMPLES['gap']] } } });
    await run('onGmailMessage', backend);
    expect(backend.requests[0]?.timeoutSeconds).toBeGreaterThanOrEqual(20);
    expect(backend.requests[0]?.timeoutSeconds).toBeLessThanOrEqual(24);
    expect(backend.requests[0]?.followsRedirects).toBe(false);
  });
});

test.each<ErrorCode>([
  'request.malformed',
  'request.too-large',
  'idempotency.in-flight',
  'idempotency.other-body',
  'absences.overlaps-own',
  'coverage.already-asked',
  'coverage.taken-over',
  'version.stale',
])('what the API says of %s to programmers, people read in their own words', async (code) => {
  const parameters = { action_id: CARD_ACTION_IDS[0] ?? '' };
  const pressed = await run('onAction', api({ [ACTION]: problem(code) }), { event: { parameters } });
  const [card] = cardsOf(await run('onGmailMessage', api({ [MESSAGE]: problem(code) })));
  for (const said of [JSON.stringify(actionOf(pressed)), textOf(Card.parse(card))]) {
    expect(said).not.toContain(ERRORS[code].detail.replaceAll('"', '\\"'));
    expect(said).not.toMatch(/under \\"|Idempotency|endpoint/);
  }
});

describe('a refusal because somebody else was faster', () => {
  const accept = { action_id: 'coverage.accept', assignment_id: 'x' };

  test('draws anew what lies open, with the reason at its foot: no dead button stays', async () => {
    const path = '/api/addon/gmail/home';
    const backend = api({
      [ACTION]: problem('coverage.already-answered'),
      [path]: { body: { cards: [EXAMPLES['home']] } },
    });
    const result = await run('onAction', backend, { message: null, event: { parameters: accept } });
    expect(actionOf(result)).toEqual({
      navigations: [{ popToRoot: true }, { updateCard: EXAMPLES['home'] }],
      notification: { text: 'This was answered already.' },
    });
    expect(backend.requests.map(({ url }) => new URL(url).pathname)).toEqual([ACTION, path]);
  });

  test('in Calendar and beside a message it is their card', async () => {
    const taken = problem('coverage.taken-over');
    const event = '/api/addon/calendar/event';
    const places = [
      [event, { message: null, event: { event_id: 'e1', parameters: accept } }],
      [MESSAGE, { event: { parameters: accept } }],
    ] as const;
    for (const [path, call] of places) {
      const cards = [EXAMPLES['gap']];
      const body = path === MESSAGE ? { cards } : { cards, reads: 'server' };
      const backend = api({ [ACTION]: taken, [path]: { body } });
      expect(actionOf(await run('onAction', backend, call))).toEqual({
        navigations: [{ popToRoot: true }, { updateCard: EXAMPLES['gap'] }],
        notification: { text: 'Somebody else took this customer over already.' },
      });
    }
  });

  test.each<ErrorCode>(['version.stale', 'stakeholders.email-taken', 'coverage.already-asked'])(
    '%s leaves the form, where it can be mended',
    async (code) => {
      const backend = api({ [ACTION]: problem(code) });
      const result = await run('onAction', backend, { event: { parameters: accept } });
      expect(Object.keys(actionOf(result) as object)).toEqual(['notification']);
      expect(backend.requests).toHaveLength(1);
    },
  );
});

test('"Try again" draws the place where it went wrong, and takes the place of the card that said so', async () => {
  for (const [functionName, path, call] of PLACES) {
    const [failed] = cardsOf(await run(functionName, api({ [path]: 'down' }), call));
    const onClick = Card.parse(failed).fixedFooter?.primaryButton.onClick;
    const given = onClick && 'action' in onClick ? onClick.action.parameters : [];
    const parameters = Object.fromEntries(given.map(({ key, value }) => [key, value]));
    expect(parameters['action_id']).toBe('card.retry');
    const cards = [EXAMPLES['gap']];
    const backend = api({ [path]: { body: path.includes('calendar') ? { cards, reads: 'server' } : { cards } } });
    const pressed = await run('onAction', backend, { ...call, event: { ...call.event, parameters } });
    expect(actionOf(pressed)).toEqual({ navigations: [{ updateCard: EXAMPLES['gap'] }] });
    expect(backend.requests).toHaveLength(1);
  }
});

test('going back needs no API, and an unknown button says so', async () => {
  const nobody = api({});
  const press = (id: string) => run('onAction', nobody, { event: { parameters: { action_id: id } } });
  expect(actionOf(await press('card.back'))).toEqual({ navigations: [{ popCard: true }] });
  expect(JSON.stringify(actionOf(await press('time.travel')))).toContain('newer than the add-on');
  expect(nobody.requests).toEqual([]);
});

test('a cache that is full of nonsense, or of another version’s cards, costs a call and nothing else', async () => {
  const backend = api({ [MESSAGE]: { body: { cards: [EXAMPLES['unknown']] } } });
  const first = await run('onGmailMessage', backend);
  const [key = ''] = Object.keys(first.userCache);
  expect(key.length).toBeLessThanOrEqual(250);
  expect(key).not.toContain('lena');
  for (const value of ['{"header":1}', 'not json', '']) {
    const userCache = { [key]: { value, expiresAt: Date.now() + 60_000 } };
    expect(cardsOf(await run('onGmailMessage', backend, { userCache }))).toEqual([EXAMPLES['unknown']]);
  }
});

test('a message to five hundred people is one key, and nobody of them stands in it', async () => {
  const to = Array.from({ length: 500 }, (_, index) => `somebody.with.a.long.name.${index}@a-long-domain.example`).join(
    ', ',
  );
  const backend = api({ [MESSAGE]: { body: { cards: [EXAMPLES['unknown']] } } });
  const first = await run('onGmailMessage', backend, { message: { ...mail, to } });
  await run('onGmailMessage', backend, { message: { ...mail, to }, userCache: first.userCache });
  expect(backend.requests).toHaveLength(1);
});

test('of a mail or a draft to thousands the API gets what it takes: the first of them, whole', async () => {
  const people = Array.from({ length: 3000 }, (_, index) => `somebody.${index}@a-long-domain.example`);
  const path = '/api/addon/gmail/compose';
  const backend = api({
    [MESSAGE]: { body: { cards: [EXAMPLES['gap']] } },
    [path]: { body: { cards: [EXAMPLES['gap']] } },
  });
  const long = { ...mail, to: people.join(', '), cc: people.join(', '), subject: 'Invoice '.repeat(1000) };
  await run('onGmailMessage', backend, { message: long });
  await run('onGmailCompose', backend, { message: null, event: { draft: { to: people, cc: people } } });
  const [message, draft] = backend.requests.map(({ body }) => JSON.parse(body ?? ''));
  expect(GmailMessage.parts.body.safeParse(message)).toMatchObject({ success: true });
  expect(GmailCompose.parts.body.safeParse(draft)).toMatchObject({ success: true });
  expect([message.from, message.to.split(', ')[0]]).toEqual([mail.from, people[0]]);
  for (const list of [message.to, message.cc, draft.to, draft.cc])
    expect(people).toEqual(expect.arrayContaining(list.split(', ')));
});

test('a script that throws before it can say anything is Google’s own error', async () => {
  await expect(run('f', api({}), { code: 'function f() { throw new Error("x") }' })).rejects.toThrow(AddonFailed);
});
