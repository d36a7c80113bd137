import { ApiProblem } from '@understudy/api-client';
import {
  AcceptCoverage,
  CreateCustomerActivity,
  CreateTask,
  GetCoverageDashboard,
  GetCustomer,
  GetMe,
  ListCustomers,
  Lookup,
  PatchTask,
  PutCrmIds,
  PutCustomer,
  type WireOf,
} from '@understudy/contracts';
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
});

const first = () => org.customers[0] ?? '';
const change = (more: Partial<WireOf<typeof PutCustomer>> = {}): WireOf<typeof PutCustomer> => ({
  customer_id: first(),
  name: 'Corvane',
  csm_id: org.ana.id,
  arr: 2000,
  health_score: 40,
  stage: 'live',
  segment: 'Enterprise',
  industry: 'Software',
  renewal_on: null,
  special_handling: null,
  domains: ['corvane.example'],
  ...more,
});
const covered = async (backup: Person, from = 0) => {
  const absence = await org.absence(org.ana, from, 5, { preferred_backup_user_id: backup.id });
  await world.settle();
  const [asked] = await org.assignments(absence.id);
  await backup.call(AcceptCoverage, { assignment_id: asked?.id ?? '' });
};

describe('a customer', () => {
  test('is changed by its owner, whoever stands in, and managers; not by colleagues', async () => {
    for (const stranger of [org.ben, org.gus, org.max])
      expect(await stranger.refused(PutCustomer, change())).toBe('403 identity.not-allowed');
    expect(await org.sam.refused(PutCustomer, change())).toBe('403 identity.not-allowed');
    await covered(org.ben);
    for (const keeper of [org.ana, org.ben, org.mia, org.ada])
      expect(await keeper.call(PutCustomer, change())).toMatchObject({ name: 'Corvane', domains: ['corvane.example'] });
  });

  test('changes hands by its owner and their managers; who only stands in cannot keep it', async () => {
    await covered(org.ben);
    expect(await org.ben.refused(PutCustomer, change({ csm_id: org.ben.id }))).toBe('403 identity.not-allowed');
    for (const nobody of [org.eli, org.sam])
      expect(await org.mia.refused(PutCustomer, change({ csm_id: nobody.id }))).toBe(
        '422 customers.owner-not-eligible',
      );
    expect(await org.mia.call(PutCustomer, change({ csm_id: org.eva.id }))).toMatchObject({ csm: { name: 'eva' } });
  });

  test('is shown in full to who looks after it, and as a summary to everybody else', async () => {
    const read = (who: Person) => who.call(GetCustomer, { customer_id: first() });
    await org.ana.call(PutCustomer, change({ special_handling: 'Never call before 9' }));
    for (const keeper of [org.ana, org.mia, org.ada])
      expect(await read(keeper)).toMatchObject({ summary_only: false, special_handling: 'Never call before 9' });
    for (const other of [org.ben, org.gus, org.sam, org.eli])
      expect(await read(other)).toMatchObject({
        summary_only: true,
        name: 'Corvane',
        special_handling: null,
        tasks: [],
        activities: [],
        risks: [],
        open_escalations: [],
      });
    await covered(org.ben);
    expect(await read(org.ben)).toMatchObject({ summary_only: false });
  });

  test('an old version is refused with the row as it is now', async () => {
    await org.ana.call(PutCustomer, change({ renewal_on: '2030-02-01' }), { ifMatch: 1 });
    const stale = await org.ana.call(PutCustomer, change(), { ifMatch: 1 }).catch((error: unknown) => error);

    expect(stale instanceof ApiProblem && stale.problem).toMatchObject({
      code: 'version.stale',
      current: { id: first(), version: 2, renewal_on: '2030-02-01', csm: { name: 'ana' } },
    });
  });

  test('sixteen changes of one version: one counts', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 16 }, (_, arr) => org.ana.call(PutCustomer, change({ arr }), { ifMatch: 1 })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await org.ana.call(GetCustomer, { customer_id: first() })).toMatchObject({ version: 2 });
  });

  test('keeps its domains for itself', async () => {
    await org.ana.call(PutCustomer, change());
    const theirs = await world.organisation();

    expect(await org.ana.refused(PutCustomer, change({ customer_id: org.customers[1] ?? '' }))).toBe(
      '409 customers.domain-taken',
    );
    expect(await org.ana.refused(PutCustomer, change({ csm_id: theirs.ana.id }))).toBe('404 users.not-found');
    expect(await theirs.ada.refused(GetCustomer, { customer_id: first() })).toBe('404 customers.not-found');
    expect(await org.ana.refused(PutCustomer, change({ health_score: 101 }))).toBe('400 request.malformed');
  });

  test('stands in the list once, page by page, and is found by a part of its name', async () => {
    const one = await org.eli.call(ListCustomers, { limit: 2 });
    const two = await org.eli.call(ListCustomers, { limit: 2, cursor: one.next_cursor ?? '' });

    expect([...one.items, ...two.items].map(({ name }) => name)).toEqual([
      'Customer 0001',
      'Customer 0002',
      'Customer 0003',
    ]);
    expect(two.next_cursor).toBeNull();
    expect((await org.eli.call(ListCustomers, { query: 'R 0002' })).items).toHaveLength(1);
    expect((await org.eli.call(ListCustomers, { query: '%' })).items).toEqual([]);
  });
});

