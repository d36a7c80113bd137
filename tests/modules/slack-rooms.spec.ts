/** PRD-243 FR-4.2 and PRD-131 FR-5 in a Slack of its own: war rooms, the mirrored discussion, customers' channels, direct messages. */
import { jest } from '@jest/globals';
import {
  AcknowledgeEscalation,
  AddEscalationStakeholder,
  AdoptSlackChannels,
  AssignEscalation,
  BroadcastEscalation,
  CloseEscalation,
  CancelAbsence,
  GetCustomer,
  GetCustomerSlackChannels,
  GetEscalation,
  GetNotificationPreferences,
  ListEscalationBroadcasts,
  ListRouting,
  PatchNotificationPreferences,
  PostEscalationUpdate,
  PutCustomer,
  PutCustomerSlackChannels,
  PutSlackRoomSettings,
  ReadAllNotifications,
  ResolveEscalation,
  VoidEscalation,
  SetSlackPerson,
} from '@understudy/contracts';
import { eventually } from '../support/eventually.js';
import { accept, asked } from './covering.js';
import { escalate, updates, withCategories } from './escalating.js';
import { aSlackWorld, type SlackWorld } from './slacking.js';
import type { Organisation, Person } from './world.js';

jest.setTimeout(300_000);

interface Seen {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly is_archived: boolean;
  readonly members: readonly string[];
  readonly topic: string;
  readonly pins: readonly string[];
  readonly messages: readonly {
    readonly ts: string;
    readonly text: string;
    readonly thread_ts?: string | null;
    readonly blocks: unknown;
    readonly from: { readonly id: string; readonly name: string; readonly is_bot: boolean };
  }[];
}

let world: SlackWorld;
let org: Organisation;
let ids: ReadonlyMap<string, string>;

const fault = (kind: string, method: string, more: object = {}) =>
  world.control('POST', '/faults', { kind, method, ...more });
const channels = async (who: Person): Promise<Seen[]> => (await world.as(who).inbox())['channels'] as Seen[];
const channelNamed = async (name: string, who: Person = org.ada): Promise<Seen> => {
  const found = (await channels(who)).find((one) => one.name === name);
  if (!found) throw new Error(`no channel ${name}`);
  return found;
};
/** What the app wrote to somebody directly. */
const toldIn = async (who: Person): Promise<Seen['messages']> =>
  (await channels(who))
    .filter(({ kind }) => kind === 'im')
    .flatMap(({ messages }) => messages.filter(({ from }) => from.is_bot));
/** Two processes and a queue that tries again: CI's machine is slow. */
const soon = <T>(assertion: () => Promise<T>): Promise<T> => eventually(assertion, { within: 90_000 });
const slackId = (who: Person): string => ids.get(who.email) ?? '';
const room = async (id: string) => (await org.ada.call(GetEscalation, { escalation_id: id })).war_room;
const openRoom = async (id: string): Promise<Seen> => {
  await soon(async () => expect((await room(id))?.state).toBe('open'));
  return channelNamed((await room(id))?.name ?? '');
};
const said = (seen: Seen): string[] => seen.messages.filter(({ from }) => from.is_bot).map(({ text }) => text);
const resolution = { resolution_summary: 'Restarted it', root_cause: 'A full disk', outcome: 'saved' as const };

beforeAll(async () => {
  world = await aSlackWorld();
  org = world.org;
  await withCategories(org);
  await world.control('PUT', `/slack/people/${org.eva.email}`, { is_deactivated: true });
  expect((await world.install(org.ada)).status).toBe(302);
  const people = (await world.as(org.ada).inbox())['people'] as { id: string; email: string }[];
  ids = new Map(people.map(({ id, email }) => [email, id]));
});
afterAll(() => world?.close());
const restrict = (isRestricted: boolean) =>
  world.control('PUT', `/slack/teams/${org.ada.email.split('@')[1]}`, { restricts_channels: isRestricted });
afterEach(async () => {
  await world.control('DELETE', '/faults');
  await restrict(false);
});

