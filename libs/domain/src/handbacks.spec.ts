import { type CustomerState, factsOf } from './customer-facts.js';
import { returnReminderAt, customerHandback, type CustomerHandbackInput, type Evidence } from './handbacks.js';
import { asId, type CustomerId, type UserId } from './ids.js';

const ana = asId<UserId>('00000000-0000-7000-8000-00000000000a');
const ben = asId<UserId>('00000000-0000-7000-8000-00000000000b');
const customerId = asId<CustomerId>('00000000-0000-7000-8000-0000000000cc');
const at = (text: string) => Temporal.Instant.from(text);
const state = (given: Partial<CustomerState> = {}): CustomerState => ({
  healthScore: 72,
  stage: 'adoption',
  arr: 50_000,
  renewalOn: Temporal.PlainDate.from('2027-03-01'),
  csmId: ana,
  specialHandling: null,
  tasks: [],
  risks: [],
  escalations: [],
  stakeholders: [],
  ...given,
});
const task = (id: string, status: string, dueAt: Temporal.Instant | null = null) => ({
  id,
  title: `Task ${id}`,
  status,
  dueAt,
  assigneeId: ana,
});
const risk = (id: string, severity: string, isResolved = false) => ({
  id,
  description: `Risk ${id}`,
  severity,
  isResolved,
});
const escalation = (id: string, severity: 'P0' | 'P1' | 'P2' | 'P3', status: 'open' | 'resolved') => ({
  id,
  title: `Escalation ${id}`,
  severity,
  status,
  dueAt: null,
});
const byBen = (about: string, what = 'customer.task-done'): Evidence => ({
  about,
  by: { kind: 'user', userId: ben },
  at: at('2026-07-02T09:00:00Z'),
  what,
});
const handback = (given: Partial<CustomerHandbackInput> = {}) =>
  customerHandback({
    customerId,
    before: factsOf(state()),
    after: factsOf(state()),
    events: [],
    activities: [],
    activitiesBefore: [],
    ...given,
  });

