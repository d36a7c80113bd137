import { randomUUID } from 'node:crypto';
import {
  AssignEscalation,
  ChangeSupporter,
  ChangeUser,
  CreateEscalation,
  GetEscalation,
  GetEscalationTimeline,
  GetSupporterPerformance,
  KeepEscalation,
  ListNotifications,
  SetSupportStatus,
  TakeNextConversation,
  TransferEscalation,
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

const setStatus = (
  who: Organisation['eli'],
  escalation_id: string,
  status: WireOf<typeof SetSupportStatus>['status'],
  notes?: string,
) => who.call(SetSupportStatus, { tenant_id: org.tenantId, escalation_id, status, ...(notes && { notes }) });
const transfer = (
  who: Organisation['eli'],
  escalation_id: string,
  to: Partial<WireOf<typeof TransferEscalation>> = {},
) => who.call(TransferEscalation, { escalation_id, note: 'Yours, please', ...to });
const timeline = async (escalation_id: string) =>
  (await org.ada.call(GetEscalationTimeline, { escalation_id })).items.map(({ type }) => type);
/** Sam's: one that was not begun, one in progress, one on hold. */
async function threeOfSam(): Promise<{ fresh: string; begun: string; held: string }> {
  const [fresh = '', begun = '', held = ''] = [
    (await escalate(org, org.eli)).escalation_id,
    (await escalate(org, org.eli)).escalation_id,
    (await escalate(org, org.eli)).escalation_id,
  ];
  await setStatus(sam, begun, 'in_progress');
  await setStatus(sam, held, 'in_progress');
  await setStatus(sam, held, 'on_hold');
  return { fresh, begun, held };
}

describe('somebody who is no longer there', () => {
  test('switched off: what was not begun goes to somebody else, what was begun they are asked about', async () => {
    const { fresh, begun, held } = await threeOfSam();
    await aSupporter(world, org, 'sue');
    await setAvailable(org, sam, false);
    await world.settle();

    expect(await Promise.all([fresh, begun, held].map((id) => ownerOf(org, id)))).toEqual(['sue', 'sam', 'sam']);
    expect(await timeline(begun)).toContain('escalation.keep-asked');
    expect(await timeline(held)).toContain('escalation.keep-asked');
    expect(await timeline(fresh)).not.toContain('escalation.keep-asked');
    expect(await loads(org)).toEqual({ sam: 2, sue: 1 });
  });

  test('with nobody else free what was not begun waits again, and comes back when they do', async () => {
    const { fresh } = await threeOfSam();
    await setAvailable(org, sam, false);
    await world.settle();
    expect(await ownerOf(org, fresh)).toBeNull();

    await setAvailable(org, sam, true);
    await world.settle();
    expect(await ownerOf(org, fresh)).toBe('sam');
  });

  test('away by an absence is the same, from its first minute', async () => {
    const { fresh, begun } = await threeOfSam();
    await aSupporter(world, org, 'sue');
    await org.absence(sam, 1, 2);
    await world.settle();
    expect(await ownerOf(org, fresh)).toBe('sam');
    await world.forward('PT24H');

    expect(await ownerOf(org, fresh)).toBe('sue');
    expect(await ownerOf(org, begun)).toBe('sam');
    expect(await timeline(begun)).toContain('escalation.keep-asked');
  });

  test('no longer a supporter is asked; no longer here, everything goes on to others', async () => {
    const { fresh, begun, held } = await threeOfSam();
    const sue = await aSupporter(world, org, 'sue');
    await org.ada.call(ChangeUser, { user_id: sam.id, roles: ['member'] });
    await world.settle();
    expect(await Promise.all([fresh, begun, held].map((id) => ownerOf(org, id)))).toEqual(['sue', 'sam', 'sam']);

    await org.ada.call(ChangeUser, { user_id: sam.id, active: false });
    await world.settle();
    expect(await Promise.all([fresh, begun, held].map((id) => ownerOf(org, id)))).toEqual(['sue', 'sue', 'sue']);
    expect((await setStatus(sue, held, 'in_progress')).status).toBe('in_progress');
  });

  test('who keeps what they began is asked no more', async () => {
    const { begun } = await threeOfSam();
    await setAvailable(org, sam, false);
    await world.settle();
    expect(await org.eli.refused(KeepEscalation, { escalation_id: begun })).toBe('403 identity.not-allowed');
    await sam.call(KeepEscalation, { escalation_id: begun });
    await world.forward('PT6H');

    expect(await timeline(begun)).toEqual(expect.arrayContaining(['escalation.keep-asked', 'escalation.kept']));
    expect(await timeline(begun)).not.toContain('escalation.keep-unanswered');
  });

  test('without an answer the manager is told after four working hours, once', async () => {
    await org.sql('update users set manager_id = $3 where tenant_id = $1 and id = $2', [sam.id, org.mia.id]);
    const { begun } = await threeOfSam();
    await setAvailable(org, sam, false);
    await world.settle();
    // it is 10:00 on a Monday; sam works until 17:00
    await world.forward('PT3H50M');
    expect(await timeline(begun)).not.toContain('escalation.keep-unanswered');
    await world.forward('PT15M');
    await world.forward('PT24H');

    expect((await timeline(begun)).filter((type) => type === 'escalation.keep-unanswered')).toHaveLength(1);
    const { items } = await org.mia.call(ListNotifications, {});
    expect(items.filter(({ title }) => title.includes('does not say whether they keep it'))).not.toEqual([]);
  });

  test('who is away by an absence cannot answer: the manager is told at once', async () => {
    await org.sql('update users set manager_id = $3 where tenant_id = $1 and id = $2', [sam.id, org.mia.id]);
    const { begun } = await threeOfSam();
    await org.absence(sam, 0, 2);
    await world.settle();

    expect(await timeline(begun)).toEqual(
      expect.arrayContaining(['escalation.keep-asked', 'escalation.keep-unanswered']),
    );
    const { items } = await org.mia.call(ListNotifications, {});
    expect(items.map(({ title }) => title)).toContainEqual(
      expect.stringContaining('does not say whether they keep it'),
    );
  });

  test('who is back before the answer is due is nobody’s worry', async () => {
    const { begun } = await threeOfSam();
    await setAvailable(org, sam, false);
    await world.settle();
    await setAvailable(org, sam, true);
    await world.forward('PT6H');
    expect(await timeline(begun)).not.toContain('escalation.keep-unanswered');
  });

  test('what is reopened for somebody who left goes to somebody else', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    await setStatus(sam, escalation_id, 'resolved', 'Paid back');
    await org.ada.call(ChangeUser, { user_id: sam.id, active: false });
    await aSupporter(world, org, 'sue');
    await setStatus(org.ada, escalation_id, 'in_progress', 'It came back');
    await world.settle();
    expect(await ownerOf(org, escalation_id)).toBe('sue');
  });

  test('what rules routed waits for whom the rules find, though it has a conversation and supporters are free', async () => {
    await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Billing')`);
    await org.absence(org.mia, 0, 3);
    const input = {
      customer_id: org.customers[0] ?? '',
      category: 'Billing',
      severity: 'P2',
      title: 'Invoices missing',
      description: 'x',
    } as const;
    const { id } = await org.ana.call(CreateEscalation, { ...input, conversation_id: await aConversation(org.ana) });
    await world.settle();
    expect(await ownerOf(org, id)).toBeNull();
    expect(await org.ada.refused(TransferEscalation, { escalation_id: id, note: 'Anybody' })).toBe(
      '422 supporters.one-target',
    );
  });

  test('what they own without a conversation stays where rules and managers put it', async () => {
    await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Billing')`);
    const { id } = await org.ana.call(CreateEscalation, {
      customer_id: org.customers[0] ?? '',
      category: 'Billing',
      severity: 'P2',
      title: 'Invoices missing',
      description: 'x',
      primary_owner_id: sam.id,
    });
    await aSupporter(world, org, 'sue');
    await setAvailable(org, sam, false);
    await world.settle();
    expect(await ownerOf(org, id)).toBe('sam');
  });
});

