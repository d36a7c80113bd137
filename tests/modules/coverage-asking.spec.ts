import {
  AcceptCoverage,
  AssignCoverage,
  DeclineCoverage,
  GetAbsence,
  ListTeamAbsences,
  PatchAbsence,
} from '@understudy/contracts';
import { accept, asked } from './covering.js';
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

describe('asking', () => {
  test('the preferred backup is asked first, for everything; a yes is final', async () => {
    const { absenceId, id } = await asked(world, org, 5, 9);
    expect(await org.eva.refused(AcceptCoverage, { assignment_id: id })).toBe('403 coverage.not-yours');

    expect(await accept(org.ben, id)).toMatchObject({
      status: 'accepted',
      backup: { name: 'ben' },
      coverage_type: 'full',
    });
    expect(await org.ben.refused(AcceptCoverage, { assignment_id: id })).toBe('409 coverage.already-answered');
    expect(await org.ben.refused(DeclineCoverage, { assignment_id: id, reason: 'changed my mind' })).toBe(
      '409 coverage.already-answered',
    );
    expect(await org.ana.call(GetAbsence, { absence_id: absenceId })).toMatchObject({ status: 'coverage_assigned' });
  });

  test('after a no the next one is asked; when nobody is left the manager looks after them, unasked', async () => {
    const { absenceId, id } = await asked(world, org, 5, 9);
    await org.ben.call(DeclineCoverage, { assignment_id: id, reason: 'Too much' });
    await world.settle();
    const second = (await org.assignments(absenceId)).find(({ status }) => status === 'pending');
    expect(second?.backup.name).toBe('eva');
    expect((await org.mia.call(ListTeamAbsences, {})).gaps).toEqual([]);

    await org.eva.call(DeclineCoverage, { assignment_id: second?.id ?? '', reason: 'Me too' });
    await world.settle();
    expect((await org.assignments(absenceId)).map(({ status, backup }) => [backup.name, status])).toEqual([
      ['ben', 'declined'],
      ['eva', 'declined'],
      ['mia', 'accepted'],
    ]);
    expect((await org.mia.call(ListTeamAbsences, {})).gaps).toEqual([]);
  });

  test('with nobody left and the manager away too, the gap is shown', async () => {
    await org.absence(org.eva, 4, 10);
    await org.absence(org.mia, 5, 9);
    const { absenceId, id } = await asked(world, org, 5, 9);
    await org.ben.call(DeclineCoverage, { assignment_id: id, reason: 'Too much' });
    await world.settle();

    expect((await org.assignments(absenceId)).map(({ status }) => status)).toEqual(['declined']);
    const { gaps } = await org.mia.call(ListTeamAbsences, {});
    expect(gaps.map(({ customer }) => customer.customer_id).sort()).toEqual([...org.customers].sort());
    const told = await org.sql(`select 1 from history where tenant_id = $1 and canonical like '%coverage.gap%'`);
    expect(told).toHaveLength(1);
  });

  test('somebody without customers needs nobody', async () => {
    const { id } = await org.absence(org.eva, 5, 9);
    await world.settle();

    expect(await org.assignments(id)).toEqual([]);
    expect(await org.eva.call(GetAbsence, { absence_id: id })).toMatchObject({
      coverage: { customer_count: 0, uncovered: 0 },
    });
  });

  test('part of the customers by hand; the product asks for the others', async () => {
    const { absenceId } = await asked(world, org, 5, 9);
    const [first, ...others] = org.customers;
    const byHand = await org.ana.call(AssignCoverage, {
      absence_id: absenceId,
      backup_user_id: org.eva.id,
      covered_customer_ids: [first ?? '', first ?? ''],
    });
    expect(byHand).toMatchObject({ status: 'pending', coverage_type: 'partial', covered_customer_ids: [first] });
    await org.ana.call(PatchAbsence, { absence_id: absenceId, absence_type: 'sick' });
    await world.settle();

    const open = (await org.assignments(absenceId)).filter(({ status }) => status === 'pending');
    expect(open.flatMap((row) => row.covered_customer_ids).sort()).toEqual([...org.customers].sort());
    expect(open.find(({ id }) => id !== byHand.id)?.covered_customer_ids.toSorted()).toEqual([...others].sort());
  });

  test('who cannot stand in is refused with the reason', async () => {
    const { absenceId } = await asked(world, org, 5, 9);
    await org.absence(org.eva, 9, 9);
    const theirs = await world.organisation();
    const ask = (backup: Person, more = {}) =>
      org.mia.refused(AssignCoverage, { absence_id: absenceId, backup_user_id: backup.id, ...more });

    expect(await ask(org.ana)).toBe('422 coverage.backup-is-self');
    expect(await ask(org.sam)).toBe('422 coverage.backup-not-eligible');
    expect(await ask(org.eva)).toBe('422 coverage.backup-is-absent');
    expect(await ask(theirs.ben)).toBe('404 users.not-found');
    expect(await ask(org.ben, { covered_customer_ids: [theirs.customers[0]] })).toBe('404 customers.not-found');
    await org.sql('update customers set csm_id = $2 where tenant_id = $1 and id = $3', [org.eva.id, org.customers[0]]);
    expect(await ask(org.ben, { covered_customer_ids: [org.customers[0]] })).toBe(
      '422 coverage.customer-not-in-portfolio',
    );
    expect(await ask(org.ben, { covered_customer_ids: [] })).toBe('400 request.malformed');
    expect(await theirs.mia.refused(AssignCoverage, { absence_id: absenceId, backup_user_id: org.ben.id })).toBe(
      '404 absences.not-found',
    );
    expect(await org.eva.refused(AssignCoverage, { absence_id: absenceId, backup_user_id: org.ben.id })).toBe(
      '403 identity.not-allowed',
    );
  });

  test('a first backup who said yes is not asked over; a second one may be', async () => {
    const { absenceId, id } = await asked(world, org, 5, 9);
    await accept(org.ben, id);

    const another = { absence_id: absenceId, backup_user_id: org.eva.id };
    expect(await org.ana.refused(AssignCoverage, another)).toBe('409 coverage.already-covered');
    expect(await org.ana.call(AssignCoverage, { ...another, tier: 2 })).toMatchObject({ coverage_type: 'tiered' });
  });

  test('whoever is away in other hours of that day can stand in', async () => {
    const partial = async (who: Person, hours: string, preferred: Person) =>
      org.absence(who, 5, 5, { partial_hours: hours, preferred_backup_user_id: preferred.id });
    await partial(org.ben, '14:00-16:00', org.eva);
    const { id } = await partial(org.ana, '09:00-12:00', org.ben);
    await world.settle();
    const [assignment] = await org.assignments(id);

    expect(await accept(org.ben, assignment?.id ?? '')).toMatchObject({ status: 'accepted' });
  });
});
