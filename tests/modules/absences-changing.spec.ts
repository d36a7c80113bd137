import {
  CancelAbsence,
  ConfirmAbsence,
  DismissAbsence,
  GetAbsence,
  GetAssignment,
  ListAbsences,
  PatchAbsence,
} from '@understudy/contracts';
import { accept, asked, whoNow } from './covering.js';
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

const midnightOf = (day: string): string =>
  Temporal.PlainDate.from(day).toZonedDateTime('Europe/Lisbon').toInstant().toString({ fractionalSecondDigits: 3 });
const noonOf = (day: string): string => `${day}T12:00:00Z`;

describe('an absence that runs', () => {
  test('extended by a day, coverage grows with it', async () => {
    const { absenceId, id } = await asked(world, org, 0, 2);
    await accept(org.ben, id);
    await org.ana.call(PatchAbsence, { absence_id: absenceId, end_date: await world.day(3) });

    expect((await org.ben.call(GetAssignment, { assignment_id: id })).during.ends_at).toBe(
      midnightOf(await world.day(4)),
    );
    expect(await whoNow(org, org.customers[0], noonOf(await world.day(3)))).toBe('coverage: ben');
    expect(await whoNow(org, org.customers[0], noonOf(await world.day(4)))).toBe('owner: ana');
  });

  test('cannot be shortened to yesterday; shortened to today it ends at local midnight', async () => {
    const { id } = await org.absence(org.ana, -2, 5);
    expect(await org.ana.refused(PatchAbsence, { absence_id: id, end_date: await world.day(-1) })).toBe(
      '422 absences.in-the-past',
    );
    expect(await org.ana.refused(PatchAbsence, { absence_id: id, end_date: await world.day(-3) })).toBe(
      '422 absences.ends-before-start',
    );
    const shorter = await org.ana.call(PatchAbsence, { absence_id: id, end_date: await world.day(0) });
    expect(shorter).toMatchObject({ status: 'active', during: { ends_at: midnightOf(await world.day(1)) } });
  });

  test('ended early: from this moment on she is back, and what was before stays as it was', async () => {
    const { absenceId, id } = await asked(world, org, 0, 9);
    await accept(org.ben, id);
    const meanwhile = await world.now();
    await org.ana.call(CancelAbsence, { absence_id: absenceId, reason: 'Back sooner' });

    expect(await whoNow(org, org.customers[0])).toBe('owner: ana');
    expect(await whoNow(org, org.customers[0], String(meanwhile))).toBe('coverage: ben');
    expect((await org.ben.call(GetAssignment, { assignment_id: id })).status).toBe('completed');
  });
});

describe('an absence that is moved', () => {
  test('twice, and its backup along each time', async () => {
    const { absenceId, id } = await asked(world, org, 5, 6);
    await accept(org.ben, id);
    for (const [from, to] of [
      [10, 12],
      [7, 8],
    ] as const) {
      await org.ana.call(PatchAbsence, {
        absence_id: absenceId,
        start_date: await world.day(from),
        end_date: await world.day(to),
      });
      expect(await whoNow(org, org.customers[0], noonOf(await world.day(from)))).toBe('coverage: ben');
      expect(await whoNow(org, org.customers[0], noonOf(await world.day(to + 1)))).toBe('owner: ana');
    }
    expect(await whoNow(org, org.customers[0], noonOf(await world.day(5)))).toBe('owner: ana');
    expect((await org.assignments(absenceId)).filter(({ status }) => status === 'accepted')).toHaveLength(1);
  });

  test('while it runs it keeps its start, however far back it is to go', async () => {
    const { id } = await org.absence(org.ana, -2, 3);
    for (const start of [-1, -3, -800])
      expect(await org.ana.refused(PatchAbsence, { absence_id: id, start_date: await world.day(start) })).toBe(
        '409 absences.has-begun',
      );
    await org.ana.call(PatchAbsence, { absence_id: id, start_date: await world.day(-2), end_date: await world.day(4) });
  });

  test('onto days on which they stand in for a colleague: stored, and the gap it makes is seen', async () => {
    const { id } = await asked(world, org, 5, 6);
    await accept(org.ben, id);
    const own = await org.absence(org.ben, 10, 11);

    const moved = await org.ben.call(PatchAbsence, {
      absence_id: own.id,
      start_date: await world.day(5),
      end_date: await world.day(6),
    });
    expect(moved.start_date).toBe(await world.day(5));
    expect(await whoNow(org, org.customers[0], noonOf(await world.day(5)))).not.toBe('coverage: ben');
  });

  test('back-to-back with another of theirs is fine, one day more is not', async () => {
    const { id } = await org.absence(org.ana, 5, 6);
    const next = await org.absence(org.ana, 9, 10);
    await org.ana.call(PatchAbsence, { absence_id: id, end_date: await world.day(8) });
    expect(await org.ana.refused(PatchAbsence, { absence_id: id, end_date: await world.day(9) })).toBe(
      '409 absences.overlaps-own',
    );
    await org.ana.call(CancelAbsence, { absence_id: next.id });
    await org.ana.call(PatchAbsence, { absence_id: id, end_date: await world.day(9) });
  });
});