describe('transfer', () => {
  test('hands it to a supporter with a note; it is theirs, and the one before sees it no more', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    await setStatus(sam, escalation_id, 'in_progress');
    const sue = await aSupporter(world, org, 'sue');
    const after = await transfer(sam, escalation_id, { to_supporter_id: sue.supporterId });

    expect(after).toMatchObject({
      status: 'investigating',
      primary_owner: { name: 'sue' },
      owner_because: { rule: 'transferred', explanation: 'handed on: Yours, please' },
    });
    expect(await loads(org)).toEqual({ sam: 0, sue: 1 });
    expect(await sam.refused(GetEscalation, { escalation_id })).toBe('404 escalations.not-found');
    expect((await sue.call(GetEscalation, { escalation_id })).id).toBe(escalation_id);
  });

  test('without a name it goes to whoever is least busy; what nobody began may wait, what was begun may not', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    const begun = (await escalate(org, org.eli)).escalation_id;
    await setStatus(sam, begun, 'in_progress');
    expect(await sam.refused(TransferEscalation, { escalation_id: begun, note: 'x' })).toBe(
      '409 supporters.nobody-else-free',
    );
    // it would come straight back
    expect(await sam.refused(TransferEscalation, { escalation_id, note: 'x' })).toBe('409 supporters.nobody-else-free');
    await setAvailable(org, sam, false);
    expect((await transfer(org.ada, escalation_id)).primary_owner).toBeNull();

    await aSupporter(world, org, 'sue', 2);
    await world.settle();
    expect(await ownerOf(org, escalation_id)).toBe('sue');
    expect((await transfer(sam, begun)).primary_owner).toMatchObject({ name: 'sue' });
  });

  test('to a person who is no supporter is for whoever should solve it', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    expect((await transfer(sam, escalation_id, { to_user_id: org.mia.id })).primary_owner).toMatchObject({
      name: 'mia',
    });
    expect(await loads(org)).toEqual({ sam: 0 });
  });

  test('never passes a cap, never goes to somebody away', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    const full = await aSupporter(world, org, 'sue', 0);
    const off = await aSupporter(world, org, 'sid');
    await setAvailable(org, off, false);
    await org.absence(org.ben, 0, 1);
    const refused = (to: Partial<WireOf<typeof TransferEscalation>>) =>
      sam.refused(TransferEscalation, { escalation_id, note: 'x', ...to });

    expect(await refused({ to_supporter_id: full.supporterId })).toBe('409 supporters.at-cap');
    expect(await refused({ to_user_id: full.id })).toBe('409 supporters.at-cap');
    expect(await refused({ to_supporter_id: off.supporterId })).toBe('409 supporters.not-available');
    expect(await refused({ to_user_id: org.ben.id })).toBe('409 supporters.not-available');
    expect(await refused({ to_supporter_id: sam.supporterId })).toBe('409 supporters.same-owner');
    expect(await refused({ to_supporter_id: sam.supporterId, to_user_id: org.ben.id })).toBe(
      '422 supporters.one-target',
    );
    expect(await refused({ to_supporter_id: randomUUID() })).toBe('404 supporters.not-found');
    expect(await refused({ to_user_id: (await world.organisation()).ben.id })).toBe('404 users.not-found');
    expect(await refused({ note: ' ', to_user_id: org.mia.id })).toBe('400 request.malformed');
  });

  test('is for whoever may act on it, and not for what is over', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    const sue = await aSupporter(world, org, 'sue');
    const input = { escalation_id, note: 'x', to_supporter_id: sue.supporterId };
    expect(await sue.refused(TransferEscalation, input)).toBe('404 escalations.not-found');
    expect(await org.eli.refused(TransferEscalation, input)).toBe('403 identity.not-allowed');
    await setStatus(sam, escalation_id, 'resolved', 'Paid back');
    expect(await sam.refused(TransferEscalation, input)).toBe('409 escalations.over');
  });

  test('a manager who assigns by hand does not pass a cap either', async () => {
    const { escalation_id } = await escalate(org, org.eli);
    const full = await aSupporter(world, org, 'sue', 0);
    expect(
      await org.ada.refused(AssignEscalation, { escalation_id, primary_owner_id: full.id, reason: 'She knows it' }),
    ).toBe('409 supporters.at-cap');
    expect(await ownerOf(org, escalation_id)).toBe('sam');
  });
});

