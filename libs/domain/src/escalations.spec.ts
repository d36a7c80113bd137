import type { BusinessCalendar } from './business-time.js';
import {
  ESCALATION_STATUSES,
  type EscalationStatus,
  moveEscalation,
  nextEscalationStatuses,
  OPENED,
  priorityOfSeverity,
  requireExpectedResolution,
  type Severity,
  slaOf,
  supporterStatus,
  voidEscalation,
} from './escalations.js';
import { asId, type UserId } from './ids.js';

const now = Temporal.Instant.from('2026-07-22T06:41:00Z');
const later = now.add({ hours: 3 });
const SUE = asId<UserId>('00000000-0000-4000-8000-000000000001');
const berlin: BusinessCalendar = {
  timeZone: 'Europe/Berlin',
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '17:00',
  holidays: [],
};

test('an escalation moves along the table and nowhere else', () => {
  const moves = ESCALATION_STATUSES.flatMap((from) =>
    ESCALATION_STATUSES.filter((to) => {
      try {
        return moveEscalation({ ...OPENED, status: from }, to, now).status === to;
      } catch {
        return false;
      }
    }).map((to) => `${from} → ${to}`),
  );
  expect(moves).toEqual([
    'open → investigating',
    'open → resolved',
    'investigating → action_required',
    'investigating → resolved',
    'action_required → investigating',
    'action_required → resolved',
    'resolved → investigating',
    'resolved → closed',
  ]);
});

test('a move that is not allowed says where it could go', () => {
  expect(() => moveEscalation({ ...OPENED, status: 'resolved' }, 'open', now)).toThrow(
    expect.objectContaining({
      code: 'escalations.illegal-transition',
      details: { from: 'resolved', to: 'open', allowed: ['closed', 'investigating'] },
    }),
  );
});

test('times are kept: acknowledged once, resolved until reopened', () => {
  const investigating = moveEscalation(OPENED, 'investigating', now);
  const resolved = moveEscalation(investigating, 'resolved', later);
  expect(resolved).toEqual({ status: 'resolved', acknowledgedAt: now, resolvedAt: later, closedAt: null });
  expect(moveEscalation(resolved, 'investigating', later)).toEqual({ ...investigating, acknowledgedAt: now });
  expect(moveEscalation(resolved, 'closed', later)).toEqual({ ...resolved, status: 'closed', closedAt: later });
});

test.each<EscalationStatus>(['open', 'investigating', 'action_required', 'resolved'])(
  'a %s one can be voided with a reason',
  (status) => {
    expect(voidEscalation({ ...OPENED, status }, 'entered twice', now)).toMatchObject({
      status: 'void',
      closedAt: now,
    });
    expect(() => voidEscalation({ ...OPENED, status }, '  ', now)).toThrow('escalations.reason-required');
  },
);

test.each<EscalationStatus>(['closed', 'void'])('a %s one stays', (status) => {
  expect(nextEscalationStatuses(status)).toEqual([]);
  expect(() => voidEscalation({ ...OPENED, status }, 'entered twice', now)).toThrow('escalations.illegal-transition');
});

test.each<[Severity, string | null, boolean]>([
  ['P0', null, false],
  ['P1', ' ', false],
  ['P1', 'all branches can sign in', true],
  ['P2', null, true],
  ['P3', '', true],
])('%s with expected resolution %j is enough: %s', (severity, text, isEnough) => {
  const check = expect(() => requireExpectedResolution(severity, text));
  if (isEnough) check.not.toThrow();
  else check.toThrow('escalations.expected-resolution-required');
});

test.each<[EscalationStatus, UserId | null, string]>([
  ['open', null, 'pending'],
  ['open', SUE, 'assigned'],
  ['investigating', SUE, 'in_progress'],
  ['action_required', SUE, 'on_hold'],
  ['resolved', SUE, 'resolved'],
  ['closed', SUE, 'closed'],
  ['void', null, 'closed'],
])('supporters see %s (owner %s) as %s', (status, owner, shown) => {
  expect(supporterStatus(status, owner)).toBe(shown);
});

test('P3 is shown as normal', () => {
  expect((['P0', 'P1', 'P2', 'P3'] as const).map(priorityOfSeverity)).toEqual(['critical', 'high', 'normal', 'normal']);
});

// Wednesday 22 July 2026, 08:41 in Berlin, before opening
test.each<[Severity, string, string, string]>([
  ['P0', '2026-07-22T10:41:00Z', '2026-07-22T06:56:00Z', '2026-07-22T09:41:00Z'],
  ['P1', '2026-07-23T06:41:00Z', '2026-07-22T07:41:00Z', '2026-07-23T00:41:00Z'],
  ['P2', '2026-08-03T15:00:00Z', '2026-07-22T15:00:00Z', '2026-07-30T13:00:00Z'],
  ['P3', '2026-08-19T15:00:00Z', '2026-07-24T15:00:00Z', '2026-08-12T13:00:00Z'],
])('%s: resolve by %s, answer by %s, warn at %s', (severity, dueAt, responseDueAt, warnAt) => {
  expect(slaOf({ severity, openedAt: now, calendar: berlin })).toEqual({
    dueAt: Temporal.Instant.from(dueAt),
    responseDueAt: Temporal.Instant.from(responseDueAt),
    warnAt: Temporal.Instant.from(warnAt),
  });
});

test("the category's hours and a rule's multiplier change the resolution clock only", () => {
  const slow = slaOf({
    severity: 'P1',
    openedAt: now,
    slaHours: { P0: 4, P1: 10, P2: 72, P3: 168 },
    multiplier: 1.5,
    calendar: berlin,
  });
  expect(slow.dueAt).toEqual(now.add({ hours: 15 }));
  expect(slow.responseDueAt).toEqual(now.add({ hours: 1 }));
  expect(slow.warnAt).toEqual(now.add({ minutes: 675 }));
});

test.each([0, -1, NaN])('a multiplier of %p is refused', (multiplier) => {
  expect(() => slaOf({ severity: 'P0', openedAt: now, multiplier, calendar: berlin })).toThrow(RangeError);
});
