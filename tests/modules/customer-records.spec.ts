import {
  CreateCustomerActivity,
  CreateEvent,
  CreateRisk,
  CreateStakeholder,
  CreateTask,
  GetCustomer,
  PatchEvent,
  PatchRisk,
  PatchStakeholder,
  PatchTask,
} from '@understudy/contracts';
import { fromNow } from './briefing.js';
import * as happenings from './happenings.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
  // what is told stays to be read: nobody takes it away
  await world.stopWorker();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

const first = () => org.customers[0] ?? '';
const read = (who: Person = org.ana) => who.call(GetCustomer, { customer_id: first() });
const messages = (type: string) => happenings.messages(org, type);
const events = (type: string) => happenings.events(org, type);
const in_ = (span: string) => fromNow(world, span);

describe('what is known of a customer', () => {
  test('a task is added, changed, done and taken back, and each is told', async () => {
    const task = await org.ana.call(CreateTask, {
      customer_id: first(),
      title: 'Send it',
      due_at: await in_('PT24H'),
      assignee_id: org.ana.id,
    });
    expect(task).toMatchObject({ title: 'Send it', kind: 'task', status: 'open', assignee: { name: 'ana' } });
    const one = { customer_id: first(), task_id: task.id };
    expect(await org.ana.call(PatchTask, { ...one, title: 'Send both', due_at: null })).toMatchObject({
      title: 'Send both',
      due_at: null,
      kind: 'task',
    });
    expect(await org.ana.call(PatchTask, { ...one, status: 'done' })).toMatchObject({
      status: 'done',
      title: 'Send both',
    });
    const [row] = await org.sql<{ by: string; at: unknown }>(
      'select done_by_user_id as by, done_at as at from tasks where tenant_id = $1',
    );
    expect(row).toMatchObject({ by: org.ana.id, at: expect.anything() });
    await org.ana.call(PatchTask, { ...one, status: 'done' });
    await org.ana.call(PatchTask, { ...one, status: 'open' });
    await org.ana.call(PatchTask, { ...one, status: 'cancelled' });

    expect(await messages('customer.task-added')).toMatchObject([{ customer_id: first(), task_id: task.id }]);
    expect(await messages('customer.task-done')).toHaveLength(1);
    expect(await messages('customer.task-changed')).toHaveLength(3);
    expect((await read()).tasks).toEqual([]);
    expect(await org.ana.refused(CreateTask, { customer_id: first(), title: ' ' })).toBe('400 request.malformed');
    const theirs = await world.organisation();
    expect(await org.ana.refused(CreateTask, { customer_id: first(), title: 'x', assignee_id: theirs.ana.id })).toBe(
      '404 users.not-found',
    );
  });

  test('a person is added, changed, and shown no more once they have left', async () => {
    const lena = await org.ana.call(CreateStakeholder, {
      customer_id: first(),
      name: 'Lena',
      email: 'Lena@Corvane.example',
      is_primary: true,
    });
    expect(lena).toMatchObject({ email: 'lena@corvane.example', is_primary: true, title: null });
    const one = { customer_id: first(), stakeholder_id: lena.id };
    expect(await org.ana.call(PatchStakeholder, { ...one, title: 'CFO' })).toMatchObject({
      title: 'CFO',
      name: 'Lena',
    });
    expect((await read()).stakeholders).toHaveLength(1);
    await org.ana.call(PatchStakeholder, { ...one, active: false });

    expect((await read()).stakeholders).toEqual([]);
    expect(await org.sql('select 1 from stakeholders where tenant_id = $1')).toHaveLength(1);
    expect(await org.ana.refused(PatchStakeholder, { ...one, customer_id: org.customers[1] ?? '' })).toBe(
      '404 stakeholders.not-found',
    );
  });

  test('a risk is opened and closed once, with what became of it', async () => {
    const risk = await org.ana.call(CreateRisk, {
      customer_id: first(),
      kind: 'usage',
      description: 'Logins fell',
      severity: 'high',
    });
    const one = { customer_id: first(), risk_id: risk.id };
    expect(await org.ana.call(PatchRisk, { ...one, severity: 'low' })).toMatchObject({
      severity: 'low',
      description: 'Logins fell',
    });
    await org.ana.call(PatchRisk, { ...one, resolved: true, resolution: 'Training helped' });

    expect(await org.ana.refused(PatchRisk, { ...one, resolved: true })).toBe('409 risks.resolved');
    expect((await read()).risks).toEqual([]);
    expect(await messages('customer.risk-opened')).toMatchObject([{ customer_id: first(), risk_id: risk.id }]);
    expect(await messages('customer.risk-resolved')).toMatchObject([{ customer_id: first(), risk_id: risk.id }]);
    expect(await events('risk.resolved')).toMatchObject([{ resolution: 'Training helped' }]);
    expect(await org.ana.refused(PatchRisk, { ...one, customer_id: org.customers[1] ?? '', severity: 'low' })).toBe(
      '404 risks.not-found',
    );
  });

  test('a meeting is added, moved, decided on and cancelled', async () => {
    const [starts_at, ends_at] = [await in_('PT48H'), await in_('PT49H')];
    const meeting = await org.ana.call(CreateEvent, { customer_id: first(), title: 'QBR', starts_at, ends_at });
    expect(meeting).toMatchObject({ organizer: { name: 'ana' }, customer_facing: true, handling: null });
    const one = { customer_id: first(), event_id: meeting.id };
    expect(await org.ana.call(PatchEvent, { ...one, handling: 'hand_over' })).toMatchObject({
      handling: 'hand_over',
      title: 'QBR',
      starts_at,
    });
    expect(await org.ana.call(PatchEvent, { ...one, handling: null })).toMatchObject({ handling: null });
    expect(await org.ana.refused(PatchEvent, { ...one, ends_at: starts_at })).toBe('422 events.ends-before-start');
    expect(
      await org.ana.refused(CreateEvent, { customer_id: first(), title: 'x', starts_at: ends_at, ends_at: starts_at }),
    ).toBe('422 events.ends-before-start');
    await org.ana.call(PatchEvent, { ...one, cancelled: true });

    expect((await read()).meetings).toEqual([]);
    expect(await org.ana.refused(PatchEvent, { ...one, handling: 'move' })).toBe('404 events.not-found');
    expect(await messages('customer.meeting-added')).toMatchObject([{ customer_id: first(), meeting_id: meeting.id }]);
    expect(await messages('customer.meeting-changed')).toHaveLength(3);
  });

  test('what was said is written down, with how the customer felt, and never ahead of time', async () => {
    const call = { customer_id: first(), kind: 'call', summary: 'Happy with the fix', sentiment: 'positive' as const };
    expect(await org.ana.call(CreateCustomerActivity, call)).toMatchObject({ by: { name: 'ana' }, sentiment: 1 });
    await org.ana.call(CreateCustomerActivity, { ...call, sentiment: -0.4, occurred_at: await in_('-PT1H') });
    expect(await org.ana.refused(CreateCustomerActivity, { ...call, sentiment: 1.1 })).toBe('400 request.malformed');
    expect(await org.ana.refused(CreateCustomerActivity, { ...call, occurred_at: await in_('PT1H') })).toBe(
      '422 activities.in-the-future',
    );

    expect((await read()).activities.map(({ sentiment }) => sentiment)).toEqual([1, -0.4]);
  });

  test('is the work of whoever looks after the customer now; strangers and other organisations are out', async () => {
    const theirs = await world.organisation();
    const work = async (who: Person) => [
      await who.refused(CreateTask, { customer_id: first(), title: 'x' }),
      await who.refused(CreateStakeholder, { customer_id: first(), name: 'x' }),
      await who.refused(CreateRisk, { customer_id: first(), kind: 'x', description: 'x', severity: 'low' }),
      await who.refused(CreateEvent, {
        customer_id: first(),
        title: 'x',
        starts_at: await in_('PT1H'),
        ends_at: await in_('PT2H'),
      }),
      await who.refused(CreateCustomerActivity, { customer_id: first(), kind: 'call', summary: 'x' }),
    ];
    for (const stranger of [org.eva, org.gus, org.max, org.sam, org.eli])
      expect(new Set(await work(stranger))).toEqual(new Set(['403 identity.not-allowed']));
    expect(new Set(await work(theirs.ada))).toEqual(new Set(['404 customers.not-found']));
  });
});