describe('taking the next one', () => {
  const next = (who: SupportPerson, by: Organisation['eli'] = who) =>
    by.call(TakeNextConversation, { tenant_id: org.tenantId, supporter_id: who.supporterId });

  test('works while switched off for what comes by itself, by need, and never above the cap', async () => {
    await org.ada.call(ChangeSupporter, {
      tenant_id: org.tenantId,
      supporter_id: sam.supporterId,
      max_active_escalations: 2,
    });
    await setAvailable(org, sam, false);
    await escalateInVain(org, org.eli);
    const urgent = await escalateInVain(org, org.eli, { priority: 'critical' });
    await escalateInVain(org, org.eli);

    expect(await next(sam)).toMatchObject({
      waiting: 2,
      escalation: { escalation_id: urgent.escalation_id, status: 'assigned', assigned_to: { display_name: 'sam' } },
    });
    expect((await next(sam)).waiting).toBe(1);
    expect(await sam.refused(TakeNextConversation, { tenant_id: org.tenantId, supporter_id: sam.supporterId })).toBe(
      '409 supporters.at-cap',
    );
  });

  test('answers nothing when nobody waits', async () =>
    expect(await next(sam)).toEqual({ escalation: null, waiting: 0 }));

  test('is one’s own to ask for; not for whoever is away', async () => {
    const sue = await aSupporter(world, org, 'sue');
    const input = { tenant_id: org.tenantId, supporter_id: sam.supporterId };
    expect(await sue.refused(TakeNextConversation, input)).toBe('403 identity.not-allowed');
    expect(await sue.refused(TakeNextConversation, { ...input, supporter_id: randomUUID() })).toBe(
      '404 supporters.not-found',
    );
    await org.absence(sam, 0, 0);
    expect(await sam.refused(TakeNextConversation, input)).toBe('409 supporters.is-absent');
  });
});