describe('FR-4.2: the war room', () => {
  test('a P0 has a channel with everybody who is in Slack, the brief pinned and a link above; others are named', async () => {
    const { id } = await escalate(org, { severity: 'P0', secondary_owner_id: org.eva.id });
    const seen = await openRoom(id);

    expect(seen.name).toBe(`esc-${id.slice(-8)}-customer-0001`);
    expect(seen.members).toEqual(expect.arrayContaining([slackId(org.ana), slackId(org.ben)]));
    expect(seen.topic).toMatch(new RegExp(`^P0 at Customer 0001: http.*/escalations/${id}$`));
    expect(said(seen)[0]).toMatch(
      /^P0 at Customer 0001: All is down\nCategory: Technical\nOwner: ben, then eva\nTo be resolved by <!date\^\d+\^\{date_short_pretty\} \{time\}\|\S+Z>/,
    );
    expect(seen.pins).toEqual([seen.messages.find(({ text }) => text.startsWith('P0 at'))?.ts]);
    expect(await room(id)).toMatchObject({
      url: expect.stringContaining(`/archives/${seen.id}/p`),
      note: 'Everybody on this escalation who has Slack is in it. Not in Slack: eva.',
    });

    await org.mia.call(AddEscalationStakeholder, { escalation_id: id, user_id: org.eli.id, role: 'informed' });
    await org.ben.call(AcknowledgeEscalation, { escalation_id: id });
    await soon(async () => expect((await openRoom(id)).members).toContain(slackId(org.eli)));
    await soon(async () => expect(said(await openRoom(id))).toContain('Taken on. Owner: ben.'));
    await org.ben.call(ResolveEscalation, { escalation_id: id, ...resolution });
    await soon(async () => expect(said(await openRoom(id))).toContain('Resolved: Restarted it'));
    await org.ben.call(CloseEscalation, { escalation_id: id });
    await soon(async () => expect((await room(id))?.state).toBe('closed'));
    const over = await channelNamed(seen.name);
    expect(over.is_archived).toBe(true);
    expect(said(over).slice(-2)).toEqual(['Resolved: Restarted it', 'Closed. This channel is archived.']);
  });

  test('a name that somebody else has gets a number; what stands in it is called so everywhere', async () => {
    await fault('error-500', 'slack.conversations.create', { times: 2 });
    const { id } = await escalate(org, { severity: 'P1', customer_id: org.customers[1] ?? '' });
    const name = `esc-${id.slice(-8)}-customer-0002`;
    await world.as(org.gus).call('conversations.create', { name });
    const seen = await openRoom(id);

    expect(seen.name).toBe(`${name}-2`);
    expect((await channelNamed(name)).members).toEqual([slackId(org.gus)]);
  });

  test('answers that are lost make nothing twice: one channel, one brief, every word once', async () => {
    for (const method of ['conversations.create', 'conversations.invite', 'chat.postMessage'])
      await fault('timeout-after', `slack.${method}`, { delay_ms: 50 });
    const { id } = await escalate(org, { severity: 'P1', title: 'Lost answers' });
    const seen = await openRoom(id);

    expect((await channels(org.ada)).filter(({ name }) => name.startsWith(`esc-${id.slice(-8)}`))).toHaveLength(1);
    expect(said(seen).filter((text) => text.includes('Lost answers'))).toHaveLength(1);
    await fault('timeout-after', 'slack.chat.postMessage', { delay_ms: 50 });
    await org.ben.call(AcknowledgeEscalation, { escalation_id: id });
    await org.ana.call(PostEscalationUpdate, { escalation_id: id, comment: 'And this' });
    await soon(async () => expect(said(await openRoom(id))).toContain('*ana:* And this'));
    await soon(async () =>
      expect(said(await openRoom(id)).filter((text) => text.startsWith('Taken on'))).toHaveLength(1),
    );
    await soon(async () =>
      expect(await org.sql('select 1 from slack_posts where tenant_id = $1 and ts is null')).toEqual([]),
    );
    expect(said(await openRoom(id)).filter((text) => text.startsWith('Taken on'))).toHaveLength(1);
  });

  test('what is said while there is no room yet is said in it, in that order; none is left behind when the end came first', async () => {
    await fault('error-500', 'slack.conversations.create', { times: null });
    const early = await escalate(org, { severity: 'P0', title: 'Early' });
    await org.ana.call(PostEscalationUpdate, { escalation_id: early.id, comment: 'First' });
    await org.ana.call(PostEscalationUpdate, { escalation_id: early.id, comment: 'Second' });
    await soon(async () =>
      expect(
        await org.sql('select 1 from escalation_war_room_words where tenant_id = $1 and escalation_id = $2', [
          early.id,
        ]),
      ).toHaveLength(2),
    );
    await world.control('DELETE', '/faults');
    await fault('timeout-after', 'slack.conversations.create', { times: 1, delay_ms: 50 });
    await soon(async () =>
      expect(said(await openRoom(early.id)).filter((text) => text.startsWith('*ana:*'))).toEqual([
        '*ana:* First',
        '*ana:* Second',
      ]),
    );

    await fault('timeout-after', 'slack.conversations.create', { times: null, delay_ms: 50 });
    await fault('error-500', 'slack.users.conversations', { times: null });
    const { id } = await escalate(org, { severity: 'P0', title: 'Over at once' });
    const name = `esc-${id.slice(-8)}-customer-0001`;
    await soon(async () => expect((await channelNamed(name)).is_archived).toBe(false));
    await org.ana.call(VoidEscalation, { escalation_id: id, reason: 'Twice' });
    await world.control('DELETE', '/faults');
    await soon(async () => expect((await room(id))?.state).toBe('closed'));
    await soon(async () => expect((await channelNamed(name)).is_archived).toBe(true));
  });

  test('a workspace that lets no channel be made: a thread where the admins want it, else the discussion', async () => {
    await world.as(org.ada).call('conversations.create', { name: 'help-desk' });
    await restrict(true);
    const none = await escalate(org, { severity: 'P1', customer_id: org.customers[2] ?? '' });
    await soon(async () => expect((await room(none.id))?.state).toBe('missing'));
    expect((await room(none.id))?.note).toContain('restricted_action');

    const channel = await channelNamed('help-desk');
    await world.as(org.ben).call('conversations.join', { channel: channel.id });
    expect(
      await org.ada.refused(PutSlackRoomSettings, {
        fallback_channel_id: 'CNOWHERE',
        customer_channel_pattern: 'acct-{customer}',
      }),
    ).toBe('422 slack-rooms.channel-not-found');
    await org.ada.call(PutSlackRoomSettings, {
      fallback_channel_id: channel.id,
      customer_channel_pattern: 'acct-{customer}',
    });
    const { id } = await escalate(org, { severity: 'P0', title: 'In a thread' });
    await soon(async () => expect((await room(id))?.state).toBe('open'));
    expect((await room(id))?.note).toBe(`This workspace lets no channel be made: it is a thread in #${channel.name}.`);
    await org.ana.call(PostEscalationUpdate, { escalation_id: id, comment: 'Seen there' });
    const thread = async () => {
      const { messages } = await channelNamed(channel.name);
      const first = messages.find(({ text }) => text.includes('In a thread'));
      return { first, replies: messages.filter((one) => one.thread_ts === first?.ts && one.ts !== first?.ts) };
    };
    await soon(async () => expect((await thread()).replies.map(({ text }) => text)).toContain('*ana:* Seen there'));
    expect((await thread()).first?.text).toContain(`<@${slackId(org.ben)}>`);
    await world.as(org.ben).call('chat.postMessage', { channel: channel.id, text: 'Not about it' });
    await world.as(org.ben).call('chat.postMessage', {
      channel: channel.id,
      thread_ts: (await thread()).first?.ts,
      text: 'About it',
    });
    await soon(async () =>
      expect((await updates(org.ana, id, { update_type: 'comment' })).map(({ comment }) => comment)).toEqual([
        'About it',
        'Seen there',
      ]),
    );
  });
});

