import {
  type Approvable,
  approveAssignment,
  awaitsApproval,
  isPutAside,
  type Leaving,
  letGoAssignment,
  nextApprover,
  rejectAssignment,
  requestRelease,
} from './approvals.js';
import { asId, type AbsenceId, type AssignmentId, type UserId } from './ids.js';

const at = (text: string) => Temporal.Instant.from(text);
const NOW = at('2026-07-06T08:00:00Z');
const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const [BEN, MIA, TOP] = [user(2), user(3), user(4)];
const assignment = (given: Partial<Approvable> = {}): Approvable => ({
  id: asId<AssignmentId>('00000000-0000-4000-b000-000000000001'),
  absenceId: asId<AbsenceId>('00000000-0000-4000-c000-000000000001'),
  backupUserId: BEN,
  tier: 1,
  status: 'pending',
  approval: 'waiting',
  customerIds: null,
  during: { startsAt: at('2026-07-10T00:00:00Z'), endsAt: at('2026-07-15T00:00:00Z') },
  acceptedAt: null,
  answerBy: null,
  declinedReason: null,
  endedReason: null,
  askedAt: null,
  releaseRequestedAt: null,
  ...given,
});

test('while it waits for a manager the backup is not asked; asked already, it only waits to be confirmed', () => {
  expect(awaitsApproval(assignment())).toBe(true);
  expect(awaitsApproval(assignment({ askedAt: NOW }))).toBe(false);
  expect(awaitsApproval(assignment({ approval: 'none' }))).toBe(false);
});

test('a manager says yes or no once; a no ends also what was accepted meanwhile', () => {
  expect(approveAssignment(assignment()).approval).toBe('approved');
  const active = assignment({ status: 'active', askedAt: NOW, acceptedAt: NOW });
  expect(rejectAssignment(active, NOW)).toMatchObject({
    approval: 'rejected',
    status: 'completed',
    endedReason: 'rejected',
  });
  for (const approval of ['none', 'approved', 'rejected'] as const)
    expect(() => approveAssignment(assignment({ approval }))).toThrow('coverage.not-awaiting-approval');
  expect(() => rejectAssignment(assignment({ status: 'completed' }), NOW)).toThrow('coverage.not-awaiting-approval');
});

test('who wants out stays until the start, at least for an hour', () => {
  const accepted = assignment({ status: 'accepted', acceptedAt: NOW });
  expect(String(requestRelease(accepted, NOW).releaseBy)).toBe('2026-07-10T00:00:00Z');
  const running = { ...accepted, status: 'active' as const, during: { ...accepted.during, startsAt: NOW } };
  expect(String(requestRelease(running, NOW).releaseBy)).toBe('2026-07-06T09:00:00Z');
});

describe('letting go', () => {
  const leaving = (given: Partial<Leaving> = {}): Leaving => ({
    ...requestRelease(assignment({ status: 'accepted', acceptedAt: NOW }), NOW),
    releaseReason: 'Too much',
    ...given,
  });

  test('who asked for it is released, who made room is replaced', () => {
    expect(letGoAssignment(leaving(), NOW)).toMatchObject({ status: 'completed', endedReason: 'released' });
    const aside = leaving({ releaseReason: null });
    expect([isPutAside(aside), isPutAside(leaving())]).toEqual([true, false]);
    expect(letGoAssignment(aside, NOW)).toMatchObject({ status: 'completed', endedReason: 'replaced' });
    expect(isPutAside({ releaseRequestedAt: null, releaseReason: null })).toBe(false);
  });

  test('one to be left by its start never counts, also when the clock is late; one that ran counts until now', () => {
    const { startsAt } = leaving().during;
    const late = startsAt.add({ milliseconds: 20 });
    for (const status of ['accepted', 'active'] as const)
      expect(letGoAssignment(leaving({ status }), late).during).toEqual({ startsAt, endsAt: startsAt });
    const ran = leaving({ status: 'active', releaseBy: startsAt.add({ hours: 1 }) });
    const end = startsAt.add({ hours: 2 });
    expect(letGoAssignment(ran, end).during).toEqual({ startsAt, endsAt: end });
  });
});

test.each([
  ['coverage.not-accepted', assignment()],
  ['coverage.assignment-over', assignment({ status: 'completed' })],
  ['coverage.assignment-over', assignment({ status: 'declined' })],
  ['coverage.release-asked-already', assignment({ status: 'active', releaseRequestedAt: NOW })],
])('getting out is refused: %s', (code, row) => {
  expect(() => requestRelease(row, NOW)).toThrow(code);
});

test('the nearest manager who is there is asked, after a deadline the next one up', () => {
  const chain = [MIA, TOP];
  const all = new Set(chain);
  expect(nextApprover({ chain, available: all, after: null })).toBe(MIA);
  expect(nextApprover({ chain, available: new Set([TOP]), after: null })).toBe(TOP);
  expect(nextApprover({ chain, available: all, after: MIA })).toBe(TOP);
  expect(nextApprover({ chain, available: all, after: TOP })).toBeNull();
  expect(nextApprover({ chain, available: all, after: BEN })).toBeNull();
});
