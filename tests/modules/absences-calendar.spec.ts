import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type AnswerOf, CreateAbsence, CreateCalendar, GetCoverageCalendar } from '@understudy/contracts';
import pg from 'pg';
import { accept, asked } from './covering.js';
import { sighting } from './sightings.js';
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

type Calendar = AnswerOf<typeof GetCoverageCalendar>;
const range = async (from: number, to: number) => ({ from: await world.day(from), to: await world.day(to) });
const words = ({ people }: Calendar): string[] =>
  people.flatMap(({ user, absences }) =>
    absences.map(({ start_date, end_date, lane }) => {
      const parts = lane.map(
        ({ first_on, last_on, shares }) =>
          `${first_on}..${last_on} ` +
          shares.map((share) => `${share.because} ${share.user?.name ?? 'nobody'} ${share.customers}`).join(' + '),
      );
      return `${user.name} ${start_date}..${end_date}: ${parts.join('; ')}`;
    }),
  );

describe('the team’s coverage calendar (PRD-258 FR-1.5)', () => {
  test('shows who is away and, under it, who looks after how many customers when', async () => {
    const { id } = await asked(world, org, 5, 9);
    const days = await range(0, 27);
    const [a, b, c, d] = await Promise.all([5, 6, 7, 9].map((day) => world.day(day)));
    const before = await org.ana.call(GetCoverageCalendar, days);
    expect(words(before)).toEqual([`ana ${a}..${d}: ${a}..${d} manager mia 3`]);
    expect(before.people[0]?.absences[0]?.lane[0]?.shares[0]?.waiting).toBe(3);
    await accept(org.ben, id);
    await org.absence(org.ben, 6, 6);

    const calendar = await org.mia.call(GetCoverageCalendar, days);
    expect(words(calendar)).toEqual([
      `ana ${a}..${d}: ${a}..${a} coverage ben 3; ${b}..${b} manager mia 3; ${c}..${d} coverage ben 3`,
      `ben ${b}..${b}: `,
    ]);
    const lane = calendar.people[0]?.absences[0]?.lane ?? [];
    lane.forEach((part, index) => index > 0 && expect(part.starts_at).toBe(lane[index - 1]?.ends_at));
    expect(lane[0]?.shares[0]).toMatchObject({ tier: 1, user: { user_id: org.ben.id } });
  });

  test('a gap is a gap: when nobody is left, it says so', async () => {
    await org.absence(org.ana, 5, 6);
    await org.absence(org.mia, 6, 6);
    const [a, b] = [await world.day(5), await world.day(6)];
    expect(words(await org.ada.call(GetCoverageCalendar, await range(0, 27)))).toContain(
      `ana ${a}..${b}: ${a}..${a} manager mia 3; ${b}..${b} gap nobody 3`,
    );
  });

  test('cuts what is longer than the days asked for, also what has no end', async () => {
    await org.ana.call(CreateAbsence, { absence_type: 'parental', start_date: await world.day(2), end_date: null });
    const [a, b] = [await world.day(3), await world.day(4)];
    expect(words(await org.ana.call(GetCoverageCalendar, await range(3, 4)))).toEqual([
      `ana ${await world.day(2)}..null: ${a}..${b} manager mia 3`,
    ]);
  });

  test('of a partial day the hours away are shown', async () => {
    await org.absence(org.ana, 5, 5, { is_partial: true, partial_hours: '09:00-12:00, 14:00-15:30' });
    const [person] = (await org.ana.call(GetCoverageCalendar, await range(5, 5))).people;
    const [absence] = person?.absences ?? [];
    expect(absence?.lane.map(({ starts_at, ends_at }) => ({ starts_at, ends_at }))).toEqual(absence?.windows);
  });

  test('why somebody is away is for them and their manager; colleagues read "away"', async () => {
    await org.absence(org.ana, 5, 6, { absence_type: 'sick', special_instructions: 'Ring Lena' });
    await org.sight(org.ana, await sighting(world, org.ana, 10, 11, { certainty: 'suggestion' }));
    const days = await range(0, 27);
    for (const reader of [org.ana, org.mia, org.ada]) {
      const [person] = (await reader.call(GetCoverageCalendar, days)).people;
      expect(person?.absences.map(({ absence_type, status }) => `${absence_type} ${status}`)).toEqual([
        'sick planned',
        'vacation suggested',
      ]);
    }
    const seen = await org.ben.call(GetCoverageCalendar, days);
    expect(seen.people[0]?.absences.map(({ absence_type }) => absence_type)).toEqual([null]);
    expect(JSON.stringify(seen)).not.toMatch(/sick|Lena/);
    expect((await org.gus.call(GetCoverageCalendar, days)).people).toEqual([]);
    for (const nobody of [org.sam, org.eli])
      expect(await nobody.refused(GetCoverageCalendar, days)).toBe('403 identity.not-allowed');
  });

  test('of one team, four weeks from today unless said otherwise, 92 days at most', async () => {
    await org.absence(org.ana, 5, 6);
    await org.absence(org.gus, 5, 6);
    const teams = await org.sql<{ id: string }>("select id from teams where tenant_id = $1 and name = 'Americas'");
    const calendar = await org.ada.call(GetCoverageCalendar, { team_id: teams[0]?.id ?? '' });
    expect(calendar).toMatchObject({ from: await world.day(0), to: await world.day(27) });
    expect(calendar.people.map(({ user }) => user.name)).toEqual(['gus']);
    expect(await org.ada.refused(GetCoverageCalendar, { team_id: randomUUID() })).toBe('404 teams.not-found');
    await org.ada.call(GetCoverageCalendar, await range(0, 91));
    expect(await org.ada.refused(GetCoverageCalendar, await range(0, 92))).toBe('422 absences.range-too-long');
    expect(await org.ada.refused(GetCoverageCalendar, await range(2, 1))).toBe('422 absences.ends-before-start');
  });

  test('with everybody: also who is there all the time, with what they own, can carry, and their public holidays', async () => {
    await org.absence(org.ana, 5, 6);
    const holiday = { on: await world.day(7), name: 'Assumption' };
    const far = { on: await world.day(200), name: 'Christmas' };
    await org.ada.call(CreateCalendar, {
      name: 'Lisbon office',
      time_zone: 'Europe/Lisbon',
      windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
      holidays: [holiday, far],
    });
    await org.sql("update users set time_zone = 'Europe/Berlin' where tenant_id = $1 and id = $2", [org.ben.id]);
    const days = await range(0, 27);
    expect((await org.mia.call(GetCoverageCalendar, days)).people.map(({ user }) => user.name)).toEqual(['ana']);

    const { people } = await org.mia.call(GetCoverageCalendar, { ...days, everybody: 'true' });
    expect(people.map(({ user }) => user.name)).toEqual(['ana', 'ben', 'eva', 'mia']);
    expect(people[0]).toMatchObject({ customers: 3, capacity_points: 50, team: { name: 'EMEA' }, holidays: [holiday] });
    expect(people[1]).toMatchObject({ customers: 0, holidays: [], absences: [] });
    const seen = await org.ben.call(GetCoverageCalendar, { ...days, everybody: 'true' });
    expect(seen.people.find(({ user }) => user.name === 'ana')?.capacity_points).toBeNull();
  });

  test('a thousand absences cost as many statements as ten', async () => {
    const make = (count: number) =>
      org.sql(
        `insert into csm_absences (tenant_id, user_id, absence_type, status, source, sources, time_zone, start_date, end_date, during)
         select $1, u.id, 'other', 'planned', 'pto', '[]', 'UTC', d::date, d::date, tstzrange(d, d + interval '1 day')
           from (select id from users where tenant_id = $1 and name in ('ana', 'ben', 'eva') order by name) u
          cross join generate_series(current_date + 1, current_date + $2::int, interval '1 day') d`,
        [count],
      );
    await world.settle();
    await world.stopWorker();
    const days = await range(0, 90);
    const statements = async (): Promise<number> => {
      const query = jest.spyOn(pg.Client.prototype, 'query');
      await org.ada.call(GetCoverageCalendar, days);
      const asked = query.mock.calls.map(([given]: readonly unknown[]) => JSON.stringify(given) ?? '');
      query.mockRestore();
      return asked.filter((sql) => /csm_absences|coverage_assignments|from customers/.test(sql)).length;
    };
    await make(1);
    const few = await statements();
    await make(330);
    expect(await statements()).toBe(few);
    expect(few).toBeGreaterThan(1);
    expect(few).toBeLessThan(6);
    const calendar = await org.ada.call(GetCoverageCalendar, days);
    expect(calendar.people.flatMap(({ absences }) => absences).length).toBeGreaterThan(250);
    expect(calendar.people.find(({ user }) => user.name === 'ana')?.absences[0]?.lane).toHaveLength(1);
  });
});
