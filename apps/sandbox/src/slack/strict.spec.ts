import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WebClient } from '@slack/web-api';
import { slackContract } from './contract.js';
import { METHOD_RULES } from './rules.js';
import { SlackFake } from './testing.js';

const ANA = 'ana@harbor.example';
let fake: SlackFake;
let bot: WebClient;
let channel: string;

beforeAll(async () => {
  fake = await SlackFake.start();
  bot = await fake.install();
  channel = (await bot.conversations.create({ name: 'strict' })).channel?.id ?? '';
});
afterAll(() => fake.close());

const call = async (method: string, body: object, token = bot.token) => {
  const { status, data } = await fake.raw(method, JSON.stringify(body), {
    'content-type': 'application/json; charset=utf-8',
    ...(token && { authorization: `Bearer ${token}` }),
  });
  return [status, data.error, JSON.stringify(data)] as const;
};
const post = (blocks: unknown) => call('chat.postMessage', { channel, text: 'x', blocks });
const plain = (text: string) => ({ type: 'plain_text', text });
const button = (more: object) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const modal = (more: object) => ({ type: 'modal', title: plain('T'), blocks: [], ...more });

test('every method of the vendor’s client is known, and those with behaviour are among them', () => {
  expect(Object.keys(slackContract.methods).length).toBeGreaterThanOrEqual(281);
  expect(Object.keys(slackContract.methods)).toEqual(expect.arrayContaining(Object.keys(METHOD_RULES)));
});

describe('a call is refused', () => {
  test.each([
    ['of no method', 'chat.postMesage', {}, 'unknown_method', /chat.postMesage/],
    [
      'with a misspelt argument',
      'conversations.create',
      { name: 'x', isPrivate: true },
      'invalid_arguments',
      /isPrivate/,
    ],
    ['without a needed argument', 'conversations.invite', { channel: 'C1' }, 'invalid_arguments', /users/],
    ['with a number for a text', 'conversations.create', { name: 5 }, 'invalid_arguments', /must be a string.*name/],
    ['with a text for a number', 'users.list', { limit: 'many' }, 'invalid_arguments', /must be a number.*limit/],
    [
      'with a value of no closed list',
      'chat.postMessage',
      { channel: 'C1', text: 'x', parse: 'some' },
      'invalid_arguments',
      /full, none/,
    ],
    [
      'with an argument that the typings do not have',
      'chat.postMessage',
      { channel: 'C1', text: 'x', client_msg_id: '1' },
      'invalid_arguments',
      /client_msg_id/,
    ],
    ['with a page too large', 'users.list', { limit: 1001 }, 'invalid_limit', /limit/],
    ['with a cursor that is none', 'users.list', { cursor: 'abc' }, 'invalid_cursor', /cursor/],
    ['with types of no conversation', 'conversations.list', { types: 'public' }, 'invalid_types', /types/],
  ])('%s', async (_name, method, body, error, words) => {
    const [status, code, all] = await call(method, body);
    expect([status, code]).toEqual([200, error]);
    expect(all).toMatch(words);
  });

  test('and every problem of it is named at once', async () => {
    const [, error, all] = await call('conversations.create', { nam: 'x', is_private: 'perhaps' });
    expect(error).toBe('invalid_arguments');
    expect(all).toMatch(/no such argument: nam.*name.*must be a boolean/);
  });

  test('without behaviour, with 501 and never as if it were done', async () => {
    expect(await call('reactions.add', { channel, name: 'eyes', timestamp: '1.000000' })).toMatchObject([
      501,
      'sandbox_no_handler',
      expect.anything(),
    ]);
  });

  test.each([
    ['no token', '', 'not_authed'],
    ['a token that is none', 'xoxb-1-2-3', 'invalid_auth'],
    ['a person that is none', 'person:nobody@harbor.example', 'account_inactive'],
  ])('with %s', async (_name, token, error) => {
    expect((await call('auth.test', {}, token))[1]).toBe(error);
  });

  test('without the scope, saying which', async () => {
    await fake.control('PUT', '/people/sky@scopes.example', { name: 'Sky' });
    const client = await fake.install(['chat:write', 'channels:read'], 'sky@scopes.example');
    const refused = (work: Promise<unknown>, needed: string) =>
      expect(work).rejects.toMatchObject({
        data: { error: 'missing_scope', needed, provided: 'chat:write,channels:read' },
      });
    await refused(client.conversations.create({ name: 'x' }), 'channels:manage');
    await refused(client.conversations.create({ name: 'x', is_private: true }), 'groups:write');
    await refused(client.users.lookupByEmail({ email: ANA }), 'users:read.email');
    await refused(client.conversations.list({ types: 'public_channel,private_channel' }), 'groups:read');
    await refused(client.conversations.open({ users: 'U1' }), 'im:write');
  });

  test('with a body of no known kind', async () => {
    const headers = { authorization: `Bearer ${bot.token}` };
    const xml = await fake.raw('auth.test', '<a/>', { ...headers, 'content-type': 'text/xml' });
    expect(xml.data.error).toBe('invalid_post_type');
    const broken = await fake.raw('auth.test', '{"a"', { ...headers, 'content-type': 'application/json' });
    expect(broken.data.error).toBe('invalid_json');
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    const half = await fake.raw('chat.postMessage', `channel=${channel}&blocks=${encodeURIComponent('[{')}`, form);
    expect(half.data.error).toBe('invalid_blocks_format');
  });
});

