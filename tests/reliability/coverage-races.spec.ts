/**
 * One backup at a time (reliability.md): many who assign, answer, change and take over at once, on real PostgreSQL. What holds is asked of
 * the rows themselves, by SQL that knows nothing of the product; a control without the constraint shows that it can see a failure.
 */
import { jest } from '@jest/globals';
import {
  AssignCoverage,
  DeclineCoverage,
  PatchAbsence,
  PutSplit,
  ReleaseCustomer,
  SetUpCoverage,
  TakeOverCustomer,
} from '@understudy/contracts';
import { accept, asked } from '../modules/covering.js';
import { aWorld, type Organisation, type Person, type World } from '../modules/world.js';

const soak = process.env['UNDERSTUDY_SOAK'] === '1';
const WRITERS = 64;
const ROUNDS = soak ? 20 : 2;
const PAIRS = soak ? 60 : 6;

jest.setTimeout(600_000);

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());

/** Pairs of rows that both say "covered" for a customer at one tier and instant; written without exclusion constraints. */
const OVERLAPS = `
  select count(*)::int as n from covered_customers a join covered_customers b
      on a.tenant_id = b.tenant_id and a.customer_id = b.customer_id and a.tier = b.tier and a.assignment_id < b.assignment_id
   where a.tenant_id = $1 and a.accepted and b.accepted
     and coalesce(lower(a.during), '-infinity') < coalesce(upper(b.during), 'infinity')
     and coalesce(lower(b.during), '-infinity') < coalesce(upper(a.during), 'infinity')`;
const overlaps = async (): Promise<number> => (await org.sql<{ n: number }>(OVERLAPS))[0]?.n ?? -1;

/** Refusals that a person can read; anything else of a race is a bug: a deadlock, a lost write, a 500. */
const EXPECTED = new Set([
  'coverage.already-covered',
  'coverage.already-asked',
  'coverage.already-answered',
  'coverage.absence-over',
  'coverage.not-yours',
  'coverage.taken-over',
  'coverage.not-taken-over',
  'coverage.owner-is-here',
  'coverage.backup-is-absent',
  'coverage.asked-at-other-tier',
  'version.stale',
  // a machine so loaded that a lock was not to be had in ten seconds
  'request.unavailable',
]);
const codeOf = (reason: unknown): string => {
  const problem = Reflect.get(Object(reason), 'problem');
  return String(Reflect.get(Object(problem), 'code') ?? reason);
};
async function together(doings: readonly (() => Promise<unknown>)[]): Promise<{ done: number; refused: string[] }> {
  const answers = await Promise.allSettled(doings.map((doing) => doing()));
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [codeOf(answer.reason)] : []));
  for (const code of refused) expect(EXPECTED).toContain(code);
  return { done: answers.length - refused.length, refused };
}
/** Sums up to what the rows say: nothing counted that was not accepted, nothing open that is over. */
async function expectSound(): Promise<void> {
  expect(await overlaps()).toBe(0);
  const wrong = await org.sql(
    `select s.id from coverage_assignments s join covered_customers k on (k.tenant_id, k.assignment_id) = (s.tenant_id, s.id)
      where s.tenant_id = $1 and k.left_at is null and k.accepted is distinct from s.in_force and (s.status in ('accepted', 'active') or k.accepted and s.status in ('pending', 'declined'))`,
  );
  expect(wrong).toEqual([]);
}

test(`${WRITERS} who ask, accept, decline, take over and move at once: nobody is covered twice`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    org = await world.organisation({ customers: 8 });
    const { absenceId } = await asked(world, org, 0, 6);
    const people = [org.ben, org.eva, org.mia];
    const pick = <Row>(rows: readonly Row[], index: number): Row => rows[index % rows.length] as Row;
    const some = (index: number) => org.customers.filter((_, at) => (at + index) % 3 !== 0);
    const yes = async (who: Person) => {
      for (const row of await org.assignments(absenceId))
        if (row.status === 'pending' && row.backup.user_id === who.id) await accept(who, row.id);
    };
    const writer = (index: number) => async (): Promise<unknown> => {
      const who = pick(people, index);
      switch (index % 6) {
        case 0:
          return org.mia.call(AssignCoverage, {
            absence_id: absenceId,
            backup_user_id: who.id,
            covered_customer_ids: some(index),
          });
        case 1:
          return org.ana.call(AssignCoverage, { absence_id: absenceId, backup_user_id: who.id, tier: 1 + (index % 2) });
        case 2:
          return who.call(TakeOverCustomer, { customer_id: pick(org.customers, index) });
        case 3:
          return org.ada.call(PatchAbsence, { absence_id: absenceId, end_date: await world.day(4 + (index % 5)) });
        case 4:
          return org.mia.call(PutSplit, {
            absence_id: absenceId,
            assignments: [{ backup_user_id: who.id, customer_ids: some(index) }],
          });
        default:
          return yes(who);
      }
    };
    const { done } = await together(Array.from({ length: WRITERS }, (_, index) => writer(index)));

    expect(done).toBeGreaterThan(WRITERS / 8);
    await expectSound();
    await Promise.allSettled(people.map((who) => yes(who)));
    await world.settle();
    await expectSound();
    expect(await org.sql('select 1 from covered_customers where tenant_id = $1 and accepted limit 1')).toHaveLength(1);
  }
});

/** Ben and Eva are both asked for all customers: they can only wait together when rows say so, as an import of old data would leave them. */
async function twoQuestions(where: World): Promise<[string, string]> {
  const { absenceId, id } = await asked(where, org, 5, 9);
  const other = await org.mia.call(AssignCoverage, { absence_id: absenceId, backup_user_id: org.eva.id, tier: 2 });
  await org.sql('update coverage_assignments set tier = 1 where tenant_id = $1 and id = $2', [other.id]);
  await org.sql('update covered_customers set tier = 1 where tenant_id = $1 and assignment_id = $2', [other.id]);
  return [id, other.id];
}

