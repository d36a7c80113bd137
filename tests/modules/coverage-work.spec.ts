import {
  AcknowledgeBrief,
  AcknowledgeBriefs,
  AddBriefNote,
  DeclineCoverage,
  GetAssignment,
  GetCustomerBrief,
  GetHandoff,
  ListActivities,
  ListBriefs,
  LogActivity,
} from '@understudy/contracts';
import { accept, asked } from './covering.js';
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

describe('what a backup works with', () => {
  const covering = async () => {
    const { id } = await asked(world, org, 0, 0);
    await accept(org.ben, id);
    await world.settle();
    const { items } = await org.ben.call(ListBriefs, { assignment_id: id });
    return { id, brief: items[0] };
  };

  test('briefs, notes and activities are the backup’s, the owner’s and the managers’', async () => {
    const { id, brief } = await covering();
    const [brief_id, customer_id] = [brief?.id ?? '', brief?.customer_id ?? ''];
    const work = { assignment_id: id, customer_id, activity_type: 'call', description: 'Talked to Lena' };
    const theirs = await world.organisation();

    expect(await org.ben.call(LogActivity, work)).toMatchObject({ original_csm: { name: 'ana' } });
    expect(await org.ben.call(AddBriefNote, { brief_id, note: 'First' })).toMatchObject({ notes_added: 'First' });
    expect(await org.ana.call(AddBriefNote, { brief_id, note: 'Second' })).toMatchObject({
      notes_added: 'First\nSecond',
    });
    const first = await org.ben.call(AcknowledgeBrief, { brief_id });
    await world.forward('PT1M');
    expect(await org.ben.call(AcknowledgeBrief, { brief_id })).toMatchObject({
      acknowledged_at: first.acknowledged_at,
    });
    expect(await org.mia.refused(AcknowledgeBrief, { brief_id })).toBe('403 coverage.not-yours');
    for (const reader of [org.ben, org.ana, org.mia, org.ada])
      expect(await reader.call(ListActivities, { assignment_id: id })).toMatchObject({
        items: [{ description: 'Talked to Lena' }],
      });
    expect(await org.eva.refused(ListBriefs, { assignment_id: id })).toBe('403 identity.not-allowed');
    expect(await org.eva.refused(GetCustomerBrief, { customer_id })).toBe('404 briefs.not-found');
    expect(await org.sam.refused(ListBriefs, { assignment_id: id })).toBe('403 identity.not-allowed');
    expect(await theirs.ada.refused(AddBriefNote, { brief_id, note: 'x' })).toBe('404 briefs.not-found');
    expect(await theirs.ada.refused(ListBriefs, { assignment_id: id })).toBe('404 coverage.assignment-not-found');
    expect(await org.ben.refused(AddBriefNote, { brief_id, note: '  ' })).toBe('400 request.malformed');
    expect(await org.ben.refused(LogActivity, { ...work, customer_id: theirs.customers[0] ?? '' })).toBe(
      '404 customers.not-found',
    );
    expect(await org.eva.refused(LogActivity, work)).toBe('403 coverage.not-yours');
  });

  test('one who said no is out at once', async () => {
    const { id } = await asked(world, org, 5, 9);
    await org.ben.call(DeclineCoverage, { assignment_id: id, reason: 'Away' });

    expect(await org.ben.refused(ListBriefs, { assignment_id: id })).toBe('404 briefs.not-found');
    expect(await org.ben.refused(GetHandoff, { coverage_id: id })).toBe('404 briefs.not-found');
    expect(await org.ben.refused(AcknowledgeBriefs, { assignment_id: id })).toBe('404 briefs.not-found');
  });

  // the last one: it stops the jobs
  test('a former backup is out by the clock, even when all jobs stand still', async () => {
    const { id, brief } = await covering();
    const [brief_id, customer_id] = [brief?.id ?? '', brief?.customer_id ?? ''];
    const midway = (await world.now()).toString({ fractionalSecondDigits: 3 });
    await world.stopWorker();
    await org.sql(
      `update coverage_assignments set during = tstzrange(lower(during), app_now()) where tenant_id = $1 and id = $2`,
      [id],
    );
    await org.sql(
      `update covered_customers set during = tstzrange(lower(during), app_now()) where tenant_id = $1 and assignment_id = $2`,
      [id],
    );

    expect((await org.ben.call(GetAssignment, { assignment_id: id })).status).toBe('active');
    expect(await org.ben.refused(GetCustomerBrief, { customer_id })).toBe('404 briefs.not-found');
    expect(await org.ben.refused(GetCustomerBrief, { customer_id, at: midway })).toBe('404 briefs.not-found');
    expect(await org.ben.refused(ListBriefs, { assignment_id: id })).toBe('404 briefs.not-found');
    expect(await org.ben.refused(AddBriefNote, { brief_id, note: 'x' })).toBe('404 briefs.not-found');
    expect(await org.ben.refused(AcknowledgeBrief, { brief_id })).toBe('404 briefs.not-found');
    expect(await org.ben.refused(AcknowledgeBriefs, { assignment_id: id })).toBe('404 briefs.not-found');
    expect(await org.ben.refused(GetHandoff, { coverage_id: id })).toBe('404 briefs.not-found');
    expect(await org.ben.refused(ListActivities, { assignment_id: id })).toBe('403 identity.not-allowed');
    const work = { assignment_id: id, customer_id, activity_type: 'call', description: 'x' };
    expect(await org.ben.refused(LogActivity, work)).toBe('409 coverage.absence-over');
    expect(await org.ana.call(ListBriefs, { assignment_id: id })).toMatchObject({ items: [{}, {}, {}] });
  });
});