describe('a task', () => {
  const aTask = async () => {
    const [task] = await org.sql<{ id: string }>(
      `insert into tasks (tenant_id, customer_id, title) values ($1, $2, 'Send the invoice') returning id`,
      [first()],
    );
    return { customer_id: first(), task_id: task?.id ?? '' };
  };

  test('is done by whoever looks after the customer, once', async () => {
    const task = await aTask();
    expect(await org.ben.refused(PatchTask, { ...task, status: 'done' })).toBe('403 identity.not-allowed');
    await covered(org.ben);

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => org.ben.call(PatchTask, { ...task, status: 'done' })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['done']));
    expect(await org.sql("select 1 from history where tenant_id = $1 and type = 'task.done'")).toHaveLength(1);
    expect(await org.ben.refused(PatchTask, { ...task, customer_id: org.customers[1] ?? '', status: 'done' })).toBe(
      '404 tasks.not-found',
    );
  });
});

describe('looking up', () => {
  test('by a thread’s addresses, a domain, a page, a CRM record or a name, each with who looks after it', async () => {
    await org.ana.call(PutCustomer, change());
    await org.sql(
      `insert into customer_crm_ids (tenant_id, system, record_id, customer_id) values ($1, 'salesforce', 'A1', $2)`,
      [first()],
    );
    for (const wanted of [
      { emails: ['LENA@corvane.example', 'x@nowhere.example'] },
      { domain: 'Corvane.example' },
      { url: 'https://www.corvane.example/pricing?a=1' },
      { crm: { system: 'salesforce', record_id: 'A1' } },
      { query: 'corv' },
    ]) {
      const { customers } = await org.eli.call(Lookup, wanted);
      expect(customers).toMatchObject([{ customer: { id: first() }, responsible: { because: 'owner' } }]);
    }
    expect(await org.eli.call(Lookup, { domain: 'nowhere.example' })).toEqual({ customers: [] });
    expect(await org.eli.refused(Lookup, {})).toBe('400 request.malformed');
    expect(await org.eli.refused(Lookup, { domain: 'a', query: 'b' })).toBe('400 request.malformed');
    const theirs = await world.organisation();
    expect(await theirs.ada.call(Lookup, { domain: 'corvane.example' })).toEqual({ customers: [] });
  });
});

