import { ChangeMe, ChangeUser, GetMe, PutCustomer, Search } from '@understudy/contracts';
import { escalate, withCategories } from './escalating.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
let other: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  other = await world.organisation();
});

const HOURS = { days: [1, 2, 3], from: '08:00', to: '14:30' };

describe('what people say of themselves', () => {
  test('is changed and read again: zone, place, hours; nothing else of the person', async () => {
    const before = (await org.ana.call(GetMe, {})).user;
    const changed = await org.ana.call(ChangeMe, {
      time_zone: 'America/Sao_Paulo',
      place: 'São Paulo',
      working_hours: HOURS,
    });
    expect(changed.user).toEqual({
      ...before,
      time_zone: 'America/Sao_Paulo',
      place: 'São Paulo',
      working_hours: HOURS,
      version: before.version + 1,
    });
    expect((await org.ana.call(GetMe, {})).user).toEqual(changed.user);
    expect((await org.ana.call(ChangeMe, { place: null })).user).toMatchObject({ place: null, working_hours: HOURS });
  });

  test.each([
    ['a zone that is none', { time_zone: 'Mars/Olympus' }],
    ['hours that end before they start', { working_hours: { ...HOURS, to: '07:00' } }],
    ['hours without a day', { working_hours: { ...HOURS, days: [] } }],
  ])('%s is refused', async (_, input) => {
    expect(await org.ana.refused(ChangeMe, input)).toMatch(/^400 /);
    expect((await org.ana.call(GetMe, {})).user.roles).toEqual(['csm']);
  });

  test('roles and team are the admin’s: they stay what they are', async () => {
    const more = { place: 'Faro', roles: ['admin'], capacity_points: 0 };
    expect((await org.ana.call(ChangeMe, more)).user).toMatchObject({ place: 'Faro', roles: ['csm'] });
  });

  test('a change made on top of another one is refused, and nothing is lost', async () => {
    const { version } = (await org.ana.call(GetMe, {})).user;
    await org.ada.call(ChangeUser, { user_id: org.ana.id, place: 'Porto' });
    const stale = { ifMatch: version };
    expect(await org.ana.refused(ChangeMe, { place: 'Faro' }, stale)).toBe('409 version.stale');
    expect((await org.ana.call(GetMe, {})).user.place).toBe('Porto');
  });
});

describe('search', () => {
  const named = async (customer: string, name: string) =>
    org.ana.call(PutCustomer, {
      customer_id: customer,
      name,
      csm_id: org.ana.id,
      arr: 1,
      health_score: 40,
      stage: 'live',
      segment: 'Enterprise',
      industry: 'Software',
      renewal_on: null,
      special_handling: null,
      domains: [],
    });

  test('finds customers with who is responsible, escalations by title, people by name or address', async () => {
    await named(org.customers[0] ?? '', 'Quillgate Insurance');
    await withCategories(org);
    await escalate(org, { customer_id: org.customers[1] ?? '', title: 'Quillgate export misses rows' });
    const found = await org.ana.call(Search, { q: 'quillgate' });
    expect(found.customers).toMatchObject([
      { customer: { name: 'Quillgate Insurance' }, responsible: { responsible: { user_id: org.ana.id } } },
    ]);
    expect(found.escalations).toMatchObject([{ title: 'Quillgate export misses rows' }]);
    expect(found.people).toEqual([]);
    expect((await org.ana.call(Search, { q: org.ben.email })).people).toMatchObject([{ user_id: org.ben.id }]);
  });

  test('a name is found without its accents, each word counts, and whoever left is not offered', async () => {
    await org.ada.call(ChangeUser, { user_id: org.eva.id, name: 'Zoë Łącka' });
    expect((await org.ana.call(Search, { q: 'ZOE' })).people).toMatchObject([{ user_id: org.eva.id }]);
    expect((await org.ana.call(Search, { q: 'zoe nobody' })).people).toEqual([]);
    await org.ada.call(ChangeUser, { user_id: org.eva.id, active: false });
    expect((await org.ana.call(Search, { q: 'zoe' })).people).toEqual([]);
  });

  test('nothing of another tenant, no escalation one may not see, no wildcard', async () => {
    await named(org.customers[0] ?? '', 'Quillgate Insurance');
    await withCategories(org);
    await escalate(org, { title: 'Quillgate export' });
    const nothing = { customers: [], escalations: [], people: [] };
    expect(await other.ana.call(Search, { q: 'quillgate' })).toEqual(nothing);
    expect((await org.eli.call(Search, { q: 'quillgate' })).escalations).toEqual([]);
    expect(await org.ana.call(Search, { q: '%_' })).toEqual(nothing);
    expect(await org.ana.refused(Search, { q: '' })).toMatch(/^400 /);
  });
});
