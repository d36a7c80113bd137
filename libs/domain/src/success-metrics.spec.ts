import { asId, type AbsenceId, type AssignmentId, type CustomerId, type UserId } from './ids.js';
import {
  answerOf,
  type BegunAbsence,
  escalationRates,
  median,
  type ReportedAssignment,
  setupMinutes,
  shareStatus,
} from './success-metrics.js';

const id = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const [ANA, BEN] = [1, 2].map((n) => asId<UserId>(id(1, n))) as [UserId, UserId];
const [FIRST, SECOND] = [1, 2].map((n) => asId<CustomerId>(id(2, n))) as [CustomerId, CustomerId];
const absenceId = asId<AbsenceId>(id(3, 1));
const minute = (n: number) => Temporal.Instant.from('2026-07-06T08:00Z').add({ minutes: n });
const span = (from: number, to: number | null) => ({ startsAt: minute(from), endsAt: to === null ? null : minute(to) });

const absence = (more: Partial<BegunAbsence> = {}): BegunAbsence => ({
  id: absenceId,
  userId: ANA,
  during: span(0, 6000),
  createdAt: minute(-600),
  customerIds: [FIRST, SECOND],
  ...more,
});
const cover = (
  customerIds: readonly CustomerId[],
  from: number,
  more: Partial<ReportedAssignment> = {},
): ReportedAssignment => ({
  id: asId<AssignmentId>(id(4, 1)),
  absenceId,
  backupUserId: BEN,
  status: 'active',
  acceptedAt: minute(from),
  endedReason: null,
  during: span(from, 6000),
  inForce: true,
  askedAt: minute(-600),
  askedBy: 'by-hand',
  parts: [{ customerIds, during: span(from, 6000) }],
  handedBackAt: null,
  ...more,
});

describe('coverage setup time: from away and known until every customer is covered', () => {
  test.each([
    ['set up before it began', [cover([FIRST, SECOND], 0)], 0],
    ['the last customer counts', [cover([FIRST], 0), cover([SECOND], 45)], 45],
    ['the first yes for a customer counts', [cover([FIRST, SECOND], 30), cover([FIRST, SECOND], 90)], 30],
    ['one customer without cover is not set up', [cover([FIRST], 0)], null],
    [
      'a question without yes is no cover',
      [cover([FIRST, SECOND], 0, { inForce: false, acceptedAt: null, status: 'pending' })],
      null,
    ],
    ['cover of another absence is none', [cover([FIRST, SECOND], 0, { absenceId: asId<AbsenceId>(id(3, 2)) })], null],
    ['what ended before it counted is none', [cover([FIRST, SECOND], 0, { inForce: false })], null],
  ])('%s', (_name, covers, minutes) => {
    expect(setupMinutes(absence(), covers)).toBe(minutes);
  });

  test('an emergency is known only when it is entered', () => {
    expect(setupMinutes(absence({ createdAt: minute(120) }), [cover([FIRST, SECOND], 150)])).toBe(30);
  });
});

test.each([
  [{ status: 'active' }, 'accepted'],
  [{ status: 'completed', endedReason: 'returned' }, 'accepted'],
  [{ status: 'active', askedBy: 'manager' }, 'assigned'],
  [{ status: 'declined', acceptedAt: null }, 'declined'],
  [{ status: 'pending', acceptedAt: null }, 'waiting'],
  [{ status: 'completed', acceptedAt: null, endedReason: 'lapsed' }, 'lapsed'],
  [{ status: 'completed', acceptedAt: null, endedReason: 'replaced' }, 'withdrawn'],
] as const)('an answer is read from the row: %o is %s', (row, answer) => {
  expect(answerOf(cover([FIRST], 0, row))).toBe(answer);
});

test('the median is the middle, and nothing has none', () => {
  expect([median([]), median([3]), median([5, 1, 9]), median([1, 2, 3, 10])]).toEqual([null, 3, 5, 2.5]);
});

test('a share of nothing is not measured; the target itself is met', () => {
  expect([shareStatus(0, 0, 1), shareStatus(19, 20, 0.95), shareStatus(18, 20, 0.95)]).toEqual([
    'not_measured',
    'met',
    'missed',
  ]);
});

describe('escalations while the owner is away against normal days', () => {
  const day = 1440;
  const within = span(0, 10 * day);
  const ask = (absences: [number, number][], escalations: number[], owner: UserId | null = ANA) =>
    escalationRates({
      within,
      ownerships: [{ customerId: FIRST, csmId: owner, during: span(-100 * day, null) }],
      away: new Map([[ANA, absences.map(([from, to]) => ({ during: span(from * day, to * day), windows: [] }))]]),
      escalations: escalations.map((n) => ({ customerId: FIRST, createdAt: minute(n * day) })),
    });

  test('each per 100 customer-days of its kind; overlapping absences are counted once', () => {
    expect(
      ask(
        [
          [2, 4],
          [3, 6],
        ],
        [2, 5.9, 6, 9],
      ),
    ).toEqual({ away: 50, normal: (100 * 2) / 6, awayCount: 2, normalCount: 2 });
  });

  test('without days away there is no rate, and without owner neither', () => {
    expect(ask([], [1])).toEqual({ away: null, normal: 10, awayCount: 0, normalCount: 1 });
    expect(ask([[2, 4]], [3], null)).toEqual({ away: null, normal: null, awayCount: 0, normalCount: 0 });
  });

  test('a customer that changed hands counts for who owned it then', () => {
    const rates = escalationRates({
      within,
      ownerships: [
        { customerId: FIRST, csmId: ANA, during: span(-100 * day, 5 * day) },
        { customerId: FIRST, csmId: BEN, during: span(5 * day, null) },
      ],
      away: new Map([[ANA, [{ during: span(0, 10 * day), windows: [] }]]]),
      escalations: [{ customerId: FIRST, createdAt: minute(6 * day) }],
    });
    expect(rates).toEqual({ away: 0, normal: 20, awayCount: 0, normalCount: 1 });
  });
});
