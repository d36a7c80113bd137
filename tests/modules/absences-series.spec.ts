import { ApiProblem } from '@understudy/api-client';
import {
  type AnswerOf,
  CancelAbsence,
  CreateAbsence,
  GetAbsence,
  ListAbsences,
  PatchAbsence,
  type WireOf,
} from '@understudy/contracts';
import { accept, whoNow } from './covering.js';
import { sighting } from './sightings.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
let today: Temporal.PlainDate;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation({ customers: 1 });
  today = Temporal.PlainDate.from(await world.day(0));
});

type Row = AnswerOf<typeof GetAbsence>;
const FREE_AFTERNOON = { is_partial: true, partial_hours: '13:00-17:00' };

/** The next such weekday that is wholly ahead, so many weeks on. */
const nextWeekday = (weekday: number, weeks = 0) => {
  const days = ((weekday - today.dayOfWeek + 6) % 7) + 1;
  return today.add({ days: days + 7 * weeks });
};
const fridays = (more: Partial<WireOf<typeof CreateAbsence>> = {}) =>
  org.ana.call(CreateAbsence, {
    absence_type: 'other',
    start_date: String(nextWeekday(5)),
    end_date: String(nextWeekday(5)),
    ...FREE_AFTERNOON,
    recurrence: { freq: 'weekly', by_weekday: [5] },
    ...more,
  });
const all = async (status?: 'cancelled'): Promise<Row[]> => {
  const items: Row[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: AnswerOf<typeof ListAbsences> = await org.ana.call(ListAbsences, {
      limit: 100,
      ...(cursor ? { cursor } : {}),
      ...(status ? { status } : {}),
    });
    items.push(...page.items.filter((row) => status !== undefined || row.status !== 'cancelled'));
    cursor = page.next_cursor;
  }
  return items;
};
const daysOf = (rows: readonly Row[]) => rows.map(({ start_date }) => start_date);

describe('an absence that comes again', () => {
  test('every Friday afternoon: an absence each, half a year ahead, at the same hour on both sides of a clock change', async () => {
    const first = await fridays();
    const rows = await all();

    expect(first).toMatchObject({
      start_date: String(nextWeekday(5)),
      partial_hours: '13:00-17:00',
      series: { on: String(nextWeekday(5)), recurrence: { freq: 'weekly', interval: 1, by_weekday: [5] } },
    });
    expect(rows[0]?.id).toBe(first.id);
    expect(daysOf(rows)).toEqual(rows.map((_, week) => String(nextWeekday(5, week))));
    expect(Temporal.PlainDate.compare(rows.at(-1)?.start_date ?? '', today.add({ days: 180 }))).toBeGreaterThan(0);
    for (const { windows, time_zone } of rows) {
      expect(windows).toHaveLength(1);
      const local = Temporal.Instant.from(windows[0]?.starts_at ?? '').toZonedDateTimeISO(time_zone);
      expect(String(local.toPlainTime())).toBe('13:00:00');
    }
  });

  test('so many times, or until a day, and not once more', async () => {
    await fridays({ recurrence: { freq: 'weekly', count: 3 } });
    expect(daysOf(await all())).toEqual([0, 1, 2].map((week) => String(nextWeekday(5, week))));
    await org.ben.call(CreateAbsence, {
      absence_type: 'other',
      start_date: String(nextWeekday(1)),
      end_date: String(nextWeekday(1).add({ days: 1 })),
      recurrence: { freq: 'weekly', interval: 2, until: String(nextWeekday(1, 4)) },
    });
    const { items } = await org.ben.call(ListAbsences, { user_id: org.ben.id });
    expect(items.map(({ start_date, end_date }) => [start_date, end_date])).toEqual(
      [0, 2, 4].map((week) => [String(nextWeekday(1, week)), String(nextWeekday(1, week).add({ days: 1 }))]),
    );
  });

  test.each<[string, () => Partial<WireOf<typeof CreateAbsence>>, string]>([
    [
      'weekdays of a month',
      () => ({ recurrence: { freq: 'monthly', by_weekday: [5] } }),
      '422 absences.bad-recurrence',
    ],
    [
      'both an end and a count',
      () => ({ recurrence: { freq: 'weekly', count: 2, until: String(nextWeekday(5, 8)) } }),
      '422 absences.bad-recurrence',
    ],
    [
      'days that run into each other',
      () => ({ is_partial: false, end_date: String(nextWeekday(5, 1)), recurrence: { freq: 'weekly' } }),
      '422 absences.bad-recurrence',
    ],
    ['hours nobody can read', () => ({ partial_hours: 'late' }), '422 absences.bad-hours'],
    ['no end of each', () => ({ end_date: null }), '400 request.malformed'],
    ['an eighth weekday', () => ({ recurrence: { freq: 'weekly', by_weekday: [8] } }), '400 request.malformed'],
  ])('%s is refused, and nothing is saved', async (_name, more, refusal) => {
    const given = {
      absence_type: 'other' as const,
      start_date: String(nextWeekday(5)),
      end_date: String(nextWeekday(5)),
      ...FREE_AFTERNOON,
      recurrence: { freq: 'weekly' as const },
      ...more(),
    };
    expect(await org.ana.refused(CreateAbsence, given)).toBe(refusal);
    expect(await all()).toEqual([]);
    expect(await org.sql('select 1 from absence_series where tenant_id = $1')).toEqual([]);
  });

  test('entered twice it is refused with the one that is there', async () => {
    const first = await fridays();
    const again = await fridays().catch((error: unknown) => error);
    expect(again instanceof ApiProblem && again.problem).toMatchObject({
      code: 'absences.overlaps-own',
      absence_id: first.id,
    });
  });
});

