import {
  ChangeCoverageRule,
  CreateCoverageRule,
  DeclineCoverage,
  GetBackupReasons,
  GetBackupSuggestions,
  GetCustomerBackup,
  GetFairness,
  ListCoverageConflicts,
  ListCoveragePolicies,
  ListCoverageRules,
  OrderCoverageRules,
  PutCoverageConflict,
  PutCoveragePolicy,
  PutCustomerBackup,
  PutDefaultCoveragePolicy,
  PutUserBackup,
  RemoveCoverageConflict,
  RemoveCoverageRule,
  TryCoverageRules,
} from '@understudy/contracts';
import { accept, asked, setPolicy } from './covering.js';
import { aWorld, type Organisation, type World } from './world.js';

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
const teamOf = async (name: string) =>
  (await org.ada.call(ListCoveragePolicies, {})).items.find(({ team }) => team?.name === name)?.team?.id ?? '';
const defaults = async () => {
  const [row] = (await org.ada.call(ListCoveragePolicies, {})).items;
  if (!row) throw new Error('the organisation has a policy');
  const { team: _team, own: _own, version: _version, updated_at: _at, ...policy } = row;
  return policy;
};
const askedNames = async (absenceId: string) =>
  (await org.assignments(absenceId)).map(({ backup }) => backup.name).sort();

describe('coverage policies', () => {
  test('a team follows the organisation until it has its own; versions guard both', async () => {
    const policy = await defaults();
    expect(policy).toMatchObject({ needs_approval: false, answer_within_minutes: 1440, urgent_answer_minutes: 15 });
    await org.ada.call(PutDefaultCoveragePolicy, { ...policy, answer_within_minutes: 600 });
    const emea = await teamOf('EMEA');
    const own = { ...policy, needs_approval: true, strategy: 'workload' as const };
    expect(await org.ada.call(PutCoveragePolicy, { team_id: emea, ...own })).toMatchObject({ own: true, version: 1 });

    const { items } = await org.ada.call(ListCoveragePolicies, {});
    expect(items.map((row) => [row.team?.name ?? null, row.own, row.answer_within_minutes, row.strategy])).toEqual([
      [null, true, 600, 'primary'],
      ['Americas', false, 600, 'primary'],
      ['EMEA', true, 1440, 'workload'],
    ]);
    expect(await org.ada.refused(PutCoveragePolicy, { team_id: emea, ...own }, { ifMatch: 7 })).toBe(
      '409 version.stale',
    );
    expect(await org.ada.call(PutCoveragePolicy, { team_id: emea, ...own }, { ifMatch: 1 })).toMatchObject({
      version: 2,
    });
  });

  test('what cannot work is refused; only admins may, and only for their own teams', async () => {
    const policy = await defaults();
    const put = (change: object) => org.ada.refused(PutDefaultCoveragePolicy, { ...policy, ...change });
    expect(await put({ ladder: ['manager', 'secondary'] })).toBe('422 coverage-policies.malformed');
    expect(await put({ urgent_answer_minutes: 5000 })).toBe('422 coverage-policies.malformed');
    expect(await put({ answer_within_minutes: 0 })).toBe('400 request.malformed');
    expect(await org.mia.refused(PutDefaultCoveragePolicy, policy)).toBe('403 identity.not-allowed');
    const theirs = await world.organisation();
    const foreign = (await theirs.ada.call(ListCoveragePolicies, {})).items[1]?.team?.id ?? '';
    expect(await org.ada.refused(PutCoveragePolicy, { team_id: foreign, ...policy })).toBe('404 teams.not-found');
  });
});

