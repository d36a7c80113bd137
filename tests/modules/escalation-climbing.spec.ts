import { randomUUID } from 'node:crypto';
import {
  AcknowledgeEscalation,
  CancelAbsence,
  ChangeEscalation,
  GetEscalationClock,
  RaiseEscalation,
  ResolveEscalation,
} from '@understudy/contracts';
import { eventually } from '../support/eventually.js';
import { clockedOrganisation, clockWords, forgetTimers } from './clocking.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await clockedOrganisation(world);
});
afterEach(() => forgetTimers(org));

const { escalate, get, happened, ownerOf, takeOn, until } = clockWords(
  () => world,
  () => org,
);

describe('climbing', () => {
  test('an unanswered P0 goes from owner to second owner to the managers, every 15 minutes, until somebody takes it on', async () => {
    const id = await escalate({ secondary_owner_id: org.eva.id });
    const owners: (string | null)[] = [await ownerOf(id)];
    for (const _ of [1, 2, 3]) {
      await world.forward('PT12M');
      owners.push(await ownerOf(id));
      await world.forward('PT3M');
      owners.push(await ownerOf(id));
    }
    expect(owners).toEqual(['ben', 'ben', 'eva', 'eva', 'mia', 'mia', 'max']);
    expect(await get(id)).toMatchObject({ owner_because: { rule: 'climbed' }, status: 'open' });
    expect(await get(id, org.ben)).toMatchObject({ id }); // whoever had it sees how it goes on

    await takeOn(id, org.max);
    await world.forward('PT3H');
    expect(await ownerOf(id)).toBe('max');
    const { climbs } = await org.ada.call(GetEscalationClock, { escalation_id: id });
    expect(climbs.map(({ level, user, by }) => [level, user.name, by])).toEqual([
      [1, 'eva', null],
      [2, 'mia', null],
      [3, 'max', null],
    ]);
  });

  test('whoever it climbed away from takes it on after all, and has it again; once somebody took it on, it is too late', async () => {
    const [id, other] = [await escalate(), await escalate({ customer_id: org.customers[1] ?? '' })];
    await world.forward('PT15M');
    expect([await ownerOf(id), await ownerOf(other)]).toEqual(['mia', 'mia']);
    const { allowed_statuses, version } = await get(id, org.ben);
    expect(allowed_statuses).toEqual(['investigating']);

    expect(await org.ben.call(AcknowledgeEscalation, { escalation_id: id }, { ifMatch: version })).toMatchObject({
      status: 'investigating',
      primary_owner: { name: 'ben' },
      owner_because: { rule: 'override', explanation: 'ben took it on after it had climbed away' },
    });
    await takeOn(other, org.mia);
    expect(await org.ben.refused(AcknowledgeEscalation, { escalation_id: other })).toBe('403 identity.not-allowed');
    await world.forward('PT1H');
    expect([await ownerOf(id), await ownerOf(other)]).toEqual(['ben', 'mia']);
  });

  test('a P1 has 30 minutes; P2 and P3 do not climb by themselves', async () => {
    const [one, two] = [await escalate({ severity: 'P1' }), await escalate({ severity: 'P2' })];
    await world.forward('PT25M');
    expect(await ownerOf(one)).toBe('ben');
    await world.forward('PT5M');
    expect([await ownerOf(one), await ownerOf(two)]).toEqual(['mia', 'ben']);
  });

  test('an absent manager is replaced by whoever covers them, at that moment', async () => {
    const { id: absenceId } = await org.absence(org.mia, 0, 5);
    const id = await escalate();
    await org.sql(
      `insert into coverage_assignments (tenant_id, absence_id, backup_user_id, tier, status, in_force, accepted_at, covers_all, during)
       select tenant_id, id, $3, 3, 'active', true, app_now(), true, during from csm_absences where tenant_id = $1 and id = $2`,
      [absenceId, org.eva.id],
    );
    await world.forward('PT15M');
    expect(await ownerOf(id)).toBe('eva');
    expect(await get(id)).toMatchObject({
      owner_because: { explanation: expect.stringContaining('standing in for mia') },
    });
    await world.forward('PT15M');
    expect(await ownerOf(id)).toBe('max');
  });

  test('at the top it is told that nobody answers, again and again, and stands in the timeline once', async () => {
    const id = await escalate();
    await world.forward('PT45M');
    expect(await ownerOf(id)).toBe('max');
    expect(await happened(id, /unconfirmed/)).toEqual(['unconfirmed-at-end']);
    const timer = () =>
      org.sql<{ times: number }>(
        `select (payload ->> 'times')::int as times from timers where tenant_id = $1 and key = $2`,
        [`escalation:${id}:climb`],
      );
    expect(await timer()).toEqual([{ times: 1 }]);
    await world.forward('PT15M');
    expect(await timer()).toEqual([{ times: 2 }]);
    expect(await happened(id, /unconfirmed/)).toEqual(['unconfirmed-at-end']);

    // given to somebody by hand it begins anew, and does not wait for the top's next time
    await org.ada.call(RaiseEscalation, { escalation_id: id, to_user_id: org.gus.id, reason: 'Gus is at his desk' });
    await world.forward('PT15M');
    expect(await ownerOf(id)).toBe('max');
  });

  test('given to somebody by hand, it waits for them as long as for the first, and goes on to their manager', async () => {
    const id = await escalate();
    await world.forward('PT10M');
    await org.ben.call(RaiseEscalation, { escalation_id: id, to_user_id: org.gus.id, reason: 'Gus knows this system' });
    expect(await ownerOf(id)).toBe('gus');
    await world.forward('PT12M');
    expect(await ownerOf(id)).toBe('gus');
    await world.forward('PT3M');
    expect(await ownerOf(id)).toBe('max');
  });

  test('a P2 raised to P0 begins to climb', async () => {
    const id = await escalate({ severity: 'P2' });
    await world.forward('PT3H');
    await org.ben.call(ChangeEscalation, { escalation_id: id, severity: 'P0', expected_resolution: 'It works' });
    await world.forward('PT12M');
    expect(await ownerOf(id)).toBe('ben');
    await world.forward('PT3M');
    expect(await ownerOf(id)).toBe('mia');
  });

  test('when nobody could be found at first, it goes to the first who is there, as soon as they are', async () => {
    for (const who of [org.ben, org.mia, org.max]) await org.absence(who, 0, 1);
    const id = await escalate({ severity: 'P3' });
    expect(await get(id)).toMatchObject({ primary_owner: null, status: 'open', owner_because: { rule: 'nobody' } });
    const back = Temporal.PlainDate.from(await world.day(2))
      .toZonedDateTime('Europe/Lisbon')
      .toInstant();
    await until(back.subtract({ minutes: 5 }));
    expect(await ownerOf(id)).toBeNull();
    await world.forward('PT6M');
    expect(await ownerOf(id)).toBe('ben');
    expect(await org.sql(`select 1 from timers where tenant_id = $1 and key = $2`, [`escalation:${id}:owner`])).toEqual(
      [],
    );
  });

  test('somebody whom nobody expected back yet is found at once', async () => {
    const { id: absenceId } = await org.absence(org.ben, 0, 5);
    for (const who of [org.mia, org.max]) await org.absence(who, 0, 5);
    const id = await escalate({ severity: 'P3' });
    await world.forward('PT5H');
    expect(await ownerOf(id)).toBeNull();
    const search = () =>
      org.sql<{ at: string }>(
        `select due_at::text as at from timers where tenant_id = $1 and key = $2 and due_at > app_now() + interval '5 minutes'`,
        [`escalation:${id}:owner`],
      );
    expect(await search()).toHaveLength(1);

    await org.ben.call(CancelAbsence, { absence_id: absenceId });
    await world.settle();

    await eventually(async () => expect(await ownerOf(id)).toBe('ben'));
  });

  test('also when its category was taken out of use meanwhile', async () => {
    for (const who of [org.ben, org.mia, org.max]) await org.absence(who, 0, 1);
    const id = await escalate({ severity: 'P3' });
    await org.sql(`update escalation_categories set active = false where tenant_id = $1 and name = 'Technical'`);
    expect(await ownerOf(id)).toBeNull();

    await world.forward('P2D');

    expect(await ownerOf(id)).toBe('ben');
  });
});

