import {
  CancelAbsence,
  CreateEvent,
  CreateStakeholder,
  GetAbsence,
  GetCoverageDashboard,
  ListBriefs,
  ListDepartureCustomers,
  PatchAbsence,
  PatchEvent,
  PutDepartureNote,
} from '@understudy/contracts';
import { briefWords } from './briefing.js';
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

const { first, at, planned, note, stored } = briefWords(() => ({ world, org }));

describe('before leaving', () => {
  test('the owner looks over every customer by risk, leaves notes and sets a priority; briefs carry both', async () => {
    const { absence_id, assignment_id } = await planned();
    const saved = await note(absence_id, { priority: 'high', handling: 'Never on Fridays' });
    expect(saved).toMatchObject({
      priority: 'high',
      priority_override: 'high',
      priority_reason: 'set by the owner',
      handling: 'Never on Fridays',
    });
    await world.settle();
    const review = await org.ana.call(ListDepartureCustomers, { absence_id });

    expect(
      review.items.map(({ customer, priority, note: left }) => [customer.customer_id === first(), priority, left]),
    ).toEqual([
      [true, 'high', 'Lena decides, ring her first'],
      [false, 'low', ''],
      [false, 'low', ''],
    ]);
    expect(
      (await stored(assignment_id)).find(({ customer_id }) => customer_id === first())?.brief_content,
    ).toMatchObject({
      priority: 'high',
      special_notes: { value: 'Lena decides, ring her first' },
      special_handling: { value: 'Never on Fridays' },
    });
    expect(await note(absence_id, { note: '' })).toMatchObject({ priority_override: null, priority: 'low', note: '' });
  });

  test('the priority the owner set is the backup’s order of work', async () => {
    const { absence_id } = await planned(0, 4);
    await org.ana.call(PutDepartureNote, {
      absence_id,
      customer_id: org.customers[2] ?? '',
      note: '',
      priority: 'high',
    });
    const { rows } = await org.ben.call(GetCoverageDashboard, {});

    expect(rows.map(({ customer_id, priority }) => [customer_id === org.customers[2], priority])).toEqual([
      [true, 'high'],
      [false, 'low'],
      [false, 'low'],
    ]);
  });

  test('the owner decides what becomes of each meeting', async () => {
    const [customer_id, starts_at, ends_at] = [first(), await at('PT84H'), await at('PT85H')];
    const { absence_id, assignment_id } = await planned(3, 5);
    const meeting = await org.ana.call(CreateEvent, { customer_id, title: 'Check-in', starts_at, ends_at });
    await org.ana.call(CreateEvent, { customer_id, title: 'Theirs', starts_at, ends_at, organizer_id: null });
    const events = async () =>
      (await org.ana.call(ListDepartureCustomers, { absence_id })).items.flatMap((row) => row.scheduled_events);
    expect((await events()).map((row) => [row.title, row.recommendation, row.handling])).toEqual(
      expect.arrayContaining([
        ['Check-in', 'move', null],
        ['Theirs', 'attend', null],
      ]),
    );
    await org.ana.call(PatchEvent, { customer_id, event_id: meeting.id, handling: 'hand_over' });

    const brief = (await org.ben.call(ListBriefs, { assignment_id })).items.find(
      (row) => row.customer_id === customer_id,
    );
    expect(brief?.scheduled_events.value.find(({ id }) => id === meeting.id)).toMatchObject({
      handling: 'hand_over',
      recommendation: 'move',
    });
  });

  test('notes are the absent person’s and their managers’, of their own customers, until it is over', async () => {
    const { absence_id } = await planned();
    const given = { absence_id, customer_id: first(), note: 'x' };
    const theirs = await world.organisation();
    for (const other of [org.ben, org.eva])
      expect(await other.refused(PutDepartureNote, given)).toBe('403 identity.not-allowed');
    expect(await org.gus.refused(PutDepartureNote, given)).toBe('404 absences.not-found');
    expect(await org.sam.refused(PutDepartureNote, given)).toBe('403 identity.not-allowed');
    expect(await theirs.ada.refused(PutDepartureNote, given)).toBe('404 absences.not-found');
    expect(await org.ana.refused(PutDepartureNote, { ...given, customer_id: theirs.customers[0] ?? '' })).toBe(
      '404 customers.not-found',
    );
    expect(await org.mia.call(PutDepartureNote, given)).toMatchObject({ note: 'x' });
    await org.sql('update customers set csm_id = $2 where tenant_id = $1 and id = $3', [org.eva.id, org.customers[1]]);
    expect(await org.ana.refused(PutDepartureNote, { ...given, customer_id: org.customers[1] ?? '' })).toBe(
      '422 coverage.customer-not-in-portfolio',
    );
    await world.forward('P7D');
    expect(await org.ana.refused(PutDepartureNote, given)).toBe('409 absences.ended');
    expect(await org.ben.refused(ListDepartureCustomers, { absence_id })).toBe('403 identity.not-allowed');
  });
});

