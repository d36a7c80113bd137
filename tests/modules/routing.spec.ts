import { jest } from '@jest/globals';
import {
  CreateRisk,
  CreateTask,
  ListAlerts,
  ListRouting,
  ListTasks,
  PatchAbsence,
  ReleaseCoverage,
  RetryRouting,
  ReturnFromAbsence,
} from '@understudy/contracts';
import { accept, asked } from './covering.js';
import { events } from './happenings.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

/** Days pass in these, and CI's machine is slow. */
jest.setTimeout(120_000);

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

const routing = async (absenceId: string, who: Person = org.mia) =>
  (await who.call(ListRouting, { absence_id: absenceId })).items;
/** "tasks applied", by type. */
const states = async (absenceId: string) => (await routing(absenceId)).map(({ type, state }) => `${type} ${state}`);
const redirect = async (assignmentId: string, kind = 'tasks') => {
  const [row] = await org.sql<{ value: Record<string, unknown> | null }>(
    'select value from redirects where tenant_id = $1 and assignment_id = $2 and kind = $3',
    [assignmentId, kind],
  );
  return row?.value ?? null;
};
const UNCONNECTED = ['email unsupported', 'slack unsupported', 'calendar unsupported'];
const IN_PLACE = ['tasks applied', 'alerts applied', ...UNCONNECTED];
const BACK = ['tasks reverted', 'alerts reverted', ...UNCONNECTED];

/** Ana is away from today on and Ben stands in. */
async function covered(days = 4): Promise<{ absenceId: string; id: string }> {
  const assignment = await asked(world, org, 0, days);
  await accept(org.ben, assignment.id);
  await world.settle();
  return assignment;
}

describe('PRD-131 FR-5: routing is set for the time of the coverage and comes back', () => {
  test('set when the absence begins, with what was and what is; nothing before', async () => {
    const { absenceId, id } = await asked(world, org, 1, 3);
    await accept(org.ben, id);
    await world.settle();
    expect(await routing(absenceId)).toEqual([]);

    await world.forward('P1D');
    expect(await states(absenceId)).toEqual(IN_PLACE);
    expect((await routing(absenceId))[0]).toMatchObject({
      coverage_id: id,
      original_routing: 'Tasks due and new tasks: ana',
      temporary_routing: 'Tasks due and new tasks: ben, for ana',
      reverted_at: null,
      problem: null,
    });
    expect(await redirect(id)).toMatchObject({ from_user_id: org.ana.id, to_user_id: org.ben.id });

    await world.forward('P4D');
    expect(await states(absenceId)).toEqual(BACK);
    expect((await routing(absenceId))[0]?.reverted_at).not.toBeNull();
    expect(await redirect(id)).toBeNull();
  });

  test('a late yes sets it at once', async () => {
    const { absenceId, id } = await asked(world, org, 0, 3);
    await world.settle();
    expect(await routing(absenceId)).toEqual([]);
    await accept(org.ben, id);
    await world.settle();
    expect(await states(absenceId)).toEqual(IN_PLACE);
  });

  test('what is not connected says so', async () => {
    const { absenceId } = await covered();
    expect((await routing(absenceId)).map(({ problem }) => problem)).toEqual([
      null,
      null,
      expect.stringMatching(/^Google Workspace is not connected/),
      expect.stringMatching(/^Slack is not connected/),
      expect.stringMatching(/^Google Workspace is not connected/),
    ]);
  });

  test('an absence that is extended takes its routing along; an early return puts it back', async () => {
    const { absenceId, id } = await covered(2);
    const before = (await redirect(id))?.['ends_at'];
    await org.ana.call(PatchAbsence, { absence_id: absenceId, end_date: await world.day(5) });
    await world.settle();
    const after = (await redirect(id))?.['ends_at'];
    expect(String(after) > String(before)).toBe(true);
    expect(await states(absenceId)).toEqual(IN_PLACE);

    await org.ana.call(ReturnFromAbsence, { coverage_id: id });
    await world.settle();
    expect(await states(absenceId)).toEqual(BACK);
    expect([await redirect(id), await redirect(id, 'alerts')]).toEqual([null, null]);
  });

  test('an edit by somebody else is left alone and said; a manager may look again once it is gone', async () => {
    const { absenceId, id } = await covered(2);
    const mine = await redirect(id);
    const edit = (value: unknown) =>
      org.sql(`update redirects set value = $3::jsonb where tenant_id = $1 and assignment_id = $2 and kind = 'tasks'`, [
        id,
        JSON.stringify(value),
      ]);
    await edit({ to_user_id: org.eva.id });
    await org.ana.call(ReturnFromAbsence, { coverage_id: id });
    await world.settle();

    const [tasks] = await routing(absenceId);
    expect(tasks).toMatchObject({ state: 'conflict', problem: 'Changed by somebody else meanwhile; left alone' });
    expect(await redirect(id)).toEqual({ to_user_id: org.eva.id });
    expect(await redirect(id, 'alerts')).toBeNull();

    await edit(mine);
    const retry = { routing_update_id: tasks?.id ?? '' };
    expect(await org.ben.refused(RetryRouting, retry)).toBe('403 identity.not-allowed');
    expect(await org.max.refused(RetryRouting, retry)).toBe('403 identity.not-allowed');
    expect(await org.mia.call(RetryRouting, retry)).toMatchObject({ state: 'reverting', problem: null });
    expect(await events(org, 'routing.retried')).toMatchObject([
      { absence_id: absenceId, routing_update_id: tasks?.id },
    ]);
    await world.settle();
    expect(await states(absenceId)).toEqual(BACK);
    expect(await redirect(id)).toBeNull();
    expect(await org.mia.refused(RetryRouting, retry)).toBe('409 routing.nothing-to-retry');
    expect(await org.mia.refused(RetryRouting, { routing_update_id: org.ben.id })).toBe('404 routing.not-found');
  });

  test('a backup who hands it back is replaced, and their routing with them', async () => {
    const { absenceId, id } = await covered();
    await org.ben.call(ReleaseCoverage, { assignment_id: id, reason: 'I am needed elsewhere' });
    await world.settle();
    const next = (await org.assignments(absenceId)).find(({ status }) => status === 'pending');
    await accept(org.eva, next?.id ?? '');
    await world.settle();

    const rows = (await routing(absenceId)).filter(({ type }) => type === 'tasks');
    expect(rows.map(({ backup, state }) => `${backup.name} ${state}`).sort()).toEqual(['ben reverted', 'eva applied']);
    expect([await redirect(id), (await redirect(next?.id ?? ''))?.['to_user_id']]).toEqual([null, org.eva.id]);
  });
});