describe('sending it up by hand', () => {
  const up = (id: string, more: { to_user_id?: string } = {}) => ({ escalation_id: id, reason: 'I am stuck', ...more });

  test('one level at a time, with a reason, to the top and no further', async () => {
    const id = await escalate({ severity: 'P3' });
    expect(await org.ben.call(RaiseEscalation, up(id))).toMatchObject({ primary_owner: { name: 'mia' } });
    expect(await org.mia.call(RaiseEscalation, up(id))).toMatchObject({ primary_owner: { name: 'max' } });
    expect(await org.max.refused(RaiseEscalation, up(id))).toBe('409 escalations.at-the-top');
    const { climbs } = await org.max.call(GetEscalationClock, { escalation_id: id });
    expect(climbs).toMatchObject([
      { level: 1, reason: 'I am stuck', by: { name: 'ben' } },
      { level: 2, by: { name: 'mia' } },
    ]);
  });

  test('what is worked on keeps its status', async () => {
    const id = await escalate();
    await takeOn(id);
    expect(await org.ben.call(RaiseEscalation, up(id))).toMatchObject({ status: 'investigating' });
    await world.forward('PT2H');
    expect(await ownerOf(id)).toBe('mia');
  });

  test('not to somebody who is away uncovered, who has it, or who is not there; not when it is over', async () => {
    const id = await escalate({ severity: 'P3' });
    await org.absence(org.gus, 0, 2);
    const refusal = (to_user_id: string) => org.ben.refused(RaiseEscalation, up(id, { to_user_id }));
    expect(await refusal(org.gus.id)).toBe('422 escalations.nobody-there');
    expect(await refusal(org.ben.id)).toBe('409 escalations.has-it-already');
    expect(await refusal(randomUUID())).toBe('404 users.not-found');
    expect(await refusal((await world.organisation()).mia.id)).toBe('404 users.not-found');
    expect(await org.ana.refused(RaiseEscalation, up(id))).toBe('403 identity.not-allowed');
    expect(await org.sam.refused(RaiseEscalation, up(id))).toBe('404 escalations.not-found');
    expect(await org.ben.refused(RaiseEscalation, { ...up(id), reason: ' ' })).toBe('400 request.malformed');
    await org.ben.call(ResolveEscalation, { escalation_id: id, resolution_summary: 'a', root_cause: 'b' });
    expect(await org.ben.refused(RaiseEscalation, up(id))).toBe('409 escalations.over');
  });
});
