import { asId, type CustomerId, type UserId } from './ids.js';
import { replyTimes } from './reply-times.js';

const ANA = asId<UserId>('00000000-0000-4000-8000-000000000001');
const ACME = asId<CustomerId>('00000000-0000-4000-8000-000000000002');
const NOBODYS = asId<CustomerId>('00000000-0000-4000-8000-000000000003');
const hour = (n: number) => Temporal.Instant.from('2026-07-06T08:00Z').add({ hours: n });
const span = (from: number, to: number) => ({ startsAt: hour(from), endsAt: hour(to) });

const measured = (
  replies: readonly (readonly [askedAt: number, minutes: number | null, customerId?: CustomerId])[],
  windows: readonly { startsAt: Temporal.Instant; endsAt: Temporal.Instant }[] = [],
) =>
  replyTimes({
    ownerships: [
      { customerId: ACME, csmId: ANA, during: span(0, 1000) },
      { customerId: NOBODYS, csmId: null, during: span(0, 1000) },
    ],
    away: new Map([[ANA, [{ during: span(100, 200), windows }]]]),
    replies: replies.map(([askedAt, minutes, customerId = ACME]) => ({ askedAt: hour(askedAt), minutes, customerId })),
  });

test('while the owner is away and while they are there, each by its median', () => {
  expect(
    measured([
      [100, 30],
      [199, 50],
      [200, 10],
      [10, 20],
    ]),
  ).toEqual({ away: 40, normal: 15, awayCount: 2, normalCount: 2, unanswered: 0 });
});

test('what nobody has answered is in no median, and is counted', () => {
  expect(
    measured([
      [150, null],
      [150, 5],
    ]),
  ).toMatchObject({ away: 5, awayCount: 1, unanswered: 1 });
});

test('without messages nothing is measured', () => {
  expect(measured([])).toEqual({ away: null, normal: null, awayCount: 0, normalCount: 0, unanswered: 0 });
});

test('a customer without owner is neither; hours of a partial absence count, the rest of the day does not', () => {
  expect(measured([[150, 5, NOBODYS]])).toMatchObject({ away: null, normal: null });
  const hours = [span(100, 104), span(124, 128)];
  expect(
    measured(
      [
        [102, 7],
        [110, 9],
      ],
      hours,
    ),
  ).toMatchObject({ away: 7, normal: 9 });
});
