import {
  CancelAbsence,
  ConfirmAbsence,
  CreateAbsence,
  DismissAbsence,
  GetAbsence,
  ListAbsences,
  PatchAbsence,
  type WireOf,
} from '@understudy/contracts';
import { whoNow } from './covering.js';
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

const report = (by: Person, who: Person, more: Partial<WireOf<typeof CreateAbsence>> = {}) =>
  by.call(CreateAbsence, { user_id: who.id, unplanned: true, ...more });
const told = (type: string) =>
  org.sql<{ data: string }>('select canonical as data from history where tenant_id = $1 and type = $2', [type]);

describe('an emergency (PRD-258 FR-1.4)', () => {
  test('one word is enough: away from now on, ill, without an end, and the manager will be asked in two weeks', async () => {
    const before = await world.now();
    const absence = await org.ana.call(CreateAbsence, { unplanned: true });

    expect(absence).toMatchObject({
      status: 'active',
      absence_type: 'sick',
      unplanned: true,
      end_date: null,
      start_date: await world.day(0),
      review_on: await world.day(14),
      reported_by: null,
      needs_confirmation: false,
      during: { ends_at: null },
    });
    expect(
      Temporal.Instant.compare(
        absence.during.starts_at,
        before.round({ smallestUnit: 'millisecond', roundingMode: 'floor' }),
      ),
    ).toBeGreaterThanOrEqual(0);
    expect(await whoNow(org, org.customers[0])).toBe('manager: mia');
  });

  test.each(['ana', 'mia', 'ben', 'ada'] as const)('%s may enter it for Ana, and it counts at once', async (name) => {
    const absence = await report(org[name], org.ana);

    expect(absence.status).toBe('active');
    expect(await whoNow(org, org.customers[0])).toBe('manager: mia');
    const isColleague = name === 'ben';
    expect(await org.mia.call(GetAbsence, { absence_id: absence.id })).toMatchObject({
      needs_confirmation: isColleague,
      reported_by: isColleague ? { name: 'ben' } : null,
    });
    const [event] = await told('absence.planned');
    expect(event?.data.includes(`"reported_by":"${org.ben.id}"`)).toBe(isColleague);
  });

  test('supporters and members may enter their own, but only team mates one for somebody else', async () => {
    for (const person of [org.sam, org.eli])
      expect(await person.call(CreateAbsence, { unplanned: true })).toMatchObject({ status: 'active' });
    for (const stranger of [org.gus, org.max, org.sam, org.eli])
      expect(await stranger.refused(CreateAbsence, { user_id: org.ana.id, unplanned: true })).toBe(
        '403 identity.not-allowed',
      );
    const theirs = await world.organisation();
    expect(await org.ben.refused(CreateAbsence, { user_id: theirs.ana.id, unplanned: true })).toBe(
      '404 users.not-found',
    );
  });

  test('a team mate says who and until when; words and later days are not theirs to give', async () => {
    const forAna = { user_id: org.ana.id, unplanned: true };
    for (const words of [
      { special_instructions: 'Ring Lena' },
      { preferred_backup_user_id: org.eva.id },
      { recurrence: { freq: 'weekly' as const } },
    ])
      expect(await org.ben.refused(CreateAbsence, { ...forAna, ...words })).toBe('422 absences.words-are-theirs');
    expect(await org.ben.refused(CreateAbsence, { ...forAna, start_date: await world.day(1) })).toBe(
      '422 absences.unplanned-starts-now',
    );
    expect(
      await org.ben.refused(CreateAbsence, {
        user_id: org.ana.id,
        absence_type: 'sick',
        start_date: await world.day(0),
        end_date: await world.day(0),
      }),
    ).toBe('403 identity.not-allowed');

    const absence = await report(org.ben, org.ana, { end_date: await world.day(2) });
    expect(absence).toMatchObject({ end_date: await world.day(2), review_on: null });
  });

  test('the colleague who reported it reads that she is away, not why', async () => {
    const { id } = await report(org.mia, org.ana, { absence_type: 'parental', special_instructions: 'Twins' });
    expect(await org.ben.call(GetAbsence, { absence_id: id })).toMatchObject({
      absence_type: 'other',
      special_instructions: null,
    });
  });

  test('she confirms it, with the days as they are; then nobody waits for an answer any more', async () => {
    const { id } = await report(org.ben, org.ana);
    expect(await org.eva.refused(ConfirmAbsence, { absence_id: id })).toBe('403 identity.not-allowed');
    expect(await org.ben.refused(DismissAbsence, { absence_id: id })).toBe('403 identity.not-allowed');

    const confirmed = await org.ana.call(ConfirmAbsence, { absence_id: id, end_date: await world.day(1) });
    expect(confirmed).toMatchObject({ needs_confirmation: false, status: 'active', end_date: await world.day(1) });
    expect(confirmed.during.starts_at).toBe((await org.mia.call(GetAbsence, { absence_id: id })).during.starts_at);
    expect(await org.mia.refused(ConfirmAbsence, { absence_id: id })).toBe('409 absences.not-a-suggestion');
  });

  test('the manager corrects it, which is a confirmation too', async () => {
    const { id } = await report(org.ben, org.ana);
    expect(
      await org.mia.call(PatchAbsence, { absence_id: id, end_date: await world.day(0), absence_type: 'other' }),
    ).toMatchObject({ needs_confirmation: false, end_date: await world.day(0), absence_type: 'other' });
  });

  test('it was a mistake: it ends now, and she looks after her customers again', async () => {
    const { id } = await report(org.ben, org.ana);
    expect(await org.ana.call(DismissAbsence, { absence_id: id })).toMatchObject({ status: 'completed' });
    expect(await whoNow(org, org.customers[0])).toBe('owner: ana');
    const again = await report(org.eva, org.ana);
    expect(await org.mia.call(CancelAbsence, { absence_id: again.id })).toMatchObject({ status: 'completed' });
  });

  test('two colleagues at once make one absence', async () => {
    const answers = await Promise.allSettled([
      report(org.ben, org.ana),
      report(org.eva, org.ana),
      report(org.mia, org.ana),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await onlyAbsence(org.ana);
  });

  test('who is away already is not away twice; a vacation ahead is where it ends', async () => {
    const vacation = await org.absence(org.ana, 5, 9);
    const ill = await report(org.ben, org.ana);
    expect(ill).toMatchObject({ end_date: await world.day(4), during: { ends_at: vacation.during.starts_at } });
    expect(await org.eva.refused(CreateAbsence, { user_id: org.ana.id, unplanned: true })).toBe(
      '409 absences.overlaps-own',
    );
  });

  test('what Slack only guessed is a fact now', async () => {
    const guess = await sighting(world, org.ana, 0, 0, { source: 'slack', certainty: 'suggestion' });
    await org.sight(org.ana, guess);
    const { id } = await onlyAbsence(org.ana);

    expect(await report(org.ben, org.ana)).toMatchObject({ id, status: 'active', unplanned: true });
    await onlyAbsence(org.ana);
  });

  test('some hours of today: those that are left', async () => {
    const absence = await report(org.mia, org.ana, { partial_hours: '00:00-24:00', time_zone: 'UTC' });
    expect(absence).toMatchObject({ is_partial: true, review_on: null });
    expect(absence.windows[0]?.starts_at).toBe(absence.during.starts_at);
  });

  test('a dentist’s hour next week steps back while she is ill, and is there again when she is back sooner', async () => {
    const dentist = await org.absence(org.ana, 3, 3, { is_partial: true, partial_hours: '09:00-10:00' });
    const ill = await report(org.ben, org.ana);
    expect((await org.ana.call(GetAbsence, { absence_id: dentist.id })).status).toBe('cancelled');

    await org.ana.call(CancelAbsence, { absence_id: ill.id });
    await world.settle();
    expect((await org.ana.call(GetAbsence, { absence_id: dentist.id })).status).toMatch(/planned|coverage_assigned/);
  });

  test('somebody is asked within the minute', async () => {
    const { id } = await report(org.ben, org.ana);
    await world.settle();
    expect(await org.assignments(id)).toHaveLength(1);
  });

  test('everything a planned one needs is said together', async () => {
    const answer = await org.ana.call(CreateAbsence, { end_date: await world.day(3) }).catch((error: unknown) => error);
    expect(answer).toMatchObject({
      problem: {
        status: 400,
        errors: [
          { path: 'absence_type', message: 'is required' },
          { path: 'start_date', message: 'is required' },
        ],
      },
    });
    expect((await org.ana.call(ListAbsences, {})).items).toEqual([]);
  });
});

describe('without an end (open-ended)', () => {
  const open = async (review?: number) =>
    org.ana.call(CreateAbsence, {
      absence_type: 'parental',
      start_date: await world.day(2),
      end_date: null,
      ...(review === undefined ? {} : { review_on: await world.day(review) }),
    });
  const asked = async () => (await told('absence.review-due')).length;

  test('planned, it is looked at two weeks after it begins, and every two weeks from then on', async () => {
    const { id, review_on } = await open();
    expect(review_on).toBe(await world.day(16));
    const [begin, end] = [await world.day(16), await world.day(30)];
    await world.forward('P15D');
    expect(await asked()).toBe(0);
    await world.forward('P2D');
    expect(await asked()).toBe(1);
    expect(await org.ana.call(GetAbsence, { absence_id: id })).toMatchObject({ status: 'active', review_on: end });
    expect(begin).not.toBe(end);
    await world.forward('P14D');
    expect(await asked()).toBe(2);
  });

  test('the manager ends it, moves the question, or opens it again', async () => {
    const { id } = await open(20);
    expect(await org.mia.call(PatchAbsence, { absence_id: id, review_on: await world.day(40) })).toMatchObject({
      review_on: await world.day(40),
      end_date: null,
    });
    expect(await org.mia.refused(PatchAbsence, { absence_id: id, review_on: await world.day(-1) })).toBe(
      '422 absences.in-the-past',
    );
    expect(await org.mia.call(PatchAbsence, { absence_id: id, end_date: await world.day(30) })).toMatchObject({
      end_date: await world.day(30),
      review_on: null,
    });
    await world.forward('P20D');
    expect(await asked()).toBe(0);
    expect(await org.mia.call(PatchAbsence, { absence_id: id, end_date: null })).toMatchObject({
      end_date: null,
      during: { ends_at: null },
    });
  });

  test('she comes back: it ends now and has a last day', async () => {
    const { id } = await open();
    await world.forward('P4D');
    expect(await org.ana.call(CancelAbsence, { absence_id: id })).toMatchObject({
      status: 'completed',
      end_date: await world.day(0),
      review_on: null,
    });
    await world.forward('P30D');
    expect(await asked()).toBe(0);
  });

  test('hours need a last day', async () => {
    expect(
      await org.ana.refused(CreateAbsence, {
        absence_type: 'other',
        start_date: await world.day(2),
        end_date: null,
        partial_hours: '09:00-10:00',
      }),
    ).toBe('422 absences.open-ended-hours');
  });
});