describe('pre-configured backups (PRD-131 FR-2)', () => {
  test('per customer beats per CSM; both are asked, each for their customers', async () => {
    await org.ana.call(PutUserBackup, { user_id: org.ana.id, backup_user_id: org.ben.id });
    await org.mia.call(PutCustomerBackup, { customer_id: first(), user_id: org.eva.id });
    expect((await org.ana.call(GetCustomerBackup, { customer_id: first() })).backup?.name).toBe('eva');
    const { id } = await org.absence(org.ana, 5, 9);
    await world.settle();

    const rows = (await org.assignments(id)).map((row) => [row.backup.name, row.covered_customer_ids.length]);
    expect(rows.toSorted()).toEqual([
      ['ben', 2],
      ['eva', 1],
    ]);
  });

  test('who cannot be one is refused; null takes it back', async () => {
    const set = { customer_id: first(), user_id: org.ana.id };
    expect(await org.ana.refused(PutCustomerBackup, set)).toBe('422 coverage.backup-is-self');
    expect(await org.ana.refused(PutCustomerBackup, { ...set, user_id: org.sam.id })).toBe(
      '422 coverage.backup-not-eligible',
    );
    expect(await org.gus.refused(PutCustomerBackup, { ...set, user_id: org.ben.id })).toBe('403 identity.not-allowed');
    expect(await org.ben.refused(PutUserBackup, { user_id: org.ana.id, backup_user_id: org.ben.id })).toBe(
      '403 identity.not-allowed',
    );
    await org.ana.call(PutCustomerBackup, { ...set, user_id: org.eva.id });
    expect(await org.ana.call(PutCustomerBackup, { ...set, user_id: null })).toEqual({ backup: null });
  });
});

describe('coverage rules', () => {
  const big = { field: 'customer.arr' as const, operator: 'gte' as const, value: 5000 };
  const make = (name: string, backupUserId: string, conditions = [big]) =>
    org.ada.call(CreateCoverageRule, { name, conditions, action: { backup_user_id: backupUserId } });

  test('choose per customer, so that one portfolio goes to two backups; tried dry first', async () => {
    await org.sql('update customers set arr = 9000 where tenant_id = $1 and id = $2', [first()]);
    const rule = await make('Big ones', org.eva.id);
    await org.ana.call(PutUserBackup, { user_id: org.ana.id, backup_user_id: org.ben.id });
    const dates = { csm_id: org.ana.id, start_date: await world.day(5), end_date: await world.day(9) };
    const tried = await org.ada.call(TryCoverageRules, dates);
    expect(tried.items.find(({ customer }) => customer.customer_id === first())).toMatchObject({
      rule: { id: rule.id, name: 'Big ones' },
      backup: { name: 'eva' },
    });
    expect(tried.items.filter(({ rule: by }) => by === null).map(({ backup }) => backup?.name)).toEqual(['ben', 'ben']);

    const { id } = await org.absence(org.ana, 5, 9);
    await world.settle();
    expect(await askedNames(id)).toEqual(['ben', 'eva']);
    expect((await org.assignments(id)).find(({ backup }) => backup.name === 'eva')?.covered_customer_ids).toEqual([
      first(),
    ]);
  });

  test('their order decides, and can be changed; a rule can be switched off and removed', async () => {
    const [one, two] = [await make('One', org.eva.id, []), await make('Two', org.ben.id, [])];
    expect([one.position, two.position]).toEqual([1, 2]);
    const ordered = await org.ada.call(OrderCoverageRules, { rule_ids: [two.id, one.id] });
    expect(ordered.items.map(({ name }) => name)).toEqual(['Two', 'One']);
    for (const rule_ids of [[one.id], [one.id, one.id], [one.id, two.id, org.ana.id]])
      expect(await org.ada.refused(OrderCoverageRules, { rule_ids })).toBe('422 coverage-rules.order-incomplete');

    const off = await org.ada.call(ChangeCoverageRule, { coverage_rule_id: two.id, active: false });
    expect(off).toMatchObject({ active: false, name: 'Two' });
    expect(await org.ada.refused(ChangeCoverageRule, { coverage_rule_id: two.id, name: 'x' }, { ifMatch: 1 })).toBe(
      '409 version.stale',
    );
    await org.ada.call(RemoveCoverageRule, { coverage_rule_id: two.id });
    expect((await org.ada.call(ListCoverageRules, {})).items.map(({ name }) => name)).toEqual(['One']);
    expect(await org.ada.refused(RemoveCoverageRule, { coverage_rule_id: two.id })).toBe(
      '404 coverage-rules.not-found',
    );
  });

  test('what cannot be compared is refused, and nobody else’s people can be named', async () => {
    const create = (body: object) => org.ada.refused(CreateCoverageRule, { name: 'x', action: {}, ...body });
    expect(await create({})).toBe('422 coverage-rules.malformed');
    const wrong = [{ field: 'customer.segment', operator: 'gt', value: 1 }];
    expect(await create({ conditions: wrong, action: { skill: 'SSO' } })).toBe('422 coverage-rules.malformed');
    expect(await create({ conditions: [{ field: 'customer.name', operator: 'eq', value: 1 }] })).toBe(
      '400 request.malformed',
    );
    const theirs = await world.organisation();
    expect(await create({ action: { backup_user_id: theirs.ben.id } })).toBe('404 users.not-found');
    expect(await org.mia.refused(ListCoverageRules, {})).toBe('403 identity.not-allowed');
  });
});

