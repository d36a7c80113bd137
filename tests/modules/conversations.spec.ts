import { randomUUID } from 'node:crypto';
import { MessagesService, Tenancy } from '@understudy/api/testing';
import {
  AddConversationMessage,
  CreateConversation,
  GetConversation,
  ListConversationMessages,
  ListConversations,
  SetSupportStatus,
  TakeNextConversation,
} from '@understudy/contracts';
import { aConversation, aPerson, escalate, escalateInVain, supporterIdOf } from './supporting.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

const say = (who: Organisation['eli'], conversation_id: string, body: string, from_email?: string) =>
  who.call(AddConversationMessage, { conversation_id, body, ...(from_email && { from_email }) });
const read = async (who: Organisation['eli'], conversation_id: string) =>
  (await who.call(ListConversationMessages, { conversation_id })).items;

describe('a conversation', () => {
  test('belongs to whoever begins it, with its channel, customer and participants', async () => {
    const made = await org.eli.call(CreateConversation, {
      channel: 'crm',
      external_id: 'ticket-7',
      customer_id: org.customers[0] ?? '',
      subject: 'Debt',
      participants: [{ email: 'Jo@Acme.example', name: 'Jo' }],
    });

    expect(made).toMatchObject({
      channel: 'crm',
      status: 'open',
      customer_id: org.customers[0],
      requester: { name: 'eli' },
      requester_email: org.eli.email,
      participants: [{ email: 'jo@acme.example', name: 'Jo' }],
      escalation: null,
    });
  });

  test('that comes in twice from another system is the same one', async () => {
    const input = { channel: 'email', external_id: 'thread-1', subject: 'Hello' } as const;
    const [first, second] = [
      await org.eli.call(CreateConversation, input),
      await org.eli.call(CreateConversation, input),
    ];

    expect(second).toEqual(first);
    expect(await org.ben.refused(CreateConversation, input)).toBe('409 conversations.external-id-taken');
    expect((await org.ben.call(CreateConversation, { ...input, channel: 'crm' })).id).not.toBe(first.id);
  });

  test('is taken in for somebody else by admins and managers only', async () => {
    const input = { channel: 'email', requester_email: 'jo@acme.example' } as const;
    expect(await org.ada.call(CreateConversation, input)).toMatchObject({
      requester: null,
      requester_email: 'jo@acme.example',
    });
    expect(await org.mia.call(CreateConversation, { ...input, requester_email: org.eli.email })).toMatchObject({
      requester: { name: 'eli' },
    });
    expect(await org.ana.refused(CreateConversation, input)).toBe('403 identity.not-allowed');
  });

  test.each([
    ['an unknown customer', { customer_id: randomUUID() }, '404 customers.not-found'],
    ['an unknown channel', { channel: 'fax' as never }, '400 request.malformed'],
    ['a participant without address', { participants: [{ email: 'jo' }] }, '400 request.malformed'],
    ['a broken character', { subject: '\u0000' }, '400 request.malformed'],
  ])('with %s is refused', async (_, more, refusal) =>
    expect(await org.eli.refused(CreateConversation, { channel: 'chat', ...more })).toBe(refusal),
  );

  test('is seen by whoever asked, whoever helps, admins and managers, and by nobody else', async () => {
    const id = await aConversation(org.eli);
    for (const who of [org.eli, org.ada, org.mia])
      expect((await who.call(GetConversation, { conversation_id: id })).id).toBe(id);
    for (const who of [org.sam, org.ben])
      expect(await who.refused(GetConversation, { conversation_id: id })).toBe('404 conversations.not-found');

    await escalate(org, org.eli, { session_id: id });
    expect((await org.sam.call(ListConversations, {})).items.map((row) => row.id)).toEqual([id]);
    expect((await org.ben.call(ListConversations, {})).items).toEqual([]);
    const theirs = await world.organisation();
    expect(await theirs.ada.refused(GetConversation, { conversation_id: id })).toBe('404 conversations.not-found');
  });

  test('shows the requester where its escalation stands and who has it', async () => {
    const id = await aConversation(org.eli);
    const { escalation_id } = await escalate(org, org.eli, { session_id: id });
    const look = () => org.eli.call(GetConversation, { conversation_id: id });

    expect(await look()).toMatchObject({
      status: 'escalated',
      escalation: { escalation_id, status: 'assigned', assigned_to: { name: 'sam' } },
    });
    await org.sam.call(SetSupportStatus, { tenant_id: org.tenantId, escalation_id, status: 'in_progress' });
    expect((await look()).escalation?.status).toBe('in_progress');
  });

  test('lists in pages, newest first, by status', async () => {
    const ids = [await aConversation(org.eli), await aConversation(org.eli), await aConversation(org.eli)];
    await escalate(org, org.eli, { session_id: ids[0] ?? '' });
    const first = await org.eli.call(ListConversations, { limit: 2 });
    const rest = await org.eli.call(ListConversations, { limit: 2, cursor: first.next_cursor ?? '' });

    expect([...first.items, ...rest.items].map((row) => row.id)).toEqual(ids.toReversed());
    expect(rest.next_cursor).toBeNull();
    expect((await org.eli.call(ListConversations, { status: 'escalated' })).items.map((row) => row.id)).toEqual([
      ids[0],
    ]);
  });
});

