import { randomUUID } from 'node:crypto';
import { EscalationCreation, Tenancy } from '@understudy/api/testing';
import {
  AcknowledgeEscalation,
  AddEscalationStakeholder,
  type AnswerOf,
  ChangeEscalation,
  CreateEscalation,
  GetEscalation,
  ListDuplicates,
  ListEscalations,
  ReopenEscalation,
  ResolveEscalation,
  VoidEscalation,
  type WireOf,
} from '@understudy/contracts';
import { asId, type ConversationId, type CustomerId, type UserId } from '@understudy/domain';
import { accept, asked } from './covering.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Billing'), ($1, 'Legal')`);
});

const customer = (n = 0) => org.customers[n] ?? '';
const input = (more: Partial<WireOf<typeof CreateEscalation>> = {}): WireOf<typeof CreateEscalation> => ({
  customer_id: customer(),
  category: 'Billing',
  severity: 'P2',
  title: 'Invoices missing',
  description: 'None since the move.',
  ...more,
});
const escalate = (who: Person, more: Partial<WireOf<typeof CreateEscalation>> = {}) =>
  who.call(CreateEscalation, input(more));
const found = async (who: Person, filter: WireOf<typeof ListEscalations> = {}) =>
  (await who.call(ListEscalations, filter)).items.map(({ title }) => title).toSorted();
const sees = (who: Person, id: string) => who.call(GetEscalation, { escalation_id: id });
const hides = async (who: Person, id: string) => {
  expect(await who.refused(GetEscalation, { escalation_id: id })).toBe('404 escalations.not-found');
  expect((await who.call(ListEscalations, {})).items.map((row) => row.id)).not.toContain(id);
};

/** A conversation in which somebody asked for help; of no customer unless one is named. */
const conversation = async (requester: Person, customerId: string | null = null): Promise<ConversationId> => {
  const [row] = await org.sql<{ id: ConversationId }>(
    `insert into conversations (tenant_id, customer_id, channel, subject, requester_email) values ($1, $2, 'chat', 'A bill', $3) returning id`,
    [customerId, requester.email],
  );
  if (!row) throw new Error('the conversation is there');
  return row.id;
};

/** As the supporter module makes one: who takes it is decided already. */
const fromConversation = async (requester: Person, owner: Person | null, customerId: string | null = null) => {
  const conversationId = await conversation(requester, customerId);
  const caller = {
    tenantId: org.tenantId,
    userId: asId<UserId>(requester.id),
    roles: ['member' as const],
    teamId: null,
    surface: 'web' as const,
    requestId: 'test',
  };
  const { id } = await world.api.app.get(Tenancy).run(org.tenantId, (tx) =>
    world.api.app.get(EscalationCreation).createIn(tx, caller, {
      conversationId,
      customerId: customerId === null ? null : asId<CustomerId>(customerId),
      severity: 'P1',
      title: 'A bill',
      description: 'I do not understand my bill',
      customMessage: 'Please ring me',
      ownerId: owner && asId<UserId>(owner.id),
      because: { rule: owner ? 'supporter' : 'nobody', explanation: 'test', skipped: [] },
    }),
  );
  return { id, conversationId };
};

const nobodyIsFree = () =>
  org.sql('update supporters set max_active_escalations = active_escalations where tenant_id = $1');

describe('who sees an escalation', () => {
  test('its creator, its owners and their managers, the customer’s CSM and their managers, admins', async () => {
    const { id } = await escalate(org.eli, { primary_owner_id: org.gus.id });

    for (const reader of [org.eli, org.gus, org.max, org.ana, org.mia, org.ada])
      expect(await sees(reader, id)).toMatchObject({ id });
    for (const stranger of [org.ben, org.eva, org.sam, (await world.organisation()).ada]) await hides(stranger, id);
  });

  test('a backup while the interval runs, and not a moment longer', async () => {
    const { id } = await escalate(org.ana);
    await hides(org.ben, id);
    const assignment = await asked(world, org, 1, 2);
    await accept(org.ben, assignment.id);
    await hides(org.ben, id);

    await world.forward('P1D');
    expect(await sees(org.ben, id)).toMatchObject({
      id,
      allowed_statuses: [],
      customer_context: { restricted: false },
    });
    expect(await org.ben.refused(AcknowledgeEscalation, { escalation_id: id })).toBe('403 identity.not-allowed');
    const follow = { escalation_id: id, user_id: org.ben.id, role: 'watcher' as const };
    expect(await org.ben.refused(AddEscalationStakeholder, follow)).toBe('403 identity.not-allowed');

    await world.forward('P2D');
    await hides(org.ben, id);
  });

  test('stakeholders, for as long as they are on it', async () => {
    const { id } = await escalate(org.ana);
    await org.mia.call(AddEscalationStakeholder, { escalation_id: id, user_id: org.eli.id, role: 'informed' });
    expect(await sees(org.eli, id)).toMatchObject({ allowed_statuses: [] });
  });

  test('what happens at the customer is for who works on it or looks after them, not for who opened or follows it', async () => {
    await org.sql(
      `insert into activities (tenant_id, customer_id, user_id, kind, summary, occurred_at) values ($1, $2, $3, 'call', 'Angry', app_now())`,
      [customer(), org.ana.id],
    );
    await org.sql(
      `insert into risks (tenant_id, customer_id, kind, description, severity) values ($1, $2, 'usage', 'Logins fell', 'high')`,
      [customer()],
    );
    await org.sql(
      `insert into meetings (tenant_id, customer_id, title, starts_at, ends_at, organizer_id)
       values ($1, $2, 'Review', app_now() + interval '2 days', app_now() + interval '3 days', $3)`,
      [customer(), org.ana.id],
    );
    await org.sql(`insert into tasks (tenant_id, customer_id, title) values ($1, $2, 'Call')`, [customer()]);
    const known = { name: 'Customer 0001', arr: 1000, csm: { name: 'ana' } };
    const nothing = { recent_activity: [], open_risks: [], next_meeting: null, open_tasks: null, restricted: true };
    const whole = {
      recent_activity: [{ summary: 'Angry' }],
      open_risks: [{ description: 'Logins fell' }],
      next_meeting: { title: 'Review' },
      open_tasks: 1,
      restricted: false,
    };

    for (const opener of [org.eli, org.sam, org.ben]) {
      const made = await escalate(opener);
      expect(made.customer_context).toMatchObject({ ...known, ...nothing });
      expect((await sees(opener, made.id)).customer_context).toEqual(made.customer_context);
      for (const inside of [org.ana, org.mia, org.ada])
        expect((await sees(inside, made.id)).customer_context).toMatchObject({ ...known, ...whole });
    }
    const asked = await fromConversation(org.eli, org.sam, customer());
    expect((await sees(org.eli, asked.id)).customer_context).toMatchObject({ ...known, ...nothing });
    expect((await sees(org.sam, asked.id)).customer_context).toMatchObject({ ...known, ...whole });
  });

  test('a supporter sees what is assigned to them, and nothing else', async () => {
    const mine = await fromConversation(org.eli, org.sam);
    await nobodyIsFree();
    const waiting = await fromConversation(org.eli, null);
    const { id } = await escalate(org.ana);

    expect(await found(org.sam)).toEqual(['A bill']);
    expect(await sees(org.sam, mine.id)).toMatchObject({ custom_message: 'Please ring me' });
    await hides(org.sam, waiting.id);
    await hides(org.sam, id);
  });

  test('whoever asked for help in the conversation sees what became of it; what waits is for every manager', async () => {
    await nobodyIsFree();
    const waiting = await fromConversation(org.eli, null);
    await org.sql('update escalations set created_by_user_id = $2 where tenant_id = $1 and id = $3', [
      org.ada.id,
      waiting.id,
    ]);
    await org.sql('delete from escalation_stakeholders where tenant_id = $1 and escalation_id = $2', [waiting.id]);

    expect(await sees(org.eli, waiting.id)).toMatchObject({ allowed_statuses: [] });
    for (const manager of [org.mia, org.max])
      expect(await sees(manager, waiting.id)).toMatchObject({
        allowed_statuses: ['investigating', 'resolved', 'void'],
      });
    for (const stranger of [org.ana, org.sam]) await hides(stranger, waiting.id);
  });
});

describe('one that comes from a conversation', () => {
  test('needs neither customer nor category, and every view of it holds', async () => {
    const { id, conversationId } = await fromConversation(org.eli, org.sam);

    const row = await sees(org.sam, id);
    expect(row).toMatchObject({
      customer: null,
      category: null,
      customer_context: null,
      conversation_id: conversationId,
      severity: 'P1',
      title: 'A bill',
      expected_resolution: null,
      arr_at_risk: 0,
      custom_message: 'Please ring me',
      primary_owner: { name: 'sam' },
      assigned_at: row.created_at,
    });
    await world.settle();
    expect(await org.sam.call(ChangeEscalation, { escalation_id: id, severity: 'P0' })).toMatchObject({
      severity: 'P0',
    });
    expect(await org.ada.call(ListEscalations, { unassigned: 'false' })).toMatchObject({ items: [{ id }] });
  });

  test('with a customer freezes what is known of them', async () => {
    const { id } = await fromConversation(org.eli, org.sam, customer());
    expect(await sees(org.ana, id)).toMatchObject({
      customer: { id: customer() },
      category: null,
      customer_context: { arr: 1000, csm: { name: 'ana' } },
    });
  });

  test('a conversation has one that is not resolved: another is 409 with the one there is, also by reopening', async () => {
    const conversation_id = await conversation(org.eli, customer());
    const first = await escalate(org.ana, { conversation_id });
    expect(first).toMatchObject({ conversation_id, customer: { id: customer() } });
    expect(await org.ana.refused(CreateEscalation, input({ conversation_id }))).toBe(
      '409 conversations.escalated-already',
    );

    const solved = { escalation_id: first.id, resolution_summary: 'x', root_cause: 'y' };
    await org.mia.call(ResolveEscalation, solved);
    await escalate(org.ana, { conversation_id });
    expect(await org.mia.refused(ReopenEscalation, { escalation_id: first.id, reason: 'z' })).toBe(
      '409 conversations.escalated-already',
    );
  });

  test('somebody else’s conversation, another customer’s and one that never was are not there', async () => {
    const theirs = await conversation(org.gus);
    const otherCustomer = await conversation(org.gus, customer(1));
    for (const conversation_id of [theirs, otherCustomer, randomUUID()])
      expect(await org.ana.refused(CreateEscalation, input({ conversation_id }))).toBe('404 conversations.not-found');
  });
});

describe('finding', () => {
  test('by status, severity, category, customer, owner, deadline, words and time, and several together', async () => {
    await escalate(org.ana, {
      title: 'urgent',
      severity: 'P1',
      expected_resolution: 'x',
      secondary_owner_id: org.gus.id,
    });
    await escalate(org.ana, { title: 'Zebra', description: 'Where are all the stripes?', customer_id: customer(1) });
    const { id } = await escalate(org.ana, { title: 'legal', category: 'Legal', severity: 'P3' });
    await org.mia.call(VoidEscalation, { escalation_id: id, reason: 'x' });

    const filters: readonly (readonly [what: string, WireOf<typeof ListEscalations>, titles: string[]])[] = [
      ['status', { status: 'void' }, ['legal']],
      ['severity', { severity: 'P1' }, ['urgent']],
      ['category, whatever its case', { category: 'lEGAL' }, ['legal']],
      ['customer', { customer_id: customer(1) }, ['Zebra']],
      ['owner', { owner_id: org.gus.id }, ['urgent']],
      ['without owner', { unassigned: 'true' }, []],
      ['past its time', { breached: 'true' }, []],
      ['in time', { breached: 'false', severity: 'P1' }, ['urgent']],
      ['snoozed', { snoozed: 'true' }, []],
      ['words of the title, whatever their case', { q: 'zEBRA' }, ['Zebra']],
      ['words of the description', { q: 'all the stripes' }, ['Zebra']],
      ['the name of the customer', { q: 'customer 0002' }, ['Zebra']],
      ['text that SQL would read as a pattern', { q: '%' }, []],
      ['several together', { category: 'Billing', severity: 'P2' }, ['Zebra']],
      ['made before anything was', { created_to: '2001-01-01T00:00:00Z' }, []],
      ['made since', { created_from: '2001-01-01T00:00:00Z', status: 'open' }, ['Zebra', 'urgent']],
    ];
    for (const [what, filter, titles] of filters)
      expect([what, await found(org.ana, filter)]).toEqual([what, titles.toSorted()]);
  });

  test('mine are those that I made or own, not all that I may see', async () => {
    await escalate(org.ana, { title: 'second', secondary_owner_id: org.gus.id });
    await escalate(org.ana, { title: 'first', primary_owner_id: org.gus.id, owner_reason: 'knows it' });
    await escalate(org.ada, { title: 'of ada' });
    expect(await found(org.ana, { mine: 'true' })).toEqual(['first', 'second']);
    expect(await found(org.gus, { mine: 'true' })).toEqual(['first', 'second']);
    expect(await found(org.ada, { mine: 'true' })).toEqual(['of ada']);
    expect(await found(org.ada, { mine: 'false' })).toEqual(['first', 'second']);
    expect(await found(org.ada, {})).toEqual(['first', 'of ada', 'second']);
  });

  test('past its time is what ran over, whether it was resolved late or is open still', async () => {
    const urgent = { severity: 'P0', expected_resolution: 'x' } as const;
    await escalate(org.ana, { ...urgent, title: 'open still' });
    const late = await escalate(org.ana, { ...urgent, title: 'late' });
    const early = await escalate(org.ana, { ...urgent, title: 'in time' });
    const waiting = await escalate(org.ana, { ...urgent, title: 'waits for the customer' });
    const answered = await escalate(org.ana, { ...urgent, title: 'resolved while it waited' });
    const resolve = ({ id }: { id: string }) =>
      org.mia.call(ResolveEscalation, { escalation_id: id, resolution_summary: 'x', root_cause: 'y' });
    await resolve(early);
    for (const { id } of [waiting, answered])
      for (const status of ['investigating', 'action_required'] as const)
        await org.mia.call(ChangeEscalation, { escalation_id: id, status });
    await world.forward('PT5H');
    await resolve(late);
    await resolve(answered);

    expect(await found(org.ana, { breached: 'true' })).toEqual(['late', 'open still']);
    expect(await found(org.ana, { breached: 'false' })).toEqual([
      'in time',
      'resolved while it waited',
      'waits for the customer',
    ]);
    for (const { sla, title } of (await org.ana.call(ListEscalations, {})).items)
      expect([title, sla.breached]).toEqual([title, ['late', 'open still'].includes(title)]);
  });

  test.each([
    ['a status there is none of', { status: 'pending' }],
    ['a flag that is none', { unassigned: 'yes' }],
    ['a year out of reach', { created_from: '1066-10-14T00:00:00Z' }],
    ['a NUL byte', { q: 'a\0' }],
  ])('%s is refused', async (_, filter) => {
    expect(await org.ana.refused(ListEscalations, filter as never)).toBe('400 request.malformed');
  });
});

describe('duplicates', () => {
  const duplicates = async (who: Person, category = 'Billing') =>
    (await who.call(ListDuplicates, { customer_id: customer(), category })).items.map(({ id }) => id);
  const ids = ({ open_duplicates }: AnswerOf<typeof CreateEscalation>) => open_duplicates.map(({ id }) => id);

  test('what is open of the same customer and category is pointed out, before and while one escalates', async () => {
    const first = await escalate(org.ana);
    await escalate(org.ana, { category: 'Legal' });
    await escalate(org.ana, { customer_id: customer(1) });
    expect(ids(first)).toEqual([]);
    expect(await duplicates(org.ana, 'bILLING')).toEqual([first.id]);

    const second = await escalate(org.ana);
    expect(ids(second)).toEqual([first.id]);

    const solved = { escalation_id: first.id, resolution_summary: 'x', root_cause: 'y' };
    await org.mia.call(ResolveEscalation, solved);
    expect(await duplicates(org.ana)).toEqual([second.id]);
  });

  test('only those the caller may see; a customer that is not there is 404', async () => {
    await escalate(org.ana);
    expect(await duplicates(org.eli)).toEqual([]);
    expect(ids(await escalate(org.eli))).toEqual([]);
    for (const id of [randomUUID(), (await world.organisation()).customers[0] ?? ''])
      expect(await org.ana.refused(ListDuplicates, { customer_id: id, category: 'Billing' })).toBe(
        '404 customers.not-found',
      );
  });
});
