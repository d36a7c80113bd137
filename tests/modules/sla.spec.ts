import {
  CreateCalendar,
  CreateEscalation,
  GetEscalation,
  GetEscalationClock,
  GetSlaPolicy,
  ListCalendars,
  PutCalendar,
  PutCategorySla,
  PutSlaPolicy,
  RemoveCalendar,
  type WireOf,
} from '@understudy/contracts';
import { eventually } from '../support/eventually.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Billing')`);
});

const WEEK = [1, 2, 3, 4, 5] as const;
const desk = (more: Partial<WireOf<typeof CreateCalendar>> = {}): WireOf<typeof CreateCalendar> => ({
  name: 'Support desk',
  time_zone: 'Europe/Lisbon',
  windows: [
    { days: [...WEEK], from: '09:00', to: '12:00' },
    { days: [...WEEK], from: '13:00', to: '18:00' },
  ],
  holidays: [],
  ...more,
});
const policyInput = async (
  change: (policy: WireOf<typeof PutSlaPolicy>) => void,
): Promise<WireOf<typeof PutSlaPolicy>> => {
  const { version: _, updated_at: __, categories: ___, ...policy } = await org.ada.call(GetSlaPolicy, {});
  change(policy);
  return policy;
};
const countBy = async (calendarId: string) =>
  org.ada.call(PutSlaPolicy, await policyInput(({ severities }) => (severities.P2.calendar_id = calendarId)));
const escalate = (severity: 'P0' | 'P2' = 'P2') =>
  org.ana.call(CreateEscalation, {
    customer_id: org.customers[0] ?? '',
    category: 'Billing',
    severity,
    title: 'Invoices missing',
    description: 'None since the move.',
    ...(severity === 'P0' && { expected_resolution: 'They are sent' }),
  });
const hoursTo = (from: string, to: string) => Temporal.Instant.from(from).until(to).total('hours');

describe('calendars', () => {
  test('are made, changed and put away by admins, and each change stands in the history', async () => {
    const made = await org.ada.call(CreateCalendar, desk({ holidays: [{ on: '2099-12-25', name: 'Christmas' }] }));
    expect(made).toMatchObject({
      name: 'Support desk',
      version: 1,
      holidays: [{ on: '2099-12-25', name: 'Christmas' }],
    });
    const changed = await org.ada.call(
      PutCalendar,
      { calendar_id: made.id, ...desk({ name: 'Desk' }) },
      { ifMatch: 1 },
    );
    expect(changed).toMatchObject({ name: 'Desk', version: 2, holidays: [] });
    expect((await org.ada.call(ListCalendars, {})).items).toEqual([changed]);
    await org.ada.call(RemoveCalendar, { calendar_id: made.id }, { ifMatch: 2 });
    expect((await org.ada.call(ListCalendars, {})).items).toEqual([]);
    const history = await org.sql<{ type: string }>(
      `select type from history where tenant_id = $1 and subject_kind = 'business-calendar' order by seq`,
    );
    expect(history.map(({ type }) => type)).toEqual([
      'business-calendar.created',
      'business-calendar.changed',
      'business-calendar.put-away',
    ]);
  });

  test.each([
    [
      'a window that ends before it begins',
      { windows: [{ days: [1 as const], from: '22:00', to: '06:00' }] },
      '422 calendars.backwards',
    ],
    [
      'windows that overlap',
      {
        windows: [
          { days: [1 as const, 2 as const], from: '09:00', to: '12:01' },
          { days: [2 as const], from: '12:00', to: '17:00' },
        ],
      },
      '422 calendars.overlap',
    ],
    ['no window at all', { windows: [] }, '400 request.malformed'],
    ['a window on no day', { windows: [{ days: [], from: '09:00', to: '17:00' }] }, '400 request.malformed'],
    ['an unknown zone', { time_zone: 'Europe/Atlantis' }, '400 request.malformed'],
    ['a time that is none', { windows: [{ days: [1 as const], from: '09:60', to: '17:00' }] }, '400 request.malformed'],
    ['a day that is none', { holidays: [{ on: '2026-02-30' }] }, '400 request.malformed'],
  ])('%s is refused', async (_, more, refusal) => {
    expect(await org.ada.refused(CreateCalendar, desk(more))).toBe(refusal);
  });

  test('a stale version, a taken name, a foreign calendar, one that clocks count by, and other people are refused', async () => {
    const { id } = await org.ada.call(CreateCalendar, desk());
    expect(await org.ada.refused(CreateCalendar, desk({ name: 'SUPPORT DESK' }))).toBe('409 calendars.name-taken');
    await org.ada.call(PutCalendar, { calendar_id: id, ...desk() });
    expect(await org.ada.refused(PutCalendar, { calendar_id: id, ...desk() }, { ifMatch: 1 })).toBe(
      '409 version.stale',
    );
    await countBy(id);
    expect(await org.ada.refused(RemoveCalendar, { calendar_id: id })).toBe('409 calendars.in-use');
    const theirs = await world.organisation();
    expect(await theirs.ada.refused(PutCalendar, { calendar_id: id, ...desk() })).toBe('404 calendars.not-found');
    expect(await org.mia.refused(CreateCalendar, desk({ name: 'x' }))).toBe('403 identity.not-allowed');
  });
});

describe('the policy', () => {
  test('is that of PRD-243 until somebody sets it, for every severity and category', async () => {
    const policy = await org.ada.call(GetSlaPolicy, {});
    expect(policy).toMatchObject({
      version: 0,
      warn_percents: [50, 75, 90],
      auto_close_days: 7,
      pause_in_action_required: true,
    });
    expect(
      Object.values(policy.severities).map((own) => [own.resolution_hours, own.response_minutes, own.climb_minutes]),
    ).toEqual([
      [4, 15, 15],
      [24, 60, 30],
      [72, 480, null],
      [168, 1440, null],
    ]);
    expect(policy.categories).toMatchObject([{ name: 'Billing', resolution_hours: { P0: 4 }, own_response: false }]);
  });

  test('counts for what is opened afterwards; what runs keeps what counted when it was opened', async () => {
    const before = await escalate('P0');
    const { id: category } = (
      await org.sql<{ id: string }>('select id from escalation_categories where tenant_id = $1')
    )[0] ?? { id: '' };
    await org.sql('update escalation_categories set sla_hours_p0 = 2 where tenant_id = $1');
    const answer = { P0: 5, P1: 10, P2: 20, P3: 40 };
    expect(await org.ada.call(PutCategorySla, { category_id: category, response_minutes: answer })).toMatchObject({
      own_response: true,
      response_minutes: answer,
      resolution_hours: { P0: 2 },
    });
    await org.ada.call(PutSlaPolicy, await policyInput((policy) => (policy.warn_percents = [10, 80])));

    const after = await escalate('P0');
    expect([
      hoursTo(after.created_at, after.sla.due_at),
      hoursTo(after.created_at, after.sla.response_due_at) * 60,
    ]).toEqual([2, 5]);
    expect(hoursTo(after.created_at, after.sla.next_warning_at ?? '') * 60).toBeCloseTo(12, 6);
    expect(hoursTo(after.created_at, after.sla.warn_at) * 60).toBeCloseTo(96, 6);
    expect((await org.ana.call(GetEscalation, { escalation_id: before.id })).sla.due_at).toBe(before.sla.due_at);
  });

  test('warnings out of order, two clocks for one severity, an unknown calendar, a stale version and other people are refused', async () => {
    const { id } = await org.ada.call(CreateCalendar, desk());
    const put = async (change: Parameters<typeof policyInput>[0], ifMatch?: number) =>
      org.ada.refused(PutSlaPolicy, await policyInput(change), ifMatch === undefined ? {} : { ifMatch });
    expect(await put((policy) => (policy.warn_percents = [75, 50]))).toBe('422 sla.percents-out-of-order');
    expect(await put(({ severities }) => (severities.P0.calendar_id = id))).toBe('422 sla.two-clocks');
    expect(await put(({ severities }) => (severities.P2.calendar_id = org.ana.id))).toBe('404 calendars.not-found');
    expect(await put((policy) => (policy.auto_close_days = 0))).toBe('400 request.malformed');
    const theirs = await world.organisation();
    const foreign = await theirs.ada.call(CreateCalendar, desk());
    expect(await put(({ severities }) => (severities.P2.calendar_id = foreign.id))).toBe('404 calendars.not-found');
    await countBy(id);
    expect(await put(() => undefined, 7)).toBe('409 version.stale');
    expect(await org.mia.refused(GetSlaPolicy, {})).toBe('403 identity.not-allowed');
    expect(await org.ada.refused(PutCategorySla, { category_id: org.ana.id, response_minutes: null })).toBe(
      '404 sla.category-not-found',
    );
  });
});

describe('counting by a calendar', () => {
  test('a lunch break and a holiday do not count', async () => {
    const tomorrow = await world.day(1);
    const { id } = await org.ada.call(CreateCalendar, desk({ holidays: [{ on: tomorrow }] }));
    await countBy(id);
    await org.sql('update escalation_categories set sla_hours_p2 = 8 where tenant_id = $1');
    // Monday 10:00: two hours until lunch, five after it; Tuesday is off; one hour is left for Wednesday
    const { created_at, sla } = await escalate();
    const due = Temporal.Instant.from(sla.due_at).toZonedDateTimeISO('Europe/Lisbon');
    const opened = Temporal.Instant.from(created_at).toZonedDateTimeISO('Europe/Lisbon');
    expect([due.dayOfWeek, due.hour, due.minute]).toEqual([3, 10, opened.minute]);
    expect(sla.remaining_minutes).toBe(480);
  });

  test('a change leaves open escalations alone, unless it is applied to them: then it counts from now on', async () => {
    const { id } = await org.ada.call(CreateCalendar, desk());
    await countBy(id);
    const made = await escalate();
    const always = desk({ windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }] });
    await org.ada.call(PutCalendar, { calendar_id: id, ...always });
    await world.settle();
    const read = () => org.ana.call(GetEscalation, { escalation_id: made.id });
    expect((await read()).sla.due_at).toBe(made.sla.due_at);
    expect((await escalate()).sla.due_at < made.sla.due_at).toBe(true);

    await org.ada.call(PutCalendar, { calendar_id: id, ...always, apply_to_open: true });
    await world.settle();
    await eventually(async () => expect(hoursTo(made.created_at, (await read()).sla.due_at)).toBeLessThan(73));
    const clock = await org.ana.call(GetEscalationClock, { escalation_id: made.id });
    expect(clock.events.map(({ kind }) => kind)).toEqual(['opened', 'calendar']);
    expect(clock.events[1]?.calendars).toEqual(['Support desk, version 3']);
    expect(clock.intervals.map(({ calendar }) => calendar?.version)).toEqual([1, 3]);
  });

  test('one that was put away before its change reached open escalations is applied to none, and nothing is tried again', async () => {
    const { id } = await org.ada.call(CreateCalendar, desk());
    await org.ada.call(RemoveCalendar, { calendar_id: id }, { ifMatch: 1 });
    const [message] = await org.sql<{ id: string }>(
      `insert into outbox (tenant_id, type, payload) values ($1, 'sla.calendar-applied', jsonb_build_object('calendar_id', $2::text, 'version', 1)) returning id`,
      [id],
    );
    await world.settle();
    await eventually(async () =>
      expect(
        await org.sql(
          'select attempt, done_at is not null as done from deliveries where tenant_id = $1 and message_id = $2',
          [message?.id],
        ),
      ).toEqual([{ attempt: 1, done: true }]),
    );
  });
});