describe('hours of a day', () => {
  test.each([
    ['9am-12pm', '09:00-12:00'],
    ['09:00-12:00, 14:00-15:30', '09:00-12:00, 14:00-15:30'],
    ['18:00-24:00', '18:00-24:00'],
    ['09:00-09:01', '09:00-09:01'],
    ['09:00-10:00, 10:00-11:00', '09:00-11:00'],
  ])('%s: away then, and only then', async (hours, merged) => {
    const day = await world.day(5);
    const absence = await org.absence(org.ana, 5, 5, { is_partial: true, partial_hours: hours });
    const local = (at: string) => {
      const time = Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Lisbon');
      return time.toPlainDate().equals(day) ? time.toPlainTime().toString({ smallestUnit: 'minute' }) : '24:00';
    };
    expect(absence.windows.map(({ starts_at, ends_at }) => `${local(starts_at)}-${local(ends_at)}`).join(', ')).toBe(
      merged,
    );
    for (const { starts_at, ends_at } of absence.windows) {
      expect(await whoNow(org, org.customers[0], starts_at)).toBe('manager: mia');
      expect(await whoNow(org, org.customers[0], ends_at)).toBe('owner: ana');
    }
  });

  test('two absences of hours on one day, back-to-back', async () => {
    await org.absence(org.ana, 5, 5, { is_partial: true, partial_hours: '09:00-12:00' });
    await expect(org.absence(org.ana, 5, 5, { is_partial: true, partial_hours: '12:00-15:00' })).resolves.toMatchObject(
      { status: 'planned' },
    );
  });
});

describe('several sources of one absence', () => {
  const both = async () => {
    await org.sight(org.ana, await sighting(world, org.ana, 5, 9));
    await org.sight(org.ana, await sighting(world, org.ana, 5, 9, { source: 'pto', externalId: 'pto-1' }));
  };
  const list = async () =>
    (await org.ana.call(ListAbsences, {})).items
      .filter(({ status }) => status !== 'cancelled')
      .map(({ start_date, end_date }) => `${start_date} ${end_date}`);
  const days = async (from: number, to: number) => `${await world.day(from)} ${await world.day(to)}`;

  test('are one row; when one of them vanishes the other holds it', async () => {
    await both();
    expect(await list()).toEqual([await days(5, 9)]);
    await org.sight(org.ana, { ref: { source: 'pto', externalId: 'pto-1' }, isGone: true });
    expect(await list()).toEqual([await days(5, 9)]);
    await org.sight(org.ana, { ref: { source: 'google_calendar', externalId: 'event-1' }, isGone: true });
    expect(await list()).toEqual([]);
  });

  test('moved in one of them only, both are true; moved in the other as well, they are one again', async () => {
    await both();
    await org.sight(org.ana, await sighting(world, org.ana, 20, 22, { source: 'pto', externalId: 'pto-1' }));
    expect(await list()).toEqual([await days(5, 9), await days(20, 22)]);
    await org.sight(org.ana, { ref: { source: 'google_calendar', externalId: 'event-1' }, isGone: true });
    await org.sight(org.ana, await sighting(world, org.ana, 20, 22));
    expect(await list()).toContain(await days(20, 22));
  });

  test('the longer of two facts shrinks to the other when it goes', async () => {
    await org.sight(org.ana, await sighting(world, org.ana, 5, 12));
    await org.sight(org.ana, await sighting(world, org.ana, 6, 9, { source: 'pto', externalId: 'pto-1' }));
    expect(await list()).toEqual([await days(5, 12)]);
    await org.sight(org.ana, { ref: { source: 'google_calendar', externalId: 'event-1' }, isGone: true });
    expect(await list()).toEqual([await days(6, 9)]);
  });

  test('a short fact inside a long guess is what counts', async () => {
    await org.sight(org.ana, await sighting(world, org.ana, 5, 12, { source: 'slack', certainty: 'suggestion' }));
    await org.sight(org.ana, await sighting(world, org.ana, 6, 7));
    expect(await list()).toEqual([await days(6, 7)]);
  });

  test('what was moved by hand is not moved back by reading the same event again', async () => {
    const seen = await sighting(world, org.ana, 5, 9);
    await org.sight(org.ana, seen);
    const [row] = (await org.ana.call(ListAbsences, {})).items;
    await org.ana.call(PatchAbsence, { absence_id: row?.id ?? '', end_date: await world.day(7) });
    await org.sight(org.ana, seen);
    expect(await list()).toEqual([await days(5, 7)]);
  });
});

describe('suggestions', () => {
  const suggest = async (from: number, to: number, externalId = 'event-1') => {
    await org.sight(org.ana, await sighting(world, org.ana, from, to, { certainty: 'suggestion', externalId }));
    const { items } = await org.ana.call(ListAbsences, { status: 'suggested' });
    return items.find(({ start_date }) => start_date === items.at(-1)?.start_date)?.id ?? '';
  };

  test('are confirmed with other days and hours in the same step', async () => {
    const id = await suggest(5, 7);
    const day = await world.day(6);
    expect(
      await org.ana.call(ConfirmAbsence, {
        absence_id: id,
        start_date: day,
        end_date: day,
        partial_hours: '9am-12pm',
        absence_type: 'conference',
      }),
    ).toMatchObject({ status: 'planned', start_date: day, is_partial: true, absence_type: 'conference' });
  });

  test('many at once, each answered twice: each answer counts once', async () => {
    const ids: string[] = [];
    for (const [index, from] of [5, 8, 11, 14, 17].entries()) ids.push(await suggest(from, from + 1, `e-${index}`));
    const answers = await Promise.allSettled(
      ids.flatMap((id, index) => {
        const answer = index % 2 === 0 ? ConfirmAbsence : DismissAbsence;
        return [org.ana.call(answer, { absence_id: id }), org.mia.call(answer, { absence_id: id })];
      }),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    const states = await Promise.all(
      ids.map(async (id) => (await org.ana.call(GetAbsence, { absence_id: id })).status),
    );
    expect(states).toEqual(['planned', 'cancelled', 'planned', 'cancelled', 'planned']);
  });
});
