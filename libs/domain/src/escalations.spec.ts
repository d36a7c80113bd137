import type { BusinessCalendar } from './business-time.js';
import {
  allowedStatuses,
  ESCALATION_STATUSES,
  type EscalationStatus,
  mayActOn,
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
const WHY = { reason: 'not solved', resolutionSummary: 'Sent again', rootCause: 'A stuck job' } as const;
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
        return moveEscalation({ ...OPENED, status: from }, to, now, WHY).status === to;
      } catch {
        return false;
      }
    }).map((to) => `${from} → ${to}`),
  );
  expect(moves).toEqual([
    'open → investigating',
    'open → resolved',
    'open → void',
    'investigating → action_required',
    'investigating → resolved',
    'investigating → void',
    'action_required → investigating',
    'action_required → resolved',
    'action_required → void',
    'resolved → investigating',
    'resolved → closed',
    'resolved → void',
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

test('times are kept: acknowledged once, resolved until reopened; what was said of the resolution goes with it', () => {
  const investigating = moveEscalation(OPENED, 'investigating', now);
  const resolved = moveEscalation(investigating, 'resolved', later, { ...WHY, outcome: 'saved' });
  expect(resolved).toEqual({
    ...investigating,
    status: 'resolved',
    resolvedAt: later,
    resolutionSummary: 'Sent again',
    rootCause: 'A stuck job',
    outcome: 'saved',
  });
  expect(moveEscalation(resolved, 'investigating', later, WHY)).toEqual(investigating);
  expect(moveEscalation(resolved, 'closed', later)).toEqual({ ...resolved, status: 'closed', closedAt: later });
});

test.each([
  [{}, ['resolution_summary', 'root_cause']],
  [{ resolutionSummary: '  ', rootCause: 'x' }, ['resolution_summary']],
  [{ resolutionSummary: 'x', rootCause: null }, ['root_cause']],
  [{ rootCause: 'x', withoutRootCause: true }, ['resolution_summary']],
])('resolving with %j misses %j', (words, missing) => {
  expect(() => moveEscalation(OPENED, 'resolved', now, words)).toThrow(
    expect.objectContaining({ code: 'escalations.resolution-required', details: { missing } }),
  );
});

test('a supporter may leave the root cause empty', () => {
  const words = { resolutionSummary: 'Explained the bill', withoutRootCause: true };
  expect(moveEscalation(OPENED, 'resolved', now, words)).toMatchObject({ rootCause: null, outcome: null });
});

test('going back to work from resolved needs a reason', () => {
  const resolved = moveEscalation(OPENED, 'resolved', now, WHY);
  expect(() => moveEscalation(resolved, 'investigating', later, { reason: ' ' })).toThrow(
    'escalations.reason-required',
  );
});

describe('who may act', () => {
  const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
  const [csm, owner, second, manager] = [user(1), user(2), user(3), user(4)];
  const people = { csmId: csm, primaryOwnerId: owner, secondaryOwnerId: second, hasCustomer: true };
  const nobodyYet = { ...people, csmId: null, primaryOwnerId: null, secondaryOwnerId: null };
  const none = new Set<UserId>();

  test.each<[string, UserId, ReadonlySet<UserId> | null, boolean]>([
    ['the owner', owner, none, true],
    ['the second owner', second, none, true],
    ['a manager of the owner', manager, new Set([owner]), true],
    ['a manager of the CSM', manager, new Set([csm]), true],
    ['an admin', manager, null, true],
    ['the CSM alone', csm, none, false],
    ['a manager of others', manager, new Set([manager, user(9)]), false],
  ])('%s', (_, userId, managed, may) => {
    expect(mayActOn(people, { userId, managed })).toBe(may);
    const allowed = allowedStatuses({ ...people, status: 'resolved' }, { userId, managed });
    expect(allowed).toEqual(may ? ['closed', 'investigating', 'void'] : []);
  });

  test('what waits without customer and owner is for every manager, and for nobody else', () => {
    const waiting = { ...nobodyYet, hasCustomer: false };
    expect(mayActOn(waiting, { userId: manager, managed: new Set([manager]) })).toBe(true);
    expect(mayActOn(waiting, { userId: manager, managed: none })).toBe(false);
    expect(mayActOn(nobodyYet, { userId: manager, managed: new Set([manager]) })).toBe(false);
  });

  test('nothing may be done to a closed or void one', () => {
    const admin = { userId: manager, managed: null };
    expect(allowedStatuses({ ...people, status: 'closed' }, admin)).toEqual([]);
    expect(allowedStatuses({ ...people, status: 'void' }, admin)).toEqual([]);
  });
});

test.each<EscalationStatus>(['open', 'investigating', 'action_required', 'resolved'])(
  'a %s one can be voided with a reason',
  (status) => {
    expect(voidEscalation({ ...OPENED, status }, 'entered twice', now)).toMatchObject({
      status: 'void',
      closedAt: now,
      voidedReason: 'entered twice',
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