describe('who is not asked, and why', () => {
  test('a declared conflict keeps somebody from one customer, with its reason', async () => {
    const conflict = { user_id: org.ben.id, customer_id: first(), reason: 'His sister works there' };
    await org.ada.call(PutCoverageConflict, conflict);
    expect((await org.ada.call(ListCoverageConflicts, {})).items).toHaveLength(1);
    const { id } = await org.absence(org.ana, 5, 9, { preferred_backup_user_id: org.ben.id });
    await world.settle();
    const bens = (await org.assignments(id)).find(({ backup }) => backup.name === 'ben');
    expect(bens?.covered_customer_ids).not.toContain(first());
    expect(await askedNames(id)).toEqual(['ben', 'eva']);

    const why = await org.mia.call(GetBackupReasons, { absence_id: id, user_id: org.ben.id });
    expect(why.customers.find(({ customer }) => customer.customer_id === first())?.limit).toBe(
      'a conflict is declared: His sister works there',
    );
    await org.ada.call(RemoveCoverageConflict, { user_id: org.ben.id, customer_id: first() });
    expect(await org.ada.refused(RemoveCoverageConflict, { user_id: org.ben.id, customer_id: first() })).toBe(
      '404 coverage-conflicts.not-found',
    );
  });

  test('the language of a customer, once somebody of the team speaks it', async () => {
    await org.sql(`update customers set language = 'de' where tenant_id = $1 and id = $2`, [first()]);
    await org.sql(`update users set skills = '{German}' where tenant_id = $1 and id = $2`, [org.eva.id]);
    const { id } = await org.absence(org.ana, 5, 9);
    await world.settle();
    const evas = (await org.assignments(id)).find(({ backup }) => backup.name === 'eva');
    expect(evas?.covered_customer_ids).toContain(first());
    const why = await org.mia.call(GetBackupReasons, { absence_id: id, user_id: org.ben.id });
    expect(why.customers.find(({ customer }) => customer.customer_id === first())?.limit).toContain('language');
  });

  test('"why not Eva?": away, of another team, and how each fits every customer', async () => {
    await org.absence(org.eva, 9, 9);
    const { id } = await org.absence(org.ana, 5, 9);
    const why = (person: { id: string }) => org.mia.call(GetBackupReasons, { absence_id: id, user_id: person.id });
    expect(await why(org.eva)).toMatchObject({ rank: null, score: null, limits: ['is away in that time'] });
    expect((await why(org.gus)).limits).toEqual(['is not a CSM of the same team']);
    expect((await why(org.ana)).limits).toContain('is the person who is away');
    const bens = await why(org.ben);
    expect(bens).toMatchObject({ rank: 1, limits: [] });
    expect(bens.customers).toHaveLength(3);
    expect(await org.ben.refused(GetBackupReasons, { absence_id: id, user_id: org.eva.id })).toMatch(/^40[34]/);
  });

  test('suggestions say what somebody would carry, and warn when it is too much', async () => {
    await org.sql('update users set capacity_points = 2 where tenant_id = $1 and id = $2', [org.ben.id]);
    const { id } = await org.absence(org.ana, 5, 9);
    const { items } = await org.mia.call(GetBackupSuggestions, { absence_id: id });
    const bens = items.find(({ name }) => name === 'ben');
    expect(bens).toMatchObject({ load_after: 3, overloaded: true });
    expect(bens?.reasons).toContain('would carry 3 of 2 with all 3 customers');
    expect(items.find(({ name }) => name === 'eva')).toMatchObject({ overloaded: false });
  });

  test('whoever said no stands last among the suggestions, with when they did', async () => {
    const { id, absenceId } = await asked(world, org, 5, 9);
    const suggested = async () =>
      (await org.mia.call(GetBackupSuggestions, { absence_id: absenceId })).items.map((one) => [
        one.name,
        one.declined_at !== null,
      ]);
    expect(await suggested()).toEqual([
      ['ben', false],
      ['eva', false],
    ]);
    await org.ben.call(DeclineCoverage, { assignment_id: id, reason: 'My own surgery' });
    expect(await suggested()).toEqual([
      ['eva', false],
      ['ben', true],
    ]);
  });
});