describe('messages', () => {
  test('are kept as typed, in order, with whoever said them', async () => {
    const id = await aConversation(org.eli);
    await escalate(org, org.eli, { session_id: id });
    const typed = 'I <b>cannot</b> pay\n\n  — really';
    await say(org.eli, id, typed);
    await say(org.sam, id, 'Let me look');

    expect(
      (await read(org.eli, id)).map(({ body, author, from_requester }) => [author?.name, from_requester, body]),
    ).toEqual([
      ['eli', true, typed],
      ['sam', false, 'Let me look'],
    ]);
    expect(await org.ben.refused(AddConversationMessage, { conversation_id: id, body: 'x' })).toBe(
      '404 conversations.not-found',
    );
  });

  test('cannot be changed or taken away, by nobody', async () => {
    const id = await aConversation(org.eli);
    await say(org.eli, id, 'First');
    await expect(org.sql(`update conversation_messages set body = 'x' where tenant_id = $1`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(org.sql('delete from conversation_messages where tenant_id = $1')).rejects.toThrow(
      /permission denied/,
    );
  });

  test('from another system keep the address; one of ours is the person', async () => {
    const { id } = await org.ada.call(CreateConversation, { channel: 'email', requester_email: 'jo@acme.example' });
    await say(org.ada, id, 'Where is it?', 'jo@acme.example');
    await say(org.ada, id, 'On its way', org.ben.email);

    expect(await read(org.ada, id)).toMatchObject([
      { author: null, author_email: 'jo@acme.example', from_requester: true },
      { author: { name: 'ben' }, author_email: null, from_requester: false },
    ]);
    const taken = await org.sql<{ canonical: string }>(
      `select canonical from history where tenant_id = $1 and type = 'conversation.message-taken-in' and subject_id = $2 order by seq`,
      [id],
    );
    expect(taken.map(({ canonical }) => JSON.parse(canonical))).toMatchObject([
      { actor: { user_id: org.ada.id }, data: { author_user_id: null, author_email: 'jo@acme.example' } },
      { actor: { user_id: org.ada.id }, data: { author_user_id: org.ben.id, author_email: null } },
    ]);
    await say(org.ada, id, 'I look into it');
    expect(
      await org.sql(`select 1 from history where tenant_id = $1 and type = 'conversation.message-taken-in'`),
    ).toHaveLength(2);
    const own = await aConversation(org.eli);
    expect(
      await org.eli.refused(AddConversationMessage, { conversation_id: own, body: 'x', from_email: org.ben.email }),
    ).toBe('403 identity.not-allowed');
  });

  test('the custom message of an escalation is the first thing the supporter reads', async () => {
    const session_id = await aConversation(org.eli);
    await escalate(org, org.eli, { session_id, custom_message: 'It is about my mother’s account' });

    expect(await read(org.sam, session_id)).toMatchObject([
      { author: { name: 'eli' }, from_requester: true, body: 'It is about my mother’s account' },
    ]);
  });

  test('the response time is the time to the first reply; none yet is not measured', async () => {
    const within = { startsAt: await world.now(), endsAt: (await world.now()).add({ hours: 48 }) };
    const id = await aConversation(org.eli, { customer_id: org.customers[0] ?? '' });
    await escalate(org, org.eli, { session_id: id });
    await say(org.eli, id, 'Hello?');
    await world.forward('PT10M');
    await say(org.sam, id, 'Hello');
    await say(org.eli, id, 'Thanks');

    const times = await world.api.app
      .get(Tenancy)
      .run(org.tenantId, (tx) => world.api.app.get(MessagesService).responseTimes(tx, within));
    expect(times.map(({ seconds, customerId }) => [seconds && Math.round(seconds / 60), customerId])).toEqual([
      [10, org.customers[0]],
      [null, org.customers[0]],
    ]);
  });
});

test('a conversation ends with its escalation, and goes on when that is reopened', async () => {
  const session_id = await aConversation(org.eli);
  const { escalation_id } = await escalate(org, org.eli, { session_id });
  const move = (status: 'in_progress' | 'resolved' | 'closed', notes?: string) =>
    org.sam.call(SetSupportStatus, { tenant_id: org.tenantId, escalation_id, status, ...(notes && { notes }) });
  const state = async () => (await org.eli.call(GetConversation, { conversation_id: session_id })).status;

  await move('resolved', 'Paid back');
  expect(await state()).toBe('completed');
  await move('in_progress', 'It came back');
  expect(await state()).toBe('escalated');
  await move('resolved', 'Paid back again');
  await move('closed');
  expect(await org.eli.call(GetConversation, { conversation_id: session_id })).toMatchObject({
    status: 'completed',
    completed_at: expect.any(String),
  });

  const again = await escalate(org, org.eli, { session_id });
  expect(again.escalation_id).not.toBe(escalation_id);
  expect(await state()).toBe('escalated');
});

test('somebody new who asks while nobody is free sees that they wait', async () => {
  const asker = await aPerson(world, org, 'member');
  await org.sql('update supporters set max_active_escalations = 0 where tenant_id = $1');
  const session_id = await aConversation(asker);
  await escalateInVain(org, asker, { session_id });

  expect(await asker.call(GetConversation, { conversation_id: session_id })).toMatchObject({
    status: 'escalated',
    escalation: { status: 'pending', assigned_to: null, ahead: 0 },
  });
  const graver = await aConversation(org.eli);
  await escalateInVain(org, org.eli, { session_id: graver, priority: 'critical' });
  const ahead = async (who: Organisation['eli'], conversation_id: string) =>
    (await who.call(GetConversation, { conversation_id })).escalation?.ahead;
  expect([await ahead(asker, session_id), await ahead(org.eli, graver)]).toEqual([1, 0]);

  await org.sql('update supporters set max_active_escalations = 5 where tenant_id = $1');
  await org.sam.call(TakeNextConversation, {
    tenant_id: org.tenantId,
    supporter_id: await supporterIdOf(org, org.sam),
  });
  expect(await ahead(org.eli, graver)).toBeNull();
});