describe('a handback', () => {
  test('of a quiet absence is empty, with nothing made up', () => {
    expect(handback()).toEqual({
      customerId,
      activities: [],
      resolved: [],
      outstanding: [],
      health: null,
      sentiment: null,
      changes: [],
    });
  });

  test('says what was resolved and by whom', () => {
    const back = handback({
      before: factsOf(state({ tasks: [task('t1', 'open')] })),
      after: factsOf(state({ tasks: [task('t1', 'done')] })),
      events: [byBen('tasks.t1')],
    });
    expect(back.resolved).toMatchObject([
      { kind: 'task', id: 't1', wasThere: true, evidence: { by: { userId: ben } } },
    ]);
    expect(back.outstanding).toEqual([]);
  });

  test('counts what came and went meanwhile as resolved', () => {
    const back = handback({ after: factsOf(state({ risks: [risk('r1', 'high', true)] })) });
    expect(back.resolved).toMatchObject([{ kind: 'risk', id: 'r1', wasThere: false }]);
  });

  test('does not count as resolved what was resolved before the departure', () => {
    const done = factsOf(state({ tasks: [task('t1', 'done')] }));
    expect(handback({ before: done, after: done }).resolved).toEqual([]);
  });

  test('names a task that was deleted while away', () => {
    const back = handback({ before: factsOf(state({ tasks: [task('t1', 'open')] })) });
    expect(back.resolved).toMatchObject([{ title: 'Task t1' }]);
  });

  test('lists what is outstanding by pressure: severity, then what is due first', () => {
    const back = handback({
      after: factsOf(
        state({
          tasks: [
            task('late', 'open', at('2026-07-09T00:00:00Z')),
            task('soon', 'open', at('2026-07-08T00:00:00Z')),
            task('some-day', 'open'),
          ],
          risks: [risk('r-low', 'low'), risk('r-high', 'high')],
          escalations: [escalation('e2', 'P2', 'open'), escalation('e0', 'P0', 'open')],
        }),
      ),
    });
    expect(back.outstanding.map(({ id }) => id)).toEqual(['e0', 'r-high', 'e2', 'soon', 'late', 'some-day', 'r-low']);
  });

  test('shows a change of health with the event behind it', () => {
    const back = handback({
      after: factsOf(state({ healthScore: 55 })),
      events: [byBen('customer.health_score', 'customer.changed')],
    });
    expect(back.health).toEqual({ from: 72, to: 55, evidence: ['customer.changed'] });
  });

  test('says nothing about health that was not measured', () => {
    expect(handback({ before: factsOf(state({ healthScore: null })) }).health).toBeNull();
  });

  test('compares sentiment only where both sides have some', () => {
    const said = (sentiment: number | null) => ({
      kind: 'call',
      summary: 'Call',
      occurredAt: at('2026-07-01T09:00:00Z'),
      userId: ben,
      outcome: null,
      sentiment,
    });
    expect(handback({ activities: [said(-1)] }).sentiment).toBeNull();
    expect(handback({ activities: [said(-1)], activitiesBefore: [said(null)] }).sentiment).toBeNull();
    expect(handback({ activities: [said(-1), said(1)], activitiesBefore: [said(1)] }).sentiment).toEqual({
      from: 1,
      to: 0,
      evidence: ['Call', 'Call'],
    });
  });

  test('the closest event wins, then the latest', () => {
    const later = { ...byBen('customer', 'customer.changed'), at: at('2026-07-03T09:00:00Z') };
    const close = byBen('customer.stage', 'customer.stage-changed');
    const back = handback({ after: factsOf(state({ stage: 'renewal' })), events: [later, close] });
    expect(back.changes).toMatchObject([{ path: 'customer.stage', evidence: { what: 'customer.stage-changed' } }]);
    const two = handback({
      after: factsOf(state({ stage: 'renewal' })),
      events: [byBen('customer', 'earlier'), later],
    });
    expect(two.changes[0]?.evidence?.what).toBe('customer.changed');
  });

  test('what is new came by whoever made it, what changed by whoever changed it last', () => {
    const opened = { ...byBen('escalations.e', 'escalation.created'), isBeginning: true };
    const later = (about: string, what: string): Evidence => ({
      about,
      by: { kind: 'user', userId: ana },
      at: at('2026-07-03T09:00:00Z'),
      what,
    });
    const events = [later('escalations.e.status', 'escalation.acknowledged'), later('escalations.e', 'later'), opened];
    const isNew = handback({ after: factsOf(state({ escalations: [escalation('e', 'P1', 'open')] })), events });
    expect(new Set(isNew.changes.map(({ evidence }) => evidence?.what))).toEqual(new Set(['escalation.created']));
    expect(isNew.outstanding).toMatchObject([{ evidence: { what: 'escalation.created' } }]);

    const before = factsOf(state({ escalations: [escalation('e', 'P1', 'open')] }));
    const after = factsOf(state({ escalations: [escalation('e', 'P1', 'resolved')] }));
    expect(handback({ before, after, events }).changes).toMatchObject([
      { evidence: { what: 'escalation.acknowledged' } },
    ]);
    expect(handback({ after, events }).resolved).toMatchObject([{ evidence: { what: 'escalation.acknowledged' } }]);
  });

  test('a change nobody recorded has no author', () => {
    expect(handback({ after: factsOf(state({ arr: 60_000 })) }).changes).toEqual([
      { path: 'customer.arr', from: 50_000, to: 60_000, evidence: null },
    ]);
  });
});

describe('the reminder before the return', () => {
  const span = (from: string, to: string | null) => ({ startsAt: at(from), endsAt: to === null ? null : at(to) });
  const week = span('2026-07-06T00:00:00Z', '2026-07-13T00:00:00Z');
  test.each([
    ['a day before the end', week, '2026-07-01T00:00:00Z', '2026-07-12T00:00:00Z'],
    ['at once when the end came nearer', week, '2026-07-12T08:00:00Z', '2026-07-12T08:00:00Z'],
    ['none once it is over', week, '2026-07-13T00:00:00Z', null],
    ['none for a single day', span('2026-07-06T00:00:00Z', '2026-07-07T00:00:00Z'), '2026-07-01T00:00:00Z', null],
    [
      'an hour into a day of 25 hours',
      span('2026-10-31T23:00:00Z', '2026-11-02T00:00:00Z'),
      '2026-10-01T00:00:00Z',
      '2026-11-01T00:00:00Z',
    ],
    ['none while nobody knows the end', span('2026-07-06T00:00:00Z', null), '2026-07-01T00:00:00Z', null],
  ])('%s', (_what, during, now, expected) => {
    const due = returnReminderAt(during, at(now));
    expect(due === null ? null : String(due)).toBe(expected);
  });
});