describe('this and all that follow', () => {
  test('end: what was before stays, and none is made any more', async () => {
    await fridays();
    const third = (await all())[2];
    await org.ana.call(CancelAbsence, { absence_id: third?.id ?? '', scope: 'following', reason: 'New job' });
    expect(daysOf(await all())).toEqual([0, 1].map((week) => String(nextWeekday(5, week))));
    expect(await org.sql("select 1 from timers where tenant_id = $1 and kind = 'absence-series.extend'")).toEqual([]);
    expect((await all('cancelled')).length).toBeGreaterThan(20);
    expect(await org.ana.refused(CancelAbsence, { absence_id: third?.id ?? '', scope: 'following' })).toBe(
      '409 absences.ended',
    );
  });

  test('move: to Thursdays and other hours from the third on; it goes on like that', async () => {
    await fridays();
    const third = (await all())[2];
    const thursday = nextWeekday(5, 2).subtract({ days: 1 });
    const moved = await org.ana.call(PatchAbsence, {
      absence_id: third?.id ?? '',
      scope: 'following',
      start_date: String(thursday),
      partial_hours: '09:00-12:00',
      special_instructions: 'Back at noon',
    });
    expect(moved).toMatchObject({
      id: third?.id,
      start_date: String(thursday),
      end_date: String(thursday),
      partial_hours: '09:00-12:00',
      series: { on: String(thursday) },
    });
    const rows = await all();
    expect(daysOf(rows)).toEqual(
      rows.map((_, week) => String(nextWeekday(5, week).subtract({ days: week < 2 ? 0 : 1 }))),
    );
    expect(new Set(rows.slice(2).map(({ partial_hours }) => partial_hours))).toEqual(new Set(['09:00-12:00']));
    expect(new Set(rows.slice(2).map(({ special_instructions }) => special_instructions))).toEqual(
      new Set(['Back at noon']),
    );
    expect(rows.slice(0, 2).map(({ partial_hours }) => partial_hours)).toEqual(['13:00-17:00', '13:00-17:00']);
  });

  test('later by a week, no two of them want the same day', async () => {
    await fridays({ recurrence: { freq: 'weekly', count: 4 } });
    const second = (await all())[1];
    await org.ana.call(PatchAbsence, {
      absence_id: second?.id ?? '',
      scope: 'following',
      start_date: String(nextWeekday(5, 2)),
    });
    expect(daysOf(await all())).toEqual([0, 2, 3, 4].map((week) => String(nextWeekday(5, week))));
  });

  test('coverage somebody said yes to moves along', async () => {
    await fridays();
    await world.settle();
    const second = (await all())[1];
    const [asked] = await org.assignments(second?.id ?? '');
    const backup = asked?.backup.name === 'ben' ? org.ben : org.eva;
    await accept(backup, asked?.id ?? '');
    await org.ana.call(PatchAbsence, {
      absence_id: second?.id ?? '',
      scope: 'following',
      partial_hours: '09:00-12:00',
    });

    const at = nextWeekday(5, 1).toZonedDateTime({ timeZone: 'Europe/Lisbon', plainTime: '10:00' }).toInstant();
    expect(await whoNow(org, org.customers[0], String(at))).toBe(`coverage: ${backup.name}`);
    const afternoon = at.add({ hours: 4 });
    expect(await whoNow(org, org.customers[0], String(afternoon))).toBe('owner: ana');
  });

  test('of an absence that is alone is refused, and so is an end without a day', async () => {
    const single = await org.absence(org.ana, 5, 6);
    expect(await org.ana.refused(CancelAbsence, { absence_id: single.id, scope: 'all' })).toBe(
      '422 absences.not-a-series',
    );
    expect(await org.ana.refused(PatchAbsence, { absence_id: single.id, scope: 'all', absence_type: 'sick' })).toBe(
      '422 absences.not-a-series',
    );
    const other = await org.ben.call(CreateAbsence, {
      absence_type: 'other',
      start_date: String(nextWeekday(5)),
      end_date: String(nextWeekday(5)),
      recurrence: { freq: 'weekly' },
    });
    expect(await org.ben.refused(PatchAbsence, { absence_id: other.id, scope: 'all', end_date: null })).toBe(
      '422 absences.bad-recurrence',
    );
  });
});

