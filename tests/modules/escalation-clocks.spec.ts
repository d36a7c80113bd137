import { randomUUID } from 'node:crypto';
import {
  AcknowledgeEscalation,
  ChangeEscalation,
  CreateEscalation,
  GetEscalation,
  GetEscalationClock,
  GetEscalationTimeline,
  RaiseEscalation,
  ReopenEscalation,
  ResolveEscalation,
  SnoozeEscalation,
  type WireOf,
} from '@understudy/contracts';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  await org.sql(`insert into escalation_categories (tenant_id, name, default_owner_id) values ($1, 'Technical', $2)`, [
    org.ben.id,
  ]);
  await org.sql('update users set manager_id = $3 where tenant_id = $1 and id = $2', [org.mia.id, org.max.id]);
});

// nobody waits for what a test left open: the next one moves the clock past it
afterEach(() => org.sql('delete from timers where tenant_id = $1'));

const escalate = async (more: Partial<WireOf<typeof CreateEscalation>> = {}, who: Person = org.ana) =>
  (
    await who.call(CreateEscalation, {
      customer_id: org.customers[0] ?? '',
      category: 'Technical',
      severity: 'P0',
      title: 'Nothing works',
      description: 'Since this morning.',
      expected_resolution: 'It works',
      ...more,
    })
  ).id;
const get = (id: string, who: Person = org.ada) => who.call(GetEscalation, { escalation_id: id });
const ownerOf = async (id: string) => (await get(id)).primary_owner?.name ?? null;
const takeOn = (id: string, who: Person = org.ben) => who.call(AcknowledgeEscalation, { escalation_id: id });
/** Real time passes as well while the clock is moved. */
const about = (minutes: number) => expect.closeTo(minutes, -1);
/** What the product did by itself, in its order, with how far it was. */
const happened = async (id: string, only: RegExp = /./): Promise<string[]> => {
  const { items } = await org.ada.call(GetEscalationTimeline, { escalation_id: id, order: 'oldest', limit: 100 });
  return items
    .filter(({ actor, type }) => actor.kind === 'system' && only.test(type))
    .map(
      ({ type, data }) => type.replace('escalation.', '') + ('percent' in data ? ` ${String(data['percent'])}` : ''),
    );
};
const until = async (at: Temporal.Instant) =>
  world.forward((await world.now()).until(at, { smallestUnit: 'second' }).toString());
const CLOCK = /sla|stale|response/;
const minutesTo = async (id: string) => {
  const { created_at, sla } = await get(id);
  return (at: 'due_at' | 'response_due_at' | 'warn_at') =>
    Temporal.Instant.from(created_at).until(sla[at]).total('minutes');
};

