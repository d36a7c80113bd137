import {
  type AnswerOf,
  CancelAbsence,
  CreateAbsence,
  GetAbsence,
  ListAbsences,
  PatchAbsence,
} from '@understudy/contracts';
import { aWorld, type Organisation, type World } from './world.js';

type Row = AnswerOf<typeof GetAbsence>;

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
  org = await world.organisation({ customers: 1 });
});
afterAll(() => world?.close());

const list = async (status?: 'cancelled'): Promise<Row[]> => {
  const { items } = await org.ana.call(ListAbsences, { limit: 100, ...(status ? { status } : {}) });
  return items.filter((row) => status !== undefined || row.status !== 'cancelled');
};
const daysOf = (rows: readonly Row[]) => rows.map(({ start_date }) => start_date);

test('every Friday afternoon, told as it goes: asked four weeks ahead, one moved, one left out, later on Thursdays, in the end given up', async () => {
  const today = Temporal.PlainDate.from(await world.day(0));
  const friday = (week: number) => today.add({ days: ((5 - today.dayOfWeek + 6) % 7) + 1 + 7 * week });
  const first = await org.ana.call(CreateAbsence, {
    absence_type: 'other',
    start_date: String(friday(0)),
    end_date: String(friday(0)),
    is_partial: true,
    partial_hours: '13:00-17:00',
    recurrence: { freq: 'weekly', by_weekday: [5] },
  });
  await world.settle();
  const made = await list();
  expect(made[0]?.id).toBe(first.id);

  // backups are asked four weeks ahead, not thirty times at once
  const asked = await Promise.all(made.slice(0, 7).map(async ({ id }) => (await org.assignments(id)).length));
  expect(asked.slice(0, 3)).toEqual([1, 1, 1]);
  expect(asked.slice(5)).toEqual([0, 0]);

  // one is a day earlier, one is left out, and from the seventh on they are on Thursday mornings
  const earlier = String(friday(4).subtract({ days: 1 }));
  await org.ana.call(PatchAbsence, { absence_id: made[4]?.id ?? '', start_date: earlier, end_date: earlier });
  await org.ana.call(CancelAbsence, { absence_id: made[5]?.id ?? '' });
  await org.ana.call(PatchAbsence, {
    absence_id: made[6]?.id ?? '',
    scope: 'following',
    start_date: String(friday(6).subtract({ days: 1 })),
    partial_hours: '09:00-12:00',
  });

  // a month later: what is over stays over, it has gone on by itself, and nothing that was changed came back
  await world.forward('P32D');
  const later = await list();
  expect(later.slice(0, 4).map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'completed'));
  expect(daysOf(later).slice(0, 6)).toEqual([
    ...[0, 1, 2, 3].map((week) => String(friday(week))),
    earlier,
    String(friday(6).subtract({ days: 1 })),
  ]);
  expect(later.length).toBeGreaterThan(made.length);
  expect(daysOf(later).slice(5)).toEqual(
    later.slice(5).map((_, week) => String(friday(week + 6).subtract({ days: 1 }))),
  );
  expect(new Set(later.slice(5).map(({ partial_hours }) => partial_hours))).toEqual(new Set(['09:00-12:00']));
  const half = Temporal.PlainDate.from(await world.day(180));
  expect(Temporal.PlainDate.compare(later.at(-1)?.start_date ?? '', half)).toBeGreaterThan(0);

  // all that are ahead change together, whichever one is named, and end together
  const named = later.at(-1)?.id ?? '';
  await org.ana.call(PatchAbsence, { absence_id: named, scope: 'all', absence_type: 'conference' });
  const over = (await list()).filter(({ status }) => status === 'completed');
  expect(new Set(over.map(({ absence_type }) => absence_type))).toEqual(new Set(['other']));
  expect(
    new Set((await list()).filter(({ status }) => status !== 'completed').map(({ absence_type }) => absence_type)),
  ).toEqual(new Set(['conference']));
  await org.mia.call(CancelAbsence, { absence_id: named, scope: 'all' });
  expect((await list()).map(({ id }) => id)).toEqual(over.map(({ id }) => id));
  expect(await org.sql("select 1 from timers where tenant_id = $1 and kind = 'absence-series.extend'")).toEqual([]);
}, 180_000);