test('two who say yes to the same customers: one has them, every time', async () => {
  for (let round = 0; round < PAIRS; round++) {
    org = await world.organisation();
    const [first, second] = await twoQuestions(world);
    const { done, refused } = await together([() => accept(org.ben, first), () => accept(org.eva, second)]);
    expect([done, refused]).toEqual([1, ['coverage.already-covered']]);
    await expectSound();
  }
});

test('an assignment and a decline cross: the customers are asked for once, by whoever is left', async () => {
  for (let round = 0; round < PAIRS; round++) {
    org = await world.organisation();
    const { absenceId, id } = await asked(world, org, 5, 9);
    const { done } = await together([
      () => org.ben.call(DeclineCoverage, { assignment_id: id, reason: 'No time' }),
      () => org.mia.call(AssignCoverage, { absence_id: absenceId, backup_user_id: org.eva.id }),
    ]);
    expect(done).toBeGreaterThanOrEqual(1);
    await world.settle();

    const open = (await org.assignments(absenceId)).filter(({ status, tier }) => status === 'pending' && tier === 1);
    expect(open.map((row) => row.backup.name)).toEqual(['eva']);
    expect(open.flatMap((row) => row.covered_customer_ids).toSorted()).toEqual(org.customers.toSorted());
  }
});

test('two managers who ask at once: one question stands, the other is told whose it is', async () => {
  for (let round = 0; round < PAIRS; round++) {
    org = await world.organisation();
    const { absenceId } = await asked(world, org, 5, 9);
    const ask = (who: Person, backup: Person) => () =>
      who.call(AssignCoverage, { absence_id: absenceId, backup_user_id: backup.id });
    const { done, refused } = await together([ask(org.mia, org.ben), ask(org.ada, org.eva)]);
    expect({ done, refused }).toEqual({ done: 1, refused: ['coverage.already-asked'] });
    await world.settle();

    const waiting = (await org.assignments(absenceId)).filter(({ status, tier }) => status === 'pending' && tier === 1);
    expect(waiting).toHaveLength(1);
  }
});

test('two who take over at once: one has it, the other is told who', async () => {
  for (let round = 0; round < PAIRS; round++) {
    org = await world.organisation();
    await org.absence(org.ana, 0, 4);
    const takes = [org.ben, org.eva, org.mia, org.ada].map(
      (who) => () => who.call(TakeOverCustomer, { customer_id: org.customers[0] ?? '' }),
    );
    const { done, refused } = await together(takes);
    expect([done, new Set(refused)]).toEqual([1, new Set(['coverage.taken-over'])]);
    await expectSound();
  }
});

test('a take-over while the backup says yes: both hold, the take-over first', async () => {
  for (let round = 0; round < PAIRS; round++) {
    org = await world.organisation();
    const { id } = await asked(world, org, 0, 4);
    const { done } = await together([
      () => accept(org.ben, id),
      () => org.eva.call(TakeOverCustomer, { customer_id: org.customers[0] ?? '' }),
    ]);
    expect(done).toBe(2);
    await expectSound();
    await org.eva.call(ReleaseCustomer, { customer_id: org.customers[0] ?? '' });
  }
});

test('an absence that moves while the backup says yes: the yes is for the new days, or refused', async () => {
  for (let round = 0; round < PAIRS; round++) {
    org = await world.organisation();
    const { absenceId, id } = await asked(world, org, 5, 9);
    const { done } = await together([
      () => accept(org.ben, id),
      async () =>
        org.ana.call(PatchAbsence, {
          absence_id: absenceId,
          start_date: await world.day(7),
          end_date: await world.day(12),
        }),
    ]);
    expect(done).toBe(2);
    const [row] = await org.sql<{ same: boolean }>(
      `select bool_and(s.during = a.during and k.during = a.during) as same from coverage_assignments s
         join csm_absences a on (a.tenant_id, a.id) = (s.tenant_id, s.absence_id)
         join covered_customers k on (k.tenant_id, k.assignment_id) = (s.tenant_id, s.id)
        where s.tenant_id = $1 and s.status = 'accepted'`,
    );
    expect(row).toEqual({ same: true });
    await expectSound();
  }
});

test('one click that arrives fifty times at once has one effect', async () => {
  org = await world.organisation();
  const input = {
    start_date: await world.day(5),
    end_date: await world.day(9),
    absence_type: 'vacation',
    notify_customers: 'none',
    split: true,
  } as const;
  const clicks = await Promise.allSettled(
    Array.from({ length: 50 }, () => org.ana.call(SetUpCoverage, input, { idempotencyKey: 'one-click' })),
  );
  const codes = clicks.flatMap((click) => (click.status === 'rejected' ? [codeOf(click.reason)] : []));
  const answers = clicks.flatMap((click) => (click.status === 'fulfilled' ? [click.value.absence.id] : []));

  expect(codes.filter((code) => code !== 'idempotency.in-flight')).toEqual([]);
  expect(new Set(answers).size).toBe(1);
  expect(await org.sql('select 1 from csm_absences where tenant_id = $1')).toHaveLength(1);
});

test('control: without the constraint two yeses overlap, and the check sees it', async () => {
  const unguarded = await aWorld({
    asOwner: 'alter table covered_customers drop constraint covered_customers_one_backup',
  });
  try {
    org = await unguarded.organisation();
    const [first, second] = await twoQuestions(unguarded);
    await accept(org.ben, first);
    await accept(org.eva, second);
    expect(await overlaps()).toBe(org.customers.length);
  } finally {
    await unguarded.close();
  }
});
