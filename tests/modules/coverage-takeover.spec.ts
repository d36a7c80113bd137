import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import {
  AcceptCoverage,
  CancelAbsence,
  GetAbsence,
  ListBriefs,
  PatchAbsence,
  PlanTakeOver,
  ReleaseCustomer,
  TakeOverCustomer,
} from '@understudy/contracts';
import { accept, asked, whoNow } from './covering.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

jest.setTimeout(300_000);

let world: World;
let org: Organisation;
let customer: string;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  customer = org.customers[0] ?? '';
});

const takeOver = (who: Person, id = customer) => who.call(TakeOverCustomer, { customer_id: id });
const noTakeOver = (who: Person, id = customer) => who.refused(TakeOverCustomer, { customer_id: id });
const release = (who: Person, id = customer) => who.call(ReleaseCustomer, { customer_id: id });
const outbox = (type: string) =>
  org.sql<{ data: Record<string, unknown> }>(
    "select canonical::jsonb -> 'data' as data from history where tenant_id = $1 and type = $2",
    [type],
  );

describe('before taking over', () => {
  const plan = (who: Person, id = customer) => who.call(PlanTakeOver, { customer_id: id });
  const noPlan = (who: Person, id = customer) => who.refused(PlanTakeOver, { customer_id: id });

  test('one is told until when it is and who hears of it; nothing changes by asking', async () => {
    const { id, absenceId } = await asked(world, org, 0, 4);
    expect((await plan(org.eva)).told.map(({ name }) => name)).toEqual(['mia']);
    await accept(org.ben, id);
    const planned = await plan(org.eva);
    expect(planned).toMatchObject({ customer_id: customer, absent: { name: 'ana' }, taken_by_me: false });
    expect(planned.told.map(({ name }) => name)).toEqual(['ben', 'mia']);
    expect(planned.ends_at).toBe((await org.ana.call(GetAbsence, { absence_id: absenceId })).during.ends_at);
    expect(await whoNow(org, customer)).toBe('coverage: ben');

    const taken = await takeOver(org.eva);
    expect(taken.during.ends_at).toBe(planned.ends_at);
    expect((await plan(org.eva)).taken_by_me).toBe(true);
    expect(await noPlan(org.ben)).toBe('409 coverage.taken-over');
  });

  test('whoever does it is not among those who are told', async () => {
    const { id } = await asked(world, org, 0, 4);
    await accept(org.ben, id);
    expect((await plan(org.mia)).told.map(({ name }) => name)).toEqual(['ben']);
    expect((await plan(org.ben)).told.map(({ name }) => name)).toEqual(['mia']);
  });

  test('it is refused as taking over is', async () => {
    expect(await noPlan(org.eva)).toBe('409 coverage.owner-is-here');
    await org.absence(org.ana, 0, 4);
    expect(await noPlan(org.ana)).toBe('422 coverage.backup-is-self');
    expect(await noPlan(org.gus)).toBe('403 identity.not-allowed');
    expect(await noPlan(org.eva, randomUUID())).toBe('404 customers.not-found');
    expect(await noPlan((await world.organisation()).eva)).toBe('404 customers.not-found');
  });
});

