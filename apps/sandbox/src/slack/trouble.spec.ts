import type { WebClient } from '@slack/web-api';
import { SlackFake } from './testing.js';

let fake: SlackFake;
let bot: WebClient;
let channel: string;

beforeAll(async () => {
  fake = await SlackFake.start();
  bot = await fake.install();
  channel = (await bot.conversations.create({ name: 'trouble' })).channel?.id ?? '';
});
afterAll(() => fake.close());

const fault = (body: object) =>
  fetch(`${fake.url}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const limits = (clock: 'machine' | 'product' | 'off') => fake.control('PUT', '/app', { limits: clock });
const said = async () => {
  const { channels } = (await fake.control('GET', '/people/ana@harbor.example/inbox')).data;
  return channels.find(({ id }: { id: string }) => id === channel).messages.map(({ text }: { text: string }) => text);
};

describe('the tiers', () => {
  beforeEach(() => limits('machine'));
  afterEach(() => limits('off'));

  test('a channel takes one message a second, and says when the next one may come', async () => {
    await bot.chat.postMessage({ channel, text: 'one' });
    await expect(bot.chat.postMessage({ channel, text: 'two' })).rejects.toMatchObject({ retryAfter: 1 });
    const other = (await bot.conversations.create({ name: 'beside' })).channel?.id ?? '';
    await bot.chat.postMessage({ channel: other, text: 'one' });
    fake.forward(1000);
    await bot.chat.postMessage({ channel, text: 'two' });
    expect(await said()).toEqual(['one', 'two']);
  });

  test('twenty channels are made a minute', async () => {
    fake.forward(60_000);
    let made = 0;
    const makeAll = async () => {
      for (;;) {
        await bot.conversations.create({ name: `many-${made}` });
        made += 1;
      }
    };
    await expect(makeAll()).rejects.toMatchObject({ retryAfter: 3 });
    expect(made).toBe(20);
    fake.forward(3000);
    expect((await bot.conversations.create({ name: 'one-more' })).ok).toBe(true);
  });

  test('may be counted on the product’s clock, so that a test can wait', async () => {
    await limits('off');
    const quiet = (await bot.conversations.create({ name: 'product-clock' })).channel?.id ?? '';
    await limits('product');
    await bot.chat.postMessage({ channel: quiet, text: 'one' });
    await expect(bot.chat.postMessage({ channel: quiet, text: 'two' })).rejects.toMatchObject({ retryAfter: 1 });
    const later = fake.sandbox.clock.now().add({ minutes: 2 }).toString();
    await fetch(`${fake.url}/sandbox/api/clock`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: later }),
    });
    expect((await bot.chat.postMessage({ channel: quiet, text: 'two' })).ok).toBe(true);
  });

  test('what people do themselves is not counted', async () => {
    const ana = fake.as('ana@harbor.example');
    const own = (await ana.conversations.create({ name: 'own' })).channel?.id ?? '';
    await ana.chat.postMessage({ channel: own, text: 'one' });
    expect((await ana.chat.postMessage({ channel: own, text: 'two' })).ok).toBe(true);
  });
});

describe('faults', () => {
  test.each([
    ['rate-limited', { retryAfter: 7 }],
    ['quota-exceeded', { retryAfter: 7 }],
    ['error-500', { statusCode: 500 }],
  ])('%s strikes as often as asked, before anything happens', async (kind, error) => {
    await fault({ kind, method: 'slack.chat.postMessage', times: 1, retry_after: 7 });
    await expect(bot.chat.postMessage({ channel, text: kind })).rejects.toMatchObject(error);
    expect(await said()).not.toContain(kind);
    expect((await bot.chat.postMessage({ channel, text: kind })).ok).toBe(true);
  });

  test('a time-out before leaves nothing, a time-out after leaves the message', async () => {
    const failed = { code: 'slack_webapi_request_error' };
    await fault({ kind: 'timeout-before', method: 'slack.chat.*', delay_ms: 20 });
    await expect(bot.chat.postMessage({ channel, text: 'before' })).rejects.toMatchObject(failed);
    expect(await said()).not.toContain('before');
    await fault({ kind: 'timeout-after', method: 'slack.chat.postMessage', delay_ms: 20 });
    await expect(bot.chat.postMessage({ channel, text: 'after' })).rejects.toMatchObject(failed);
    expect(await said()).toContain('after');
  });

  test('people are not struck by what is meant for the app', async () => {
    await fault({ kind: 'error-500', method: 'slack.auth.test' });
    expect((await fake.as('ana@harbor.example').auth.test()).ok).toBe(true);
    await expect(bot.auth.test()).rejects.toMatchObject({ statusCode: 500 });
  });
});