describe('the mirrored discussion', () => {
  test('what people write in the room is their comment, once and without an echo; who is not on it is told so', async () => {
    const { id } = await escalate(org, { severity: 'P0', title: 'Mirrored' });
    const seen = await openRoom(id);
    await world.as(org.ben).call('chat.postMessage', { channel: seen.id, text: `Hi <@${slackId(org.gus)}> &amp; all` });
    await soon(async () =>
      expect((await updates(org.ana, id, { update_type: 'comment' }))[0]).toMatchObject({
        comment: `Hi @[gus](${org.gus.id}) & all`,
        user: { name: 'ben' },
        is_internal: true,
        mentioned: [{ name: 'gus' }],
      }),
    );
    await org.ana.call(PostEscalationUpdate, { escalation_id: id, comment: '*Bold* <!channel>' });
    await soon(async () => expect(said(await openRoom(id)).at(-1)).toContain('&lt;!channel&gt;'));
    expect(said(await openRoom(id)).some((text) => text.includes('*ben:*'))).toBe(false);

    const requests = (await world.control('GET', '/slack/app/requests')).body as {
      items: { id: string; body: string }[];
    };
    const posted = requests.items.find(({ body }) => body.includes('&amp; all'));
    await world.control('POST', `/slack/app/requests/${posted?.id}/replay`);
    await world.as(org.sam).call('conversations.join', { channel: seen.id });
    await world.as(org.sam).call('chat.postMessage', { channel: seen.id, text: 'May I?' });
    await soon(async () =>
      expect((await channelNamed(seen.name, org.sam)).messages.map(({ text }) => text).join('\n')).toContain(
        'You are not on this escalation',
      ),
    );
    expect((await updates(org.ana, id, { update_type: 'comment' })).map(({ user }) => user?.name)).toEqual([
      'ana',
      'ben',
    ]);
  });

  test('of a confidential customer Slack reads the code name, wherever its name is written', async () => {
    const customer = await org.ana.call(GetCustomer, { customer_id: org.customers[2] ?? '' });
    const { version: _version, ...facts } = customer;
    await org.ana.call(PutCustomer, {
      customer_id: customer.id,
      name: customer.name,
      csm_id: org.ana.id,
      arr: facts.arr,
      health_score: facts.health_score,
      stage: facts.stage,
      segment: facts.segment,
      industry: facts.industry,
      renewal_on: null,
      special_handling: null,
      domains: [],
      is_confidential: true,
      code_name: 'Blue Falcon',
    });
    const { id } = await escalate(org, {
      severity: 'P0',
      customer_id: customer.id,
      title: `${customer.name} is down`,
      description: `Everything at ${customer.name.toUpperCase()}.`,
    });
    const seen = await openRoom(id);

    expect(seen.name).toBe(`esc-${id.slice(-8)}-blue-falcon`);
    expect(said(seen)[0]).toMatch(/^P0 at Blue Falcon: Blue Falcon is down/);
    await soon(async () => expect(JSON.stringify(await toldIn(org.ben))).toContain('Blue Falcon is down'));
    const written = [...(await channels(org.ben)), ...(await channels(org.ana))].flatMap(({ messages }) => messages);
    const about = written.map((message) => JSON.stringify(message)).filter((message) => message.includes(id));
    expect(about.length).toBeGreaterThan(2);
    expect(about.filter((message) => /customer 0003/i.test(message))).toEqual([]);
  });
});

