import {
  AcceptCoverage,
  DeclineCoverage,
  GetAbsence,
  ListAbsenceCoverage,
  PreviewSplit,
  PutCustomerBackup,
  PutSplit,
  SetUpCoverage,
  type WireOf,
} from '@understudy/contracts';
import { whoNow } from './covering.js';
import { sighting } from './sightings.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
}, 60_000);
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation({ customers: 12 });
});

const setUp = async (who: Person, more: Partial<WireOf<typeof SetUpCoverage>> = {}, options = {}) =>
  who.call(SetUpCoverage, await wizard(more), options);
const refused = async (who: Person, more: Partial<WireOf<typeof SetUpCoverage>> = {}) =>
  who.refused(SetUpCoverage, await wizard(more));
const wizard = async (more: Partial<WireOf<typeof SetUpCoverage>>): Promise<WireOf<typeof SetUpCoverage>> => ({
  start_date: await world.day(5),
  end_date: await world.day(9),
  absence_type: 'vacation',
  notify_customers: 'manual',
  ...more,
});
const capacity = (who: Person, points: number) =>
  org.sql('update users set capacity_points = $3 where tenant_id = $1 and id = $2', [who.id, points]);
const sorted = (ids: readonly string[]) => ids.toSorted();

describe('the wizard sets everything up in one step', () => {
  test('absence, backup, customers, what customers are told; briefs follow', async () => {
    const done = await setUp(org.ana, {
      preferred_backup_user_id: org.ben.id,
      special_instructions: 'Call Corvane on Tuesday',
      notify_customers: 'auto',
    });

    expect(done).toMatchObject({
      absence: {
        status: 'planned',
        special_instructions: 'Call Corvane on Tuesday',
        coverage: { waiting: 12, uncovered: 0 },
      },
      assignments: [
        {
          backup_user_id: org.ben.id,
          tier: 1,
          coverage_type: 'full',
          status: 'pending',
          approval: 'none',
          factors: { preference_score: 30 },
        },
      ],
      unplaced: [],
      gaps: [],
      notify_customers: 'auto',
      briefs: { ready: 0, pending: 12 },
    });
    expect(sorted(done.assignments[0]?.covered_customer_ids ?? [])).toEqual(sorted(org.customers));
    await world.settle();
    const briefs = await org.sql<{ n: number }>('select count(*)::int as n from coverage_briefs where tenant_id = $1');
    expect(briefs).toEqual([{ n: 12 }]);
    expect(await org.assignments(done.absence.id)).toHaveLength(1);
  });

  test('without a wish the product asks whom it would ask by itself, once', async () => {
    const done = await setUp(org.ana);
    await world.settle();

    expect(done.assignments).toHaveLength(1);
    expect((await org.assignments(done.absence.id)).map(({ id }) => id)).toEqual(done.assignments.map(({ id }) => id));
  });

  test('the same click twice is one absence', async () => {
    const input = await wizard({ preferred_backup_user_id: org.ben.id });
    const click = () => org.ana.call(SetUpCoverage, input, { idempotencyKey: 'wizard-1' });
    const first = await click();

    expect(await click()).toEqual(first);
    expect(await org.sql('select 1 from csm_absences where tenant_id = $1')).toHaveLength(1);
    expect(await org.sql('select 1 from coverage_assignments where tenant_id = $1')).toHaveLength(1);
  });

  test('what the calendar showed already is the same absence', async () => {
    await org.sight(org.ana, await sighting(world, org.ana, 5, 9));
    await world.settle();
    const done = await setUp(org.ana, { preferred_backup_user_id: org.eva.id });

    expect(await org.sql('select 1 from csm_absences where tenant_id = $1')).toHaveLength(1);
    expect(done.assignments.map(({ backup_user_id }) => backup_user_id)).toEqual([org.eva.id]);
  });

  test('hours of certain days, and the same hours each day', async () => {
    const [first, last] = [await world.day(5), await world.day(9)];
    const done = await setUp(org.ana, {
      windows: [
        { on: first, from: '09:00', to: '12:00' },
        { on: last, from: '14:00', to: '24:00' },
      ],
    });
    expect(done.absence).toMatchObject({ is_partial: true });
    expect(done.absence.windows).toHaveLength(2);

    const one = await world.organisation();
    const day = await world.day(5);
    const same = await one.ana.call(
      SetUpCoverage,
      await wizard({ end_date: day, windows: [{ on: day, from: '09:00', to: '12:00' }] }),
    );
    expect(same.absence).toMatchObject({ partial_hours: '09:00-12:00' });
    expect(await refused(org.eva, { windows: [{ on: await world.day(4), from: '09:00', to: '12:00' }] })).toBe(
      '422 absences.bad-hours',
    );
  });

  test('an emergency counts at once, and a teammate may report it', async () => {
    const today = await world.day(0);
    const done = await setUp(org.ben, {
      csm_id: org.ana.id,
      start_date: today,
      end_date: today,
      absence_type: 'sick',
      unplanned: true,
    });

    expect(done.absence).toMatchObject({ status: 'active', unplanned: true, user: { name: 'ana' } });
    expect(done.assignments).toHaveLength(1);
    expect(
      await refused(org.ben, { csm_id: org.eva.id, start_date: today, end_date: today, unplanned: true, split: true }),
    ).toBe('422 absences.words-are-theirs');
  });

  test('who may: oneself, a manager for the team; nobody for another team', async () => {
    expect((await setUp(org.mia, { csm_id: org.ana.id })).absence.user.name).toBe('ana');
    expect(await refused(org.ben, { csm_id: org.eva.id })).toBe('403 identity.not-allowed');
    expect(await refused(org.max, { csm_id: org.ben.id })).toBe('403 identity.not-allowed');
    const theirs = await world.organisation();
    expect(await refused(org.mia, { csm_id: theirs.ana.id })).toBe('404 users.not-found');
  });

  test('what cannot be is refused, and nothing of it is saved', async () => {
    const theirs = await world.organisation();
    await org.absence(org.eva, 9, 9);
    expect(await refused(org.ana, { preferred_backup_user_id: org.ana.id })).toBe('422 coverage.backup-is-self');
    expect(await refused(org.ana, { preferred_backup_user_id: org.eva.id })).toBe('422 coverage.backup-is-absent');
    expect(await refused(org.ana, { preferred_backup_user_id: org.sam.id })).toBe('422 coverage.backup-not-eligible');
    expect(await refused(org.ana, { covered_customer_ids: [theirs.customers[0] ?? ''] })).toBe(
      '404 customers.not-found',
    );
    expect(await refused(org.ana, { end_date: await world.day(4) })).toBe('422 absences.ends-before-start');
    expect(await refused(org.ana, { windows: [] })).toBe('400 request.malformed');
    expect(await org.sql('select 1 from csm_absences where tenant_id = $1 and user_id = $2', [org.ana.id])).toEqual([]);
    await setUp(org.ana);
    expect(await refused(org.ana)).toBe('409 absences.overlaps-own');
  });
});