describe('all of them', () => {
  test('a colleague may not', async () => {
    const { id } = await fridays();
    expect(await org.ben.refused(CancelAbsence, { absence_id: id, scope: 'all' })).toBe('403 identity.not-allowed');
  });
});

describe('free afternoons inside a longer absence', () => {
  const vacation = () =>
    org.ana.call(CreateAbsence, {
      absence_type: 'vacation',
      start_date: String(nextWeekday(1)),
      end_date: String(nextWeekday(1).add({ days: 13 })),
    });
  const hidden = () =>
    [nextWeekday(5), nextWeekday(5, 1), nextWeekday(5, 2)]
      .filter((day) => {
        const first = nextWeekday(1);
        return Temporal.PlainDate.compare(day, first) >= 0 && first.until(day, { largestUnit: 'days' }).days < 14;
      })
      .map(String);
  const fridaysIn = (rows: readonly Row[]) => daysOf(rows.filter(({ series }) => series !== null));

  test('a vacation over them is not refused: they step back, and come again when it is cancelled', async () => {
    await fridays({ recurrence: { freq: 'weekly', count: 5 } });
    const long = await vacation();
    const left = fridaysIn(await all());
    expect(hidden().length).toBe(2);
    for (const day of hidden()) expect(left).not.toContain(day);
    expect(left).toHaveLength(3);

    await org.ana.call(CancelAbsence, { absence_id: long.id });
    await world.settle();
    expect(fridaysIn(await all())).toEqual([0, 1, 2, 3, 4].map((week) => String(nextWeekday(5, week))));
  });

  test('made while the vacation stands, they wait in it', async () => {
    const long = await vacation();
    await fridays({ recurrence: { freq: 'weekly', count: 5 } });
    expect(fridaysIn(await all())).toHaveLength(3);
    await org.ana.call(PatchAbsence, { absence_id: long.id, end_date: String(nextWeekday(1)) });
    await world.settle();
    expect(fridaysIn(await all())).toHaveLength(5);
  });

  test('the calendar’s vacation does not swallow the series into itself', async () => {
    await fridays({ recurrence: { freq: 'weekly', count: 5 } });
    const first = today.until(nextWeekday(1), { largestUnit: 'days' }).days;
    const seen = await sighting(world, org.ana, first, first + 13);
    await org.sight(org.ana, seen);
    const rows = await all();
    expect(rows.filter(({ source }) => source === 'google_calendar')).toMatchObject([{ series: null }]);
    expect(fridaysIn(rows)).toHaveLength(3);

    await org.sight(org.ana, { ref: seen.ref, isGone: true });
    await world.settle();
    expect(fridaysIn(await all())).toHaveLength(5);
  });

  test('hours that overlap only partly are shown, as ever', async () => {
    await fridays();
    expect(
      await org.ana.refused(CreateAbsence, {
        absence_type: 'other',
        start_date: String(nextWeekday(5)),
        end_date: String(nextWeekday(5)),
        is_partial: true,
        partial_hours: '16:00-18:00',
      }),
    ).toBe('409 absences.overlaps-own');
  });
});
