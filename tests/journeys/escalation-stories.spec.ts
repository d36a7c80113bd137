import { ApiProblem } from '@understudy/api-client';
import {
  AcknowledgeEscalation,
  AddConversationMessage,
  BroadcastEscalation,
  ChangeEscalation,
  ChangeSupporter,
  CloseEscalation,
  CreateConversation,
  CreateEscalation,
  EscalateConversation,
  GetConversation,
  GetEscalation,
  GetEscalationDashboard,
  GetEscalationMetrics,
  GetEscalationTimeline,
  ListEscalationUpdates,
  ListNotifications,
  ListSupportEscalations,
  ListSupporters,
  PostEscalationUpdate,
  ResolveEscalation,
  SetSupportStatus,
  type WireOf,
} from '@understudy/contracts';
import { aWorld, type Organisation, type Person, type World } from '../modules/world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  // Mia has a manager: Ada
  await org.sql('update users set manager_id = $2 where tenant_id = $1 and id = $3', [org.ada.id, org.mia.id]);
  await org.sql(
    `insert into escalation_categories (tenant_id, name) values ($1, 'Technical') on conflict (tenant_id, name) do nothing`,
  );
});

/** The button on the customer's page. */
const escalate = (who: Person, more: Partial<WireOf<typeof CreateEscalation>> = {}) =>
  who.call(CreateEscalation, {
    customer_id: org.customers[0] ?? '',
    category: 'Technical',
    severity: 'P0',
    title: 'Exports fail',
    description: 'Since this morning **every** export ends with an error',
    expected_resolution: 'Exports run again',
    source: { surface: 'web', url: 'https://crm.example/customers/1' },
    ...more,
  });
const get = (id: string) => org.ada.call(GetEscalation, { escalation_id: id });
const told = async (who: Person) =>
  (await who.call(ListNotifications, { limit: 100 })).items.map(({ kind }) => kind as string);
const typesOf = async (id: string) =>
  (await org.ada.call(GetEscalationTimeline, { escalation_id: id })).items.map(({ type }) => type);

test('a P0 from the button to the war room, the resolution and closed', async () => {
  const made = await escalate(org.ana);
  const id = made.id;
  expect(made).toMatchObject({
    status: 'open',
    primary_owner: { name: 'mia' },
    customer_context: { name: expect.any(String), arr: 1000, responsible: { name: 'ana' } },
    description_html: expect.stringContaining('<strong>every</strong>'),
    war_room: { state: 'wanted', name: expect.stringMatching(/^esc-[0-9a-f]{8}-/) },
  });

  // Mia and the whole chain above her hear of it; without Slack the discussion is the war room, and that is said
  await world.settle();
  expect(await told(org.mia)).toContain('escalation.created');
  expect(await told(org.ada)).toContain('escalation.created');
  expect((await get(id)).war_room).toMatchObject({ state: 'missing', note: expect.stringMatching(/Slack/) });

  // Mia takes it on in time; the countdown goes on
  await world.forward('PT10M');
  const taken = await org.mia.call(AcknowledgeEscalation, { escalation_id: id });
  expect(taken).toMatchObject({ status: 'investigating', sla: { breached: false, paused: false } });
  expect(taken.sla.first_response_at).not.toBeNull();
  expect(taken.sla.remaining_minutes).toBeLessThanOrEqual(230);

  // the war room: she asks Gus, who could not see it until then
  expect(await org.gus.refused(GetEscalation, { escalation_id: id })).toBe('404 escalations.not-found');
  await org.mia.call(PostEscalationUpdate, {
    escalation_id: id,
    comment: `@[gus](${org.gus.id}) did anything go out last night?`,
  });
  await world.settle();
  expect(await told(org.gus)).not.toEqual([]);
  await org.gus.call(PostEscalationUpdate, { escalation_id: id, comment: 'Yes, a release. I roll it back.' });

  // while the customer checks, the clock stands
  const waiting = await org.mia.call(ChangeEscalation, { escalation_id: id, status: 'action_required' });
  expect(waiting).toMatchObject({ status: 'action_required', sla: { paused: true } });
  await world.forward('PT6H');
  const back = await org.mia.call(ChangeEscalation, { escalation_id: id, status: 'investigating' });
  expect(back.sla).toMatchObject({ paused: false, breached: false });
  await org.mia.call(BroadcastEscalation, { escalation_id: id, message: 'Rolled back; the customer confirms' });

  // no resolution without saying how and why
  expect(await org.mia.refused(CloseEscalation, { escalation_id: id })).toBe('409 escalations.illegal-transition');
  expect(
    await org.mia.refused(ResolveEscalation, { escalation_id: id, resolution_summary: 'Rolled back the release' }),
  ).toBe('422 escalations.resolution-required');
  await org.mia.call(ResolveEscalation, {
    escalation_id: id,
    resolution_summary: 'The release was rolled back and the exports were repeated',
    root_cause: 'A release without the migration it needed',
    outcome: 'saved',
  });
  await world.settle();
  expect(await told(org.ana)).toContain('escalation.resolved');
  const closed = await org.mia.call(CloseEscalation, { escalation_id: id });
  expect(closed.status).toBe('closed');
  expect(Object.values(closed.status_times).filter((at) => at !== null)).toHaveLength(5);

  // everything is in the activity log, in its order, and in the numbers
  const types = (await typesOf(id)).toReversed();
  const steps = ['created', 'acknowledged', 'moved', 'resolved', 'closed'].map((step) => `escalation.${step}`);
  expect(types.filter((type, at) => steps.includes(type) && types.indexOf(type) === at)).toEqual(steps);
  const { items } = await org.ana.call(ListEscalationUpdates, { escalation_id: id });
  expect(items.filter(({ update_type: type }) => type === 'comment')).toHaveLength(2);
  expect((await org.ada.call(GetEscalationDashboard, {})).counts.open.value).toBe(0);
  const { resolution, sla } = await org.mia.call(GetEscalationMetrics, {});
  expect([resolution.count.value, sla.share]).toEqual([1, 1]);
  expect(resolution.median_minutes).toBeGreaterThanOrEqual(370);
}, 300_000);

