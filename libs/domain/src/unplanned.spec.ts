import { type Absence, planAbsence } from './absences.js';
import { parsePartialHours } from './days.js';
import { asId, type AbsenceId, type UserId } from './ids.js';
import { isInside, planUnplanned, restOf, reviewAt } from './unplanned.js';

const ZONE = 'Europe/Lisbon';
const now = Temporal.Instant.from('2026-07-09T09:20:00Z');
const ANA = asId<UserId>('00000000-0000-4000-8000-000000000001');
const typed = (first: string, last: string | null) => ({
  firstOn: Temporal.PlainDate.from(first),
  lastOn: last === null ? null : Temporal.PlainDate.from(last),
  timeZone: ZONE,
});
const known = (first: string, last: string, given: Partial<Absence> = {}, hours = ''): Absence => ({
  id: asId<AbsenceId>('00000000-0000-4000-8000-000000000301'),
  userId: ANA,
  kind: 'vacation',
  status: 'planned',
  days: typed(first, last),
  ...planAbsence(typed(first, last), hours ? parsePartialHours(hours) : [], Temporal.Instant.from('2026-01-01T00:00Z')),
  sources: [{ source: 'manual', externalId: 'x', certainty: 'fact' }],
  tombstone: null,
  ...given,
});

describe('an emergency', () => {
  test('begins now and has no end until somebody knows one', () => {
    expect(planUnplanned([], typed('2026-07-09', null), [], now)).toEqual({
      days: typed('2026-07-09', null),
      during: { startsAt: now, endsAt: null },
      windows: [],
    });
  });

  test('began yesterday, but counts from now: nothing about the past changes', () => {
    const { during, days } = planUnplanned([], typed('2026-07-08', '2026-07-10'), [], now);
    expect(String(days.firstOn)).toBe('2026-07-08');
    expect(during).toEqual({ startsAt: now, endsAt: Temporal.Instant.from('2026-07-10T23:00:00Z') });
  });

  test('of a few hours: the rest of them', () => {
    const hours = parsePartialHours('09:00-12:00, 14:00-15:00');
    expect(planUnplanned([], typed('2026-07-09', '2026-07-09'), hours, now).windows.map(String)).toHaveLength(2);
    expect(planUnplanned([], typed('2026-07-09', '2026-07-09'), hours, now).windows[0]).toEqual({
      startsAt: now,
      endsAt: Temporal.Instant.from('2026-07-09T11:00:00Z'),
    });
    expect(() => planUnplanned([], typed('2026-07-09', '2026-07-09'), parsePartialHours('08:00-09:00'), now)).toThrow(
      'absences.in-the-past',
    );
  });

  test('ends where a vacation begins that is known already', () => {
    const vacation = known('2026-07-20', '2026-07-31');
    for (const last of [null, '2026-07-25'])
      expect(planUnplanned([vacation], typed('2026-07-09', last), [], now)).toEqual({
        days: typed('2026-07-09', '2026-07-19'),
        during: { startsAt: now, endsAt: vacation.during.startsAt },
        windows: [],
      });
    expect(
      planUnplanned([known('2026-07-20', '2026-07-31', { status: 'cancelled' })], typed('2026-07-09', null), [], now)
        .during.endsAt,
    ).toBeNull();
  });

  test('of somebody who is away already is refused with that absence', () => {
    expect(() => planUnplanned([known('2026-07-06', '2026-07-10')], typed('2026-07-09', null), [], now)).toThrow(
      expect.objectContaining({
        code: 'absences.overlaps-own',
        details: { absence_id: known('2026-07-06', '2026-07-10').id },
      }),
    );
  });

  test('cannot begin tomorrow', () => {
    expect(() => planUnplanned([], typed('2026-07-10', null), [], now)).toThrow('absences.unplanned-starts-now');
  });
});

test('inside means every hour of it', () => {
  const week = known('2026-07-06', '2026-07-10');
  expect(isInside(known('2026-07-10', '2026-07-10', {}, '13:00-24:00'), week)).toBe(true);
  expect(isInside(known('2026-07-10', '2026-07-11'), week)).toBe(false);
  expect(
    isInside(
      known('2026-07-10', '2026-07-10', {}, '13:00-17:00'),
      known('2026-07-10', '2026-07-10', {}, '13:00-16:59'),
    ),
  ).toBe(false);
});

test('what is left of a time', () => {
  expect(restOf(known('2026-07-06', '2026-07-08'), now)).toBeNull();
  expect(restOf(known('2026-07-09', '2026-07-09', {}, '08:00-09:00'), now)).toBeNull();
  expect(restOf(known('2026-07-09', '2026-07-09'), now)?.during.startsAt).toEqual(now);
  expect(restOf(known('2026-07-20', '2026-07-21'), now)?.during).toEqual(known('2026-07-20', '2026-07-21').during);
});

test('a review comes in the morning, where the person is', () => {
  expect(String(reviewAt(Temporal.PlainDate.from('2026-07-20'), 'Asia/Tokyo'))).toBe('2026-07-20T00:00:00Z');
});
