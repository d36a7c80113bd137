import { type Climb, climbAfterSeverity, lookAgainAt, nextLevel, unconfirmedAgainMinutes } from './climbing.js';
import { asId, type AbsenceId, type AssignmentId, type UserId } from './ids.js';
import { roster, type RosterRows } from './roster.js';

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-00000000000${n}`);
const [ana, ben, cy, dee, eve, csm] = [1, 2, 3, 4, 5, 6].map(user) as [UserId, UserId, UserId, UserId, UserId, UserId];
const now = Temporal.Instant.from('2026-07-07T10:00:00Z');
const during = { startsAt: now.subtract({ hours: 1 }), endsAt: now.add({ hours: 24 }) };

/** ana → cy → eve; ben → cy; dee stands in for cy; the customer's CSM → dee. */
const world = (given: { away?: readonly UserId[]; manager?: Readonly<Record<string, UserId | null>> } = {}) => {
  const managers: Record<string, UserId | null> = { [ana]: cy, [ben]: cy, [cy]: eve, [csm]: dee, ...given.manager };
  const away = given.away ?? [];
  const rows: RosterRows = {
    people: [ana, ben, cy, dee, eve, csm].map((id) => ({ id, teamId: null, managerId: managers[id] ?? null })),
    absences: away.map((userId, n) => ({
      id: asId<AbsenceId>(`00000000-0000-4000-9000-00000000000${n}`),
      userId,
      status: 'active',
      during,
      windows: [],
    })),
    assignments: away.flatMap((userId, n) =>
      userId === cy
        ? [
            {
              id: asId<AssignmentId>('00000000-0000-4000-a000-000000000001'),
              absenceId: asId<AbsenceId>(`00000000-0000-4000-9000-00000000000${n}`),
              backupUserId: dee,
              tier: 1,
              status: 'active' as const,
              acceptedAt: during.startsAt,
              during,
              customerIds: null,
            },
          ]
        : [],
    ),
    teams: [],
  };
  return roster(rows);
};
const climb = (more: Partial<Climb> = {}): Climb => ({
  firstOwnerId: ana,
  ownerId: ana,
  secondaryId: ben,
  csmId: csm,
  customerId: null,
  askedIds: [],
  ...more,
});
const next = (more: Partial<Climb>, all = world()) => nextLevel(climb(more), all, now)?.userId ?? null;

test('owner, second owner, managers of the owner, managers of the CSM; then nobody', () => {
  expect(next({})).toBe(ben);
  expect(next({ ownerId: ben, askedIds: [ana] })).toBe(cy);
  expect(next({ ownerId: cy, askedIds: [ana, ben] })).toBe(eve);
  expect(next({ ownerId: eve, askedIds: [ana, ben, cy] })).toBe(dee);
  expect(next({ ownerId: dee, askedIds: [ana, ben, cy, eve] })).toBeNull();
});

test('an absent manager is replaced by whoever covers them', () => {
  expect(nextLevel(climb({ secondaryId: null }), world({ away: [cy] }), now)).toEqual({ userId: dee, meantId: cy });
});

test('who is away without cover is passed over', () => {
  expect(next({}, world({ away: [ben] }))).toBe(cy);
});

test('somebody who is back is asked after all', () => {
  expect(next({ ownerId: cy, secondaryId: ben, askedIds: [ana] })).toBe(ben);
});

test('a cover who had it already is not asked twice', () => {
  expect(next({ ownerId: dee, secondaryId: null, askedIds: [ana] }, world({ away: [cy] }))).toBe(eve);
});

test('managers in a circle end', () => {
  const circle = world({ manager: { [eve]: ana, [csm]: null } });
  expect(next({ secondaryId: null, ownerId: eve, askedIds: [ana, cy] }, circle)).toBeNull();
});

test('without owner it goes up the chain of the CSM', () => {
  expect(next({ firstOwnerId: null, ownerId: null, secondaryId: null })).toBe(dee);
});

test('the top hears of it again and again, less and less often, at least once a day', () => {
  expect([0, 1, 2, 3, 4, 9, 99].map((times) => unconfirmedAgainMinutes(15, times))).toEqual([
    15, 30, 60, 120, 240, 1440, 1440,
  ]);
  expect(unconfirmedAgainMinutes(2000, 3)).toBe(2000);
});

describe('an owner is looked for again', () => {
  const minutes = (isUrgent: boolean, times: number, all = world()) =>
    now.until(lookAgainAt(now, { isUrgent, times, all })).total('minutes');

  test('after 1, 2, 4, ... minutes, up to an hour or four', () => {
    expect([0, 1, 2, 3, 5, 6, 99].map((times) => minutes(true, times))).toEqual([1, 2, 4, 8, 32, 60, 60]);
    expect([7, 8, 99].map((times) => minutes(false, times))).toEqual([128, 240, 240]);
  });

  test('at the instant somebody is back', () => {
    const back = world({ away: [eve] });
    const shortly = now.add({ hours: 23, minutes: 30 });
    expect(lookAgainAt(shortly, { isUrgent: false, times: 9, all: back })).toEqual(during.endsAt);
  });
});

test('a raised severity gives a fresh time, and never more than was left', () => {
  const after = (minutes: number) => now.add({ minutes });
  expect(climbAfterSeverity(now, 15, null)).toEqual(after(15));
  expect(climbAfterSeverity(now, 15, after(10))).toEqual(after(10));
  expect(climbAfterSeverity(now, 15, after(29))).toEqual(after(15));
});
