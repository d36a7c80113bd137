import { CancelAbsence, GetAbsence, ListAbsenceCoverage, ListAbsences } from '@understudy/contracts';
import { accept, asked, whoNow } from './covering.js';
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

/** Ana is away from the 7th to the 11th day from today, and Ben said yes to all of it. */
const covered = async () => {
  const { absenceId, id } = await asked(world, org, 7, 11);
  await accept(org.ben, id);
  await world.settle();
  return absenceId;
};
const countsOf = async (id: string) => {
  const { customer_count, accepted, waiting, uncovered } = (await org.ana.call(GetAbsence, { absence_id: id }))
    .coverage;
  return { customer_count, accepted, waiting, uncovered };
};
const midnight = async (day: number) =>
  Temporal.PlainDate.from(await world.day(day))
    .toZonedDateTime('Europe/Lisbon')
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });

test('a yes of somebody who is away too, with nobody else there, is a gap of exactly that time, not a cover', async () => {
  const id = await covered();
  const whole = await countsOf(id);
  expect(whole).toEqual({
    customer_count: whole.customer_count,
    accepted: whole.customer_count,
    waiting: 0,
    uncovered: 0,
  });

  await org.absence(org.mia, 7, 11);
  await org.absence(org.eva, 7, 11);
  const away = await org.absence(org.ben, 9, 10);

  expect(await whoNow(org, org.customers[0], `${await world.day(9)}T12:00:00Z`)).toMatch(/^gap/);
  const left = await countsOf(id);
  expect(left).toMatchObject({ accepted: 0, waiting: 0, uncovered: whole.customer_count });
  const { gaps } = await org.ana.call(ListAbsenceCoverage, { absence_id: id });
  expect(new Set(gaps.map(({ customer }) => customer.customer_id)).size).toBe(whole.customer_count);
  expect(gaps[0]).toMatchObject({
    starts_at: await midnight(9),
    ends_at: await midnight(11),
    cause: 'ben said yes and is away too, and nobody else is there',
  });
  // the list says the same as the one
  const listed = (await org.ana.call(ListAbsences, {})).items.find((one) => one.id === id);
  expect(listed?.coverage.uncovered).toBe(whole.customer_count);
  expect(listed?.status).not.toBe('covered');

  await org.ben.call(CancelAbsence, { absence_id: away.id });
  expect(await countsOf(id)).toEqual(whole);
});

test('where the manager steps in while the backup is away, nobody is without somebody', async () => {
  const id = await covered();
  const whole = await countsOf(id);
  await org.absence(org.eva, 7, 11);
  await org.absence(org.ben, 9, 10);

  expect(await whoNow(org, org.customers[0], `${await world.day(9)}T12:00:00Z`)).toMatch(/mia$/);
  expect(await countsOf(id)).toEqual(whole);
  expect((await org.ana.call(ListAbsenceCoverage, { absence_id: id })).gaps).toEqual([]);
});

test('the time that is over does not count: a backup who was away and is back covers', async () => {
  const id = await covered();
  const whole = await countsOf(id);
  await org.absence(org.mia, 7, 11);
  await org.absence(org.eva, 7, 11);
  await org.absence(org.ben, 7, 8);
  expect((await countsOf(id)).uncovered).toBe(whole.customer_count);
  await world.forward('P9D');
  expect((await countsOf(id)).uncovered).toBe(0);
});
