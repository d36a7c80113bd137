import { createHmac } from 'node:crypto';
import type { KnownBlock, View, WebClient } from '@slack/web-api';
import { SlackFake } from './testing.js';

type ModalView = Extract<View, { type: 'modal' }>;
const ANA = 'ana@harbor.example';
let fake: SlackFake;
let bot: WebClient;
let ana: string;
let channel: string;

beforeAll(async () => {
  fake = await SlackFake.start();
  bot = await fake.install();
  ana = (await bot.users.lookupByEmail({ email: ANA })).user?.id ?? '';
  channel = (await bot.conversations.create({ name: 'acme' })).channel?.id ?? '';
  await bot.conversations.invite({ channel, users: ana });
});
afterAll(() => fake.close());
beforeEach(() => {
  fake.answers = () => ({});
  fake.received.length = 0;
});

const act = (name: string, body: object = {}) => fake.control('POST', `/people/${ANA}/${name}`, body);
const inbox = async () => (await fake.control('GET', `/people/${ANA}/inbox`)).data;
const said = async () => (await inbox()).channels.find(({ id }: { id: string }) => id === channel).messages;
const text = (words: string) => ({ type: 'plain_text', text: words }) as const;
const button: KnownBlock = {
  type: 'actions',
  block_id: 'answer',
  elements: [{ type: 'button', action_id: 'accept', text: text('Accept'), value: 'v1' }],
};
const modal: ModalView = {
  type: 'modal',
  callback_id: 'escalate',
  private_metadata: 'm1',
  title: text('Escalate'),
  submit: text('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'title',
      label: text('Title'),
      element: { type: 'plain_text_input', action_id: 'title' },
    },
    {
      type: 'input',
      block_id: 'severity',
      label: text('Severity'),
      element: {
        type: 'static_select',
        action_id: 'severity',
        options: [{ text: text('P1'), value: 'p1' }],
      },
    },
    {
      type: 'input',
      block_id: 'customer',
      optional: true,
      label: text('Customer'),
      element: { type: 'external_select', action_id: 'customer', min_query_length: 1 },
    },
  ],
};
/** The app opens this as soon as it is asked, as it must. */
const opening = (view: ModalView = modal) => {
  const opened: Promise<unknown>[] = [];
  fake.answers = ({ path, body }) => {
    const form = new URLSearchParams(body);
    const trigger_id = path.endsWith('/commands')
      ? (form.get('trigger_id') ?? '')
      : (JSON.parse(form.get('payload') ?? '{}').trigger_id as string);
    opened.push(bot.views.open({ trigger_id, view }));
    return {};
  };
  return opened;
};
const open = async (view?: ModalView): Promise<string> => {
  const opened = opening(view);
  await act('shortcut', { callback_id: 'escalate' });
  await Promise.all(opened);
  fake.answers = () => ({});
  return (await inbox()).modal.id;
};

describe('a request to the app', () => {
  test('is signed over its very bytes, with the machine’s time', async () => {
    await act('command', { command: '/understudy', text: 'who Acme & Söhne' });
    const [request] = fake.received;
    const { signing_secret } = await fake.app();
    const timestamp = request?.headers['x-slack-request-timestamp'] ?? '';
    const expected = createHmac('sha256', signing_secret).update(`v0:${timestamp}:${request?.body}`).digest('hex');
    expect(request?.headers['x-slack-signature']).toBe(`v0=${expected}`);
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60);
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toMatchObject({
      command: '/understudy',
      text: 'who Acme & Söhne',
      user_id: ana,
      channel_name: 'general',
      trigger_id: expect.stringMatching(/^\d+\.\d+\.\w+$/),
    });
  });

  test('can be sent again byte for byte, as a listener would', async () => {
    await act('command', { command: '/understudy' });
    const { items } = (await fake.control('GET', '/app/requests')).data;
    const before = fake.received.length;
    await fake.control('POST', `/app/requests/${items.at(-1).id}/replay`);
    expect(fake.received[before]?.body).toBe(fake.received[before - 1]?.body);
    expect(fake.received[before]?.headers['x-slack-signature']).toBe(
      fake.received[before - 1]?.headers['x-slack-signature'],
    );
  });

  test('asks a new address for the challenge first', async () => {
    expect((await fake.control('POST', '/app/verify')).data).toEqual({ verified: false });
    fake.answers = ({ body }) => ({ body: { challenge: JSON.parse(body).challenge } });
    expect((await fake.control('POST', '/app/verify')).data).toEqual({ verified: true });
  });
});

