import { randomUUID } from 'node:crypto';
import {
  AcceptCoverage,
  CancelAbsence,
  ConfirmAbsence,
  CreateAbsence,
  GetAbsence,
  GetCoverageCalendar,
  GetResponsible,
  PatchAbsence,
} from '@understudy/contracts';
import { aWorld, type Organisation, type Person, type World } from '../modules/world.js';

let world: World;
let org: Organisation;
let customer: string;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation({ customers: 2 });
  customer = org.customers[0] ?? '';
});

const noon = async (offset: number) => `${await world.day(offset)}T12:00:00Z`;
const who = async (at?: string) => {
  const answer = await org.ada.call(GetResponsible, { customer_id: customer, ...(at ? { at } : {}) });
  return answer.responsible?.name ?? 'nobody';
};
/** Whoever is asked says yes; answers who that is. */
const sayYes = async (absenceId: string): Promise<Person> => {
  await world.settle();
  const waiting = (await org.assignments(absenceId)).find(({ status }) => status === 'pending');
  const backup = [org.ben, org.eva].find(({ id }) => id === waiting?.backup.user_id);
  if (!waiting || !backup) throw new Error('somebody was expected to be asked');
  await backup.call(AcceptCoverage, { assignment_id: waiting.id });
  return backup;
};

test('an absence moved twice: before it begins and while it runs, the backup goes along, and the past stays what it was', async () => {
  const { id } = await org.absence(org.ana, 3, 6);
  const backup = await sayYes(id);
  expect(await who(await noon(4))).toBe(backup.name);

  // the flight was put off: two days later
  await org.ana.call(PatchAbsence, { absence_id: id, start_date: await world.day(5), end_date: await world.day(8) });
  await world.settle();
  expect(await who(await noon(4))).toBe('ana');
  expect(await who(await noon(8))).toBe(backup.name);

  // she is away, and the flight back is put off too
  await world.forward('P6D');
  const first = await world.now();
  expect(await who()).toBe(backup.name);
  const before = await org.ana.call(GetAbsence, { absence_id: id });
  await org.ana.call(PatchAbsence, { absence_id: id, end_date: await world.day(4) });
  await world.settle();

  const after = await org.ana.call(GetAbsence, { absence_id: id });
  expect(after.during.starts_at).toBe(before.during.starts_at);
  expect(after.end_date).toBe(await world.day(4));
  expect(after.coverage.assignments.filter(({ status }) => status === 'active')).toHaveLength(1);
  expect(await who(await noon(4))).toBe(backup.name);
  await world.forward('P6D');
  expect(await who()).toBe('ana');
  expect(await who(String(first))).toBe(backup.name);
});

test('an emergency today: a colleague says it, somebody looks after her customers at once, she confirms it from her bed', async () => {
  const reported = await org.ben.call(
    CreateAbsence,
    { user_id: org.ana.id, unplanned: true },
    { idempotencyKey: randomUUID() },
  );

  // nobody had to answer anything: within the same moment somebody is responsible, and it is not her
  expect(reported).toMatchObject({ status: 'active', needs_confirmation: true });
  expect(await who()).toBe('mia');
  const backup = await sayYes(reported.id);
  expect(await who()).toBe(backup.name);

  // the next morning she says until when, and that it is so
  await world.forward('PT20H');
  const confirmed = await org.ana.call(ConfirmAbsence, { absence_id: reported.id, end_date: await world.day(1) });
  expect(confirmed).toMatchObject({ needs_confirmation: false, status: 'active', end_date: await world.day(1) });
  expect(confirmed.during.starts_at).toBe(reported.during.starts_at);

  await world.forward('P3D');
  expect(await org.ana.call(GetAbsence, { absence_id: reported.id })).toMatchObject({ status: 'completed' });
  expect(await who()).toBe('ana');
});

