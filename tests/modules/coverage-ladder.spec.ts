import {
  AcceptCoverage,
  ApproveCoverage,
  ChangeAssignment,
  DeclineCoverage,
  GetAbsence,
  GetAssignment,
  ListApprovals,
  RejectCoverage,
  ReleaseCoverage,
} from '@understudy/contracts';
import { accept, asked, setPolicy, whoNow } from './covering.js';
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

/** "ben: pending first", in the order they were asked. */
const story = async (absenceId: string) =>
  (
    await org.sql<{ line: string }>(
      `select u.name || ': ' || s.status || ' ' || s.rung || coalesce(' ' || s.ended_reason, '') as line
         from coverage_assignments s join users u on (u.tenant_id, u.id) = (s.tenant_id, s.backup_user_id)
        where s.tenant_id = $1 and s.absence_id = $2 order by s.created_at, s.tier, s.id`,
      [absenceId],
    )
  ).map(({ line }) => line);
const told = async (type: string) =>
  (await org.sql('select 1 from history where tenant_id = $1 and type = $2', [type])).length;

describe('a deadline that passes', () => {
  test('after a reminder, not by night, the next one is asked, and a late yes is too late', async () => {
    const { absenceId, id } = await asked(world, org, 10, 14);
    await world.forward('PT12H1M');
    expect(await told('coverage.answer-due')).toBe(0);
    await world.forward('PT11H');
    expect(await told('coverage.answer-due')).toBe(1);
    expect(await story(absenceId)).toEqual(['ben: pending first']);

    await world.forward('PT1H');
    expect(await story(absenceId)).toEqual(['ben: completed first lapsed', 'eva: pending next-suggestion']);
    expect(await org.ben.refused(AcceptCoverage, { assignment_id: id })).toBe('409 coverage.already-answered');
    expect(await told('coverage.lapsed')).toBe(1);
  });

  test('an answer takes the deadline away', async () => {
    const { absenceId, id } = await asked(world, org, 10, 14);
    await accept(org.ben, id);
    await world.forward('P2D');
    expect(await story(absenceId)).toEqual(['ben: accepted first']);
    expect(await told('coverage.answer-due')).toBe(0);
  });
});

describe('manager approval (PRD-258 FR-2.2)', () => {
  beforeEach(() => setPolicy(org, { needs_approval: true }));

  test('the manager says yes, then the backup is asked', async () => {
    const { id } = await asked(world, org, 10, 14);
    expect(await org.ada.call(GetAssignment, { assignment_id: id })).toMatchObject({
      status: 'pending',
      approval: 'waiting',
    });
    expect(await org.ben.refused(AcceptCoverage, { assignment_id: id })).toBe('409 coverage.awaits-approval');
    expect(await org.max.refused(ApproveCoverage, { assignment_id: id })).toBe('403 identity.not-allowed');
    expect(await org.ben.refused(ApproveCoverage, { assignment_id: id })).toBe('403 identity.not-allowed');

    expect(await org.mia.call(ApproveCoverage, { assignment_id: id })).toMatchObject({ approval: 'approved' });
    expect(await org.mia.refused(ApproveCoverage, { assignment_id: id })).toBe('409 coverage.not-awaiting-approval');
    expect(await accept(org.ben, id)).toMatchObject({ status: 'accepted', approval: 'approved' });
  });

  test('the manager says no with a reason, and somebody else is proposed', async () => {
    const { absenceId, id } = await asked(world, org, 10, 14);
    const rejected = await org.mia.call(RejectCoverage, { assignment_id: id, reason: 'Ben has the audit' });
    expect(rejected).toMatchObject({ approval: 'rejected', status: 'completed', ended_reason: 'rejected' });
    await world.settle();
    expect(await story(absenceId)).toEqual(['ben: completed first rejected', 'eva: pending next-suggestion']);
    expect(await told('coverage.approval-requested')).toBe(2);
  });

  test('what waits for a yes is listed for those who may give it, with what happens without one', async () => {
    const { id } = await asked(world, org, 10, 14);
    const queue = await org.mia.call(ListApprovals, {});
    expect(queue).toMatchObject({
      mine: 1,
      items: [{ assignment: { id }, asked_of_me: true, asked_of: { name: 'mia' }, backup_knows: false }],
    });
    expect((await org.max.call(ListApprovals, {})).items).toEqual([]);
    expect(await org.ben.refused(ListApprovals, {})).toBe('403 identity.not-allowed');
  });

  test('nobody approves: when the chain of managers ends, the backup is asked all the same', async () => {
    const { id } = await asked(world, org, 10, 14);
    await world.forward('PT4H1M');
    expect(await org.mia.call(ListApprovals, {})).toMatchObject({
      items: [{ assignment: { id, approve_by: null }, backup_knows: true }],
    });
    expect(await org.mia.call(GetAssignment, { assignment_id: id })).toMatchObject({ approval: 'waiting' });
    expect(await accept(org.ben, id)).toMatchObject({ status: 'accepted', approval: 'waiting' });
    expect(await org.mia.call(ApproveCoverage, { assignment_id: id })).toMatchObject({ approval: 'approved' });
    expect(await org.mia.call(ListApprovals, {})).toEqual({ items: [], mine: 0 });
  });

  test('an absence that runs waits for nobody: the backup is asked at once, and the manager confirms afterwards', async () => {
    const { absenceId, id } = await asked(world, org, 0, 4);
    expect(await accept(org.ben, id)).toMatchObject({ status: 'active', approval: 'waiting' });
    expect(await whoNow(org, org.customers[0])).toBe('coverage: ben');

    await org.mia.call(RejectCoverage, { assignment_id: id, reason: 'Eva knows them' });
    await world.settle();
    expect(await story(absenceId)).toEqual(['ben: completed first rejected', 'eva: pending next-suggestion']);
  });
});

