import { ChangeAssignment, GetHandback, ListSurveys, ReleaseCoverage } from '@understudy/contracts';
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

const reasons = async (absenceId: string) =>
  (await org.assignments(absenceId)).map(({ backup, status, ended_reason: why }) => [backup.name, status, why]);
const told = async (type: string) =>
  (await org.sql('select 1 from history where tenant_id = $1 and type = $2', [type])).length;

test('whoever makes room for somebody else was not refusing: they are replaced, and asked again', async () => {
  const { absenceId, id } = await asked(world, org, 0, 9);
  await accept(org.ben, id);
  const evas = await org.mia.call(ChangeAssignment, { assignment_id: id, backup_user_id: org.eva.id });
  await accept(org.eva, evas.id);
  await world.settle();
  expect(await reasons(absenceId)).toEqual(
    expect.arrayContaining([
      ['ben', 'completed', 'replaced'],
      ['eva', 'active', null],
    ]),
  );
  expect(await told('coverage.released')).toBe(0);

  await org.eva.call(ReleaseCoverage, { assignment_id: evas.id, reason: 'Too much at once' });
  await world.settle();
  expect(await reasons(absenceId)).toContainEqual(['ben', 'pending', null]);
});

test('a release that nobody followed by the start: the coverage never ran, so there is nothing to hand back', async () => {
  await org.absence(org.eva, 1, 8);
  await org.absence(org.mia, 1, 8);
  const { absenceId, id } = await asked(world, org, 2, 3);
  await accept(org.ben, id);
  await org.ben.call(ReleaseCoverage, { assignment_id: id, reason: 'Too much at once' });
  await world.forward('P2DT12H');
  expect(await reasons(absenceId)).toContainEqual(['ben', 'completed', 'released']);
  expect(await org.sql('select in_force from coverage_assignments where tenant_id = $1 and id = $2', [id])).toEqual([
    { in_force: false },
  ]);
  expect(await told('coverage.started')).toBe(0);
  expect(await org.ben.refused(GetHandback, { assignment_id: id })).toBe('409 handbacks.nothing-to-hand-back');
  expect(await whoNow(org, org.customers[0])).not.toBe('coverage: ben');

  await world.forward('P5D');
  expect((await org.ben.call(ListSurveys, {})).items).toEqual([]);
});
