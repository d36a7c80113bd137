import type { WebClient } from '@slack/web-api';
import { SlackFake } from './testing.js';

let fake: SlackFake;
let bot: WebClient;
let ana: string;
let ben: string;
let number = 0;
const fresh = (start = 'room') => `${start}-${(number += 1)}`;
const fails = (work: Promise<unknown>, error: string) =>
  expect(work).rejects.toMatchObject({ data: expect.objectContaining({ ok: false, error }) });
const room = async (name = fresh()) => (await bot.conversations.create({ name })).channel?.id ?? '';

beforeAll(async () => {
  fake = await SlackFake.start();
  bot = await fake.install();
  ana = (await bot.users.lookupByEmail({ email: 'ana@harbor.example' })).user?.id ?? '';
  ben = (await bot.users.lookupByEmail({ email: 'BEN@harbor.example' })).user?.id ?? '';
});
afterAll(() => fake.close());

test('a token says whose it is', async () => {
  expect(await bot.auth.test()).toMatchObject({ ok: true, team: 'Harbor', user: 'understudy' });
});

describe('people', () => {
  test('are found by address, in their workspace', async () => {
    const { user } = await bot.users.info({ user: ana });
    expect(user).toMatchObject({ id: ana, real_name: 'Ana Costa', tz: 'Europe/Lisbon', is_bot: false });
    expect(user?.profile?.email).toBe('ana@harbor.example');
    await fails(bot.users.lookupByEmail({ email: 'nobody@harbor.example' }), 'users_not_found');
  });

  test('are listed in pages', async () => {
    const names: (string | undefined)[] = [];
    for (let cursor = ''; names.length === 0 || cursor;) {
      const page = await bot.users.list({ limit: 2, ...(cursor && { cursor }) });
      expect(page.members?.length).toBeLessThanOrEqual(2);
      names.push(...(page.members ?? []).map(({ real_name }) => real_name));
      cursor = page.response_metadata?.next_cursor ?? '';
    }
    expect(names.sort()).toEqual(['Ana Costa', 'Ben Weber', 'Understudy']);
  });
});

describe('channels', () => {
  test.each([
    ['Upper Case', 'invalid_name_specials'],
    ['naïve', 'invalid_name_specials'],
    ['a.b', 'invalid_name_specials'],
    ['---', 'invalid_name_punctuation'],
    ['', 'invalid_name_required'],
    ['x'.repeat(81), 'invalid_name_maxlength'],
  ])('the name %j is refused', (name, error) => fails(bot.conversations.create({ name }), error));

  test('a name of eighty characters is one', async () => {
    expect((await bot.conversations.create({ name: 'y'.repeat(80) })).channel?.name_normalized).toHaveLength(80);
  });

  test('a name is taken once, also by an archived channel', async () => {
    const name = fresh();
    const channel = await room(name);
    await fails(bot.conversations.create({ name }), 'name_taken');
    await bot.conversations.archive({ channel });
    await fails(bot.conversations.create({ name }), 'name_taken');
    await fails(bot.conversations.archive({ channel }), 'already_archived');
    await fails(bot.conversations.invite({ channel, users: ana }), 'is_archived');
    await fails(bot.chat.postMessage({ channel, text: 'late' }), 'is_archived');
  });

  test('a workspace may keep channels to its admins', async () => {
    await fake.control('PUT', '/teams/harbor.example', { restricts_channels: true });
    await fails(bot.conversations.create({ name: fresh() }), 'restricted_action');
    await fake.control('PUT', '/teams/harbor.example', { restricts_channels: false });
    expect(await room()).toMatch(/^C/);
  });

  test('people are invited once, the app not by itself, guests not into public ones', async () => {
    const channel = await room();
    await bot.conversations.invite({ channel, users: `${ana},${ben}` });
    expect((await bot.conversations.members({ channel })).members).toEqual(expect.arrayContaining([ana, ben]));
    await fails(bot.conversations.invite({ channel, users: ana }), 'already_in_channel');
    const { user_id = '' } = await bot.auth.test();
    await fails(bot.conversations.invite({ channel, users: user_id }), 'cant_invite_self');
    await fails(bot.conversations.invite({ channel, users: 'U0000000000' }), 'user_not_found');
    const many = Array.from({ length: 101 }, (_, index) => `U${index}`).join();
    await fails(bot.conversations.invite({ channel, users: many }), 'too_many_users');
    await fake.control('PUT', '/people/gil@harbor.example', { name: 'Gil', is_guest: true });
    const gil = (await bot.users.lookupByEmail({ email: 'gil@harbor.example' })).user?.id ?? '';
    await fails(bot.conversations.invite({ channel, users: gil }), 'user_is_restricted');
  });

  test('with force the valid ones come, and the others are named', async () => {
    const channel = await room();
    const answer = await bot.conversations.invite({ channel, users: `${ana},U0000000000`, force: true });
    expect(answer).toMatchObject({ ok: true, errors: [{ user: 'U0000000000', error: 'user_not_found' }] });
    expect((await bot.conversations.members({ channel })).members).toContain(ana);
  });

  test('somebody taken out is not in it; who is not in it cannot be taken out', async () => {
    const channel = await room();
    await bot.conversations.invite({ channel, users: ana });
    await bot.conversations.kick({ channel, user: ana });
    await fails(bot.conversations.kick({ channel, user: ana }), 'not_in_channel');
    expect((await bot.conversations.members({ channel })).members).not.toContain(ana);
  });

  test('what others keep private is not there; what is public can be joined', async () => {
    const people = fake.as('ana@harbor.example');
    const secret = (await people.conversations.create({ name: fresh('secret'), is_private: true })).channel?.id ?? '';
    const open = (await people.conversations.create({ name: fresh('open') })).channel?.id ?? '';
    await fails(bot.conversations.info({ channel: secret }), 'channel_not_found');
    await fails(bot.conversations.invite({ channel: open, users: ben }), 'not_in_channel');
    await bot.conversations.join({ channel: open });
    await bot.conversations.invite({ channel: open, users: ben });
    const { channels = [] } = await bot.conversations.list({ types: 'public_channel,private_channel' });
    expect(channels.map(({ id }) => id)).toContain(open);
    expect(channels.map(({ id }) => id)).not.toContain(secret);
  });

  test('topics end at 250 characters', async () => {
    const channel = await room();
    await fails(bot.conversations.setTopic({ channel, topic: 'x'.repeat(251) }), 'too_long');
    expect((await bot.conversations.setTopic({ channel, topic: 'Acme is down' })).ok).toBe(true);
    expect((await bot.conversations.info({ channel })).channel?.topic?.value).toBe('Acme is down');
  });
});