describe('blocks are refused', () => {
  test.each([
    ['of an unknown type', [{ type: 'sekshun' }], /unsupported type: sekshun/],
    ['with an unknown field', [{ type: 'divider', colour: 'red' }], /colour.*json-pointer:\/blocks\/0/],
    ['with an unknown element', [{ type: 'actions', elements: [{ type: 'knob' }] }], /unsupported type: knob/],
    ['with a wrong style', [{ type: 'actions', elements: [button({ style: 'green' })] }], /primary, danger/],
    [
      'with a text too long for a button',
      [{ type: 'actions', elements: [button({ text: plain('x'.repeat(76)) })] }],
      /less than 76/,
    ],
    [
      'with a value too long for a button',
      [{ type: 'actions', elements: [button({ value: 'x'.repeat(2001) })] }],
      /less than 2001/,
    ],
    ['with a text too long for a section', [{ type: 'section', text: plain('x'.repeat(3001)) }], /less than 3001/],
    ['with a header too long', [{ type: 'header', text: plain('x'.repeat(151)) }], /less than 151/],
    ['with markup in a header', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], /plain_text/],
    ['with an empty text', [{ type: 'section', text: plain('') }], /more than 0/],
    ['with a section of nothing', [{ type: 'section' }], /text or fields/],
    [
      'with too many fields',
      [{ type: 'section', fields: Array.from({ length: 11 }, () => plain('x')) }],
      /no more than 10/,
    ],
    ['with a field too long', [{ type: 'section', fields: [plain('x'.repeat(2001))] }], /less than 2001/],
    [
      'with too many elements',
      [{ type: 'context', elements: Array.from({ length: 11 }, () => plain('x')) }],
      /no more than 10/,
    ],
    [
      'with a block_id twice',
      [
        { type: 'divider', block_id: 'b' },
        { type: 'divider', block_id: 'b' },
      ],
      /block_id.*already exists/,
    ],
    ['with an action_id twice', [{ type: 'actions', elements: [button({}), button({})] }], /action_id.*already exists/],
    ['that are too many', Array.from({ length: 51 }, () => ({ type: 'divider' })), /no more than 50/],
  ])('%s', async (_name, blocks, words) => {
    const [, error, all] = await post(blocks);
    expect(error).toBe('invalid_blocks');
    expect(all).toMatch(words);
  });

  test('and right ones are not', async () => {
    const [, error] = await post([
      { type: 'header', text: plain('x'.repeat(150)) },
      { type: 'section', text: { type: 'mrkdwn', text: '*Acme*' }, accessory: button({ style: 'danger' }) },
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: 'a' },
          { type: 'image', image_url: 'https://a.example/b.png', alt_text: 'b' },
        ],
      },
      { type: 'actions', elements: [button({ value: 'x'.repeat(2000) })] },
    ]);
    expect(error).toBeUndefined();
  });
});

describe('a view is refused', () => {
  const input = { type: 'input', label: plain('L'), element: { type: 'plain_text_input', action_id: 'a' } };
  test.each([
    ['with a title too long', modal({ title: plain('x'.repeat(25)) }), /less than 25/],
    ['with inputs and no way to send them', modal({ blocks: [input] }), /submit/],
    ['with more metadata than fits', modal({ private_metadata: 'x'.repeat(3001) }), /less than 3001/],
    ['of an unknown type', modal({ type: 'window' }), /unsupported type: window/],
    ['that is a home tab', { type: 'home', blocks: [] }, /must be of type modal/],
    [
      'with too many options',
      modal({
        submit: plain('S'),
        blocks: [
          {
            ...input,
            element: {
              type: 'static_select',
              action_id: 'a',
              options: Array.from({ length: 101 }, (_, n) => ({ text: plain('o'), value: `${n}` })),
            },
          },
        ],
      }),
      /no more than 100/,
    ],
  ])('%s', async (_name, view, words) => {
    const [, error, all] = await call('views.open', { trigger_id: '1.2.3', view });
    expect(error).toBe('invalid_arguments');
    expect(all).toMatch(words);
  });
});

test('what broke the contract is counted with everything that was asked', async () => {
  const answer = await fetch(`${fake.url}/sandbox/requests`);
  const { methods, violations } = (await answer.json()) as {
    methods: Record<string, number>;
    violations: { vendor: string; method: string; violation: string }[];
  };
  expect(methods['slack.chat.postMessage']).toBeGreaterThan(15);
  const slack = violations.filter(({ vendor }) => vendor === 'slack').map(({ violation }) => violation);
  expect(new Set(slack)).toEqual(new Set(['unknown-method', 'invalid-request', 'not-implemented', 'missing-scope']));
});

test('typings that changed make another contract', async () => {
  const generator: { generate: (entry: string) => Promise<typeof slackContract> } = await import(
    pathToFileURL(path.resolve(import.meta.dirname, '../../contracts/slack.mjs')).href
  );
  const dist = path.dirname(createRequire(import.meta.url).resolve('@slack/web-api'));
  const copy = await mkdtemp(path.join(import.meta.dirname, '../../.output/typings-'));
  try {
    const typings = await readFile(path.join(dist, 'methods.d.ts'), 'utf8');
    const here = typings.replaceAll("from './", `from '${dist}/`);
    expect(here).toContain('publish: MethodWithRequiredArgument<ViewsPublishArguments');
    const changed = here.replace(
      'publish: MethodWithRequiredArgument<ViewsPublishArguments',
      'publishAll: MethodWithRequiredArgument<ViewsPublishArguments & { loud: boolean }',
    );
    await writeFile(path.join(copy, 'package.json'), '{"type": "commonjs"}'); // as the vendor's own
    await writeFile(path.join(copy, 'methods.d.ts'), changed);
    const { methods } = await generator.generate(path.join(copy, 'methods.d.ts'));
    expect(methods['views.publish']).toBeUndefined();
    expect(methods['views.publishAll']).toMatchObject({ loud: { type: 'boolean', required: true } });
    expect(methods['views.open']).toEqual(slackContract.methods['views.open']);
  } finally {
    await rm(copy, { recursive: true });
  }
});
