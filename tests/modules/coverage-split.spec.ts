import { jest } from '@jest/globals';
import {
  AcceptCoverage,
  DeclineCoverage,
  GetAbsence,
  ListAbsenceCoverage,
  PreviewSplit,
  PutCustomerBackup,
  PutSplit,
} from '@understudy/contracts';
import { whoNow } from './covering.js';
import { capacity, setUp, sorted } from './setting-up.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

jest.setTimeout(300_000);

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation({ customers: 12 });
});

describe('a split', () => {
  test('nobody gets more than they can carry; what is too much is unplaced', async () => {
    await capacity(org, org.ben, 7);
    await capacity(org, org.eva, 3);
    const done = await setUp(world, org.ana, { split: true });

    const sizes = new Map(done.assignments.map((row) => [row.backup.name, row.covered_customer_ids.length]));
    expect(sizes).toEqual(
      new Map([
        ['ben', 7],
        ['eva', 3],
      ]),
    );
    expect(done.assignments.every((row) => row.coverage_type === 'partial')).toBe(true);
    expect(done.unplaced).toHaveLength(2);
    expect(done.unplaced[0]?.reason).toContain('as many customers as they can');
    const all = [
      ...done.assignments.flatMap((row) => row.covered_customer_ids),
      ...done.unplaced.map((row) => row.customer_id),
    ];
    expect(sorted(all)).toEqual(sorted(org.customers));
  });

  test('each customer goes to who knows it, or is named for it', async () => {
    const [known, named] = org.customers;
    await org.sql(
      `insert into activities (tenant_id, customer_id, user_id, kind, summary) values ($1, $2, $3, 'call', 'Quarterly call')`,
      [known, org.eva.id],
    );
    await org.ana.call(PutCustomerBackup, { customer_id: named ?? '', user_id: org.eva.id });
    const preview = await org.ana.call(PreviewSplit, { start_date: await world.day(5), end_date: await world.day(9) });
    const done = await setUp(world, org.ana, { split: true });

    const evas = done.assignments.find((row) => row.backup.name === 'eva')?.covered_customer_ids ?? [];
    expect(evas).toEqual(expect.arrayContaining([known, named]));
    expect(evas).toHaveLength(6);
    const rowOf = (id: string | undefined) => preview.customers.find(({ customer }) => customer.customer_id === id);
    expect(rowOf(known)).toMatchObject({
      backup_user_id: org.eva.id,
      why: expect.stringContaining('has worked with this customer'),
      why_not: [{ user_id: org.ben.id, reason: expect.stringContaining('fits less') }],
    });
    expect(rowOf(named)?.why).toContain('named as backup of this customer');
    const shares = new Map(preview.customers.map((row) => [row.customer.customer_id, row.backup_user_id]));
    for (const row of done.assignments)
      for (const id of row.covered_customer_ids) expect(shares.get(id)).toBe(row.backup_user_id);
  });

  test('a preview says who could not, and why; nothing is saved', async () => {
    await org.absence(org.eva, 9, 9);
    const dates = { start_date: await world.day(5), end_date: await world.day(9) };
    const { backups, customers, unplaced } = await org.mia.call(PreviewSplit, { csm_id: org.ana.id, ...dates });

    expect(backups).toEqual([
      expect.objectContaining({
        user: expect.objectContaining({ name: 'ben' }),
        load: 0,
        load_after: 12,
        customers: 12,
        excluded: null,
      }),
      expect.objectContaining({
        user: expect.objectContaining({ name: 'eva' }),
        customers: 0,
        excluded: 'is away in that time',
      }),
    ]);
    expect(customers[0]?.why_not).toEqual([{ user_id: org.eva.id, reason: 'is away in that time' }]);
    expect(unplaced).toEqual([]);
    expect(await org.sql('select 1 from csm_absences where tenant_id = $1 and user_id = $2', [org.ana.id])).toEqual([]);
    expect(await org.ben.refused(PreviewSplit, { csm_id: org.ana.id, ...dates })).toBe('403 identity.not-allowed');
  });

  test('only chosen customers: they are asked for now, in full for one person when somebody can carry them', async () => {
    const chosen = org.customers.slice(0, 4);
    const done = await setUp(world, org.ana, {
      covered_customer_ids: [...chosen, chosen[0] ?? ''],
      preferred_backup_user_id: org.eva.id,
    });

    expect(done.assignments).toEqual([
      expect.objectContaining({ backup_user_id: org.eva.id, coverage_type: 'partial' }),
    ]);
    expect(sorted(done.assignments[0]?.covered_customer_ids ?? [])).toEqual(sorted(chosen));
  });
});