describe('messages', () => {
  test('reach a channel, a thread, and one person', async () => {
    const channel = await room();
    const { ts = '' } = await bot.chat.postMessage({ channel, text: 'Hello' });
    const reply = await bot.chat.postMessage({ channel, text: 'More', thread_ts: ts });
    expect(reply.message).toMatchObject({ thread_ts: ts, text: 'More' });
    await fails(bot.chat.postMessage({ channel, text: 'x', thread_ts: reply.ts ?? '' }), 'cannot_reply_to_message');
    const direct = await bot.chat.postMessage({ channel: ana, text: 'For you' });
    const opened = (await bot.conversations.open({ users: ana })).channel?.id;
    expect([direct.channel, direct.channel?.[0]]).toEqual([opened, 'D']);
  });

  test('change while they are ours and the channel is open', async () => {
    const channel = await room();
    const { ts = '' } = await bot.chat.postMessage({ channel, text: 'A', blocks: [{ type: 'divider' }] });
    expect((await bot.chat.update({ channel, ts, text: 'B' })).message).not.toHaveProperty('blocks');
    await bot.conversations.invite({ channel, users: ana });
    const hers = (await fake.as('ana@harbor.example').chat.postMessage({ channel, text: 'mine' })).ts ?? '';
    await fails(bot.chat.update({ channel, ts: hers, text: 'yours' }), 'cant_update_message');
    await fails(bot.chat.delete({ channel, ts: hers }), 'cant_delete_message');
    await fails(bot.chat.update({ channel, ts, text: 'x'.repeat(4001) }), 'msg_too_long');
    await fails(bot.chat.update({ channel, ts: '1.000000', text: 'x' }), 'message_not_found');
  });

  test('are not lost for their length, and say something', async () => {
    const channel = await room();
    await fails(bot.chat.postMessage({ channel, text: 'x'.repeat(40_001) }), 'msg_too_long');
    await fails(bot.chat.postMessage({ channel, text: '' }), 'no_text');
  });

  test('need the app in the channel', async () => {
    const people = fake.as('ana@harbor.example');
    const channel = (await people.conversations.create({ name: fresh() })).channel?.id ?? '';
    await fails(bot.chat.postMessage({ channel, text: 'x' }), 'not_in_channel');
  });

  test('for one person only are seen by that person', async () => {
    const channel = await room();
    await fails(bot.chat.postEphemeral({ channel, user: ana, text: 'psst' }), 'user_not_in_channel');
    await bot.conversations.invite({ channel, users: `${ana},${ben}` });
    await bot.chat.postEphemeral({ channel, user: ana, text: 'psst' });
    const seenBy = async (email: string) => {
      const { channels } = (await fake.control('GET', `/people/${email}/inbox`)).data;
      return channels.find(({ id }: { id: string }) => id === channel).messages;
    };
    expect(await seenBy('ana@harbor.example')).toMatchObject([{ text: 'psst', is_ephemeral: true }]);
    expect(await seenBy('ben@harbor.example')).toEqual([]);
  });

  test('are pinned once', async () => {
    const channel = await room();
    const { ts = '' } = await bot.chat.postMessage({ channel, text: 'The brief' });
    await bot.pins.add({ channel, timestamp: ts });
    await fails(bot.pins.add({ channel, timestamp: ts }), 'already_pinned');
    expect((await bot.pins.list({ channel })).items).toMatchObject([{ message: { text: 'The brief' } }]);
    await fails(bot.pins.add({ channel, timestamp: '1.000000' }), 'message_not_found');
  });
});

test('what the app did is in the outbox, what people did is not; and it is still there after a restart', async () => {
  const channel = await room(fresh('outbox'));
  await bot.chat.postMessage({ channel, text: 'From the app' });
  await bot.chat.postMessage({ channel: ben, text: 'For Ben' });
  await bot.conversations.invite({ channel, users: ana });
  await fake.as('ana@harbor.example').chat.postMessage({ channel, text: 'From Ana' });
  const outbox = async () => (await (await fetch(`${fake.url}/sandbox/outbox`)).json()) as { items: object[] };
  const { items } = await outbox();
  expect(items.slice(-4)).toMatchObject([
    { kind: 'slack', what: { method: 'conversations.create', channel } },
    { kind: 'slack', what: { method: 'chat.postMessage', channel, text: 'From the app' } },
    { kind: 'slack', what: { method: 'chat.postMessage', to: ['ben@harbor.example'], channel_name: 'Ben Weber' } },
    { kind: 'slack', what: { method: 'conversations.invite', channel } },
  ]);
  await fake.restart();
  expect((await outbox()).items).toEqual(items);
  bot = fake.client(bot.token);
  expect((await bot.conversations.members({ channel })).members).toContain(ana);
});
