import { GetAbsence, GetAssignment, GetResponsible, PatchAbsence } from '@understudy/contracts';
import { asId, daysToSpan, type UserId } from '@understudy/domain';
import { accept, asked, whoNow } from './covering.js';
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

const timers = (absenceId: string) =>
  org.sql<{ key: string; due: string }>(
    `select split_part(key, ':', 3) as key, to_char(due_at at time zone 'Europe/Lisbon', 'YYYY-MM-DD HH24:MI') as due
       from timers where tenant_id = $1 and key in ('absence:' || $2 || ':starts', 'absence:' || $2 || ':ends') order by key`,
    [absenceId],
  );

describe('an absence that changes', () => {
  test('shortened while it runs, coverage and clock end with it', async () => {
    const { absenceId, id } = await asked(world, org, 0, 9);
    await accept(org.ben, id);
    await org.ana.call(PatchAbsence, { absence_id: absenceId, end_date: await world.day(2) });

    const end = `${await world.day(3)}T00:00`;
    expect((await org.ben.call(GetAssignment, { assignment_id: id })).status).toBe('active');
    expect(await timers(absenceId)).toEqual([{ key: 'ends', due: end.replace('T', ' ') }]);
    expect(await whoNow(org, org.customers[0])).toBe('coverage: ben');
    expect(await whoNow(org, org.customers[0], `${await world.day(3)}T12:00:00Z`)).toBe('owner: ana');
  });

  test('extended, coverage grows with it; words alone move nothing', async () => {
    const { absenceId, id } = await asked(world, org, 5, 6);
    await accept(org.ben, id);
    await org.ana.call(PatchAbsence, { absence_id: absenceId, special_instructions: 'Ring Lena' });
    expect(await org.sql("select 1 from history where tenant_id = $1 and type = 'coverage.moved'")).toEqual([]);

    await org.ana.call(PatchAbsence, { absence_id: absenceId, end_date: await world.day(9) });
    expect(await whoNow(org, org.customers[0], `${await world.day(9)}T12:00:00Z`)).toBe('coverage: ben');
    expect((await timers(absenceId)).map(({ due }) => due)).toEqual([
      `${await world.day(10)} 00:00`,
      `${await world.day(5)} 00:00`,
    ]);
  });

  test('moved to begin today after a yes, coverage counts from now and not before', async () => {
    const { absenceId, id } = await asked(world, org, 2, 3);
    await accept(org.ben, id);
    const before = (await world.now()).round({ smallestUnit: 'millisecond', roundingMode: 'floor' });
    await org.ana.call(PatchAbsence, { absence_id: absenceId, start_date: await world.day(0) });

    const { during } = await org.ben.call(GetAssignment, { assignment_id: id });
    expect(Temporal.Instant.compare(during.starts_at, before)).toBeGreaterThanOrEqual(0);
    expect(await whoNow(org, org.customers[0])).toBe('coverage: ben');
  });

  const twice = async () => {
    const first = await asked(world, org, 5, 6);
    await accept(org.ben, first.id);
    const second = await org.absence(org.ana, 8, 10, { preferred_backup_user_id: org.eva.id });
    await world.settle();
    const [question] = await org.assignments(second.id);
    await accept(org.eva, question?.id ?? '');
    return first;
  };

  test('a person cannot extend into what somebody else covers', async () => {
    const { absenceId } = await twice();
    await org.sql(
      `update csm_absences set sources = '[{"source": "pto", "externalId": "x", "certainty": "fact"}]' where tenant_id = $1`,
    );

    expect(await org.ana.refused(PatchAbsence, { absence_id: absenceId, end_date: await world.day(8) })).toBe(
      '409 coverage.already-covered',
    );
    expect(await org.ana.call(GetAbsence, { absence_id: absenceId })).toMatchObject({ end_date: await world.day(6) });
  });

  /** The calendar's event of the first absence shows other days now. */
  const calendarMoves = async (absenceId: string, from: number, to: number) => {
    const ref = { source: 'google_calendar', externalId: 'e1', certainty: 'fact' } as const;
    await org.sql('update csm_absences set sources = $3::jsonb where tenant_id = $1 and id = $2', [
      absenceId,
      JSON.stringify([ref]),
    ]);
    const days = {
      firstOn: Temporal.PlainDate.from(await world.day(from)),
      lastOn: Temporal.PlainDate.from(await world.day(to)),
      timeZone: 'Europe/Lisbon',
    };
    const userId = asId<UserId>(org.ana.id);
    await org.sight(org.ana, { ref, userId, kind: 'vacation', days, during: daysToSpan(days), windows: [] });
    await world.settle();
  };
  const told = async (type: string) =>
    (
      await org.sql<{ text: string }>('select canonical as text from history where tenant_id = $1 and type = $2', [
        type,
      ])
    ).map(({ text }) => text);

  test('a calendar can: coverage goes up to where the other begins, and the history says so', async () => {
    const { absenceId, id } = await twice();
    await calendarMoves(absenceId, 5, 9);

    expect(await org.ana.call(GetAbsence, { absence_id: absenceId })).toMatchObject({ end_date: await world.day(9) });
    expect((await org.ben.call(GetAssignment, { assignment_id: id })).status).toBe('accepted');
    expect(await whoNow(org, org.customers[0], `${await world.day(7)}T12:00:00Z`)).toBe('coverage: ben');
    expect(await whoNow(org, org.customers[0], `${await world.day(8)}T12:00:00Z`)).toBe('coverage: eva');
    expect(await told('coverage.moved')).toEqual([expect.stringContaining('"gives_way_to":"eva"')]);
  });

  test('moved wholly into the other one’s time, coverage ends and says for whom', async () => {
    const { absenceId, id } = await twice();
    await calendarMoves(absenceId, 8, 9);

    expect(await org.ben.call(GetAssignment, { assignment_id: id })).toMatchObject({
      status: 'completed',
      ended_reason: 'replaced',
    });
    expect(await whoNow(org, org.customers[0], `${await world.day(9)}T12:00:00Z`)).toBe('coverage: eva');
    expect(await told('coverage.ended')).toEqual([expect.stringContaining('"gives_way_to":"eva"')]);
  });
});

describe('who looks after a customer', () => {
  test('owner, backup, the backup’s backup, fallback, manager, nobody: in that order', async () => {
    const customer = org.customers[0];
    const { id } = await asked(world, org, 0, 9);
    expect(await whoNow(org, customer)).toBe('manager: mia');
    await accept(org.ben, id);
    expect(await whoNow(org, customer)).toBe('coverage: ben');

    await org.absence(org.ben, 0, 9);
    await world.settle();
    await org.sql("update teams set fallback_user_id = $2 where tenant_id = $1 and name = 'EMEA'", [org.gus.id]);
    expect(await whoNow(org, customer)).toBe('team-fallback: gus');
    await org.absence(org.gus, 0, 9);
    expect(await whoNow(org, customer)).toBe('manager: mia');
    await org.absence(org.mia, 0, 9);
    const gap = await org.ada.call(GetResponsible, { customer_id: customer ?? '' });
    expect(gap).toMatchObject({ because: 'gap', responsible: null });
    expect(gap.skipped.map(({ user, reason }) => `${user.name} ${reason}`)).toEqual([
      'ana is away',
      'ben is away',
      'eva has not answered yet',
      'gus is away',
      'mia is away',
    ]);
    expect(gap.explanation.at(-1)).toBe('Nobody looks after this customer');
  });
});
