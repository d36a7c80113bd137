import { randomUUID } from 'node:crypto';
import { ApiProblem } from '@understudy/api-client';
import {
  AssignEscalation,
  ChangeEscalation,
  ChangeSupporter,
  CreateEscalation,
  EscalateConversation,
  GetEscalation,
  GetEscalationTimeline,
  ListSupportEscalations,
  ListSupporters,
  RaiseEscalation,
  SetSupporterAvailability,
  SetSupportStatus,
  type WireOf,
} from '@understudy/contracts';
import {
  aConversation,
  aPerson,
  aSupporter,
  escalate,
  escalateInVain,
  loads,
  ownerOf,
  setAvailable,
  type SupportPerson,
  supporterIdOf,
  unsound,
} from './supporting.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
let sam: SupportPerson;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  sam = { ...org.sam, supporterId: await supporterIdOf(org, org.sam) };
});
// whatever a test does: loads equal recounts, no cap is passed, nobody waits while somebody is free
afterEach(async () => {
  await world.settle();
  expect(await unsound(org)).toEqual([]);
});

type Status = WireOf<typeof SetSupportStatus>['status'];
const statusInput = (escalation_id: string, status: Status, notes?: string) => ({
  tenant_id: org.tenantId,
  escalation_id,
  status,
  ...(notes !== undefined && { notes }),
});
const setStatus = (who: Organisation['eli'], id: string, status: Status, notes?: string) =>
  who.call(SetSupportStatus, statusInput(id, status, notes));
const resolve = async (who: Organisation['eli'], id: string) => {
  await setStatus(who, id, 'in_progress');
  return setStatus(who, id, 'resolved', 'Paid back');
};

