import { ApiProblem } from '@understudy/api-client';
import {
  CancelAbsence,
  ConfirmAbsence,
  DeclineCoverage,
  DismissAbsence,
  GetAbsence,
  GetBackupSuggestions,
  ListAbsences,
  ListTeamAbsences,
  PatchAbsence,
  RejectCoverage,
} from '@understudy/contracts';
import { accept, asked, setPolicy } from './covering.js';
import { onlyAbsence, sighting } from './sightings.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

describe('seeing', () => {
  test('team mates see days and coverage, the words are for the person, the backup, managers and admins', async () => {
    const { id } = await org.absence(org.ana, 5, 9, { special_instructions: 'The key is with Lena' });
    await world.settle();
    const [asked] = await org.assignments(id);
    const backup = asked?.backup.name === 'ben' ? org.ben : org.eva;
    const colleague = backup === org.ben ? org.eva : org.ben;

    for (const reader of [org.ana, backup, org.mia, org.ada])
      expect((await reader.call(GetAbsence, { absence_id: id })).special_instructions).toBe('The key is with Lena');
    const seen = await colleague.call(GetAbsence, { absence_id: id });
    expect(seen).toMatchObject({ start_date: await world.day(5), special_instructions: null });
    expect(seen.coverage.customer_count).toBe(3);
    const listed = await colleague.call(ListTeamAbsences, {});
    expect(listed.items.map(({ special_instructions }) => special_instructions)).toEqual([null]);
    for (const stranger of [org.gus, org.max, org.sam, org.eli])
      expect(await stranger.refused(GetAbsence, { absence_id: id })).toBe('404 absences.not-found');
  });

  test('the team’s absences come page by page, each once, by their first day', async () => {
    for (const from of [40, 20, 30]) await org.absence(org.ana, from, from + 1);
    await org.absence(org.ben, 20, 21);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await org.mia.call(ListTeamAbsences, { limit: '3', ...(cursor ? { cursor } : {}) });
      expect(page.items.length).toBeLessThanOrEqual(3);
      expect(page.gaps.every((gap) => page.items.some(({ start_date }) => gap.starts_at >= start_date))).toBe(true);
      seen.push(...page.items.map(({ id, start_date }) => `${start_date} ${id}`));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(4);
    expect(seen).toEqual([...new Set(seen)].toSorted());
    expect(await org.mia.refused(ListTeamAbsences, { cursor: 'nonsense' })).toMatch(/^400 /);
  });

  test('why somebody is away comes with the yes; why somebody said no stays with the two and their managers', async () => {
    const { absenceId, id } = await asked(world, org, 5, 9);
    const seen = async (who: Person) => {
      const { absence_type, coverage } = await who.call(GetAbsence, { absence_id: absenceId });
      const of = coverage.assignments.find((one) => one.id === id);
      return [absence_type, of?.declined_reason, typeof of?.score];
    };
    expect(await seen(org.ben)).toEqual(['other', null, 'number']);

    await org.ben.call(DeclineCoverage, { assignment_id: id, reason: 'My own surgery' });
    await world.settle();
    for (const reader of [org.ana, org.mia, org.ada])
      expect(await seen(reader)).toEqual(['vacation', 'My own surgery', 'number']);
    expect(await seen(org.ben)).toEqual(['other', 'My own surgery', 'number']);
    expect(await seen(org.eva)).toEqual(['other', null, 'object']);
    expect(JSON.stringify(await org.eva.call(ListTeamAbsences, {}))).not.toContain('surgery');

    const [, next] = await org.assignments(absenceId);
    await accept(org.eva, next?.id ?? '');
    expect((await seen(org.eva))[0]).toBe('vacation');
  });

  test('whom a manager has not agreed to yet nobody else knows, not even they', async () => {
    await setPolicy(org, { needs_approval: true });
    const { absenceId, id } = await asked(world, org, 5, 9);
    const shown = async (who: Person) =>
      (await who.call(GetAbsence, { absence_id: absenceId })).coverage.assignments.map((one) => one.id);

    expect([await shown(org.ana), await shown(org.mia)]).toEqual([[id], [id]]);
    expect([await shown(org.ben), await shown(org.eva)]).toEqual([[], []]);
    await org.mia.call(RejectCoverage, { assignment_id: id, reason: 'Ben has the audit' });
    expect([await shown(org.ben), await shown(org.eva)]).toEqual([[], []]);
  });

  test('how much others carry is for whoever decides', async () => {
    const { id } = await org.absence(org.ana, 5, 9);

    expect(await org.ben.refused(GetBackupSuggestions, { absence_id: id })).toBe('403 identity.not-allowed');
    const { items, excluded } = await org.ana.call(GetBackupSuggestions, { absence_id: id });
    expect(items.map(({ name }) => name).sort()).toEqual(['ben', 'eva']);
    expect(excluded).toEqual([{ user_id: org.mia.id, name: 'mia', reason: 'is not a CSM of the same team' }]);
  });

  test('pages hold every absence once, also when only one status is wanted', async () => {
    for (const from of [5, 8, 11, 14]) await org.absence(org.ana, from, from + 1);
    const all = (await org.ana.call(ListAbsences, {})).items.map(({ id }) => id);
    await org.ana.call(CancelAbsence, { absence_id: all[1] ?? '' });

    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: { items: { id: string }[]; next_cursor: string | null } = await org.ana.call(ListAbsences, {
        status: 'cancelled',
        limit: 1,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual([all[1]]);
    const first = await org.ana.call(ListAbsences, { limit: 3 });
    const rest = await org.ana.call(ListAbsences, { limit: 3, cursor: first.next_cursor ?? '' });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(all);
    expect(rest.next_cursor).toBeNull();
  });
});

describe('changing', () => {
  test('an old version is refused with the row as it is now', async () => {
    const { id } = await org.absence(org.ana, 5, 9);
    await org.ana.call(PatchAbsence, { absence_id: id, absence_type: 'sick' }, { ifMatch: 1 });

    const stale = await org.ana
      .call(PatchAbsence, { absence_id: id, absence_type: 'other' }, { ifMatch: 1 })
      .catch((error: unknown) => error);
    expect(stale instanceof ApiProblem && stale.problem).toMatchObject({
      status: 409,
      code: 'version.stale',
      current: { id, version: 2, absence_type: 'sick', start_date: await world.day(5) },
    });
    expect(await org.ana.refused(CancelAbsence, { absence_id: id }, { ifMatch: 1 })).toBe('409 version.stale');
  });

  test('an absence may grow over its own days, not over another one entered by hand', async () => {
    const { id } = await org.absence(org.ana, 5, 9);
    await org.absence(org.ana, 12, 13);

    expect(await org.ana.call(PatchAbsence, { absence_id: id, end_date: await world.day(11) })).toMatchObject({
      end_date: await world.day(11),
    });
    expect(await org.ana.refused(PatchAbsence, { absence_id: id, end_date: await world.day(12) })).toBe(
      '409 absences.overlaps-own',
    );
  });

  test('words change without touching the hours, also of a calendar’s partial day', async () => {
    const seen = await sighting(world, org.ana, 5, 5);
    const startsAt = seen.during.startsAt.add({ hours: 14 });
    const part = { startsAt, endsAt: startsAt.add({ hours: 2 }) };
    await org.sight(org.ana, { ...seen, during: part, windows: [part] });
    const before = await onlyAbsence(org.ana);

    const after = await org.ana.call(PatchAbsence, { absence_id: before.id, special_instructions: 'Ring Lena' });

    expect(after).toMatchObject({ windows: before.windows, during: before.during, partial_hours: '14:00-16:00' });
  });

  test('what runs keeps its start and gets the end it is given; what is over stays over', async () => {
    const { id } = await org.absence(org.ana, 0, 9);
    await world.settle();
    expect(await org.ana.refused(PatchAbsence, { absence_id: id, start_date: await world.day(3) })).toBe(
      '409 absences.has-begun',
    );

    const shorter = await org.ana.call(PatchAbsence, { absence_id: id, end_date: await world.day(0) });
    expect(shorter).toMatchObject({ status: 'active', start_date: await world.day(0), end_date: await world.day(0) });
    await world.forward('PT25H');
    expect(await org.ana.call(GetAbsence, { absence_id: id })).toMatchObject({ status: 'completed' });
    expect(await org.ana.refused(PatchAbsence, { absence_id: id, absence_type: 'sick' })).toBe('409 absences.ended');
    expect(await org.ana.refused(CancelAbsence, { absence_id: id })).toBe('409 absences.ended');
  });

  test('cancelled ahead it is cancelled, cancelled while it runs it ends now', async () => {
    const ahead = await org.absence(org.ana, 5, 9);
    const running = await org.absence(org.ana, 0, 2);

    expect(await org.ana.call(CancelAbsence, { absence_id: ahead.id, reason: 'No flight' })).toMatchObject({
      status: 'cancelled',
    });
    const ended = await org.ana.call(CancelAbsence, { absence_id: running.id });
    expect(ended.status).toBe('completed');
    expect(Temporal.Instant.compare(ended.during.ends_at ?? '', await world.now())).toBeLessThanOrEqual(0);
    expect(await org.ana.refused(CancelAbsence, { absence_id: ahead.id })).toBe('409 absences.ended');
  });

  test('only the person, their managers and admins', async () => {
    const { id } = await org.absence(org.ana, 5, 9);
    expect(await org.ben.refused(PatchAbsence, { absence_id: id, absence_type: 'sick' })).toBe(
      '403 identity.not-allowed',
    );
    expect(await org.max.refused(CancelAbsence, { absence_id: id })).toBe('404 absences.not-found');
    expect(await org.mia.call(PatchAbsence, { absence_id: id, absence_type: 'sick' })).toMatchObject({ version: 2 });
  });
});

describe('suggestions', () => {
  const suggest = async () => {
    const seen = await sighting(world, org.ana, 5, 7, { certainty: 'suggestion' });
    await org.sight(org.ana, seen);
    return { seen, id: (await onlyAbsence(org.ana)).id };
  };

  test('nobody is asked before somebody confirms; a yes counts once', async () => {
    const { id } = await suggest();
    await world.settle();
    expect(await org.assignments(id)).toEqual([]);

    expect(await org.ana.call(ConfirmAbsence, { absence_id: id })).toMatchObject({ status: 'planned' });
    await world.settle();
    expect(await org.assignments(id)).toHaveLength(1);
    expect(await org.ana.refused(ConfirmAbsence, { absence_id: id })).toBe('409 absences.not-a-suggestion');
    expect(await org.ana.refused(DismissAbsence, { absence_id: id })).toBe('409 absences.not-a-suggestion');
  });

  test('a dismissed one does not come back, and is dismissed once', async () => {
    const { seen, id } = await suggest();
    expect(await org.ana.call(DismissAbsence, { absence_id: id })).toMatchObject({ status: 'cancelled' });
    expect(await org.ana.refused(DismissAbsence, { absence_id: id })).toBe('409 absences.not-a-suggestion');

    await org.sight(org.ana, seen);
    expect(await onlyAbsence(org.ana)).toMatchObject({ id, status: 'cancelled' });
  });

  test('a colleague cannot decide', async () => {
    const { id } = await suggest();
    expect(await org.ben.refused(ConfirmAbsence, { absence_id: id })).toBe('403 identity.not-allowed');
  });
});
