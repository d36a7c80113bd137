import { jest } from '@jest/globals';
import {
  AcceptCoverage,
  GetCustomer,
  ListBriefs,
  PutCustomer,
  SetUpCoverage,
  TakeOverCustomer,
} from '@understudy/contracts';
import fc from 'fast-check';
import { accept, asked, whoNow } from './covering.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

jest.setTimeout(300_000);

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

/** As an admin does it: everything stays but the owner. */
async function handOver(id: string | undefined, to: Person | null): Promise<void> {
  const { customer } = { customer: await org.ada.call(GetCustomer, { customer_id: id ?? '' }) };
  await org.ada.call(PutCustomer, {
    customer_id: id ?? '',
    name: customer.name,
    csm_id: to?.id ?? null,
    arr: customer.arr,
    health_score: customer.health_score,
    stage: customer.stage,
    segment: customer.segment,
    industry: customer.industry,
    renewal_on: customer.renewal_on,
    special_handling: customer.special_handling,
    domains: customer.domains,
  });
}

/** A customer of somebody, as an import makes it; the change that follows is what tells the product. */
async function appears(name: string, owner: Person): Promise<string> {
  const [row] = await org.sql<{ id: string }>(
    `insert into customers (tenant_id, id, name, csm_id, stage, segment, industry, arr)
     values ($1, gen_random_uuid(), $2, $3, 'live', 'Enterprise', 'Software', 1000) returning id`,
    [name, org.gus.id],
  );
  await handOver(row?.id, owner);
  return row?.id ?? '';
}
const coveredBy = async (assignmentId: string): Promise<string[]> => {
  const rows = await org.sql<{ id: string }>(
    'select customer_id as id from covered_customers where tenant_id = $1 and assignment_id = $2 and left_at is null order by 1',
    [assignmentId],
  );
  return rows.map(({ id }) => id);
};