describe('escalating a conversation', () => {
  test('gives it to a supporter at once, and says who', async () => {
    const session_id = await aConversation(org.eli);
    const made = await escalate(org, org.eli, { session_id, priority: 'high', custom_message: 'Please be gentle' });

    expect(made).toMatchObject({
      session_id,
      status: 'assigned',
      priority: 'high',
      assigned_to: {
        supporter_id: sam.supporterId,
        user_id: sam.id,
        email: sam.email,
        display_name: 'sam',
        is_available: true,
      },
      assigned_at: expect.any(String),
      resolved_at: null,
      notes: null,
      custom_message: 'Please be gentle',
    });
    expect(await org.ada.call(GetEscalation, { escalation_id: made.escalation_id })).toMatchObject({
      status: 'open',
      severity: 'P1',
      title: 'Debt',
      description: 'Unable to resolve debt query',
      customer: null,
      category: null,
      owner_because: { rule: 'supporter' },
    });
  });

  test('of a customer freezes what is known of them, and their CSM sees it', async () => {
    const session_id = await aConversation(org.eli, { customer_id: org.customers[0] ?? '', subject: '' });
    const { escalation_id } = await escalate(org, org.eli, { session_id, reason: 'The bill is wrong\nsince May' });

    expect(await org.ana.call(GetEscalation, { escalation_id })).toMatchObject({
      customer: { id: org.customers[0] },
      title: 'The bill is wrong',
      customer_context: { name: expect.any(String), csm: { name: 'ana' } },
      arr_at_risk: 1000,
    });
  });

  test('finds the least busy supporter, among equals whoever waited longest for one', async () => {
    await aSupporter(world, org, 'sid');
    await aSupporter(world, org, 'sue');
    const who: (string | null | undefined)[] = [];
    for (let n = 0; n < 5; n++) {
      who.push((await escalate(org, org.eli)).assigned_to?.display_name);
      await world.forward('PT1M');
    }

    expect(new Set(who.slice(0, 3))).toEqual(new Set(['sam', 'sid', 'sue']));
    expect(who.slice(3)).toEqual(who.slice(0, 2));
    expect(Object.values(await loads(org)).toSorted()).toEqual([1, 2, 2]);
  });

  test('assigned, in progress and on hold all count as busy; resolved does not', async () => {
    const sid = await aSupporter(world, org, 'sid');
    const first = await escalate(org, org.eli);
    const [busy, free] = first.assigned_to?.display_name === 'sam' ? [sam, sid] : [sid, sam];
    const load = async () => (await loads(org))[busy.name];

    await setStatus(busy, first.escalation_id, 'in_progress');
    expect(await load()).toBe(1);
    await setStatus(busy, first.escalation_id, 'on_hold', 'Waiting for the bank');
    expect(await load()).toBe(1);
    expect((await escalate(org, org.eli)).assigned_to?.display_name).toBe(free.name);
    await setStatus(busy, first.escalation_id, 'resolved', 'Paid back');
    expect(await load()).toBe(0);
  });

  test('is for one’s own conversation only; admins and managers may for others, and it is written down', async () => {
    const session_id = await aConversation(org.eli);
    const input = { tenant_id: org.tenantId, session_id, reason: 'x' };
    for (const who of [org.ben, org.sam])
      expect(await who.refused(EscalateConversation, input)).toBe('404 conversations.not-found');
    expect(await org.eli.refused(EscalateConversation, { ...input, session_id: randomUUID() })).toBe(
      '404 conversations.not-found',
    );

    const { escalation_id } = await org.mia.call(EscalateConversation, input);
    const [event] = await org.sql<{ canonical: string }>(
      `select canonical from history where tenant_id = $1 and type = 'conversation.escalated' and subject_id = $2`,
      [session_id],
    );
    expect(JSON.parse(event?.canonical ?? '{}')).toMatchObject({
      actor: { user_id: org.mia.id },
      data: { escalation_id, for_somebody_else: true, requester_email: org.eli.email },
    });
  });

  test('again for the same conversation is the same escalation, as it stands now', async () => {
    const session_id = await aConversation(org.eli);
    const first = await escalate(org, org.eli, { session_id });
    await setStatus(sam, first.escalation_id, 'in_progress');

    expect(await escalate(org, org.eli, { session_id, reason: 'Hello?' })).toMatchObject({
      escalation_id: first.escalation_id,
      status: 'in_progress',
    });
    expect((await loads(org))['sam']).toBe(1);
  });

  test('asked for sixteen times at once it is one escalation', async () => {
    const session_id = await aConversation(org.eli);
    const answers = await Promise.all(Array.from({ length: 16 }, () => escalate(org, org.eli, { session_id })));

    expect(new Set(answers.map(({ escalation_id }) => escalation_id)).size).toBe(1);
    expect((await loads(org))['sam']).toBe(1);
  });

  test('of another organisation’s conversation, or under another organisation’s address, is not there', async () => {
    const theirs = await world.organisation();
    const session_id = await aConversation(theirs.eli);
    const input = { session_id, reason: 'x' };
    expect(await org.ada.refused(EscalateConversation, { tenant_id: org.tenantId, ...input })).toBe(
      '404 conversations.not-found',
    );
    for (const tenant_id of [theirs.tenantId, randomUUID(), 'nobody']) {
      expect(await org.ada.refused(EscalateConversation, { tenant_id, ...input })).toBe('404 request.not-found');
      expect(await org.ada.refused(ListSupportEscalations, { tenant_id })).toBe('404 request.not-found');
      expect(await org.ada.refused(ListSupporters, { tenant_id })).toBe('404 request.not-found');
    }
  });

  test.each([
    ['no reason', { reason: ' ' }],
    ['an unknown priority', { priority: 'urgent' as never }],
    ['a session that is no id', { session_id: '1; drop table' }],
    ['a reason of a megabyte', { reason: 'x'.repeat(1_000_000) }],
  ])('with %s is refused, and nothing is stored', async (_, more) => {
    const session_id = await aConversation(org.eli);
    const refusal = await org.eli.refused(EscalateConversation, {
      tenant_id: org.tenantId,
      session_id,
      reason: 'x',
      ...more,
    });
    expect(refusal).toMatch(/^(400 request.malformed|413 request.too-large)$/);
    expect((await org.ada.call(ListSupportEscalations, { tenant_id: org.tenantId })).total).toBe(0);
  });
});