describe('a command', () => {
  test('shows what is answered to the person alone, or to all', async () => {
    fake.answers = () => ({ body: { text: 'Ben covers Acme' } });
    expect((await act('command', { command: '/understudy', text: 'who Acme', channel })).data.status).toBe(200);
    expect((await said()).at(-1)).toMatchObject({ text: 'Ben covers Acme', is_ephemeral: true });
    fake.answers = () => ({ body: { response_type: 'in_channel', text: 'Ben covers Acme' } });
    await act('command', { command: '/understudy', channel });
    expect((await said()).at(-1)).toMatchObject({ text: 'Ben covers Acme', is_ephemeral: false });
  });

  test('that fails says so', async () => {
    fake.answers = () => ({ status: 500 });
    await act('command', { command: '/understudy', channel });
    expect((await said()).at(-1).text).toBe('/understudy failed with the error "dispatch_failed"');
  });

  test('that is not answered within three seconds has failed', async () => {
    fake.answers = () => ({ silent: true });
    expect((await act('command', { command: '/understudy', channel })).data.status).toBeNull();
    expect((await said()).at(-1).text).toBe('/understudy failed with the error "operation_timeout"');
  });

  test('with an answer Slack would not understand is a mistake of the app', async () => {
    fake.answers = () => ({ body: { test: 'x' } });
    expect((await act('command', { command: '/understudy', channel })).status).toBe(409);
  });
});

describe('a button', () => {
  test('carries who clicked what, where', async () => {
    const { ts = '' } = await bot.chat.postMessage({ channel, text: 'Cover?', blocks: [button] });
    await act('click', { channel, ts, action_id: 'accept' });
    expect(fake.interactions()[0]).toMatchObject({
      type: 'block_actions',
      user: { id: ana },
      channel: { id: channel },
      container: { type: 'message', message_ts: ts },
      message: { ts, text: 'Cover?' },
      actions: [{ type: 'button', action_id: 'accept', block_id: 'answer', value: 'v1' }],
    });
    expect((await act('click', { channel, ts, action_id: 'decline' })).status).toBe(409);
  });

  test('lets the app replace the message, five times', async () => {
    const { ts = '' } = await bot.chat.postMessage({ channel, text: 'Cover?', blocks: [button] });
    await act('click', { channel, ts, action_id: 'accept' });
    const address = String(fake.interactions()[0]?.['response_url']);
    const respond = (body: object) =>
      fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    expect((await respond({ replace_original: true, text: 'Ben accepted' })).status).toBe(200);
    expect((await said()).at(-1)).toMatchObject({ ts, text: 'Ben accepted', blocks: [] });
    expect((await respond({ text: 'Only you see this' })).status).toBe(200);
    expect((await said()).at(-1)).toMatchObject({ text: 'Only you see this', is_ephemeral: true });
    for (const _ of [3, 4]) await respond({ text: 'again' });
    expect((await respond({ delete_original: true })).status).toBe(200);
    expect((await said()).map((one: { ts: string }) => one.ts)).not.toContain(ts);
    expect((await respond({ text: 'sixth' })).status).toBe(404);
  });
});

