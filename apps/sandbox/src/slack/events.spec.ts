import type { WebClient } from '@slack/web-api';
import { SCOPES, SlackFake } from './testing.js';

const ANA = 'ana@harbor.example';
let fake: SlackFake;
let bot: WebClient;
let ana: string;

beforeAll(async () => {
  fake = await SlackFake.start();
  bot = await fake.install();
  ana = (await bot.users.lookupByEmail({ email: ANA })).user?.id ?? '';
});
afterAll(() => fake.close());
beforeEach(async () => {
  await settle();
  fake.answers = () => ({});
  fake.received.length = 0;
});
const settle = () => fetch(`${fake.url}/sandbox/api/settle`, { method: 'POST' });
const setClock = (now: string) =>
  fetch(`${fake.url}/sandbox/api/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now }),
  });

describe('a status', () => {
  test('tells the app twice at the same moment, each time with an id of its own', async () => {
    await fake.as(ANA).users.profile.set({ profile: { status_text: 'On holiday', status_emoji: ':palm_tree:' } });
    await settle();
    const [change] = await fake.events('user_change');
    const [status] = await fake.events('user_status_changed');
    const { type: _one, ...said } = change ?? {};
    const { type: _other, ...again } = status ?? {};
    expect(said).toEqual(again);
    expect(said).toMatchObject({
      user: {
        id: ana,
        profile: { email: ANA, status_text: 'On holiday', status_emoji: ':palm_tree:', status_expiration: 0 },
      },
    });
    const ids = fake.received.map(({ body }) => JSON.parse(body).event_id);
    expect(new Set(ids).size).toBe(2);
  });

  test('ends by itself when its time has come', async () => {
    const end = Math.floor(Date.now() / 1000) + 3600;
    await fake.as(ANA).users.profile.set({ profile: { status_text: 'Lunch', status_expiration: end } });
    await settle();
    fake.received.length = 0;
    await setClock(new Date((end + 1) * 1000).toISOString());
    const [event] = await fake.events('user_status_changed');
    expect(event).toMatchObject({ user: { profile: { status_text: '', status_emoji: '', status_expiration: 0 } } });
  });

  test('has a hundred characters at most, and only its owner sets it', async () => {
    const set = (client: WebClient, status_text: string) => client.users.profile.set({ profile: { status_text } });
    await expect(set(fake.as(ANA), 'x'.repeat(101))).rejects.toMatchObject({ data: { error: 'too_long' } });
    await expect(set(bot, 'x')).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'users.profile:write' },
    });
  });
});

describe('messages', () => {
  test('are heard where the app is a member, its own included', async () => {
    const channel = (await bot.conversations.create({ name: 'heard' })).channel?.id ?? '';
    await bot.conversations.invite({ channel, users: ana });
    await fake.as(ANA).chat.postMessage({ channel, text: 'On it' });
    await bot.chat.postMessage({ channel, text: 'Noted' });
    const [, hers, own] = await fake.events('message', 3); // the first says that Ana joined
    expect(hers).toMatchObject({ channel, user: ana, text: 'On it', channel_type: 'channel' });
    expect(hers).not.toHaveProperty('bot_id');
    expect(own).toMatchObject({ text: 'Noted', bot_id: expect.stringMatching(/^B/) });
  });

  test('are not heard where it is none, nor without the scope', async () => {
    const channel = (await fake.as(ANA).conversations.create({ name: 'unheard' })).channel?.id ?? '';
    await fake.as(ANA).chat.postMessage({ channel, text: 'Just us' });
    await fake.control('PUT', '/people/una@other.example', { name: 'Una' });
    const other = await fake.install(['channels:manage', 'chat:write'], 'una@other.example');
    const theirs = (await other.conversations.create({ name: 'theirs' })).channel?.id ?? '';
    await other.chat.postMessage({ channel: theirs, text: 'Hello' });
    await settle();
    expect(fake.received.filter(({ body }) => body.includes('"message"'))).toEqual([]);
  });

  test('a reply that stands in the channel too says so', async () => {
    const channel = (await bot.conversations.create({ name: 'threads' })).channel?.id ?? '';
    const { ts = '' } = await bot.chat.postMessage({ channel, text: 'A' });
    await bot.chat.postMessage({ channel, text: 'B', thread_ts: ts });
    await bot.chat.postMessage({ channel, text: 'C', thread_ts: ts, reply_broadcast: true });
    const [, reply, broadcast] = await fake.events('message', 3);
    expect(reply).toMatchObject({ thread_ts: ts, text: 'B' });
    expect(reply).not.toHaveProperty('subtype');
    expect(broadcast).toMatchObject({ subtype: 'thread_broadcast', thread_ts: ts, text: 'C' });
  });

  test('tell when they change and go', async () => {
    const channel = (await bot.conversations.create({ name: 'changing' })).channel?.id ?? '';
    const { ts = '' } = await bot.chat.postMessage({ channel, text: 'A' });
    await bot.chat.update({ channel, ts, text: 'B' });
    await bot.chat.delete({ channel, ts });
    const [, changed, deleted] = await fake.events('message', 3);
    expect(changed).toMatchObject({
      subtype: 'message_changed',
      message: { text: 'B' },
      previous_message: { text: 'A' },
    });
    expect(deleted).toMatchObject({ subtype: 'message_deleted', deleted_ts: ts });
  });
});

test('who comes and goes is told, and what becomes of a channel', async () => {
  const channel = (await bot.conversations.create({ name: 'about' })).channel?.id ?? '';
  await bot.conversations.invite({ channel, users: ana });
  await bot.conversations.setTopic({ channel, topic: 'Acme' });
  await bot.conversations.kick({ channel, user: ana });
  await bot.conversations.archive({ channel });
  await settle();
  expect((await fake.events('member_joined_channel'))[0]).toMatchObject({ user: ana, channel });
  expect((await fake.events('member_left_channel'))[0]).toMatchObject({ user: ana, channel });
  expect((await fake.events('channel_archive'))[0]).toMatchObject({ channel });
  const notes = await fake.events('message');
  expect(notes.map(({ subtype }) => subtype)).toEqual([
    'channel_join',
    'channel_topic',
    'channel_leave',
    'channel_archive',
  ]);
  expect(notes[0]).toMatchObject({
    user: ana,
    channel,
    channel_type: 'channel',
    text: `<@${ana}> has joined the channel`,
  });
});

test('an app hears what it is subscribed to and nothing else', async () => {
  await fake.control('PUT', '/app', { bot_events: ['message.channels'] });
  const channel = (await bot.conversations.create({ name: 'subscribed' })).channel?.id ?? '';
  await bot.conversations.invite({ channel, users: ana });
  await fake.as(ANA).chat.postMessage({ channel, text: 'heard' });
  const direct = (await bot.conversations.open({ users: ana })).channel?.id ?? '';
  await fake.as(ANA).chat.postMessage({ channel: direct, text: 'not heard' });
  await settle();
  await fake.control('PUT', '/app', { bot_events: null });
  const texts = fake.received.map(({ body }) => JSON.parse(body).event.text);
  expect(texts).toEqual([`<@${ana}> has joined the channel`, 'heard']);
});

describe('an event that is not taken', () => {
  const headers = () =>
    fake.received.map((one) => [one.headers['x-slack-retry-num'], one.headers['x-slack-retry-reason']]);
  const happen = () => fake.control('POST', `/people/${ANA}/open-home`, {});

  test('comes again three times with the same id and says why', async () => {
    fake.answers = () => ({ status: 503 });
    await happen();
    expect(headers()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(fake.received.map(({ body }) => JSON.parse(body).event_id)).size).toBe(1);
  });

  test('comes until it is taken', async () => {
    fake.answers = () => ({ status: fake.received.length < 2 ? 500 : 200 });
    await happen();
    expect(fake.received).toHaveLength(2);
  });
});

describe('leaving', () => {
  const refused = (error: string, client: WebClient) =>
    expect(client.auth.test()).rejects.toMatchObject({ data: { error } });

  test('a token that is given back is revoked, and the app is told', async () => {
    await fake.control('PUT', '/people/rae@revoking.example', { name: 'Rae' });
    const client = await fake.install(SCOPES, 'rae@revoking.example');
    expect(await client.auth.revoke({ test: true })).toMatchObject({ revoked: false });
    expect(await client.auth.revoke()).toMatchObject({ revoked: true });
    await refused('token_revoked', client);
    expect((await fake.events('tokens_revoked'))[0]).toMatchObject({ tokens: { oauth: [] } });
  });

  test('an app that is uninstalled is out of everything, and comes back with a new token', async () => {
    await fake.control('PUT', '/people/ulf@leaving.example', { name: 'Ulf' });
    const client = await fake.install(SCOPES, 'ulf@leaving.example');
    const channel = (await client.conversations.create({ name: 'left' })).channel?.id ?? '';
    await fake.control('POST', '/app/uninstall', { domain: 'leaving.example' });
    await refused('account_inactive', client);
    expect(await fake.events('app_uninstalled')).toHaveLength(1);
    const back = await fake.install(SCOPES, 'ulf@leaving.example');
    expect(back.token).not.toBe(client.token);
    expect((await back.conversations.info({ channel })).channel?.is_member).toBe(false);
  });
});
