import {
  ChangeEscalation,
  GetEscalationClock,
  ReopenEscalation,
  ResolveEscalation,
  SnoozeEscalation,
} from '@understudy/contracts';
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

const { escalate, get, happened, takeOn, until } = clockWords(
  () => world,
  () => org,
);
/** Real time passes as well while the clock is moved. */
const about = (minutes: number) => expect.closeTo(minutes, -1);
const CLOCK = /sla|stale|response/;
const minutesToDue = async (id: string) => {
  const { created_at, sla } = await get(id);
  return Temporal.Instant.from(created_at).until(sla.due_at).total('minutes');
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
    expect(await minutesToDue(id)).toBe(240);
    expect((await get(id)).sla).toMatchObject({ percent_used: 25, remaining_minutes: about(180) });
    await world.forward('PT1H');
    expect(await happened(id, /sla/)).toEqual(['sla-warning 50']);
  });

  test('another category counts by its own hours from then on; the time that was used stays, and so does the answer', async () => {
    await org.sql(
      `insert into escalation_categories (tenant_id, name, sla_hours_p1, response_minutes_p0, response_minutes_p1, response_minutes_p2, response_minutes_p3)
       values ($1, 'Executive', 12, 5, 10, 20, 40)`,
    );
    const [id, waiting] = [await escalate({ severity: 'P1' }), await escalate({ severity: 'P1' })];
    await takeOn(id);
    const answerBy = (await get(id)).sla.response_due_at;
    await world.forward('PT3H');
    await org.ben.call(ChangeEscalation, { escalation_id: id, category: 'Executive' });
    expect(await minutesToDue(id)).toBe(12 * 60);
    expect((await get(id)).sla).toMatchObject({
      percent_used: 25,
      remaining_minutes: about(9 * 60),
      response_due_at: answerBy,
    });
    const clock = await org.ben.call(GetEscalationClock, { escalation_id: id });
    expect([clock.total_minutes, clock.due_at]).toEqual([12 * 60, (await get(id)).sla.due_at]);
    expect(clock.events.map(({ kind }) => kind)).toEqual(['opened', 'acknowledged', 'category']);

    // not answered yet: the ten minutes of the new category were over already, so the answer is due at once
    await org.ada.call(ChangeEscalation, {
      escalation_id: waiting,
      category: 'Executive',
      severity: 'P0',
      expected_resolution: 'It works',
    });
    const { events } = await org.ada.call(GetEscalationClock, { escalation_id: waiting });
    expect(events.map(({ kind }) => kind)).toEqual(['opened', 'category', 'severity']);
    expect((await get(waiting)).sla.response_due_at).toBe(events.at(-1)?.at);

    await world.forward('PT3H');
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