describe('ready before the start', () => {
  const warnings = async () =>
    (
      await org.sql<{ canonical: string }>(
        `select canonical from history where tenant_id = $1 and type = 'briefs.not-ready' order by seq`,
      )
    ).map(({ canonical }) => JSON.parse(canonical).data as { told: string; missing: Record<string, number> });
  const hoursBefore = async (absence_id: string, hours: number) => {
    const { during } = await org.ana.call(GetAbsence, { absence_id });
    const moment = Temporal.Instant.from(during.starts_at).subtract({ hours });
    await world.forward(`PT${Math.ceil((await world.now()).until(moment).total('seconds'))}S`);
  };
  const contacts = async () => {
    for (const customer_id of org.customers)
      await org.ana.call(CreateStakeholder, { customer_id, name: 'Lena', is_primary: true });
  };

  test('with a yes, briefs, contacts and notes nobody is warned, and the review says so', async () => {
    await contacts();
    const { absence_id } = await planned(3, 5);
    expect(await org.ana.call(ListDepartureCustomers, { absence_id })).toMatchObject({ ready: true, missing: [] });
    await world.forward('P4D');

    expect(await warnings()).toEqual([]);
  });

  test('a day ahead the owner hears what is missing, four hours ahead the manager, each once', async () => {
    await contacts();
    await org.sql('update customers set health_score = 30 where tenant_id = $1 and id = $2', [first()]);
    const { absence_id } = await planned(3, 5);
    const review = await org.ana.call(ListDepartureCustomers, { absence_id });
    expect(review).toMatchObject({
      ready: false,
      missing: [{ what: 'no-owner-note', customers: [{ customer_id: first() }] }],
    });
    await hoursBefore(absence_id, 5);
    expect(await warnings()).toEqual([{ told: 'owner', missing: { 'no-owner-note': 1 } }]);
    await hoursBefore(absence_id, 3);
    await world.forward('P1D');

    expect(await warnings()).toEqual([
      { told: 'owner', missing: { 'no-owner-note': 1 } },
      { told: 'manager', missing: { 'no-owner-note': 1 } },
    ]);
  });

  test('a note in time, and the manager hears nothing', async () => {
    await contacts();
    await org.sql('update customers set health_score = 30 where tenant_id = $1 and id = $2', [first()]);
    const { absence_id } = await planned(3, 5);
    await hoursBefore(absence_id, 5);
    await note(absence_id);
    await world.forward('P1D');

    expect((await warnings()).map(({ told }) => told)).toEqual(['owner']);
  });

  test('other words are no reason to warn again; another first day is', async () => {
    const { absence_id } = await planned(3, 6);
    await hoursBefore(absence_id, 5);
    await org.ana.call(PatchAbsence, { absence_id, special_instructions: 'Ring me never' });
    await world.settle();
    expect((await warnings()).map(({ told }) => told)).toEqual(['owner']);
    await org.ana.call(PatchAbsence, { absence_id, start_date: await world.day(4), end_date: await world.day(6) });
    await world.settle();
    await hoursBefore(absence_id, 5);

    expect((await warnings()).map(({ told }) => told)).toEqual(['owner', 'owner']);
  });

  test('an absence that is called off warns nobody', async () => {
    const { absence_id } = await planned(3, 5);
    await org.ana.call(CancelAbsence, { absence_id });
    await world.forward('P4D');

    expect(await warnings()).toEqual([]);
  });
});