describe('warnings and breaches', () => {
  test('a P0 that somebody works on: half, three quarters, nine tenths of four hours, then over, each once', async () => {
    const id = await escalate();
    await takeOn(id);
    await world.forward('PT1H50M');
    expect(await happened(id, /sla/)).toEqual([]);
    await world.forward('PT10M');
    expect(await happened(id, /sla/)).toEqual(['sla-warning 50']);
    expect((await get(id)).sla).toMatchObject({ percent_used: 50, remaining_minutes: about(120), breached: false });
    await world.forward('PT10H');

    expect(await happened(id, /sla|response/)).toEqual([
      'sla-warning 50',
      'sla-warning 75',
      'sla-warning 90',
      'sla-breached',
    ]);
    expect((await get(id)).sla).toMatchObject({
      remaining_minutes: about(-480),
      percent_used: about(300),
      breached: true,
      next_warning_at: null,
    });
    const [row] = await org.sql<{ told: Temporal.Instant; due: Temporal.Instant }>(
      'select sla_breached_at::text as told, sla_due_at::text as due from escalations where tenant_id = $1',
    );
    expect(row?.told.toString().slice(0, 16)).toBe(row?.due.toString().slice(0, 16));
  });

  test('after a standstill the latest warning is told, and the earlier ones are not made up for', async () => {
    const id = await escalate();
    await takeOn(id);
    // as if nobody had looked at the timer for almost two hours
    await org.sql(`update timers set due_at = due_at + interval '110 minutes' where tenant_id = $1 and key = $2`, [
      `escalation:${id}:warn`,
    ]);
    await world.forward('PT3H55M');
    expect(await happened(id, /sla/)).toEqual(['sla-warning 90']);
  });

  test('nobody answers: told once when the response is late', async () => {
    const id = await escalate({ severity: 'P2' });
    const dueAt = Temporal.Instant.from((await get(id)).sla.response_due_at);
    await until(dueAt.subtract({ minutes: 5 }));
    expect(await happened(id, /response/)).toEqual([]);
    await world.forward('PT6M');
    expect(await happened(id, /response/)).toEqual(['response-breached']);
    await takeOn(id);
    await world.forward('P2D');
    expect(await happened(id, /response/)).toEqual(['response-breached']);
  });

  test('what is resolved in time is not told of any more; reopened it goes on with the time that was used', async () => {
    const id = await escalate();
    await takeOn(id);
    await world.forward('PT1H');
    await org.ben.call(ResolveEscalation, {
      escalation_id: id,
      resolution_summary: 'Restarted',
      root_cause: 'A full disk',
    });
    await world.forward('PT24H');
    expect(await happened(id, /sla/)).toEqual([]);
    expect((await get(id)).sla).toMatchObject({ remaining_minutes: about(180), breached: false });

    await org.ben.call(ReopenEscalation, { escalation_id: id, reason: 'Full again' });
    await world.forward('PT3H1M');
    expect(await happened(id, /sla/)).toEqual(['sla-warning 50', 'sla-warning 75', 'sla-warning 90', 'sla-breached']);
  });

  test('the clock stands while action is required of somebody else', async () => {
    const id = await escalate();
    await takeOn(id);
    await world.forward('PT1H');
    await org.ben.call(ChangeEscalation, { escalation_id: id, status: 'action_required' });
    await world.forward('PT48H');
    expect((await get(id)).sla).toMatchObject({
      paused: true,
      remaining_minutes: about(180),
      breached: false,
      next_warning_at: null,
    });
    expect(await happened(id, /sla/)).toEqual([]);

    await org.ben.call(ChangeEscalation, { escalation_id: id, status: 'investigating' });
    const { sla } = await get(id);
    expect((await world.now()).until(sla.due_at).total('minutes')).toBeCloseTo(180, -1);
    expect(sla).toMatchObject({ paused: false });
    const clock = await org.ana.call(GetEscalationClock, { escalation_id: id });
    expect(clock.events.map(({ kind }) => kind)).toEqual(['opened', 'acknowledged', 'paused', 'resumed']);
    expect(clock).toMatchObject({ state: 'running', total_minutes: 240 });
    expect(clock.intervals).toHaveLength(3);
  });

  test('a changed severity keeps the time that was used', async () => {
    const id = await escalate({ severity: 'P1' });
    await takeOn(id);
    await world.forward('PT1H');
    await org.ben.call(ChangeEscalation, { escalation_id: id, severity: 'P0' });
    expect((await minutesTo(id))('due_at')).toBe(240);
    expect((await get(id)).sla).toMatchObject({ percent_used: 25, remaining_minutes: about(180) });
    await world.forward('PT1H');
    expect(await happened(id, /sla/)).toEqual(['sla-warning 50']);
  });
});