describe('edges have clear answers', () => {
  test('an empty portfolio needs nobody', async () => {
    expect(await setUp(org.eva, { split: true })).toMatchObject({
      assignments: [],
      unplaced: [],
      gaps: [],
      briefs: { ready: 0, pending: 0 },
    });
  });

  test('a team of one: every customer is said to be unplaced, with the reason, and is a gap', async () => {
    await org.sql("update users set active = false where tenant_id = $1 and email like any (array['ben@%', 'eva@%'])");
    const done = await setUp(org.ana, { split: true });

    expect(done.assignments).toEqual([]);
    expect(done.unplaced).toHaveLength(12);
    expect(done.unplaced[0]?.reason).toBe('Nobody of the team can take this customer in that time.');
    expect(done.gaps).toHaveLength(12);
  });

  test('everybody absent: nothing is refused, and who is responsible is the manager', async () => {
    await org.absence(org.ben, 4, 10);
    await org.absence(org.eva, 4, 10);
    const done = await setUp(org.ana, { split: true });

    expect([done.assignments.length, done.unplaced.length]).toEqual([0, 12]);
    expect(await whoNow(org, org.customers[0], `${await world.day(6)}T10:00:00Z`)).toBe('manager: mia');
  });
});

describe('a split', () => {
  test('nobody gets more than they can carry; what is too much is unplaced', async () => {
    await capacity(org.ben, 7);
    await capacity(org.eva, 3);
    const done = await setUp(org.ana, { split: true });

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
    const done = await setUp(org.ana, { split: true });

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
    const done = await setUp(org.ana, {
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
    const { absence, assignments } = await setUp(org.ana, { split: true });
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
    const { absence, assignments } = await setUp(org.ana, { preferred_backup_user_id: org.ben.id });
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
    const { absence } = await setUp(org.ana, { split: true });
    await put(org.ana, absence.id, [[org.ben, org.customers.slice(0, 5)]]);
    await world.settle();

    const open = (await org.assignments(absence.id)).filter(({ status }) => status === 'pending');
    expect(sorted(open.flatMap((row) => row.covered_customer_ids))).toEqual(sorted(org.customers));
  });

  test('whoever said no is out of the next split, and their share is placed again', async () => {
    const { absence, assignments } = await setUp(org.ana, { split: true });
    const evas = assignments.find((row) => row.backup.name === 'eva');
    await org.eva.call(DeclineCoverage, { assignment_id: evas?.id ?? '', reason: 'On a trip' });
    await world.settle();

    const { items } = await org.ana.call(ListAbsenceCoverage, { absence_id: absence.id });
    const open = items.filter(({ status }) => status === 'pending');
    expect(new Set(open.map((row) => row.backup.name))).not.toContain('eva');
    expect(sorted(open.flatMap((row) => row.covered_customer_ids))).toEqual(sorted(org.customers));
  });

  test('what cannot be is refused', async () => {
    const { absence } = await setUp(org.ana, { split: true });
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