describe('taking over a customer of somebody who is away', () => {
  test('counts at once and before the backup who said yes; after the release the backup counts again', async () => {
    const { id } = await asked(world, org, 0, 4);
    await accept(org.ben, id);
    expect(await whoNow(org, customer)).toBe('coverage: ben');
    const taken = await takeOver(org.eva);

    expect(taken).toMatchObject({
      tier: 0,
      status: 'active',
      backup: { name: 'eva' },
      absent: { name: 'ana' },
      covered_customer_ids: [customer],
    });
    expect(await whoNow(org, customer)).toBe('coverage: eva');
    expect(await whoNow(org, org.customers[1])).toBe('coverage: ben');
    expect(await release(org.eva)).toMatchObject({ status: 'completed', ended_reason: 'released' });
    expect(await whoNow(org, customer)).toBe('coverage: ben');
  });

  test('needs nobody to have been asked, and lasts until the owner is back', async () => {
    const { id } = await org.absence(org.ana, 0, 1);
    await takeOver(org.mia);
    expect(await whoNow(org, customer)).toBe('coverage: mia');
    await world.settle();
    expect((await org.ana.call(GetAbsence, { absence_id: id })).status).toBe('active');

    await world.forward('P3D');
    expect(await whoNow(org, customer)).toBe('owner: ana');
    expect((await org.assignments(id)).find(({ tier }) => tier === 0)).toMatchObject({
      status: 'completed',
      ended_reason: 'returned',
    });
  });

  test('follows an absence that is extended, and ends with one that is ended early', async () => {
    const { id } = await org.absence(org.ana, 0, 1);
    await takeOver(org.eva);
    await org.ana.call(PatchAbsence, { absence_id: id, end_date: await world.day(6) });
    expect(await whoNow(org, customer, `${await world.day(5)}T10:00:00Z`)).toBe('coverage: eva');
    await org.ana.call(CancelAbsence, { absence_id: id });
    expect(await whoNow(org, customer)).toBe('owner: ana');
  });

  test('whoever took over gets the brief', async () => {
    await org.absence(org.ana, 0, 4);
    const { id } = await takeOver(org.eva);
    await world.settle();
    expect((await org.eva.call(ListBriefs, { assignment_id: id })).items).toHaveLength(1);
  });

  test('doing it again is the same take-over; somebody else gets who has it', async () => {
    await org.absence(org.ana, 0, 4);
    const first = await takeOver(org.eva);
    expect((await takeOver(org.eva)).id).toBe(first.id);
    expect(await noTakeOver(org.ben)).toBe('409 coverage.taken-over');
    expect(await takeOver(org.ben, org.customers[1])).toMatchObject({ backup: { name: 'ben' } });
  });

  test('is told, with the owner and who did it', async () => {
    await org.absence(org.ana, 0, 4);
    await takeOver(org.eva);
    const [started] = await outbox('coverage.started');
    expect(started?.data).toMatchObject({
      user_id: org.ana.id,
      backup_user_id: org.eva.id,
      customer_id: customer,
      tier: 0,
    });
  });

  test('a backup who says yes afterwards covers the others, and this one when it is released', async () => {
    const { id } = await asked(world, org, 0, 4);
    await takeOver(org.eva);
    await org.ben.call(AcceptCoverage, { assignment_id: id });
    expect([await whoNow(org, customer), await whoNow(org, org.customers[1])]).toEqual([
      'coverage: eva',
      'coverage: ben',
    ]);
    await release(org.mia);
    expect(await whoNow(org, customer)).toBe('coverage: ben');
  });
});

describe('who may, and when not', () => {
  test('CSMs of the team, managers and admins may; the owner, other teams and other roles may not', async () => {
    await org.absence(org.ana, 0, 4);
    expect(await noTakeOver(org.gus)).toBe('403 identity.not-allowed');
    expect(await noTakeOver(org.max)).toBe('403 identity.not-allowed');
    expect(await noTakeOver(org.sam)).toBe('403 identity.not-allowed');
    expect(await noTakeOver(org.eli)).toBe('403 identity.not-allowed');
    expect(await noTakeOver(org.ana)).toBe('422 coverage.backup-is-self');
    expect(await takeOver(org.ada)).toMatchObject({ backup: { name: 'ada' } });
    const theirs = await world.organisation();
    expect(await noTakeOver(theirs.ben)).toBe('404 customers.not-found');
  });

  test('not while the owner is there, for nobody’s customer, or by somebody away', async () => {
    expect(await noTakeOver(org.eva)).toBe('409 coverage.owner-is-here');
    await org.absence(org.ana, 2, 4);
    expect(await noTakeOver(org.eva)).toBe('409 coverage.owner-is-here');
    await org.sql('update customers set csm_id = null where tenant_id = $1 and id = $2', [org.customers[2]]);
    expect(await noTakeOver(org.eva, org.customers[2])).toBe('409 coverage.no-owner');
    await world.forward('P3D');
    await org.absence(org.eva, 0, 0);
    expect(await noTakeOver(org.eva)).toBe('422 coverage.backup-is-absent');
    expect(await takeOver(org.ben)).toMatchObject({ status: 'active' });
  });

  test('only who took it over, or whoever manages the owner, releases it', async () => {
    await org.absence(org.ana, 0, 4);
    expect(await org.eva.refused(ReleaseCustomer, { customer_id: customer })).toBe('409 coverage.not-taken-over');
    await takeOver(org.eva);
    expect(await org.ben.refused(ReleaseCustomer, { customer_id: customer })).toBe('403 identity.not-allowed');
    expect(await release(org.mia)).toMatchObject({ ended_reason: 'released' });
    expect(await org.mia.refused(ReleaseCustomer, { customer_id: customer })).toBe('409 coverage.not-taken-over');
    const theirs = await world.organisation();
    expect(await theirs.mia.refused(ReleaseCustomer, { customer_id: customer })).toBe('404 customers.not-found');
  });
});