describe('customers that appear or change hands during an absence', () => {
  test('a new customer of somebody away is covered at once, listed within the settling, and has its brief', async () => {
    const { id } = await asked(world, org, 0, 4);
    await accept(org.ben, id);
    const fresh = await appears('Brand new', org.ana);
    expect(await whoNow(org, fresh)).toBe('coverage: ben');

    await world.settle();
    expect(await coveredBy(id)).toContain(fresh);
    const { items } = await org.ben.call(ListBriefs, { assignment_id: id });
    expect(items.map(({ customer_id }) => customer_id)).toContain(fresh);
  });

  test('a customer that goes to another owner leaves; until then it stays covered by who covered it', async () => {
    const { id } = await asked(world, org, 0, 4);
    await accept(org.ben, id);
    await world.settle();
    const before = (await world.now()).toString();
    await world.forward('PT1H');
    await handOver(org.customers[0], org.eva);
    await world.settle();

    expect(await coveredBy(id)).not.toContain(org.customers[0]);
    expect(await whoNow(org, org.customers[0])).toBe('owner: eva');
    const [row] = await org.sql<{ was: boolean; is: boolean }>(
      `select during @> $4::timestamptz as was, during @> app_now() as is from covered_customers
        where tenant_id = $1 and assignment_id = $2 and customer_id = $3 and accepted`,
      [id, org.customers[0], before],
    );
    expect(row).toEqual({ was: true, is: false });
    await handOver(org.customers[0], org.ana);
    await world.settle();
    expect(await coveredBy(id)).toContain(org.customers[0]);
  });

  test('an absence that is still ahead takes new customers along, also into a question that waits', async () => {
    const { id } = await asked(world, org, 5, 9);
    const fresh = await appears('Before the holidays', org.ana);
    await world.settle();

    expect(await coveredBy(id)).toContain(fresh);
    expect(await accept(org.ben, id)).toMatchObject({ covered_customer_ids: expect.arrayContaining([fresh]) });
    expect(await whoNow(org, fresh, `${await world.day(6)}T10:00:00Z`)).toBe('coverage: ben');
  });

  test('with a split it goes to the backup it fits, who has room', async () => {
    const { assignments } = await org.ana.call(SetUpCoverage, {
      start_date: await world.day(5),
      end_date: await world.day(9),
      absence_type: 'vacation',
      notify_customers: 'none',
      split: true,
    });
    for (const row of assignments)
      await (row.backup.name === 'ben' ? org.ben : org.eva).call(AcceptCoverage, { assignment_id: row.id });
    await org.sql('update users set capacity_points = 1 where tenant_id = $1 and id = $2', [org.ben.id]);
    // what the answers set going looks for uncovered customers too, and would ask eva anew for one that appears meanwhile
    await world.settle();
    const fresh = await appears('Fits Eva', org.ana);
    await world.settle();

    const eva = assignments.find((row) => row.backup.name === 'eva');
    expect(await coveredBy(eva?.id ?? '')).toContain(fresh);
    expect(await whoNow(org, fresh, `${await world.day(6)}T10:00:00Z`)).toBe('coverage: eva');
  });

  test('where none of the backups has room somebody is asked; meanwhile the manager is responsible', async () => {
    const absence = await org.absence(org.ana, 0, 4, { preferred_backup_user_id: org.ben.id });
    await world.settle();
    await handOver(org.customers[0], null);
    await handOver(org.customers[1], null);
    await handOver(org.customers[2], null);
    await world.settle();
    const fresh = await appears('Nobody has room', org.ana);
    await world.settle();

    const open = (await org.assignments(absence.id)).filter(({ status }) => status === 'pending');
    expect(open.flatMap((row) => row.covered_customer_ids)).toContain(fresh);
    expect(await whoNow(org, fresh)).toBe('manager: mia');
  });

  test('a take-over ends with the customer’s change of owner', async () => {
    await org.absence(org.ana, 0, 4);
    const taken = await org.eva.call(TakeOverCustomer, { customer_id: org.customers[0] ?? '' });
    await handOver(org.customers[0], org.ben);
    await world.settle();

    const [row] = await org.sql<{ status: string }>(
      'select status from coverage_assignments where tenant_id = $1 and id = $2',
      [taken.id],
    );
    expect(row?.status).toBe('completed');
    expect(await whoNow(org, org.customers[0])).toBe('owner: ben');
  });
});

test('law: whatever changes hands, every customer of somebody away is covered by exactly what its assignments say', async () => {
  const runs = process.env['UNDERSTUDY_SOAK'] === '1' ? 25 : 3;
  const steps = fc.array(fc.record({ customer: fc.nat({ max: 8 }), to: fc.constantFrom('ana', 'eva', 'gus', null) }), {
    minLength: 4,
    maxLength: 12,
  });
  for (const moves of fc.sample(steps, { numRuns: runs, seed: 20_260_707 })) {
    org = await world.organisation({ customers: 9 });
    const { id } = await asked(world, org, 0, 4);
    await accept(org.ben, id);
    const theirs = await org.absence(org.gus, 0, 4, { preferred_backup_user_id: org.max.id });
    await world.settle();
    for (const { customer, to } of moves) await handOver(org.customers[customer], to && org[to]);
    await world.settle();

    const owned = await org.sql<{ id: string; name: string | null }>(
      'select c.id, u.name from customers c left join users u on (u.tenant_id, u.id) = (c.tenant_id, c.csm_id) where c.tenant_id = $1 order by 1',
    );
    const anas = owned.filter(({ name }) => name === 'ana').map((row) => row.id);
    expect(await coveredBy(id)).toEqual(anas);
    for (const customer of anas) expect(await whoNow(org, customer)).toBe('coverage: ben');
    for (const { id: customer, name } of owned)
      if (name === 'eva') expect(await whoNow(org, customer)).toBe('owner: eva');
    const listed = (await org.assignments(theirs.id))
      .filter(({ status }) => status === 'pending')
      .flatMap((row) => row.covered_customer_ids);
    const guss = owned.filter(({ name }) => name === 'gus').map((row) => row.id);
    if (listed.length > 0) expect(listed.toSorted()).toEqual(guss);
  }
});
