import {
  allowedStatuses,
  ESCALATION_STATUSES,
  type EscalationStatus,
  mayActOn,
  moveEscalation,
  nextEscalationStatuses,
  OPENED,
  priorityOfSeverity,
  requireEditable,
  requireExpectedResolution,
  type Severity,
  supporterStatus,
  voidEscalation,
} from './escalations.js';
import { asId, type UserId } from './ids.js';

const now = Temporal.Instant.from('2026-07-22T06:41:00Z');
const later = now.add({ hours: 3 });
const SUE = asId<UserId>('00000000-0000-4000-8000-000000000001');
const WHY = { reason: 'not solved', resolutionSummary: 'Sent again', rootCause: 'A stuck job' } as const;

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

test.each<[EscalationStatus, { severity: boolean; resolution: boolean }, string | null]>([
  ['open', { severity: true, resolution: false }, null],
  ['action_required', { severity: false, resolution: false }, null],
  ['investigating', { severity: false, resolution: true }, 'escalations.not-resolved'],
  ['resolved', { severity: false, resolution: true }, null],
  ['resolved', { severity: true, resolution: false }, 'escalations.over'],
  ['closed', { severity: false, resolution: false }, 'escalations.over'],
  ['void', { severity: false, resolution: true }, 'escalations.over'],
])('editing a %s one that touches %j: %s', (status, touches, refusal) => {
  const check = expect(() => requireEditable(status, touches));
  if (refusal === null) check.not.toThrow();
  else check.toThrow(refusal);
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
    const allowed = allowedStatuses({ ...people, createdById: null, status: 'resolved' }, { userId, managed });
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
    expect(allowedStatuses({ ...people, createdById: null, status: 'closed' }, admin)).toEqual([]);
    expect(allowedStatuses({ ...people, createdById: null, status: 'void' }, admin)).toEqual([]);
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