describe('tasks are redirected when something happens, not moved', () => {
  const addTask = (title: string, more: { due_at?: string; assignee_id?: string } = {}) =>
    org.mia.call(CreateTask, { customer_id: org.customers[0] ?? '', title, ...more });
  const inDays = async (days: number) => `${await world.day(days)}T10:00:00Z`;
  const mine = async (who: Person, show: 'mine' | 'covered' | 'both' = 'both') =>
    (await who.call(ListTasks, { show })).items.map(({ title }) => title);

  test('due while she is away, overdue, or new: with the backup, for Ana; the rest waits for her', async () => {
    await addTask('Overdue', { due_at: await inDays(-2) });
    await addTask('Due soon', { due_at: await inDays(2) });
    await addTask('Due later', { due_at: await inDays(20) });
    await addTask('Some day');
    expect(await mine(org.ana)).toEqual(['Overdue', 'Due soon', 'Due later', 'Some day']);

    const { id } = await asked(world, org, 1, 5);
    await accept(org.ben, id);
    await world.forward('P1D');
    await addTask('New, due later', { due_at: await inDays(30) });
    expect(await mine(org.ben)).toEqual(['Overdue', 'Due soon', 'New, due later']);
    expect(await mine(org.ben, 'mine')).toEqual([]);
    expect(await mine(org.ana)).toEqual(['Due later', 'Some day']);
    const listed = await org.ben.call(ListTasks, { limit: 2, show: 'covered' });
    expect(listed.items[0]).toMatchObject({
      owner: { name: 'ana' },
      with: { name: 'ben' },
      for: { name: 'ana' },
      because: 'coverage',
      overdue: true,
    });
    expect(listed.counts).toEqual({ mine: 0, covered: 3 });
    const rest = await org.ben.call(ListTasks, { limit: 2, show: 'covered', cursor: listed.next_cursor ?? '' });
    expect(rest.items.map(({ title }) => title)).toEqual(['New, due later']);
    const forged = Buffer.from(JSON.stringify({ at: 'soon', id })).toString('base64url');
    expect(await org.ben.refused(ListTasks, { cursor: forged })).toBe('400 request.malformed');

    await org.ana.call(ReturnFromAbsence, { coverage_id: id });
    expect(await mine(org.ben)).toEqual([]);
    expect(await mine(org.ana)).toHaveLength(5);
  });

  test('nobody said yes yet: the manager has them', async () => {
    await addTask('Due soon', { due_at: await inDays(1) });
    await org.absence(org.ana, 0, 3);
    expect(await mine(org.mia)).toEqual(['Due soon']);
  });

  test('a task of somebody who is away goes to whoever covers them, also at another one’s customer', async () => {
    await addTask('For Eva', { due_at: await inDays(1), assignee_id: org.eva.id });
    expect([await mine(org.eva), await mine(org.ana)]).toEqual([['For Eva'], []]);
    await org.absence(org.eva, 0, 3);
    expect([await mine(org.eva), await mine(org.ana)]).toEqual([[], ['For Eva']]);
  });
});

test('alerts reach whoever looks after the customer at the moment', async () => {
  const [customer] = org.customers;
  await org.mia.call(CreateRisk, {
    customer_id: customer ?? '',
    kind: 'churn',
    description: 'A rival',
    severity: 'high',
  });
  await org.sql('update customers set health_score = 40, renewal_on = $3::date where tenant_id = $1 and id = $2', [
    customer,
    await world.day(10),
  ]);
  const alerts = async (who: Person) => (await who.call(ListAlerts, {})).items.map(({ title }) => title);
  const all = ['A rival', 'Health 40 of 100', 'Renews in 10 days'];
  expect([await alerts(org.ana), await alerts(org.ben)]).toEqual([all, []]);

  const { id } = await covered();
  expect([await alerts(org.ana), await alerts(org.ben)]).toEqual([[], all]);
  expect((await org.ben.call(ListAlerts, { show: 'covered' })).items[0]).toMatchObject({
    kind: 'risk-opened',
    owner: { name: 'ana' },
    for: { name: 'ana' },
  });
  await org.ana.call(ReturnFromAbsence, { coverage_id: id });
  expect([await alerts(org.ana), await alerts(org.ben)]).toEqual([all, []]);
});