describe('the dashboard', () => {
  test('counts no customer and no money of a cover that has not begun', async () => {
    await covered(org.ben, 2);
    const board = await org.ben.call(GetCoverageDashboard, {});
    expect(board.standing_in).toMatchObject([{ arr: 3000 }]);
    expect([board.counts.covered, board.covered_arr]).toEqual([0, 0]);
  });

  test('shows mine and covered as they are now: away, my list is my backup’s', async () => {
    const counts = async (person: Person) => (await person.call(GetCoverageDashboard, {})).counts;
    expect(await counts(org.ana)).toEqual({ mine: 3, covered: 0, both: 3 });
    await covered(org.ben);

    expect(await counts(org.ana)).toEqual({ mine: 0, covered: 0, both: 0 });
    const board = await org.ben.call(GetCoverageDashboard, { show: 'covered' });
    expect(board.counts).toEqual({ mine: 0, covered: 3, both: 3 });
    expect(board.covered_arr).toBe(3000);
    expect(board.rows.map(({ covered_for, assignment_id }) => [covered_for?.name, assignment_id])).toEqual(
      Array(3).fill(['ana', board.standing_in[0]?.assignment.id]),
    );
    expect(board.standing_in).toMatchObject([{ arr: 3000, after_me: null }]);
    expect((await org.ben.call(GetMe, {})).i_cover).toMatchObject([{ person: { name: 'ana' }, customer_count: 3 }]);
    expect((await org.ana.call(GetMe, {})).covers_me).toMatchObject([{ person: { name: 'ben' }, status: 'active' }]);
    await world.forward('P6D');
    expect(await counts(org.ben)).toEqual({ mine: 0, covered: 0, both: 0 });
    expect((await org.ben.call(GetMe, {})).i_cover).toEqual([]);
  });

  test('what waits for my answer says how much it is and what I would carry', async () => {
    await org.sql('update customers set health_score = 20 where tenant_id = $1 and id = $2', [first()]);
    await org.absence(org.ana, 3, 5, { preferred_backup_user_id: org.ben.id, special_instructions: 'Ring Lena' });
    await world.settle();

    const board = await org.ben.call(GetCoverageDashboard, {});
    expect(board.waiting_for_my_answer).toMatchObject([
      { arr: 3000, at_risk: 1, load_after: { customers: 3, capacity_points: 50 } },
    ]);
    expect((await org.ana.call(GetCoverageDashboard, {})).my_absences).toMatchObject([
      { special_instructions: 'Ring Lena' },
    ]);
    expect(await org.sam.refused(GetCoverageDashboard, {})).toBe('403 identity.not-allowed');
    expect((await org.eva.call(GetCoverageDashboard, {})).rows).toEqual([]);
  });
});

// the last one: it stops the jobs
test('a former backup is out by the clock, even when all jobs stand still', async () => {
  const { id } = await asked(world, org, 0, 0);
  await accept(org.ben, id);
  await world.settle();
  const task = await org.ben.call(CreateTask, { customer_id: first(), title: 'Mine now' });
  await world.stopWorker();
  for (const table of ['coverage_assignments', 'covered_customers'])
    await org.sql(
      `update ${table} set during = tstzrange(lower(during), app_now()) where tenant_id = $1 and ${table === 'covered_customers' ? 'assignment_id' : 'id'} = $2`,
      [id],
    );

  const customer_id = first();
  expect(await org.ben.refused(CreateTask, { customer_id, title: 'x' })).toBe('403 identity.not-allowed');
  expect(await org.ben.refused(PatchTask, { customer_id, task_id: task.id, status: 'done' })).toBe(
    '403 identity.not-allowed',
  );
  expect(await org.ben.refused(CreateCustomerActivity, { customer_id, kind: 'call', summary: 'x' })).toBe(
    '403 identity.not-allowed',
  );
  expect(await org.ben.refused(PutCrmIds, { customer_id, crm_ids: [] })).toBe('403 identity.not-allowed');
  expect(await org.ben.call(GetCustomer, { customer_id })).toMatchObject({ summary_only: true, tasks: [] });
});