describe('performance', () => {
  test('says how long each needed, and together; what was not measured is null', async () => {
    const sue = await aSupporter(world, org, 'sue');
    const from = String(await world.now());
    const ids: string[] = [];
    for (let n = 0; n < 2; n++) {
      const { escalation_id } = await escalate(org, org.eli);
      await transfer(org.ada, escalation_id, { to_supporter_id: sam.supporterId }).catch(() => undefined);
      ids.push(escalation_id);
    }
    const [first = '', second = ''] = ids;
    await world.forward('PT10M');
    await setStatus(sam, first, 'in_progress');
    await world.forward('PT20M');
    await setStatus(sam, first, 'resolved', 'Paid back');
    await world.forward('PT30M');
    await setStatus(sam, second, 'resolved', 'Paid back');
    await setStatus(sam, second, 'in_progress', 'It came back');
    const report = await org.ada.call(GetSupporterPerformance, { tenant_id: org.tenantId, from });

    expect(report.items).toMatchObject([
      {
        user: { name: 'sam' },
        taken: 2,
        resolved: 1,
        reopened: 1,
        resolution_minutes: { median: 30, average: 30, p90: 30 },
        first_response_minutes: { median: 35, average: 35, p90: 55 },
        active_escalations: 1,
      },
      { user: { name: 'sue' }, taken: 0, resolved: 0, resolution_minutes: { median: null, average: null, p90: null } },
    ]);
    expect(report.together).toMatchObject({ taken: 2, resolved: 1, resolution_minutes: { average: 30 } });
    expect((await sue.call(GetSupporterPerformance, { tenant_id: org.tenantId })).items).toMatchObject([
      { user: { name: 'sue' } },
    ]);
  });

  test('of a period that ends before it begins is refused, and it is not for everybody', async () => {
    const [from, to] = ['2026-07-02T00:00:00Z', '2026-07-01T00:00:00Z'];
    expect(await org.ada.refused(GetSupporterPerformance, { tenant_id: org.tenantId, from, to })).toBe(
      '422 supporters.period-ends-before-start',
    );
    const forever = { tenant_id: org.tenantId, from: '1900-01-01T00:00:00Z' };
    expect(await org.ada.refused(GetSupporterPerformance, forever)).toBe('422 reports.period-too-long');
    const member = await aPerson(world, org, 'member');
    expect(await member.refused(GetSupporterPerformance, { tenant_id: org.tenantId })).toBe('403 identity.not-allowed');
  });
});