test('the owner is away and so is the manager: it comes to who is there, and says why', async () => {
  await org.sql(`update escalation_categories set default_owner_id = $2 where tenant_id = $1 and name = 'Technical'`, [
    org.max.id,
  ]);
  await org.absence(org.max, 0, 4);
  await org.absence(org.mia, 0, 4);
  await world.settle();

  const made = await escalate(org.ana);
  expect(made.primary_owner).toMatchObject({ name: 'ada' });
  expect(made.owner_because.skipped.map(({ user }) => user.name)).toEqual(expect.arrayContaining(['max']));
  await world.settle();
  expect(await told(org.ada)).toContain('escalation.created');
  // nobody who is away is asked to do anything
  expect(await told(org.max)).not.toContain('escalation.created');

  await org.ada.call(AcknowledgeEscalation, { escalation_id: made.id });
  await org.ada.call(ResolveEscalation, {
    escalation_id: made.id,
    resolution_summary: 'Restarted the exports for this customer',
    root_cause: 'A worker that hung after the update',
  });
  expect(await get(made.id)).toMatchObject({ status: 'resolved', primary_owner: { name: 'ada' } });
  // nobody says anything more: after a week it closes by itself
  await world.forward('P7D');
  expect(await get(made.id)).toMatchObject({ status: 'closed' });
}, 300_000);

test('nobody confirms: it climbs to the end of the chain, keeps asking there, and stops when somebody takes it', async () => {
  const { id } = await escalate(org.ana);
  await world.forward('PT14M');
  expect((await get(id)).primary_owner).toMatchObject({ name: 'mia' });

  await world.forward('PT2M');
  expect(await get(id)).toMatchObject({ status: 'open', primary_owner: { name: 'ada' } });
  expect((await get(id)).owner_because).toMatchObject({ rule: 'climbed' });
  // whoever had it sees how it goes on
  expect(await org.mia.call(GetEscalation, { escalation_id: id })).toMatchObject({ id });

  await world.forward('PT20M');
  expect(await typesOf(id)).toContain('escalation.unconfirmed-at-end');
  const timesAsked = async () =>
    (
      await org.sql(
        `select from notification_causes where tenant_id = $1 and user_id = $2 and kind = 'escalation.unconfirmed-at-end'`,
        [org.ada.id],
      )
    ).length;
  const before = await timesAsked();
  expect(before).toBeGreaterThan(0);
  await world.forward('PT2H');
  expect((await get(id)).primary_owner).toMatchObject({ name: 'ada' });
  expect(await timesAsked()).toBeGreaterThan(before);
  expect((await typesOf(id)).filter((type) => type === 'escalation.climbed')).toHaveLength(1);

  await org.ada.call(AcknowledgeEscalation, { escalation_id: id });
  const then = await typesOf(id);
  await world.forward('PT30M');
  expect((await typesOf(id)).filter((type) => /climbed|unconfirmed/.test(type))).toEqual(
    then.filter((type) => /climbed|unconfirmed/.test(type)),
  );
}, 300_000);