describe('PRD-131 FR-5: channel membership', () => {
  test('the backup is let into the customers’ channels for the time, and who was in one before stays', async () => {
    const asGus = world.as(org.gus);
    const ids = new Map<string, string>();
    for (const name of ['acct-customer-0001', 'acct-customer-0001-emea']) {
      const { channel } = await asGus.call('conversations.create', { name });
      ids.set(name, (channel as { id: string }).id);
    }
    const [plain = '', emea = ''] = ids.values();
    await world.as(org.ben).call('conversations.join', { channel: emea });
    const customer_id = org.customers[0] ?? '';
    const before = await org.ana.call(GetCustomerSlackChannels, { customer_id });
    expect(before).toMatchObject({
      items: [],
      slack_connected: true,
      suggestions: [{ name: 'acct-customer-0001' }, { name: 'acct-customer-0001-emea' }],
    });
    expect(await org.gus.refused(PutCustomerSlackChannels, { customer_id, channel_ids: [] })).toBe(
      '403 identity.not-allowed',
    );
    expect(await org.ada.call(AdoptSlackChannels, {})).toMatchObject({
      dry_run: true,
      items: [{ customer: { name: 'Customer 0001' }, channels: [{ channel_id: plain }, { channel_id: emea }] }],
    });
    expect((await org.ana.call(GetCustomerSlackChannels, { customer_id })).items).toEqual([]);
    await org.ana.call(PutCustomerSlackChannels, { customer_id, channel_ids: [plain, emea] });
    expect((await org.ada.call(AdoptSlackChannels, { dry_run: false })).items).toEqual([]);

    await fault('timeout-after', 'slack.conversations.invite', { delay_ms: 50 });
    await fault('rate-limited', 'slack.conversations.members', { retry_after: 1 });
    const { absenceId, id } = await asked(world, org, 0, 3);
    await accept(org.ben, id);
    const lines = async () =>
      (await org.ada.call(ListRouting, { absence_id: absenceId })).items.filter(({ type }) => type === 'slack');
    await soon(async () => {
      await world.forward('PT1M');
      expect((await lines()).map(({ state }) => state)).toEqual(['applied', 'applied']);
    });
    expect((await channelNamed('acct-customer-0001')).members).toContain(slackId(org.ben));

    // an admin says that Ben is somebody else in Slack: whom we let in before is taken out, not whom they name now
    const [benBefore, benNow] = [slackId(org.ben), slackId(org.sam)];
    await org.ada.call(SetSlackPerson, { user_id: org.sam.id, mapped_by: 'hand', slack_user_id: null });
    await org.ada.call(SetSlackPerson, { user_id: org.ben.id, mapped_by: 'hand', slack_user_id: benNow });
    const members = async () => (await channelNamed('acct-customer-0001')).members;
    await soon(async () => {
      await world.forward('PT16M');
      expect(await members()).toEqual(expect.arrayContaining([benNow]));
      expect(await members()).not.toContain(benBefore);
    });

    await org.ana.call(CancelAbsence, { absence_id: absenceId });
    await soon(async () => {
      await world.forward('PT1M');
      expect((await lines()).map(({ state }) => state)).toEqual(['reverted', 'reverted', 'reverted', 'reverted']);
    });
    expect(await members()).not.toContain(benNow);
    for (const { id: user_id } of [org.ben, org.sam])
      await org.ada.call(SetSlackPerson, { user_id, mapped_by: 'email' });
    expect((await channelNamed('acct-customer-0001-emea')).members).toContain(slackId(org.ben));
  });
});