test('a team that needs no acceptance has its backup at once', async () => {
  await setPolicy(org, { needs_acceptance: false });
  const { absenceId } = await asked(world, org, 10, 14);
  expect(await story(absenceId)).toEqual(['ben: accepted first']);
  expect(await org.ana.call(GetAbsence, { absence_id: absenceId })).toMatchObject({ status: 'coverage_assigned' });
});

describe('release', () => {
  test('who wants out stays until somebody else has said yes', async () => {
    const { absenceId, id } = await asked(world, org, 0, 4);
    await accept(org.ben, id);
    expect(await org.eva.refused(ReleaseCoverage, { assignment_id: id, reason: 'x' })).toBe('403 coverage.not-yours');
    await org.ben.call(ReleaseCoverage, { assignment_id: id, reason: 'Too much at once' });
    expect(await org.ben.refused(ReleaseCoverage, { assignment_id: id, reason: 'again' })).toBe(
      '409 coverage.release-asked-already',
    );
    await world.settle();
    expect(await story(absenceId)).toEqual(['ben: active first', 'eva: pending next-suggestion']);
    expect(await whoNow(org, org.customers[0])).toBe('coverage: ben');

    const evas = (await org.assignments(absenceId)).find(({ backup }) => backup.name === 'eva');
    await accept(org.eva, evas?.id ?? '');
    expect(await story(absenceId)).toEqual(['ben: completed first released', 'eva: active next-suggestion']);
    expect(await whoNow(org, org.customers[0])).toBe('coverage: eva');
  });

  test('when nobody says yes, the manager has them within the hour, and the backup is free', async () => {
    const { absenceId, id } = await asked(world, org, 0, 4);
    await accept(org.ben, id);
    await org.mia.call(ReleaseCoverage, { assignment_id: id, reason: 'Ben is needed elsewhere' });
    await world.forward('PT1H');
    expect(await story(absenceId)).toEqual([
      'ben: completed first released',
      'eva: completed next-suggestion lapsed',
      'mia: active manager',
    ]);
    expect(await whoNow(org, org.customers[0])).toBe('coverage: mia');
  });

  test('what was never accepted is declined, not released', async () => {
    const { id } = await asked(world, org, 5, 9);
    expect(await org.ben.refused(ReleaseCoverage, { assignment_id: id, reason: 'x' })).toBe(
      '409 coverage.not-accepted',
    );
  });
});

