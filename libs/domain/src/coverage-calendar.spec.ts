import fc from 'fast-check';
import { coverageLane, type LanePart } from './coverage-calendar.js';
import { asId, type AbsenceId, type AssignmentId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { responsibleIn } from './responsible.js';
import { roster, type RosterRows } from './roster.js';

const id = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const user = (n: number) => asId<UserId>(id(1, n));
const customer = (n: number) => asId<CustomerId>(id(2, n));
const [ana, ben, eva, mia] = [1, 2, 3, 4].map(user) as [UserId, UserId, UserId, UserId];
const emea = asId<TeamId>(id(5, 1));
const away1 = asId<AbsenceId>(id(3, 1));
const hour = (n: number) => Temporal.Instant.fromEpochMilliseconds(n * 3_600_000);
const span = (from: number, to: number) => ({ startsAt: hour(from), endsAt: hour(to) });

const people = [ana, ben, eva, mia].map((one) => ({ id: one, teamId: emea, managerId: one === mia ? null : mia }));
const away = (n: number, userId: UserId, from: number, to: number, windows: [number, number][] = []) => ({
  id: asId<AbsenceId>(id(3, n)),
  userId,
  status: 'planned' as const,
  during: span(from, to),
  windows: windows.map(([a, b]) => span(a, b)),
});
const cover = (
  n: number,
  backupUserId: UserId,
  status: 'pending' | 'accepted' | 'declined',
  customerIds: CustomerId[] | null,
  during: [number, number] = [10, 20],
) => ({
  id: asId<AssignmentId>(id(4, n)),
  absenceId: away1,
  backupUserId,
  tier: 1,
  status,
  customerIds,
  during: span(...during),
  acceptedAt: status === 'accepted' ? hour(0) : null,
});
const rows = (given: Partial<RosterRows>): RosterRows => ({
  people,
  absences: [away(1, ana, 10, 20)],
  assignments: [],
  teams: [{ id: emea, fallbackUserId: null }],
  ...given,
});
const customers = [1, 2, 3].map((n) => ({ id: customer(n), csmId: ana }));
const names: Record<string, string> = { [ben]: 'ben', [eva]: 'eva', [mia]: 'mia' };
const words = (lane: readonly LanePart[]) =>
  lane.map(
    ({ startsAt, endsAt, shares }) =>
      `${startsAt.epochMilliseconds / 3_600_000}-${endsAt.epochMilliseconds / 3_600_000} ` +
      shares
        .map(
          ({ because, userId, customers: n, waiting }) =>
            `${because} ${names[userId ?? ''] ?? 'nobody'} ${n}${waiting ? ` (${waiting} waiting)` : ''}`,
        )
        .join(', '),
  );
const lane = (given: Partial<RosterRows>, within: [number, number] = [0, 100]) => {
  const all = roster(rows(given));
  const [absence] = rows(given).absences;
  return words(absence ? coverageLane(all, absence, customers, span(...within)) : []);
};

test.each<[string, Partial<RosterRows>, string[]]>([
  ['nobody asked: the manager', {}, ['10-20 manager mia 3']],
  ['one backup for all', { assignments: [cover(1, ben, 'accepted', null)] }, ['10-20 coverage ben 3']],
  ['a question that waits', { assignments: [cover(1, ben, 'pending', null)] }, ['10-20 manager mia 3 (3 waiting)']],
  [
    'split between two, one of them not asked yet',
    { assignments: [cover(1, ben, 'accepted', [customer(1)]), cover(2, eva, 'accepted', [customer(2)])] },
    ['10-20 coverage ben 1, coverage eva 1, manager mia 1'],
  ],
  [
    'the backup is away in the middle',
    {
      absences: [away(1, ana, 10, 20), away(2, ben, 12, 15)],
      assignments: [cover(1, ben, 'accepted', null)],
    },
    ['10-12 coverage ben 3', '12-15 manager mia 3', '15-20 coverage ben 3'],
  ],
  [
    'everybody is away: a gap',
    {
      absences: [away(1, ana, 10, 20), away(2, mia, 12, 30)],
    },
    ['10-12 manager mia 3', '12-20 gap nobody 3'],
  ],
  [
    'a partial day is tiled in its hours only',
    {
      absences: [
        away(1, ana, 10, 20, [
          [11, 13],
          [15, 16],
        ]),
      ],
      assignments: [cover(1, ben, 'accepted', null)],
    },
    ['11-13 coverage ben 3', '15-16 coverage ben 3'],
  ],
  [
    'coverage of a part of the time',
    { assignments: [cover(1, ben, 'accepted', null, [10, 14]), cover(2, eva, 'pending', null, [14, 20])] },
    ['10-14 coverage ben 3', '14-20 manager mia 3 (3 waiting)'],
  ],
])('%s', (_name, given, expected) => {
  expect(lane(given)).toEqual(expected);
});

test('only what is asked for is shown, and nothing without customers', () => {
  expect(lane({}, [12, 14])).toEqual(['12-14 manager mia 3']);
  expect(lane({}, [20, 30])).toEqual([]);
  const [absence] = rows({}).absences;
  expect(absence && coverageLane(roster(rows({})), absence, [], span(0, 100))).toEqual([]);
});

test('law: the lane tiles the time away, and at every hour says of each customer what "who is responsible" says', () => {
  const anyCover = fc.record({
    backup: fc.constantFrom(ben, eva, mia),
    status: fc.constantFrom('pending' as const, 'accepted' as const, 'declined' as const),
    customers: fc.option(fc.uniqueArray(fc.constantFrom(1, 2, 3), { minLength: 1 }), { nil: null }),
    from: fc.integer({ min: 0, max: 20 }),
    hours: fc.integer({ min: 1, max: 20 }),
  });
  const anyAway = fc.record({
    who: fc.constantFrom(ben, eva, mia),
    from: fc.integer({ min: 0, max: 25 }),
    hours: fc.integer({ min: 1, max: 15 }),
  });
  fc.assert(
    fc.property(fc.array(anyCover, { maxLength: 5 }), fc.array(anyAway, { maxLength: 4 }), (covers, absences) => {
      const given = rows({
        absences: [
          away(1, ana, 5, 25),
          ...absences.map(({ who, from, hours }, n) => away(n + 2, who, from, from + hours)),
        ],
        assignments: covers.map(({ backup, status, customers: some, from, hours }, n) =>
          cover(n + 1, backup, status, some && some.map(customer), [from, from + hours]),
        ),
      });
      const all = roster(given);
      const [absence] = given.absences;
      if (!absence) throw new Error('one was given');
      const parts = coverageLane(all, absence, customers, span(0, 40));

      expect(parts[0]?.startsAt).toEqual(hour(5));
      expect(parts.at(-1)?.endsAt).toEqual(hour(25));
      parts.forEach((part, index) => index > 0 && expect(part.startsAt).toEqual(parts[index - 1]?.endsAt));
      for (let at = 5; at < 25; at += 1) {
        const part = parts.find(
          ({ startsAt, endsAt }) =>
            Temporal.Instant.compare(startsAt, hour(at)) <= 0 && Temporal.Instant.compare(hour(at), endsAt) < 0,
        );
        const told = part?.shares
          .flatMap((share) => Array.from({ length: share.customers }, () => `${share.because} ${share.userId}`))
          .sort();
        const asked = customers.map((one) => {
          const answer = responsibleIn(all, { customer: one, at: hour(at) });
          return `${answer.because} ${answer.responsible}`;
        });
        expect(told).toEqual(asked.sort());
      }
    }),
    { numRuns: 200 },
  );
});