describe('shares set by hand', () => {
  const put = (who: Person, absenceId: string, shares: readonly (readonly [Person, readonly string[]])[]) =>
    who.call(PutSplit, {
      absence_id: absenceId,
      assignments: shares.map(([backup, ids]) => ({ backup_user_id: backup.id, customer_ids: [...ids] })),
    });
  const openOf = (items: Awaited<ReturnType<typeof put>>['items']) =>
    items
      .filter(({ status }) => status === 'pending' || status === 'accepted')
      .map((row) => [row.backup.name, row.status, row.covered_customer_ids.length]);

  test('waiting questions are replaced, and what is wanted as it is goes on waiting', async () => {
    const { absence, assignments } = await setUp(world, org.ana, { split: true });
    const ben = assignments.find((row) => row.backup.name === 'ben');
    const evas = assignments.find((row) => row.backup.name === 'eva')?.covered_customer_ids ?? [];
    const moved = await put(org.ana, absence.id, [
      [org.ben, ben?.covered_customer_ids ?? []],
      [org.mia, evas],
    ]);

    expect(openOf(moved.items).toSorted()).toEqual([
      ['ben', 'pending', 6],
      ['mia', 'pending', 6],
    ]);
    expect(moved.items.find(({ status }) => status === 'pending')?.id).toBe(ben?.id);
    expect(moved.items.find((row) => row.backup.name === 'eva')).toMatchObject({
      status: 'completed',
      ended_reason: 'replaced',
    });
    expect(moved.gaps).toEqual([]);
  });

  test('a yes stays unless its customers are named for somebody else; then they go, and only they', async () => {
    const { absence, assignments } = await setUp(world, org.ana, { preferred_backup_user_id: org.ben.id });
    await org.ben.call(AcceptCoverage, { assignment_id: assignments[0]?.id ?? '' });
    const [first = '', second = ''] = org.customers;
    const { items } = await put(org.mia, absence.id, [[org.eva, [first, second]]]);

    expect(openOf(items)).toEqual([
      ['ben', 'accepted', 10],
      ['eva', 'pending', 2],
    ]);
    const at = `${await world.day(6)}T10:00:00Z`;
    expect(await whoNow(org, first, at)).toBe('manager: mia');
    expect(await whoNow(org, org.customers[5], at)).toBe('coverage: ben');
    await org.eva.call(AcceptCoverage, { assignment_id: items.find((row) => row.backup.name === 'eva')?.id ?? '' });
    expect(await whoNow(org, first, at)).toBe('coverage: eva');
    await world.settle();
    expect((await org.ana.call(GetAbsence, { absence_id: absence.id })).coverage).toMatchObject({
      accepted: 12,
      uncovered: 0,
    });
  });

  test('customers that nobody was named for are asked for by the product', async () => {
    const { absence } = await setUp(world, org.ana, { split: true });
    await put(org.ana, absence.id, [[org.ben, org.customers.slice(0, 5)]]);
    await world.settle();

    const open = (await org.assignments(absence.id)).filter(({ status }) => status === 'pending');
    expect(sorted(open.flatMap((row) => row.covered_customer_ids))).toEqual(sorted(org.customers));
  });

  test('whoever said no is out of the next split, and their share is placed again', async () => {
    const { absence, assignments } = await setUp(world, org.ana, { split: true });
    const evas = assignments.find((row) => row.backup.name === 'eva');
    await org.eva.call(DeclineCoverage, { assignment_id: evas?.id ?? '', reason: 'On a trip' });
    await world.settle();

    const { items } = await org.ana.call(ListAbsenceCoverage, { absence_id: absence.id });
    const open = items.filter(({ status }) => status === 'pending');
    expect(new Set(open.map((row) => row.backup.name))).not.toContain('eva');
    expect(sorted(open.flatMap((row) => row.covered_customer_ids))).toEqual(sorted(org.customers));
  });

  test('what cannot be is refused', async () => {
    const { absence } = await setUp(world, org.ana, { split: true });
    const [first = ''] = org.customers;
    const no = (who: Person, shares: readonly (readonly [Person, readonly string[]])[]) =>
      who.refused(PutSplit, {
        absence_id: absence.id,
        assignments: shares.map(([backup, ids]) => ({ backup_user_id: backup.id, customer_ids: [...ids] })),
      });
    const theirs = await world.organisation();

    expect(
      await no(org.ana, [
        [org.ben, [first]],
        [org.eva, [first]],
      ]),
    ).toBe('422 coverage.customer-named-twice');
    expect(await no(org.ana, [[org.ana, [first]]])).toBe('422 coverage.backup-is-self');
    expect(await no(org.ana, [[org.ben, [theirs.customers[0] ?? '']]])).toBe('404 customers.not-found');
    expect(await no(org.ana, [])).toBe('400 request.malformed');
    expect(await no(org.eva, [[org.ben, [first]]])).toBe('403 identity.not-allowed');
    expect(await no(theirs.mia, [[theirs.ben, [first]]])).toBe('404 absences.not-found');
  });
});