describe('direct messages', () => {
  test('by day within the minute, bundled, once also when the answer is lost; nothing to whoever wants none', async () => {
    expect(await org.ben.call(GetNotificationPreferences, {})).toMatchObject({ slack: 'all', slack_connected: true });
    await org.mia.call(PatchNotificationPreferences, { slack: 'none' });
    await org.ben.call(ReadAllNotifications, {});
    const before = (await toldIn(org.ben)).length;
    const beforeMia = (await toldIn(org.mia)).length;
    await fault('timeout-after', 'slack.chat.postMessage', { delay_ms: 50 });
    const { id } = await escalate(org, { severity: 'P2', title: 'Told directly' });
    await world.forward('PT60S');
    const news = async () =>
      (await toldIn(org.ben)).slice(before).filter(({ blocks }) => JSON.stringify(blocks).includes('Told directly'));
    await soon(async () => expect(await news()).toHaveLength(1));

    expect(JSON.stringify((await news())[0]?.blocks)).toContain(`understudy:escalation-acknowledge:${id}`);
    await soon(async () =>
      expect(
        await org.sql(
          `select 1 from notification_mails where tenant_id = $1 and channel = 'slack' and state = 'waiting'`,
        ),
      ).toEqual([]),
    );
    expect(await news()).toHaveLength(1);
    expect((await toldIn(org.mia)).length).toBe(beforeMia);
    await org.ben.call(AcknowledgeEscalation, { escalation_id: id });
    await soon(async () => expect(JSON.stringify((await news())[0]?.blocks)).not.toContain('escalation-acknowledge'));
  });

  test('more of the same is written into the message that is there, and read there once', async () => {
    const { id } = await escalate(org, { severity: 'P2', title: 'One after the other' });
    await world.forward('PT60S');
    await org.ben.call(ReadAllNotifications, {});
    const before = (await toldIn(org.ben)).length;
    await org.ana.call(PostEscalationUpdate, { escalation_id: id, comment: 'One' });
    await world.forward('PT30S');
    const news = async () => (await toldIn(org.ben)).slice(before);
    await soon(async () =>
      expect((await news()).map(({ text }) => text)).toEqual([expect.stringMatching(/^ana commented/)]),
    );
    await org.ana.call(PostEscalationUpdate, { escalation_id: id, comment: 'Two' });
    await world.forward('PT30S');

    await soon(async () =>
      expect((await news()).map(({ text }) => text)).toEqual([expect.stringMatching(/and 1 more/)]),
    );
  });

  test('news to everybody say whom they reached in Slack', async () => {
    const { id } = await escalate(org, { severity: 'P2', title: 'Broadcast' });
    await world.forward('PT60S');
    await org.ben.call(BroadcastEscalation, { escalation_id: id, message: 'The fix is out' });
    await world.forward('PT60S');
    await soon(async () => {
      const { items } = await org.ben.call(ListEscalationBroadcasts, { escalation_id: id });
      expect(items[0]?.recipients).toMatchObject([
        { user: { name: 'ana' }, slack: 'sent', slacked_at: expect.anything() },
      ]);
    });
    expect(JSON.stringify(await toldIn(org.ana))).toContain('The fix is out');
  });

  test('an escalation that changes hands tells the new owner, who is asked', async () => {
    const { id } = await escalate(org, { severity: 'P2', title: 'Handed on' });
    await org.ada.call(AssignEscalation, { escalation_id: id, primary_owner_id: org.gus.id, reason: 'Gus knows it' });
    await world.forward('PT60S');
    await soon(async () =>
      expect(JSON.stringify((await toldIn(org.gus)).map(({ blocks }) => blocks))).toContain(
        `understudy:escalation-acknowledge:${id}`,
      ),
    );
  });
});