describe('a dialog', () => {
  test('needs a trigger, once, within three seconds', async () => {
    await act('shortcut', { callback_id: 'escalate' });
    const trigger_id = String(fake.interactions()[0]?.['trigger_id']);
    const code = (work: Promise<unknown>) =>
      work.then(
        () => 'ok',
        (error) => error.data.error,
      );
    expect(await code(bot.views.open({ trigger_id, view: modal }))).toBe('ok');
    expect(await code(bot.views.open({ trigger_id, view: modal }))).toBe('exchanged_trigger_id');
    expect(await code(bot.views.open({ trigger_id: '1.2.x', view: modal }))).toBe('invalid_trigger_id');
    expect(await code(fake.as(ANA).views.open({ trigger_id, view: modal }))).toBe('not_allowed_token_type');
    await act('shortcut', { callback_id: 'escalate' });
    fake.forward(3000);
    const late = String(fake.interactions()[1]?.['trigger_id']);
    expect(await code(bot.views.open({ trigger_id: late, view: modal }))).toBe('expired_trigger_id');
  });

  test('is submitted with everything that is in it', async () => {
    const view_id = await open();
    const state = { title: 'Down', severity: 'p1', customer: { customer: 'c1' } };
    expect((await act('submit', { view_id, state })).data).toEqual({ status: 200, outcome: 'closed', errors: {} });
    expect(fake.interactions().at(-1)).toMatchObject({
      type: 'view_submission',
      view: {
        id: view_id,
        callback_id: 'escalate',
        private_metadata: 'm1',
        state: {
          values: {
            title: { title: { type: 'plain_text_input', value: 'Down' } },
            severity: { severity: { type: 'static_select', selected_option: { value: 'p1' } } },
            customer: { customer: { type: 'external_select', selected_option: { value: 'c1' } } },
          },
        },
      },
    });
    expect((await inbox()).modal).toBeNull();
  });

  test('is held back by Slack itself while something needed is empty', async () => {
    const view_id = await open();
    const before = fake.received.length;
    const { outcome, errors } = (await act('submit', { view_id, state: { severity: 'p1' } })).data;
    expect([outcome, Object.keys(errors), fake.received.length]).toEqual(['held-back', ['title'], before]);
  });

  test('stays open with the errors the app names, beside fields that exist', async () => {
    const view_id = await open();
    const state = { title: 'x', severity: 'p1' };
    fake.answers = () => ({ body: { response_action: 'errors', errors: { title: 'Say more.' } } });
    expect((await act('submit', { view_id, state })).data).toMatchObject({
      outcome: 'errors',
      errors: { title: 'Say more.' },
    });
    expect((await inbox()).modal.id).toBe(view_id);
    fake.answers = () => ({ body: { response_action: 'errors', errors: { nothing: 'Say more.' } } });
    expect((await act('submit', { view_id, state })).status).toBe(409);
  });

  test('is followed by another one, or changed under a hash that still holds', async () => {
    const view_id = await open();
    fake.answers = () => ({ body: { response_action: 'update', view: { ...modal, callback_id: 'second' } } });
    await act('submit', { view_id, state: { title: 'x', severity: 'p1' } });
    const shown = (await inbox()).modal;
    expect([shown.id, shown.callback_id]).toEqual([view_id, 'second']);
    const { view } = await bot.views.update({ view_id, view: modal, hash: shown.hash });
    expect(view?.callback_id).toBe('escalate');
    await expect(bot.views.update({ view_id, view: modal, hash: shown.hash })).rejects.toMatchObject({
      data: { error: 'hash_conflict' },
    });
  });

  test('offers what the app suggests for the letters typed', async () => {
    const view_id = await open();
    fake.answers = () => ({ body: { options: [{ text: text('Acme'), value: 'c1' }] } });
    const { data } = await act('suggest', { view_id, action_id: 'customer', value: 'ac' });
    expect(data.options).toMatchObject([{ value: 'c1' }]);
    expect(fake.interactions().at(-1)).toMatchObject({ type: 'block_suggestion', action_id: 'customer', value: 'ac' });
    fake.answers = () => ({ body: { options: [{ text: text('x'.repeat(76)), value: 'c1' }] } });
    expect((await act('suggest', { view_id, action_id: 'customer', value: 'ac' })).status).toBe(409);
  });

  test('opens from a message too, which comes along', async () => {
    const { ts = '' } = await bot.chat.postMessage({ channel, text: 'Everything is down' });
    await act('shortcut', { callback_id: 'escalate_message', channel, ts });
    expect(fake.interactions()[0]).toMatchObject({
      type: 'message_action',
      callback_id: 'escalate_message',
      message: { text: 'Everything is down' },
      channel: { id: channel },
    });
  });

  test('that says so tells the app when it is closed', async () => {
    const view_id = await open({ ...modal, notify_on_close: true });
    await act('close', { view_id });
    expect(fake.interactions().at(-1)).toMatchObject({ type: 'view_closed', view: { id: view_id }, is_cleared: false });
    expect((await inbox()).modal).toBeNull();
  });
});

test('the home tab is drawn by the app and opened by the person', async () => {
  const view = {
    type: 'home',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'You cover *Acme*' } }],
  } as const;
  const { view: drawn } = await bot.views.publish({ user_id: ana, view: { ...view, blocks: [...view.blocks] } });
  await act('open-home');
  const [event] = await fake.events('app_home_opened');
  expect(event).toMatchObject({ user: ana, tab: 'home', view: { id: drawn?.id } });
  expect((await inbox()).home.blocks).toMatchObject(view.blocks);
  await expect(bot.views.publish({ user_id: ana, view: { ...view, blocks: [] }, hash: 'old' })).rejects.toMatchObject({
    data: { error: 'hash_conflict' },
  });
});
