import {
  acceptAssignment,
  type Assignment,
  type AssignmentStatus,
  canMoveAssignment,
  declineAssignment,
  endAssignment,
  hasLapsed,
  isInForceAt,
  startAssignment,
} from './assignments.js';
import { asId, type AbsenceId, type AssignmentId, type UserId } from './ids.js';

const BEN = asId<UserId>('00000000-0000-4000-8000-000000000002');
const EVA = asId<UserId>('00000000-0000-4000-8000-000000000003');
const instant = (text: string) => Temporal.Instant.from(text);
const startsAt = instant('2026-07-19T23:00:00Z');
const endsAt = instant('2026-07-31T23:00:00Z');
const before = instant('2026-07-10T09:00:00Z');
const within = instant('2026-07-22T09:00:00Z');

const assignment = (given: Partial<Assignment> = {}): Assignment => ({
  id: asId<AssignmentId>('00000000-0000-4000-8000-000000000401'),
  absenceId: asId<AbsenceId>('00000000-0000-4000-8000-000000000301'),
  backupUserId: BEN,
  tier: 1,
  status: 'pending',
  approval: 'none',
  customerIds: null,
  during: { startsAt, endsAt },
  acceptedAt: null,
  answerBy: instant('2026-07-13T10:00:00Z'),
  declinedReason: null,
  endedReason: null,
  ...given,
});

test('a yes before the start waits for it', () => {
  const accepted = acceptAssignment(assignment(), BEN, before);
  expect(accepted).toMatchObject({ status: 'accepted', acceptedAt: before, during: { startsAt, endsAt } });
  expect(isInForceAt(accepted, startsAt)).toBe(true);
  expect(isInForceAt(accepted, endsAt)).toBe(false);
});

test('a yes while the absence runs counts from now, not from before', () => {
  const accepted = acceptAssignment(assignment(), BEN, within);
  expect(accepted).toMatchObject({ status: 'active', during: { startsAt: within, endsAt } });
});

test('a yes at the very start is active from the start', () => {
  expect(acceptAssignment(assignment(), BEN, startsAt)).toMatchObject({
    status: 'active',
    during: { startsAt, endsAt },
  });
});

test('declining is final and keeps the reason', () => {
  const declined = declineAssignment(assignment(), BEN, 'at capacity', before);
  expect(declined).toMatchObject({ status: 'declined', declinedReason: 'at capacity', acceptedAt: null });
  expect(() => acceptAssignment(declined, BEN, before)).toThrow('coverage.already-answered');
});

describe.each([
  ['yes', (one: Assignment, who: UserId, at: Temporal.Instant) => acceptAssignment(one, who, at)],
  ['no', (one: Assignment, who: UserId, at: Temporal.Instant) => declineAssignment(one, who, null, at)],
])('%s', (_name, answer) => {
  test('only the backup who was asked can answer', () => {
    expect(() => answer(assignment(), EVA, before)).toThrow('coverage.not-yours');
  });

  test.each<AssignmentStatus>(['accepted', 'active', 'declined', 'completed'])(
    'a %s one was answered already',
    (status) => {
      expect(() => answer(assignment({ status }), BEN, before)).toThrow('coverage.already-answered');
    },
  );

  test('somebody else does not learn that it was answered', () => {
    expect(() => answer(assignment({ status: 'accepted' }), EVA, before)).toThrow('coverage.not-yours');
  });

  test('it is too late once the absence is over', () => {
    expect(() => answer(assignment(), BEN, endsAt)).toThrow('coverage.absence-over');
    expect(() => answer(assignment(), BEN, endsAt.subtract({ seconds: 1 }))).not.toThrow();
  });
});

test('the deadline itself is too late, one second before is not', () => {
  const answerBy = instant('2026-07-13T10:00:00Z');
  expect(hasLapsed(assignment({ answerBy }), answerBy)).toBe(true);
  expect(hasLapsed(assignment({ answerBy }), answerBy.subtract({ seconds: 1 }))).toBe(false);
  expect(hasLapsed(assignment({ answerBy: null }), endsAt)).toBe(false);
  expect(hasLapsed(assignment({ status: 'accepted' }), answerBy)).toBe(false);
});

test('an accepted assignment starts in its span only, a second time changes nothing', () => {
  const accepted = acceptAssignment(assignment(), BEN, before);
  expect(startAssignment(accepted, before).status).toBe('accepted');
  const active = startAssignment(accepted, startsAt);
  expect(active.status).toBe('active');
  expect(startAssignment(active, within)).toBe(active);
});

test('ended while it runs, what was stays', () => {
  const released = endAssignment(assignment({ status: 'active', acceptedAt: before }), 'released', within);
  expect(released).toMatchObject({
    status: 'completed',
    endedReason: 'released',
    during: { startsAt, endsAt: within },
  });
  expect(isInForceAt(released, within.subtract({ seconds: 1 }))).toBe(true);
  expect(isInForceAt(released, within)).toBe(false);
});

test('ended before its start nothing of it counts', () => {
  const released = endAssignment(assignment({ status: 'accepted', acceptedAt: before }), 'released', before);
  expect(isInForceAt(released, startsAt)).toBe(false);
});

test('a lapsed question never counts, and ending twice changes nothing', () => {
  const lapsed = endAssignment(assignment(), 'lapsed', within);
  expect(isInForceAt(lapsed, startsAt)).toBe(false);
  expect(endAssignment(lapsed, 'returned', endsAt)).toBe(lapsed);
});

test('ending after the end keeps the end', () => {
  expect(
    endAssignment(assignment({ status: 'active', acceptedAt: before }), 'returned', endsAt.add({ hours: 1 })).during,
  ).toEqual({ startsAt, endsAt });
});

test('declined and completed are final', () => {
  const all: AssignmentStatus[] = ['pending', 'accepted', 'declined', 'active', 'completed'];
  expect(all.flatMap((from) => all.filter((to) => canMoveAssignment(from, to)).map((to) => `${from} ${to}`))).toEqual([
    'pending accepted',
    'pending declined',
    'pending active',
    'pending completed',
    'accepted active',
    'accepted completed',
    'active completed',
  ]);
});