describe('when nobody is free', () => {
  beforeEach(() =>
    org.ada.call(ChangeSupporter, {
      tenant_id: org.tenantId,
      supporter_id: sam.supporterId,
      max_active_escalations: 1,
    }),
  );

  test('it is kept, and the answer is 503 with where it waits and when to ask again', async () => {
    await escalate(org, org.eli);
    const session_id = await aConversation(org.eli);
    const answer = await fetch(`${world.api.baseUrl}/api/${org.tenantId}/escalate`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await world.api.tokenOf(org.eli.email)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ session_id, reason: 'Unable to resolve debt query' }),
    });
    const problem: { readonly escalation_id: string } = await answer.json();

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(problem).toMatchObject({
      status: 'pending',
      code: 'supporters.none-free',
      escalation_id: expect.any(String),
      session_id,
      escalation: { status: 'pending', assigned_to: null, session_id },
    });
    expect(await escalateInVain(org, org.eli, { session_id })).toMatchObject({
      escalation_id: problem.escalation_id,
    });
    expect(await ownerOf(org, problem.escalation_id)).toBeNull();
  });

  test('an organisation without supporters keeps it as well', async () => {
    await org.sql(`update users set roles = '{member}' where tenant_id = $1 and 'supporter' = any (roles)`);
    const { escalation_id } = await escalateInVain(org, org.eli);
    expect(await ownerOf(org, escalation_id)).toBeNull();

    const sue = await aSupporter(world, org, 'sue');
    await world.settle();
    expect(await ownerOf(org, escalation_id)).toBe(sue.name);
  });

  test('whoever waits is served by themselves when somebody frees up, by priority then age', async () => {
    const busy = await escalate(org, org.eli);
    const normal = await escalateInVain(org, org.eli);
    await world.forward('PT1M');
    const later = await escalateInVain(org, org.eli);
    const critical = await escalateInVain(org, org.eli, { priority: 'critical' });
    const order: string[] = [];
    for (let id: string | undefined = busy.escalation_id; id !== undefined;) {
      await resolve(sam, id);
      await world.settle();
      id = (await org.ada.call(ListSupportEscalations, { tenant_id: org.tenantId, status: 'assigned' })).escalations[0]
        ?.escalation_id;
      if (id !== undefined) order.push(id);
    }

    expect(order).toEqual([critical, normal, later].map((row) => row.escalation_id));
  });

  test('a raised cap, somebody who switches on, and somebody new serve those who wait', async () => {
    await escalate(org, org.eli);
    const sue = await aSupporter(world, org, 'sue', 1);
    await setAvailable(org, sue, false);
    const waiting = [
      await escalateInVain(org, org.eli),
      await escalateInVain(org, org.eli),
      await escalateInVain(org, org.eli),
    ];
    const owners = () => Promise.all(waiting.map((row) => ownerOf(org, row.escalation_id)));

    await setAvailable(org, sue, true);
    await world.settle();
    expect(await owners()).toEqual(['sue', null, null]);
    await org.ada.call(ChangeSupporter, {
      tenant_id: org.tenantId,
      supporter_id: sam.supporterId,
      max_active_escalations: 2,
    });
    await world.settle();
    expect(await owners()).toEqual(['sue', 'sam', null]);
    await aSupporter(world, org, 'sid');
    await world.settle();
    expect(await owners()).toEqual(['sue', 'sam', 'sid']);
  });

  test('somebody new does not overtake those who wait already with as much need', async () => {
    await world.stopWorker();
    try {
      const busy = await escalate(org, org.eli);
      const waiting = await escalateInVain(org, org.eli);
      await resolve(sam, busy.escalation_id);
      await escalateInVain(org, org.eli);

      expect(await ownerOf(org, waiting.escalation_id)).toBe('sam');
    } finally {
      await world.close();
      world = await aWorld();
      org = await world.organisation();
    }
  });

  test('the same key again is answered as it stands now: 503 while it waits, then who has it', async () => {
    const busy = await escalate(org, org.eli);
    const input = { tenant_id: org.tenantId, session_id: await aConversation(org.eli), reason: 'x' };
    const ask = () => org.eli.call(EscalateConversation, input, { idempotencyKey: 'once' });
    await expect(ask()).rejects.toMatchObject({ problem: { code: 'supporters.none-free' } });
    await expect(ask()).rejects.toMatchObject({ problem: { code: 'supporters.none-free' } });
    await resolve(sam, busy.escalation_id);
    await world.settle();

    expect(await ask()).toMatchObject({ status: 'assigned', assigned_to: { display_name: 'sam' } });
    expect(await org.eli.refused(EscalateConversation, { ...input, reason: 'y' }, { idempotencyKey: 'once' })).toBe(
      '422 idempotency.other-body',
    );
  });
});