describe('modifying (PRD-258 FR-2.2)', () => {
  test('another backup: the question moves, the history stays', async () => {
    const { absenceId, id } = await asked(world, org, 5, 9);
    const changed = await org.mia.call(ChangeAssignment, { assignment_id: id, backup_user_id: org.eva.id });
    expect(changed).toMatchObject({ status: 'pending', backup: { name: 'eva' } });
    expect(changed.covered_customer_ids).toHaveLength(3);
    expect(await story(absenceId)).toEqual(['ben: completed first replaced', 'eva: pending by-hand']);
    expect(await org.mia.refused(ChangeAssignment, { assignment_id: id, tier: 2 })).toBe(
      '409 coverage.assignment-over',
    );
  });

  test('another backup for what was accepted: the first one stays until the new one has said yes', async () => {
    const { absenceId, id } = await asked(world, org, 0, 9);
    await accept(org.ben, id);
    const changed = await org.mia.call(ChangeAssignment, { assignment_id: id, backup_user_id: org.eva.id });
    await world.settle();
    expect(await whoNow(org, org.customers[0])).toBe('coverage: ben');
    await accept(org.eva, changed.id);
    expect(await whoNow(org, org.customers[0])).toBe('coverage: eva');
    expect(await story(absenceId)).toEqual(['ben: completed first replaced', 'eva: active by-hand']);
  });

  test('fewer customers: the yes stays, and somebody else is found for the others', async () => {
    const { absenceId, id } = await asked(world, org, 5, 9);
    await accept(org.ben, id);
    const [first, ...others] = org.customers;
    const narrowed = await org.mia.call(ChangeAssignment, { assignment_id: id, covered_customer_ids: [first ?? ''] });
    expect(narrowed).toMatchObject({ id, status: 'accepted', covered_customer_ids: [first] });
    await world.settle();
    const open = (await org.assignments(absenceId)).filter(({ status }) => status === 'pending');
    expect(open.flatMap((row) => row.covered_customer_ids).sort()).toEqual([...others].sort());
  });

  test('a part of the time; outside of it, by others, or with an old version it is refused', async () => {
    const { id } = await asked(world, org, 5, 9);
    const { during, version } = await org.mia.call(GetAssignment, { assignment_id: id });
    const half = {
      starts_at: during.starts_at,
      ends_at: Temporal.Instant.from(during.starts_at).add({ hours: 48 }).toString(),
    };
    const change = { assignment_id: id, during: half };
    expect(await org.ben.refused(ChangeAssignment, change)).toBe('403 identity.not-allowed');
    expect(await org.mia.refused(ChangeAssignment, change, { ifMatch: version + 1 })).toBe('409 version.stale');
    const before = { starts_at: '2026-01-01T00:00:00Z', ends_at: '2026-01-02T00:00:00Z' };
    expect(await org.mia.refused(ChangeAssignment, { assignment_id: id, during: before })).toBe(
      '422 coverage.outside-absence',
    );
    const changed = await org.mia.call(ChangeAssignment, change, { ifMatch: version });
    expect(Temporal.Instant.from(changed.during.ends_at ?? '').equals(half.ends_at)).toBe(true);
  });
});

describe('tiers (PRD-258 FR-2.5)', () => {
  test('a secondary backup is asked beside the first one, and stands for who does not answer', async () => {
    await setPolicy(org, { secondary: true });
    const { absenceId } = await asked(world, org, 10, 14);
    expect((await story(absenceId)).toSorted()).toEqual(['ben: pending first', 'eva: pending secondary']);
    const [first, second] = (await org.assignments(absenceId)).toSorted((a, b) => a.tier - b.tier);
    await accept(org.eva, second?.id ?? '');
    await org.ben.call(DeclineCoverage, { assignment_id: first?.id ?? '', reason: 'Audit' });
    await world.settle();
    expect((await story(absenceId)).toSorted()).toEqual(['ben: declined first', 'eva: accepted secondary']);
    expect(await whoNow(org, org.customers[0], `${await world.day(11)}T10:00:00Z`)).toBe('coverage: eva');
  });

  test('nobody is asked twice for one customer', async () => {
    const { id } = await asked(world, org, 5, 9);
    await accept(org.ben, id);
    expect(await org.mia.refused(ChangeAssignment, { assignment_id: id, tier: 2 })).toBe(
      '409 coverage.asked-at-other-tier',
    );
  });
});

test('somebody without customers counts as covered; nothing is asked', async () => {
  const { id } = await org.absence(org.eva, 5, 9);
  await world.settle();
  expect(await org.assignments(id)).toEqual([]);
  expect(await told('coverage.gap')).toBe(0);
  expect(await org.eva.call(GetAbsence, { absence_id: id })).toMatchObject({ status: 'coverage_assigned' });
});

// the world's clock stands where the tests before left it, and goes on to the next Saturday
test.each(['Europe/Lisbon', 'America/New_York'])(
  'asked on a Saturday: reminded and passed over on Monday, by the clock of who was asked (%s)',
  async (zone) => {
    await org.sql('update users set time_zone = $3 where tenant_id = $1 and id = $2', [org.ben.id, zone]);
    const now = (await world.now()).toZonedDateTimeISO(zone);
    const saturday = now.toPlainDate().add({ days: 13 - now.dayOfWeek });
    const goTo = async (days: number, plainTime: string) => {
      const to = saturday.add({ days }).toZonedDateTime({ timeZone: zone, plainTime }).toInstant();
      await world.forward(String((await world.now()).until(to, { smallestUnit: 'second', roundingMode: 'ceil' })));
    };
    await goTo(0, '14:24');
    const { absenceId, id } = await asked(world, org, 9, 13);
    const monday = saturday.add({ days: 2 }).toZonedDateTime({ timeZone: zone, plainTime: '10:00' }).toInstant();
    const { answer_by } = await org.mia.call(GetAssignment, { assignment_id: id });
    expect(Temporal.Instant.from(answer_by ?? '')).toEqual(monday);

    await goTo(2, '08:59');
    expect(await told('coverage.answer-due')).toBe(0);
    await goTo(2, '09:01');
    expect(await told('coverage.answer-due')).toBe(1);
    await goTo(2, '09:59');
    expect(await story(absenceId)).toEqual(['ben: pending first']);
    await goTo(2, '10:01');
    expect(await story(absenceId)).toEqual(['ben: completed first lapsed', 'eva: pending next-suggestion']);
  },
);