describe('what lies still', () => {
  test('is reminded of, and not while somebody does something', async () => {
    const id = await escalate({ severity: 'P1' });
    await takeOn(id);
    await world.forward('PT3H50M');
    expect(await happened(id, /stale/)).toEqual([]);
    await org.ben.call(ChangeEscalation, { escalation_id: id, customer_impact: 'Ten users' });
    await world.forward('PT3H50M');
    expect(await happened(id, /stale/)).toEqual([]);
    await world.forward('PT10M');
    expect(await happened(id, /stale/)).toEqual(['stale']);
    await world.forward('PT4H');
    expect(await happened(id, /stale/)).toEqual(['stale', 'stale']);
  });

  test('somebody always comes back to it, also when it is late', async () => {
    const id = await escalate();
    await takeOn(id);
    await world.forward('P3D');
    const before = (await happened(id, /stale/)).length;
    await world.forward('P2D');
    expect((await happened(id, /stale/)).length).toBeGreaterThan(before);
  });

  test('snoozed it is quiet: warnings and reminders wait, the breach does not', async () => {
    const id = await escalate();
    await takeOn(id);
    const until = (await world.now()).add({ hours: 3, minutes: 30 });
    const answer = await org.ben.call(SnoozeEscalation, {
      escalation_id: id,
      until: String(until),
      reason: 'Deploying',
    });
    expect(answer.snoozed_until).toBe(until.toString({ fractionalSecondDigits: 3 }));
    await world.forward('PT3H20M');
    expect(await happened(id, CLOCK)).toEqual([]);
    await world.forward('PT10M');
    expect(await happened(id, CLOCK)).toEqual(expect.arrayContaining(['sla-warning 75', 'stale']));
    expect(await happened(id, CLOCK)).toHaveLength(2);

    await org.ben.call(SnoozeEscalation, {
      escalation_id: id,
      until: String((await world.now()).add({ hours: 48 })),
      reason: 'Still at it',
    });
    await world.forward('PT24H');
    expect((await happened(id, CLOCK)).slice(2)).toEqual(['sla-breached']);
    await org.ben.call(SnoozeEscalation, { escalation_id: id, until: null, reason: 'Enough' });
    expect((await get(id)).snoozed_until).toBeNull();
  });

  test('the past, more than 30 days, and what is over cannot be snoozed; nor by somebody who only sees it', async () => {
    const id = await escalate();
    const now = await world.now();
    const snooze = (hours: number) => ({ escalation_id: id, until: String(now.add({ hours })), reason: 'x' });
    expect(await org.ben.refused(SnoozeEscalation, snooze(-1))).toBe('422 escalations.snooze-too-long');
    expect(await org.ben.refused(SnoozeEscalation, snooze(721))).toBe('422 escalations.snooze-too-long');
    expect(await org.ana.refused(SnoozeEscalation, snooze(1))).toBe('403 identity.not-allowed');
    expect(await org.gus.refused(SnoozeEscalation, snooze(1))).toBe('404 escalations.not-found');
    await org.ben.call(ResolveEscalation, { escalation_id: id, resolution_summary: 'a', root_cause: 'b' });
    expect(await org.ben.refused(SnoozeEscalation, snooze(1))).toBe('409 escalations.over');
  });
});

describe('closing by itself', () => {
  test('seven days after it was resolved, to the minute; reopened it stays open', async () => {
    const [one, other] = [await escalate({ severity: 'P2' }), await escalate({ severity: 'P2' })];
    for (const id of [one, other])
      await org.ben.call(ResolveEscalation, { escalation_id: id, resolution_summary: 'a', root_cause: 'b' });
    await world.forward('P6DT23H');
    expect((await get(one)).status).toBe('resolved');
    await org.ben.call(ReopenEscalation, { escalation_id: other, reason: 'Not yet' });
    await world.forward('PT1H');
    expect([(await get(one)).status, (await get(other)).status]).toEqual(['closed', 'investigating']);
    expect(await happened(one, /closed/)).toEqual(['closed']);
    await world.forward('P8D');
    expect((await get(other)).status).toBe('investigating');
  });
});

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

test('every open escalation is waited for by a timer, whatever was done with it', async () => {
  const ids = [await escalate(), await escalate({ severity: 'P2' }), await escalate({ severity: 'P3' })];
  const [first = '', second = ''] = ids;
  await takeOn(first);
  await org.ben.call(ChangeEscalation, { escalation_id: first, status: 'action_required' });
  await org.ben.call(ResolveEscalation, { escalation_id: second, resolution_summary: 'a', root_cause: 'b' });
  await org.ben.call(ReopenEscalation, { escalation_id: second, reason: 'again' });
  await world.forward('P5D');
  const waiting = await org.sql<{ id: string }>(
    `select e.id from escalations e where e.tenant_id = $1 and e.status in ('open', 'investigating', 'action_required')
        and exists (select from timers t where t.tenant_id = $1 and t.key = 'escalation:' || e.id || ':stale' and t.due_at > app_now())`,
  );
  expect(waiting.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});
