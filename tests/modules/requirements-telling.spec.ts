import { jest } from '@jest/globals';
import {
  ApproveCoverage,
  DeclineCoverage,
  ListNotifications,
  ReturnFromAbsence,
  type WireOf,
} from '@understudy/contracts';
import { plannedCoverage } from './briefing.js';
import { accept, asked, setPolicy } from './covering.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

/** Who is told what, of PRD-131 and PRD-258, that no other file shows; docs/requirements.md says which. Days pass here. */
jest.setTimeout(180_000);

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
const told = async (who: Person, kind: WireOf<typeof ListNotifications>['kind']): Promise<string[]> =>
  (await who.call(ListNotifications, { limit: 100, kind })).items.map(({ title }) => title);

describe('who hears that something is wrong before a customer does', () => {
  test('a gap is told to the manager, urgently, and to whoever goes away', async () => {
    for (const person of [org.ben, org.eva]) await org.absence(person, 9, 15);
    await org.sql('update users set manager_id = $2 where tenant_id = $1 and id = $3', [org.max.id, org.mia.id]);
    await org.absence(org.mia, 9, 15);
    await org.absence(org.max, 9, 15);
    await org.absence(org.ana, 10, 14);
    await world.settle();

    const said = await org.mia.call(ListNotifications, { limit: 100, kind: 'coverage.gap' });
    expect(said.items).toMatchObject([
      { urgency: 'urgent', title: expect.stringMatching(/^Nobody stands in for ana/) },
    ]);
    expect(await told(org.ana, 'coverage.gap')).toEqual([expect.stringMatching(/^Nobody stands in for you/)]);
    expect(await told(org.gus, 'coverage.gap')).toEqual([]);
  });

  test('briefs that are not ready: the owner is told a day before, the manager four hours before', async () => {
    await org.sql('update customers set health_score = 30 where tenant_id = $1 and id = $2', [first()]);
    await plannedCoverage(world, org, 3, 5);
    await world.forward('P3D');

    expect(await told(org.ana, 'brief.not-ready')).toEqual([
      expect.stringMatching(/^Before you leave .*: no contacts at 3 customers, no note of the owner on 1 customer$/),
    ]);
    expect(await told(org.mia, 'brief.not-ready')).toEqual([
      'ana leaves soon and the briefs are not ready: no contacts at 3 customers, no note of the owner on 1 customer',
    ]);
    expect(await told(org.ben, 'brief.not-ready')).toEqual([]);
  });

  test('who is asked hears it, is reminded, and the absent person hears the answer', async () => {
    const { id } = await asked(world, org, 10, 14);
    expect(await told(org.ben, 'coverage.requested')).toHaveLength(1);
    await world.forward('PT23H1M');
    expect(await told(org.ben, 'coverage.answer-due')).toHaveLength(1);
    await accept(org.ben, id);
    await world.settle();
    expect(await told(org.ana, 'coverage.accepted')).toHaveLength(1);
  });
});

test('PRD-258 FR-2.2: a manager who must agree is told, and the backup is told once they did', async () => {
  await setPolicy(org, { needs_approval: true });
  const { id } = await asked(world, org, 10, 14);
  expect(await told(org.mia, 'coverage.approval-requested')).toEqual([
    expect.stringMatching(/^May ben stand in for ana/),
  ]);
  expect(await told(org.ben, 'coverage.requested')).toEqual([]);
  await org.mia.call(ApproveCoverage, { assignment_id: id });
  await world.settle();
  expect(await told(org.ben, 'coverage.requested')).toEqual([expect.stringMatching(/^Can you stand in for ana/)]);
});

test('PRD-258 FR-2.3: a no is told, with who it was, to the person who goes away and to the manager', async () => {
  const { id } = await asked(world, org, 10, 14);
  await org.ben.call(DeclineCoverage, { assignment_id: id, reason: 'The audit' });
  await world.settle();
  for (const person of [org.ana, org.mia]) {
    const { items } = await person.call(ListNotifications, { limit: 100 });
    const lines = items.flatMap((item) => [item, ...item.items]).filter(({ kind }) => kind === 'coverage.declined');
    expect(lines.length).toBeGreaterThan(0);
    for (const { title } of lines) expect(title).toContain('ben');
  }
  expect(await told(org.eva, 'coverage.requested')).toHaveLength(1);
});

test('PRD-258 FR-5: the owner is told that the handback is ready, and both are asked how it was', async () => {
  const { assignment_id } = await plannedCoverage(world, org, 0, 4);
  await org.ana.call(ReturnFromAbsence, { coverage_id: assignment_id });
  await world.settle();
  expect(await told(org.ana, 'handback.ready')).toHaveLength(1);
  expect(await told(org.eva, 'handback.ready')).toEqual([]);
  await world.forward('P4D');
  for (const person of [org.ana, org.ben]) expect(await told(person, 'survey.asked')).toHaveLength(1);
});
