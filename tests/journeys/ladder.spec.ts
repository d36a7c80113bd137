import { DeclineCoverage, GetAbsence, ListTeamAbsences } from '@understudy/contracts';
import { accept, asked, whoNow } from '../modules/covering.js';
import { aWorld, type Organisation, type World } from '../modules/world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

const waitingFor = async (absenceId: string) =>
  (await org.assignments(absenceId)).find(({ status }) => status === 'pending') ?? null;
const noonOf = async (day: number) => `${await world.day(day)}T12:00:00Z`;

test('nobody answers: it climbs from Ben to Eva to their manager, who is responsible before Ana leaves', async () => {
  const noon = await noonOf(10);
  const { absenceId } = await asked(world, org, 10, 14);
  expect((await waitingFor(absenceId))?.backup.name).toBe('ben');
  expect(await whoNow(org, org.customers[0], noon)).toBe('manager: mia');

  // Ben has a day, Eva has one after him; neither says anything
  await world.forward('PT24H1S');
  expect((await waitingFor(absenceId))?.backup.name).toBe('eva');
  await world.forward('PT24H1S');
  expect(await waitingFor(absenceId)).toBeNull();

  // Mia was never asked: she has them, and it is in the list of the absence
  const rows = await org.assignments(absenceId);
  expect(rows.map(({ backup, status, ended_reason }) => [backup.name, status, ended_reason]).toSorted()).toEqual([
    ['ben', 'completed', 'lapsed'],
    ['eva', 'completed', 'lapsed'],
    ['mia', 'accepted', null],
  ]);
  expect(await org.ana.call(GetAbsence, { absence_id: absenceId })).toMatchObject({
    status: 'coverage_assigned',
    coverage: { accepted: 3, uncovered: 0 },
  });
  expect((await org.mia.call(ListTeamAbsences, {})).gaps).toEqual([]);
  expect(await whoNow(org, org.customers[0], noon)).toBe('coverage: mia');
}, 180_000);

test('nobody answers while Ana is ill already: within the hour somebody is responsible by assignment', async () => {
  const { absenceId } = await asked(world, org, 0, 4);
  expect(await whoNow(org, org.customers[0])).toBe('manager: mia');
  await world.forward('PT1H');
  expect((await org.assignments(absenceId)).find(({ status }) => status === 'active')?.backup.name).toBe('mia');
  expect(await whoNow(org, org.customers[0])).toBe('coverage: mia');
}, 180_000);

test('a planned week with a decline: Ben cannot, Eva does it, and on Monday Ana is back', async () => {
  const { absenceId, id } = await asked(world, org, 3, 7);
  await org.ben.call(DeclineCoverage, { assignment_id: id, reason: 'Quarter end' });
  await world.settle();
  const evas = await waitingFor(absenceId);
  expect(evas?.backup.name).toBe('eva');
  await accept(org.eva, evas?.id ?? '');
  expect(await whoNow(org, org.customers[0])).toBe('owner: ana');

  await world.forward('P4D');
  expect(await whoNow(org, org.customers[0])).toBe('coverage: eva');
  await world.forward('P5D');
  expect(await whoNow(org, org.customers[0])).toBe('owner: ana');
  expect((await org.assignments(absenceId)).map(({ backup, status }) => `${backup.name} ${status}`).toSorted()).toEqual(
    ['ben declined', 'eva completed'],
  );
}, 180_000);

test('the backup falls ill: somebody else is found for those days, and Ben goes on when he is back', async () => {
  const { absenceId, id } = await asked(world, org, 0, 9);
  await accept(org.ben, id);
  expect(await whoNow(org, org.customers[0])).toBe('coverage: ben');

  // Ben is ill until tomorrow: until Eva has said yes their manager answers
  await org.absence(org.ben, 0, 1, { absence_type: 'sick' });
  await world.settle();
  const evas = await waitingFor(absenceId);
  expect(evas).toMatchObject({ backup: { name: 'eva' }, tier: 2 });
  expect(await whoNow(org, org.customers[0])).toBe('manager: mia');
  await accept(org.eva, evas?.id ?? '');
  expect(await whoNow(org, org.customers[0])).toBe('coverage: eva');

  await world.forward('P2DT1H');
  expect(await whoNow(org, org.customers[0])).toBe('coverage: ben');
  expect((await org.assignments(absenceId)).find((row) => row.id === id)?.status).toBe('active');
}, 180_000);

test('a backup who goes away before answering is not waited for', async () => {
  const { absenceId, id } = await asked(world, org, 10, 14);
  await org.absence(org.ben, 12, 12);
  await world.settle();
  expect((await org.assignments(absenceId)).find((row) => row.id === id)?.ended_reason).toBe('replaced');
  expect((await waitingFor(absenceId))?.backup.name).toBe('eva');
}, 180_000);

test('everybody is away: the gap is told and shown, and filled as soon as somebody can', async () => {
  for (const person of [org.ben, org.eva, org.mia]) await org.absence(person, 10, 14);
  const { id } = await org.absence(org.ana, 10, 14);
  await world.settle();
  expect(await org.assignments(id)).toEqual([]);
  expect((await org.ada.call(ListTeamAbsences, {})).gaps.map(({ customer }) => customer.customer_id)).toEqual(
    expect.arrayContaining([...org.customers]),
  );
  expect(await org.sql(`select 1 from history where tenant_id = $1 and type = 'coverage.gap'`)).not.toHaveLength(0);
}, 180_000);
