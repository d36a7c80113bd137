import { ApiProblem } from '@understudy/api-client';
import { CreateAbsence, ListAbsences } from '@understudy/contracts';
import { onlyAbsence, sighting } from './sightings.js';
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

describe('entering', () => {
  test('days become instants in the person’s zone: the last day is away, the midnight after it is not', async () => {
    const absence = await org.absence(org.ana, 5, 9);

    const [first, last] = [await world.day(5), await world.day(10)];
    const midnight = (day: string) =>
      Temporal.PlainDate.from(day).toZonedDateTime('Europe/Lisbon').toInstant().toString({ fractionalSecondDigits: 3 });
    expect(absence.during).toEqual({ starts_at: midnight(first), ends_at: midnight(last) });
    expect(absence).toMatchObject({ status: 'planned', source: 'manual', version: 1 });
  });

  test('a day with a clock change has 23 or 25 hours', async () => {
    const year = Temporal.PlainDate.from(await world.day(0)).year + 1;
    const lastSunday = (month: number) => {
      const end = Temporal.PlainDate.from({ year, month, day: 31 });
      return end.subtract({ days: end.dayOfWeek % 7 }).toString();
    };
    for (const [day, hours] of [
      [lastSunday(3), 23],
      [lastSunday(10), 25],
    ] as const) {
      const { during } = await org.ana.call(CreateAbsence, {
        absence_type: 'vacation',
        start_date: day,
        end_date: day,
      });
      expect(
        Temporal.Instant.from(during.starts_at)
          .until(during.ends_at ?? '')
          .total('hours'),
      ).toBe(hours);
    }
  });

  test('five hundred ahead are enough for anybody; an emergency is never refused', async () => {
    await org.sql(
      `insert into csm_absences (tenant_id, user_id, absence_type, status, source, time_zone, start_date, end_date, during)
       select $1, $2, 'other', 'planned', 'google_calendar', 'UTC', d, d, tstzrange(d, d + interval '1 hour')
         from generate_series(app_now()::date + 30, app_now()::date + 529, interval '1 day') d`,
      [org.ana.id],
    );
    const day = await world.day(600);
    const one = { absence_type: 'other' as const, start_date: day, end_date: day };

    expect(await org.ana.refused(CreateAbsence, one)).toBe('422 absences.too-many');
    expect(await org.ana.refused(CreateAbsence, { ...one, recurrence: { freq: 'weekly' } })).toBe(
      '422 absences.too-many',
    );
    const today = { end_date: await world.day(0), unplanned: true };
    expect((await org.ana.call(CreateAbsence, today)).status).toBe('active');
    expect((await org.ben.call(CreateAbsence, one)).user.name).toBe('ben');
  });

  test('hours of a partial day are read as people write them', async () => {
    const day = await world.day(5);
    const absence = await org.ana.call(CreateAbsence, {
      absence_type: 'other',
      start_date: day,
      end_date: day,
      time_zone: 'UTC',
      is_partial: true,
      partial_hours: '9am-12pm',
    });

    expect(absence).toMatchObject({ is_partial: true, partial_hours: '9am-12pm' });
    expect(absence.windows).toEqual([{ starts_at: `${day}T09:00:00.000Z`, ends_at: `${day}T12:00:00.000Z` }]);
  });

  test.each([
    ['an end before the start', { start: 6, end: 5 }, {}, '422 absences.ends-before-start'],
    ['days that are over', { start: -3, end: -1 }, {}, '422 absences.in-the-past'],
    ['more than two years', { start: 5, end: 800 }, {}, '422 absences.too-long'],
    ['an unknown zone', { start: 5, end: 6 }, { time_zone: 'Europe/Lisboa' }, '400 request.malformed'],
    ['hours nobody can read', { start: 5, end: 5 }, { partial_hours: '9-12' }, '422 absences.bad-hours'],
    ['a partial day without hours', { start: 5, end: 5 }, { is_partial: true }, '422 absences.bad-hours'],
  ])('%s is refused, and nothing is saved', async (_, { start, end }, more, refusal) => {
    const [start_date, end_date] = [await world.day(start), await world.day(end)];
    expect(await org.ana.refused(CreateAbsence, { absence_type: 'vacation', start_date, end_date, ...more })).toBe(
      refusal,
    );
    expect((await org.ana.call(ListAbsences, {})).items).toEqual([]);
  });

  test('the same time twice by hand is shown, back-to-back is fine', async () => {
    const first = await org.absence(org.ana, 5, 6);
    const again = { absence_type: 'sick' as const, start_date: await world.day(6), end_date: await world.day(8) };

    const answer = await org.ana.call(CreateAbsence, again).catch((error: unknown) => error);
    expect(answer instanceof ApiProblem && answer.problem).toMatchObject({
      code: 'absences.overlaps-own',
      absence_id: first.id,
    });
    await expect(org.absence(org.ana, 7, 8)).resolves.toMatchObject({ status: 'planned' });
  });

  test('two forms sent at once make one absence', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => org.absence(org.ana, 5, 6)));

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await onlyAbsence(org.ana);
  });

  test('for somebody else only their manager or an admin', async () => {
    const day = await world.day(5);
    const forAna = { user_id: org.ana.id, absence_type: 'sick' as const, start_date: day, end_date: day };

    for (const stranger of [org.ben, org.max, org.sam, org.eli])
      expect(await stranger.refused(CreateAbsence, forAna)).toBe('403 identity.not-allowed');
    expect(await org.mia.call(CreateAbsence, forAna)).toMatchObject({ user: { name: 'ana' } });
  });

  test('another organisation’s people are not there', async () => {
    const theirs = await world.organisation();
    const day = await world.day(5);
    const input = { absence_type: 'sick' as const, start_date: day, end_date: day };

    expect(await org.ada.refused(CreateAbsence, { ...input, user_id: theirs.ana.id })).toBe('404 users.not-found');
    expect(await org.ana.refused(CreateAbsence, { ...input, preferred_backup_user_id: org.ana.id })).toBe(
      '422 coverage.backup-is-self',
    );
    expect(await org.ana.refused(CreateAbsence, { ...input, preferred_backup_user_id: theirs.ben.id })).toBe(
      '404 users.not-found',
    );
  });

  test('what the calendar showed already is the same absence, and takes up what is typed', async () => {
    await org.sight(org.ana, await sighting(world, org.ana, 5, 7));
    const typed = await org.absence(org.ana, 6, 9, { absence_type: 'conference', special_instructions: 'Ring first' });

    expect(await onlyAbsence(org.ana)).toMatchObject({
      id: typed.id,
      absence_type: 'conference',
      start_date: await world.day(5),
      end_date: await world.day(9),
      special_instructions: 'Ring first',
    });
  });
});
