import { GetSavedViews, PutSavedViews } from '@understudy/contracts';
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

const mine = { name: 'Mine, over', query: 'owner=me&breached=true' };
const ours = { name: 'Team', query: '' };

describe('named filters', () => {
  test('are kept in order, for one person and one list', async () => {
    expect(await org.ana.call(GetSavedViews, { place: 'escalations' })).toEqual({ items: [], version: 1 });
    const kept = await org.ana.call(PutSavedViews, { place: 'escalations', items: [ours, mine] });
    expect(kept).toEqual({ items: [ours, mine], version: 2 });
    expect(await org.ana.call(PutSavedViews, { place: 'escalations', items: [mine] })).toEqual({
      items: [mine],
      version: 3,
    });
    expect((await org.ana.call(GetSavedViews, { place: 'escalations' })).items).toEqual([mine]);
    expect((await org.ana.call(GetSavedViews, { place: 'customers' })).items).toEqual([]);
    expect((await org.ben.call(GetSavedViews, { place: 'escalations' })).items).toEqual([]);
    const other = await world.organisation();
    expect((await other.ana.call(GetSavedViews, { place: 'escalations' })).items).toEqual([]);
  });

  test('of two windows the second is told, and nothing is overwritten', async () => {
    const put = (items: (typeof mine)[], ifMatch: number) => ({ input: { place: 'team' as const, items }, ifMatch });
    const [first, second] = [put([mine], 1), put([ours], 1)];
    await org.ana.call(PutSavedViews, first.input, { ifMatch: first.ifMatch });
    expect(await org.ana.refused(PutSavedViews, second.input, { ifMatch: second.ifMatch })).toBe('409 version.stale');
    expect(await org.ana.refused(PutSavedViews, second.input, { ifMatch: 7 })).toBe('409 version.stale');
    expect(await org.ana.call(PutSavedViews, second.input, { ifMatch: 2 })).toEqual({ items: [ours], version: 3 });
  });

  test.each([
    ['a list there is not', { place: 'elsewhere' as 'team', items: [] }],
    ['a name twice', { place: 'team' as const, items: [mine, mine] }],
    ['a view without a name', { place: 'team' as const, items: [{ name: ' ', query: '' }] }],
    ['21 views', { place: 'team' as const, items: Array.from({ length: 21 }, (_, n) => ({ ...ours, name: `${n}` })) }],
  ])('%s is refused', async (_, input) => {
    expect(await org.ana.refused(PutSavedViews, input)).toMatch(/^40[04] /);
  });
});
