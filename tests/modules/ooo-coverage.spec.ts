import {
  CompleteHandback,
  DeclineCoverage,
  GetCurrentCoverage,
  GetHandoff,
  ReturnFromAbsence,
} from '@understudy/contracts';
import { accept, asked } from './covering.js';
import { aWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

describe('the current coverage of a CSM (PRD-131 OOOCoverage)', () => {
  test('is empty when nobody is away', async () => {
    const org = await world.organisation();
    expect(await org.ana.call(GetCurrentCoverage, { csm_id: org.ana.id })).toEqual({ items: [] });
  });

  test('carries brief, routing, notices and handback of each assignment, from asking to the return', async () => {
    const org = await world.organisation();
    const { absenceId, id } = await asked(world, org, 1, 6);
    const current = async (who = org.ana) => (await who.call(GetCurrentCoverage, { csm_id: org.ana.id })).items;
    const [scheduled] = await current();
    expect(scheduled).toMatchObject({
      id,
      absence_id: absenceId,
      csm_id: org.ana.id,
      covering_csm_id: org.ben.id,
      start_date: await world.day(1),
      end_date: await world.day(6),
      time_zone: 'Europe/Lisbon',
      status: 'scheduled',
      routing_updates: [],
      return_handback: { generated_at: null, activities_during_absence: [], outstanding_issues: [] },
    });
    expect(scheduled?.covered_accounts.map((account) => account.customer_id).toSorted()).toEqual(
      org.customers.toSorted(),
    );

    await accept(org.ben, id);
    await world.settle();
    const [accepted] = await current();
    expect(accepted?.handoff_brief.generated_at).not.toBeNull();
    // looking at the coverage is no look of the backup into the brief
    expect(accepted?.handoff_brief.viewed_at).toBeNull();
    await org.ben.call(GetHandoff, { coverage_id: id });
    expect((await current())[0]?.handoff_brief.viewed_at).not.toBeNull();

    await world.forward('P2D');
    const [active] = await current(org.ben);
    expect(active?.status).toBe('active');
    expect(active?.routing_updates).toContainEqual(expect.objectContaining({ type: 'tasks', reverted_at: null }));
    await org.ana.call(ReturnFromAbsence, { coverage_id: id });
    const [over] = await current();
    expect(over).toMatchObject({ id, status: 'completed' });
    expect(over?.return_handback.generated_at).not.toBeNull();
    expect(await org.ben.refused(GetCurrentCoverage, { csm_id: org.ana.id })).toBe('403 identity.not-allowed');
    await org.ana.call(CompleteHandback, { assignment_id: id });
    expect(await current()).toEqual([]);
  });

  test('leaves out who said no', async () => {
    const org = await world.organisation();
    const { id } = await asked(world, org, 1, 6);
    await org.ben.call(DeclineCoverage, { assignment_id: id, reason: 'Away too' });
    const { items } = await org.ana.call(GetCurrentCoverage, { csm_id: org.ana.id });
    expect(items.map((item) => item.id)).not.toContain(id);
  });

  test('leaves out who was asked and never answered', async () => {
    const org = await world.organisation();
    const { id } = await asked(world, org, 6, 8);
    await world.forward('P2D');
    const { items } = await org.ana.call(GetCurrentCoverage, { csm_id: org.ana.id });
    expect(items.length).toBeGreaterThan(0);
    expect(items.map((item) => item.id)).not.toContain(id);
  });

  test('is for the CSM, their managers and who stands in', async () => {
    const org = await world.organisation();
    const { id } = await asked(world, org, 1, 6);
    expect(await org.ben.refused(GetCurrentCoverage, { csm_id: org.ana.id })).toBe('403 identity.not-allowed');
    await accept(org.ben, id);
    expect((await org.ben.call(GetCurrentCoverage, { csm_id: org.ana.id })).items).toHaveLength(1);
    expect((await org.mia.call(GetCurrentCoverage, { csm_id: org.ana.id })).items).toHaveLength(1);
    expect(await org.max.refused(GetCurrentCoverage, { csm_id: org.ana.id })).toBe('403 identity.not-allowed');
    const other = await world.organisation();
    expect(await other.ada.refused(GetCurrentCoverage, { csm_id: org.ana.id })).toBe('404 users.not-found');
  });
});
