import {
  type Absence,
  absenceStatusAt,
  type AbsenceStatus,
  isAwayAt,
  planAbsence,
  requireNoOwnOverlap,
  stopAbsence,
} from './absences.js';
import { parsePartialHours } from './days.js';
import { asId, type AbsenceId, type UserId } from './ids.js';

const ANA = asId<UserId>('00000000-0000-4000-8000-000000000001');
const BEN = asId<UserId>('00000000-0000-4000-8000-000000000002');
const FIRST = asId<AbsenceId>('00000000-0000-4000-8000-000000000301');
const now = Temporal.Instant.from('2026-07-09T08:20:00Z');
const days = (first: string, last: string, timeZone = 'Europe/Lisbon') => ({
  firstOn: Temporal.PlainDate.from(first),
  lastOn: Temporal.PlainDate.from(last),
  timeZone,
});
const absence = (given: Partial<Absence> = {}, first = '2026-07-20', last = '2026-07-31', hours = ''): Absence => ({
  id: FIRST,
  userId: ANA,
  kind: 'vacation',
  status: 'planned',
  days: days(first, last),
  ...planAbsence(days(first, last), hours ? parsePartialHours(hours) : [], now),
  sources: [{ source: 'manual', externalId: 'form-1', certainty: 'fact' }],
  tombstone: null,
  ...given,
});

test.each<[AbsenceStatus, string, boolean, AbsenceStatus]>([
  ['planned', '2026-07-19T22:59:59Z', false, 'planned'],
  ['planned', '2026-07-19T22:59:59Z', true, 'coverage_assigned'],
  ['coverage_assigned', '2026-07-19T22:59:59Z', false, 'planned'],
  ['coverage_assigned', '2026-07-19T23:00:00Z', true, 'active'],
  ['planned', '2026-07-19T23:00:00Z', false, 'active'],
  ['active', '2026-07-31T22:59:59Z', true, 'active'],
  ['active', '2026-07-31T23:00:00Z', true, 'completed'],
  ['cancelled', '2026-07-25T00:00:00Z', true, 'cancelled'],
  ['suggested', '2026-07-25T00:00:00Z', false, 'suggested'],
])('a %s absence at %s, covered: %s, is %s', (status, at, isCovered, expected) => {
  expect(absenceStatusAt(absence({ status }), Temporal.Instant.from(at), isCovered)).toBe(expected);
});

test.each([
  ['ends before it starts', days('2026-07-20', '2026-07-19'), '', 'absences.ends-before-start'],
  ['over two years', days('2026-07-20', '2028-07-21'), '', 'absences.too-long'],
  ['over already', days('2026-07-07', '2026-07-08'), '', 'absences.in-the-past'],
  [
    'hours of which nothing is left',
    days('2027-03-28', '2027-03-28', 'Europe/Berlin'),
    '02:00-03:00',
    'absences.bad-hours',
  ],
])('refused: %s', (_name, given, hours, code) => {
  expect(() => planAbsence(given, hours ? parsePartialHours(hours) : [], now)).toThrow(code);
});

test('two years to the day, and one that began already, are fine', () => {
  expect(() => planAbsence(days('2026-07-20', '2028-07-20'), [], now)).not.toThrow();
  expect(() => planAbsence(days('2026-07-08', '2026-07-09'), [], now)).not.toThrow();
});

test('away on a partial day means in its hours', () => {
  const partial = absence({}, '2026-07-20', '2026-07-21', '09:00-12:00');
  const at = (text: string) => isAwayAt(partial, Temporal.Instant.from(text));
  expect([
    at('2026-07-20T07:59:59Z'),
    at('2026-07-20T08:00:00Z'),
    at('2026-07-20T11:00:00Z'),
    at('2026-07-21T08:00:00Z'),
  ]).toEqual([false, true, false, true]);
});

test('the same span twice by hand is refused with the row', () => {
  expect(() => requireNoOwnOverlap([absence()], absence())).toThrow(
    expect.objectContaining({ code: 'absences.overlaps-own', details: { absence_id: FIRST } }),
  );
});

test.each<[string, Absence, Absence, AbsenceId | null]>([
  ['back to back', absence(), absence({}, '2026-08-01', '2026-08-02'), null],
  ['somebody else', absence(), absence({ userId: BEN }), null],
  ['a cancelled one', absence({ status: 'cancelled' }), absence(), null],
  ['itself, being changed', absence(), absence({}, '2026-07-21', '2026-07-30'), FIRST],
  [
    'seen by the calendar, to be merged',
    absence({ sources: [{ source: 'google_calendar', externalId: 'e', certainty: 'fact' }] }),
    absence(),
    null,
  ],
  [
    'other hours of the same day',
    absence({}, '2026-07-20', '2026-07-20', '09:00-12:00'),
    absence({}, '2026-07-20', '2026-07-20', '12:00-15:00'),
    null,
  ],
])('not an overlap: %s', (_name, existing, wanted, exceptId) => {
  expect(() => requireNoOwnOverlap([existing], wanted, exceptId)).not.toThrow();
});

test('before it begins stopping cancels; while it runs it ends now and the past stays', () => {
  const during = Temporal.Instant.from('2026-07-22T09:00:00Z');
  expect(stopAbsence(absence(), now)).toEqual({ do: 'cancel' });
  expect(stopAbsence(absence({ status: 'active' }), during)).toEqual({
    do: 'end',
    during: { startsAt: absence().during.startsAt, endsAt: during },
    windows: [],
  });
  const partial = absence({ status: 'active' }, '2026-07-21', '2026-07-23', '08:00-12:00');
  const stop = stopAbsence(partial, during);
  expect(stop.do === 'end' && stop.windows.map(({ startsAt, endsAt }) => `${startsAt} ${endsAt}`)).toEqual([
    '2026-07-21T07:00:00Z 2026-07-21T11:00:00Z',
    '2026-07-22T07:00:00Z 2026-07-22T09:00:00Z',
  ]);
});

test.each<AbsenceStatus>(['completed', 'cancelled'])('a %s absence cannot be stopped again', (status) => {
  expect(() => stopAbsence(absence({ status }), now)).toThrow('absences.ended');
});

test('an absence whose last day is over cannot be stopped', () => {
  expect(() => stopAbsence(absence({ status: 'active' }), Temporal.Instant.from('2026-07-31T23:00:00Z'))).toThrow(
    'absences.ended',
  );
});
