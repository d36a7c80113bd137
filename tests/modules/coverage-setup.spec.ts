import { jest } from '@jest/globals';
import { SetUpCoverage, type WireOf } from '@understudy/contracts';
import { whoNow } from './covering.js';
import { capacity, setUp, sorted, wizard } from './setting-up.js';
import { sighting } from './sightings.js';
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

const refused = async (who: Person, more: Partial<WireOf<typeof SetUpCoverage>> = {}) =>
  who.refused(SetUpCoverage, await wizard(world, more));

describe('the wizard sets everything up in one step', () => {
  test('absence, backup, customers, what customers are told; briefs follow', async () => {
    const done = await setUp(world, org.ana, {
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
    expect(
      await org.sql('select method from notice_plans where tenant_id = $1 and absence_id = $2', [done.absence.id]),
    ).toEqual([{ method: 'auto' }]);
    await world.settle();
    const briefs = await org.sql<{ n: number }>('select count(*)::int as n from coverage_briefs where tenant_id = $1');
    expect(briefs).toEqual([{ n: 12 }]);
    expect(await org.assignments(done.absence.id)).toHaveLength(1);
  });

  test('without a wish the product asks whom it would ask by itself, once', async () => {
    const done = await setUp(world, org.ana);
    await world.settle();

    expect(done.assignments).toHaveLength(1);
    expect((await org.assignments(done.absence.id)).map(({ id }) => id)).toEqual(done.assignments.map(({ id }) => id));
  });

  test('the same click twice is one absence', async () => {
    const input = await wizard(world, { preferred_backup_user_id: org.ben.id });
    const click = () => org.ana.call(SetUpCoverage, input, { idempotencyKey: 'wizard-1' });
    const first = await click();

    expect(await click()).toEqual(first);
    expect(await org.sql('select 1 from csm_absences where tenant_id = $1')).toHaveLength(1);
    expect(await org.sql('select 1 from coverage_assignments where tenant_id = $1')).toHaveLength(1);
  });

  test('what the calendar showed already is the same absence', async () => {
    await org.sight(org.ana, await sighting(world, org.ana, 5, 9));
    await world.settle();
    const done = await setUp(world, org.ana, { preferred_backup_user_id: org.eva.id });

    expect(await org.sql('select 1 from csm_absences where tenant_id = $1')).toHaveLength(1);
    expect(done.assignments.map(({ backup_user_id }) => backup_user_id)).toEqual([org.eva.id]);
  });

  test('hours of certain days, and the same hours each day', async () => {
    const [first, last] = [await world.day(5), await world.day(9)];
    const done = await setUp(world, org.ana, {
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
      await wizard(world, { end_date: day, windows: [{ on: day, from: '09:00', to: '12:00' }] }),
    );
    expect(same.absence).toMatchObject({ partial_hours: '09:00-12:00' });
    expect(await refused(org.eva, { windows: [{ on: await world.day(4), from: '09:00', to: '12:00' }] })).toBe(
      '422 absences.bad-hours',
    );
  });

  test('an emergency counts at once, and a teammate may report it', async () => {
    await capacity(org, org.ben, 0);
    const today = await world.day(0);
    const done = await setUp(world, org.ben, {
      csm_id: org.ana.id,
      start_date: today,
      end_date: today,
      absence_type: 'sick',
      unplanned: true,
    });

    expect(done.absence).toMatchObject({ status: 'active', unplanned: true, user: { name: 'ana' } });
    // how much others carry is not for teammates
    expect(done.assignments.filter(({ backup_user_id: id }) => id !== org.ben.id)).toMatchObject([{ score: null }]);
    expect(
      await refused(org.ben, { csm_id: org.eva.id, start_date: today, end_date: today, unplanned: true, split: true }),
    ).toBe('422 absences.words-are-theirs');
  });

  test('who may: oneself, a manager for the team; nobody for another team', async () => {
    expect((await setUp(world, org.mia, { csm_id: org.ana.id })).absence.user.name).toBe('ana');
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
    await setUp(world, org.ana);
    expect(await refused(org.ana)).toBe('409 absences.overlaps-own');
  });
});

describe('edges have clear answers', () => {
  test('an empty portfolio needs nobody', async () => {
    expect(await setUp(world, org.eva, { split: true })).toMatchObject({
      assignments: [],
      unplaced: [],
      gaps: [],
      briefs: { ready: 0, pending: 0 },
    });
  });

  test('a team of one: every customer is said to be unplaced, with the reason, and is a gap', async () => {
    await org.sql("update users set active = false where tenant_id = $1 and email like any (array['ben@%', 'eva@%'])");
    const done = await setUp(world, org.ana, { split: true });

    expect(done.assignments).toEqual([]);
    expect(done.unplaced).toHaveLength(12);
    expect(done.unplaced[0]?.reason).toBe('Nobody of the team can take this customer in that time.');
    expect(done.gaps).toHaveLength(12);
  });

  test('everybody absent: nothing is refused, and who is responsible is the manager', async () => {
    await org.absence(org.ben, 4, 10);
    await org.absence(org.eva, 4, 10);
    const done = await setUp(world, org.ana, { split: true });

    expect([done.assignments.length, done.unplaced.length]).toEqual([0, 12]);
    expect(await whoNow(org, org.customers[0], `${await world.day(6)}T10:00:00Z`)).toBe('manager: mia');
  });
});