describe('status', () => {
  test('goes from assigned over in progress and on hold to resolved and closed, each with its instant', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    expect(await setStatus(sam, escalation_id, 'in_progress')).toMatchObject({ status: 'in_progress' });
    expect(await setStatus(sam, escalation_id, 'on_hold', 'Waiting for the bank')).toMatchObject({
      status: 'on_hold',
      notes: 'Waiting for the bank',
    });
    await setStatus(sam, escalation_id, 'in_progress');
    expect(await setStatus(sam, escalation_id, 'resolved', 'Paid back')).toMatchObject({
      status: 'resolved',
      notes: 'Paid back',
      resolved_at: expect.any(String),
    });
    const closed = await setStatus(sam, escalation_id, 'closed');

    expect(closed.transitions.map(({ to }) => to)).toEqual([
      'open',
      'investigating',
      'action_required',
      'investigating',
      'resolved',
      'closed',
    ]);
    expect(closed.closed_at).toBe(closed.transitions.at(-1)?.at);
    expect(await org.ada.call(GetEscalation, { escalation_id })).toMatchObject({
      status: 'closed',
      resolution_summary: 'Paid back',
      root_cause: null,
    });
    const { items } = await org.ada.call(GetEscalationTimeline, { escalation_id });
    expect(items.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'escalation.created',
        'escalation.acknowledged',
        'escalation.moved',
        'escalation.resolved',
        'escalation.closed',
      ]),
    );
  });

  test('pending and assigned cannot be set; an illegal move is 409 with the allowed ones', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    const refusal = async (status: Status) => {
      const problem = await setStatus(sam, escalation_id, status).catch((error: unknown) => error);
      return problem instanceof ApiProblem ? [problem.problem.status, problem.problem['allowed']] : problem;
    };
    for (const status of ['pending', 'assigned', 'on_hold', 'closed'] as const)
      expect([status, await refusal(status)]).toEqual([status, [409, ['in_progress', 'resolved']]]);
    await setStatus(sam, escalation_id, 'in_progress');
    expect(await refusal('closed')).toEqual([409, ['on_hold', 'resolved']]);
  });

  test('resolving needs notes, coming back needs a word as well', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    for (const notes of [undefined, '  '])
      expect(await sam.refused(SetSupportStatus, statusInput(escalation_id, 'resolved', notes))).toBe(
        '422 supporters.notes-required',
      );
    await resolve(sam, escalation_id);
    expect(await sam.refused(SetSupportStatus, statusInput(escalation_id, 'in_progress'))).toBe(
      '422 escalations.reason-required',
    );
  });

  test('is for whoever has it, whoever manages them, and admins', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    const sue = await aSupporter(world, org, 'sue');
    expect(await sue.refused(SetSupportStatus, statusInput(escalation_id, 'in_progress'))).toBe(
      '404 escalations.not-found',
    );
    expect(await org.eli.refused(SetSupportStatus, statusInput(escalation_id, 'in_progress'))).toBe(
      '403 identity.not-allowed',
    );
    const theirs = await world.organisation();
    expect(
      await theirs.ada.refused(SetSupportStatus, {
        ...statusInput(escalation_id, 'in_progress'),
        tenant_id: theirs.tenantId,
      }),
    ).toBe('404 escalations.not-found');
    await org.ada.call(SetSupportStatus, statusInput(escalation_id, 'in_progress'));
  });

  test('moved from an old version is refused with the current one', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    const { version } = await org.ada.call(GetEscalation, { escalation_id });
    await sam.call(SetSupportStatus, statusInput(escalation_id, 'in_progress'), { ifMatch: version });
    expect(await sam.refused(SetSupportStatus, statusInput(escalation_id, 'on_hold'), { ifMatch: version })).toBe(
      '409 version.stale',
    );
  });

  test('moved by two at once moves once', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    const both = await Promise.allSettled([
      setStatus(sam, escalation_id, 'in_progress'),
      setStatus(org.ada, escalation_id, 'in_progress'),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('availability', () => {
  test('a supporter switches themselves off and on, and sees what they carry', async () => {
    await escalate(org, org.eli);
    const off = await setAvailable(org, sam, false);

    expect(off).toMatchObject({
      supporter_id: sam.supporterId,
      email: sam.email,
      is_available: false,
      unavailable_because: 'switched_off',
      active_escalations: 1,
      updated_at: expect.any(String),
    });
    await escalateInVain(org, org.eli);
    expect(await setAvailable(org, sam, true)).toMatchObject({ is_available: true, unavailable_because: null });
  });

  test('is set by oneself, by whoever manages one, and by admins', async () => {
    const sue = await aSupporter(world, org, 'sue');
    const input = { tenant_id: org.tenantId, supporter_id: sam.supporterId, is_available: false };
    expect(await sue.refused(SetSupporterAvailability, input)).toBe('403 identity.not-allowed');
    expect(await org.ben.refused(SetSupporterAvailability, input)).toBe('403 identity.not-allowed');
    expect(await sam.refused(SetSupporterAvailability, { ...input, supporter_id: randomUUID() })).toBe(
      '404 supporters.not-found',
    );
    const theirs = await world.organisation();
    expect(await theirs.ada.refused(SetSupporterAvailability, { ...input, tenant_id: theirs.tenantId })).toBe(
      '404 supporters.not-found',
    );
    expect((await setAvailable(org, sam, false, org.ada)).is_available).toBe(false);
  });

  test('follows absences by the clock: whoever is away gets nothing, and is there again when it ends', async () => {
    await org.absence(sam, 0, 0);
    const [row] = (await org.ada.call(ListSupporters, { tenant_id: org.tenantId })).items;
    expect(row).toMatchObject({ is_available: false, unavailable_because: 'absent', absent_until: expect.any(String) });
    expect(
      await sam.refused(SetSupporterAvailability, {
        tenant_id: org.tenantId,
        supporter_id: sam.supporterId,
        is_available: true,
      }),
    ).toBe('409 supporters.is-absent');
    const { escalation_id } = await escalateInVain(org, org.eli);

    await world.forward('PT24H');
    expect(await ownerOf(org, escalation_id)).toBe('sam');
  });

  test('hours of a partial day count on their own', async () => {
    await org.absence(sam, 0, 0, { is_partial: true, partial_hours: '11:00-12:00' });
    expect((await escalate(org, org.eli)).status).toBe('assigned');
    await world.forward('PT65M');
    const { escalation_id } = await escalateInVain(org, org.eli);
    await world.forward('PT60M');
    expect(await ownerOf(org, escalation_id)).toBe('sam');
  });

  test('the list shows admins all, supporters themselves, and how many wait', async () => {
    const sue = await aSupporter(world, org, 'sue', 1);
    await setAvailable(org, sam, false);
    await escalate(org, org.eli);
    await escalateInVain(org, org.eli);
    const all = await org.ada.call(ListSupporters, { tenant_id: org.tenantId });

    expect(all).toMatchObject({
      total: 2,
      waiting: 1,
      items: [{ display_name: 'sam' }, { display_name: 'sue', active_escalations: 1, max_active_escalations: 1 }],
    });
    expect((await sue.call(ListSupporters, { tenant_id: org.tenantId })).items).toMatchObject([
      { display_name: 'sue' },
    ]);
    expect(await org.eli.refused(ListSupporters, { tenant_id: org.tenantId })).toBe('403 identity.not-allowed');
    expect((await org.ada.call(ListSupporters, { tenant_id: org.tenantId, limit: 1, offset: 1 })).items).toMatchObject([
      { display_name: 'sue' },
    ]);
  });

  test('the cap is set by admins; lowered below what somebody carries it takes nothing away', async () => {
    const first = await escalate(org, org.eli);
    const input = { tenant_id: org.tenantId, supporter_id: sam.supporterId, max_active_escalations: 1 };
    expect(await org.mia.refused(ChangeSupporter, input)).toBe('403 identity.not-allowed');
    await escalate(org, org.eli);
    const { version } = await org.ada.call(ChangeSupporter, { ...input, max_active_escalations: 3 });
    expect(await org.ada.refused(ChangeSupporter, input, { ifMatch: version + 1 })).toBe('409 version.stale');
    expect(await org.ada.refused(ChangeSupporter, { ...input, max_active_escalations: -1 })).toBe(
      '400 request.malformed',
    );
    await org.ada.call(ChangeSupporter, input);
    await escalateInVain(org, org.eli);

    expect(await ownerOf(org, first.escalation_id)).toBe('sam');
    await resolve(sam, first.escalation_id);
    await world.settle();
    expect((await loads(org))['sam']).toBe(1);
  });

  test('somebody who becomes a supporter has a row with what they own already', async () => {
    await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Billing')`);
    await org.ana.call(CreateEscalation, {
      customer_id: org.customers[0] ?? '',
      category: 'Billing',
      severity: 'P2',
      title: 'Invoices missing',
      description: 'x',
      primary_owner_id: org.ben.id,
    });
    await org.sql(`update users set roles = '{csm,supporter}' where tenant_id = $1 and id = $2`, [org.ben.id]);
    expect(await loads(org)).toEqual({ ben: 1, sam: 0 });
  });
});

describe('the list', () => {
  test('is newest first, in pages, with the time it took; by status and by whoever has it', async () => {
    const sue = await aSupporter(world, org, 'sue');
    const made: string[] = [];
    for (let n = 0; n < 3; n++) {
      made.push((await escalate(org, org.eli)).escalation_id);
      await world.forward('PT10M');
    }
    const [first = ''] = made;
    const owner = (await ownerOf(org, first)) === 'sam' ? sam : sue;
    await resolve(owner, first);
    const list = (more: Partial<WireOf<typeof ListSupportEscalations>> = {}, who: Organisation['eli'] = org.ada) =>
      who.call(ListSupportEscalations, { tenant_id: org.tenantId, ...more });

    const all = await list();
    expect(all).toMatchObject({ total: 3, limit: 20, offset: 0 });
    expect(all.escalations.map((row) => row.escalation_id)).toEqual(made.toReversed());
    expect(all.escalations[2]).toMatchObject({
      status: 'resolved',
      resolution_time_minutes: 30,
      assigned_to: owner.email,
      priority: 'normal',
    });
    expect(all.escalations[0]).toMatchObject({ resolution_time_minutes: null, resolved_at: null });
    expect((await list({ limit: 1, offset: 1 })).escalations.map((row) => row.escalation_id)).toEqual([made[1]]);
    expect(await list({ status: 'resolved' })).toMatchObject({ total: 1 });
    expect(await list({ status: 'pending' })).toMatchObject({ total: 0 });
    for (const assigned_to of [owner.supporterId, owner.id])
      expect((await list({ assigned_to, status: 'resolved' })).total).toBe(1);
    expect((await list({ offset: 50 })).total).toBe(3);
    expect(await org.ada.refused(ListSupportEscalations, { tenant_id: org.tenantId, limit: 101 })).toBe(
      '400 request.malformed',
    );
  });

  test('shows supporters theirs only, and other organisations nothing', async () => {
    const sue = await aSupporter(world, org, 'sue');
    const ids = [(await escalate(org, org.eli)).escalation_id, (await escalate(org, org.eli)).escalation_id];
    const [samSees, sueSees] = await Promise.all(
      [sam, sue].map(async (who) => (await who.call(ListSupportEscalations, { tenant_id: org.tenantId })).escalations),
    );

    expect(samSees?.map((row) => row.assigned_to)).toEqual([sam.email]);
    expect(sueSees?.map((row) => row.assigned_to)).toEqual([sue.email]);
    const other = await aPerson(world, org, 'member');
    expect((await other.call(ListSupportEscalations, { tenant_id: org.tenantId })).total).toBe(0);
    expect((await org.eli.call(ListSupportEscalations, { tenant_id: org.tenantId })).total).toBe(ids.length);
    const theirs = await world.organisation();
    expect((await theirs.ada.call(ListSupportEscalations, { tenant_id: theirs.tenantId })).total).toBe(0);
  });
});

describe('what was handed to supporters is theirs, whatever it is called later', () => {
  beforeEach(() =>
    org.sql(`insert into escalation_categories (tenant_id, name, default_owner_id) values ($1, 'Billing', $2)`, [
      org.ben.id,
    ]),
  );
  const climbs = (id: string) =>
    org.sql('select 1 from timers where tenant_id = $1 and key = $2', [`escalation:${id}:climb`]);

  test('given a category it does not climb, and nobody who is at their cap gets it', async () => {
    const { escalation_id } = await escalate(org, org.eli, { priority: 'high' });
    await org.ada.call(ChangeEscalation, { escalation_id, category: 'Billing', expected_resolution: 'It is right' });
    const sid = await aSupporter(world, org, 'sid');
    const full = await aSupporter(world, org, 'sue', 0);
    await org.sql('update users set manager_id = $3 where tenant_id = $1 and id = $2', [sid.id, full.id]);
    await org.ada.call(AssignEscalation, { escalation_id, primary_owner_id: sid.id, reason: 'Sid knows it' });
    expect(await climbs(escalation_id)).toEqual([]);
    await world.forward('PT40M');
    expect(await ownerOf(org, escalation_id)).toBe('sid');

    const up = { escalation_id, reason: 'I am stuck' };
    expect(await sid.refused(RaiseEscalation, up)).toBe('409 supporters.at-cap');
    expect(await ownerOf(org, escalation_id)).toBe('sid');
  });

  test('what rules routed is not: its root cause is asked for, also when it came from a conversation', async () => {
    const customer_id = org.customers[0] ?? '';
    const conversation_id = await aConversation(org.ana, { customer_id });
    const { id } = await org.ana.call(CreateEscalation, {
      customer_id,
      conversation_id,
      category: 'Billing',
      severity: 'P2',
      title: 'The bill is wrong',
      description: 'Since May.',
    });
    await setStatus(org.ben, id, 'in_progress');
    expect(await org.ben.refused(SetSupportStatus, statusInput(id, 'resolved', 'Paid back'))).toBe(
      '422 escalations.resolution-required',
    );
  });
});