describe('strategies (PRD-131 FR-2)', () => {
  test('round robin: each absence goes to whoever had no turn for longest', async () => {
    await setPolicy(org, { strategy: 'round_robin' });
    const seen: string[] = [];
    for (const from of [5, 15, 25]) {
      const { id } = await org.absence(org.ana, from, from + 2);
      await world.settle();
      seen.push(...(await askedNames(id)));
    }
    expect(new Set(seen.slice(0, 2))).toEqual(new Set(['ben', 'eva']));
    expect(seen[2]).toBe(seen[0]);
  });

  test('workload: weighed by ARR, health and open work, not only counted', async () => {
    await setPolicy(org, { strategy: 'workload', load_weights: { arr: 5, health: 0, complexity: 0 } });
    await org.sql(
      `insert into customers (tenant_id, name, csm_id, stage, segment, industry, arr)
       values ($1, 'Whale', $2, 'live', 'x', 'x', 900000), ($1, 'Minnow 1', $3, 'live', 'x', 'x', 10), ($1, 'Minnow 2', $3, 'live', 'x', 'x', 10)`,
      [org.ben.id, org.eva.id],
    );
    const { id } = await org.absence(org.ana, 5, 9);
    await world.settle();
    expect(await askedNames(id)).toEqual(['eva']);
  });

  test('above the size the team keeps together, the portfolio is split', async () => {
    const large = await world.organisation({ customers: 12 });
    await setPolicy(large, { split_above: 10 });
    const { id } = await large.absence(large.ana, 5, 9);
    await world.settle();
    const rows = await large.assignments(id);
    expect(
      rows.map(({ backup, covered_customer_ids }) => [backup.name, covered_customer_ids.length]).toSorted(),
    ).toEqual([
      ['ben', 6],
      ['eva', 6],
    ]);
  });
});

test('the fairness ledger counts customer-days from the rows, for the own team', async () => {
  const { id } = await asked(world, org, 0, 3);
  await accept(org.ben, id);
  const to = await world.day(3);
  const { items } = await org.eva.call(GetFairness, { from: await world.day(0), to });
  const of = (name: string) => items.find(({ user }) => user.name === name);
  expect(of('ana')?.received).toBeGreaterThan(9);
  expect(of('ben')?.given).toBe(of('ana')?.received);
  expect(of('eva')).toMatchObject({ given: 0, received: 0, balance: 0 });
  expect(of('gus')).toBeUndefined();
  expect(await org.eva.refused(GetFairness, { team_id: await teamOf('Americas') })).toBe('403 identity.not-allowed');
  expect(await org.eva.refused(GetFairness, { from: to, to: await world.day(0) })).toBe(
    '422 absences.ends-before-start',
  );
});