test('a conversation when everybody is busy is kept, served by itself as soon as Sam is free, and done with its escalation', async () => {
  const { tenantId: tenant_id } = org;
  const { items } = await org.ada.call(ListSupporters, { tenant_id });
  expect(items.map(({ display_name: name }) => name)).toEqual(['sam']);
  await org.ada.call(ChangeSupporter, {
    tenant_id,
    supporter_id: items[0]?.supporter_id ?? '',
    max_active_escalations: 1,
  });
  const begin = async (who: Person) => {
    const { id } = await who.call(CreateConversation, { channel: 'chat', subject: 'A debt I cannot explain' });
    await who.call(AddConversationMessage, { conversation_id: id, body: 'Why do I owe 40?' });
    return id;
  };
  const ask = (who: Person, session_id: string) =>
    who.call(EscalateConversation, { tenant_id, session_id, reason: 'Unable to resolve debt query', priority: 'high' });
  const refusal = (answer: Promise<unknown>) =>
    answer.then(
      () => null,
      (error: unknown) => (error instanceof ApiProblem ? error.problem : null),
    );

  const first = await begin(org.eli);
  const assigned = await ask(org.eli, first);
  expect(assigned).toMatchObject({ status: 'assigned', assigned_to: { email: org.sam.email } });

  // Sam carries as much as he may: the next one is kept, not lost, and asking again is the same one
  const second = await begin(org.ben);
  const busy = await refusal(ask(org.ben, second));
  expect(busy).toMatchObject({ status: 503, code: 'supporters.none-free' });
  const waitingId = String(busy?.['escalation_id']);
  expect((await refusal(ask(org.ben, second)))?.['escalation_id']).toBe(waitingId);
  const listed = await org.ada.call(ListSupportEscalations, { tenant_id });
  expect(listed.escalations.map(({ status }) => status).toSorted()).toEqual(['assigned', 'pending']);
  // somebody else's conversation is not there
  expect(await org.eli.refused(EscalateConversation, { tenant_id, session_id: second, reason: 'x' })).toBe(
    '404 conversations.not-found',
  );

  // Sam solves the first; the second is his at once
  const move = (escalation_id: string, status: 'in_progress' | 'on_hold' | 'resolved' | 'closed', notes?: string) =>
    org.sam.call(SetSupportStatus, { tenant_id, escalation_id, status, ...(notes && { notes }) });
  await move(assigned.escalation_id, 'in_progress');
  await move(assigned.escalation_id, 'resolved', 'A late fee, taken back');
  await world.settle();
  expect(await org.eli.call(GetConversation, { conversation_id: first })).toMatchObject({ status: 'completed' });
  expect(await org.ben.call(GetConversation, { conversation_id: second })).toMatchObject({
    status: 'escalated',
    escalation: { escalation_id: waitingId, status: 'assigned', assigned_to: { name: 'sam' } },
  });
  expect(await told(org.sam)).not.toEqual([]);

  await move(waitingId, 'in_progress');
  await move(waitingId, 'on_hold', 'Asked accounting');
  await move(waitingId, 'in_progress');
  const done = await move(waitingId, 'resolved', 'Explained the invoice line by line');
  expect(done.transitions.map(({ to }) => to)).toEqual([
    'open',
    'investigating',
    'action_required',
    'investigating',
    'resolved',
  ]);
  expect(await org.ben.call(GetConversation, { conversation_id: second })).toMatchObject({ status: 'completed' });
  expect((await org.ada.call(ListSupporters, { tenant_id })).items[0]).toMatchObject({ active_escalations: 0 });
}, 300_000);