test('back sooner: her customers are hers from that moment, the backup is out, and the calendar says what was', async () => {
  const { id } = await org.absence(org.ana, 1, 9);
  const backup = await sayYes(id);
  await world.forward('P3D');
  expect(await who()).toBe(backup.name);
  const meanwhile = String(await world.now());

  await org.ana.call(CancelAbsence, { absence_id: id, reason: 'Home again' });
  expect(await who()).toBe('ana');
  expect(await who(meanwhile)).toBe(backup.name);
  const [assignment] = await org.assignments(id);
  expect(assignment).toMatchObject({ status: 'completed', ended_reason: 'returned' });
  expect(await backup.refused(PatchAbsence, { absence_id: id, end_date: await world.day(9) })).toMatch(/^40[39] /);

  const calendar = await org.mia.call(GetCoverageCalendar, { from: await world.day(-3), to: await world.day(9) });
  const [absence] = calendar.people.find(({ user }) => user.name === 'ana')?.absences ?? [];
  expect(absence?.status).toBe('completed');
  expect(absence?.lane.at(-1)?.last_on).toBe(await world.day(0));
  expect(new Set(absence?.lane.flatMap(({ shares }) => shares.map(({ user }) => user?.name)))).toContain(backup.name);
});

describe('partial days in New York', () => {
  test.each([
    ['in spring, when two o’clock does not exist', 3, 2],
    ['in autumn, when one o’clock comes twice', 11, 1],
  ])(
    '%s: mornings away on the Friday, on the Sunday itself and on the Monday keep their wall clock',
    async (_name, month, week) => {
      // 2027-03-14 and 2026-11-01 or, once these are over, the same Sundays of the years that come
      const today = Temporal.PlainDate.from(await world.day(0));
      const sundayIn = (year: number) => {
        const first = Temporal.PlainDate.from({ year, month, day: 1 });
        return first.add({ days: ((7 - first.dayOfWeek) % 7) + 7 * (week - 1) });
      };
      const sunday = [today.year, today.year + 1, today.year + 2]
        .map(sundayIn)
        .find((day) => Temporal.PlainDate.compare(day.subtract({ days: 3 }), today) > 0);
      if (!sunday) throw new Error('there is one every year');
      const [friday, monday] = [sunday.subtract({ days: 2 }), sunday.add({ days: 1 })];

      const absence = await org.ana.call(CreateAbsence, {
        absence_type: 'other',
        start_date: String(friday),
        end_date: String(monday),
        time_zone: 'America/New_York',
        is_partial: true,
        partial_hours: '12am-3am, 9am-12pm',
      });
      const backup = await sayYes(absence.id);

      const local = absence.windows.map(({ starts_at, ends_at }) => {
        const clock = (at: string) =>
          Temporal.Instant.from(at)
            .toZonedDateTimeISO('America/New_York')
            .toPlainDateTime()
            .toString({ smallestUnit: 'minute' });
        return `${clock(starts_at)} ${clock(ends_at)}`;
      });
      const expected = [0, 1, 2, 3].flatMap((offset) => {
        const day = String(friday.add({ days: offset }));
        return [`${day}T00:00 ${day}T03:00`, `${day}T09:00 ${day}T12:00`];
      });
      expect(local).toEqual(expected);
      const hours = absence.windows.map(({ starts_at, ends_at }) =>
        Temporal.Instant.from(starts_at).until(ends_at).total('hours'),
      );
      expect(hours).toEqual([3, 3, 3, 3, month === 3 ? 2 : 4, 3, 3, 3]);

      // away in the windows, there between them, to the second
      for (const { starts_at, ends_at } of absence.windows.slice(2, 6)) {
        const start = Temporal.Instant.from(starts_at);
        expect(await who(String(start.subtract({ seconds: 1 })))).toBe('ana');
        expect(await who(starts_at)).toBe(backup.name);
        expect(await who(String(Temporal.Instant.from(ends_at).subtract({ seconds: 1 })))).toBe(backup.name);
        expect(await who(ends_at)).toBe('ana');
      }
    },
    120_000,
  );
});
