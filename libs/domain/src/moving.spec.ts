import { isSameTime, moveAbsence, planAbsence } from './absences.js';
import { type Assignment, acceptAssignment, followAbsence, isOpenAt } from './assignments.js';
import { formatPartialHours, parsePartialHours, spansToHours } from './days.js';
import { asId, type AbsenceId, type AssignmentId, type UserId } from './ids.js';

const at = (text: string) => Temporal.Instant.from(text);
const plan = (first: string, last: string, hours = '') =>
  planAbsence(
    { firstOn: Temporal.PlainDate.from(first), lastOn: Temporal.PlainDate.from(last), timeZone: 'UTC' },
    hours ? parsePartialHours(hours) : [],
    at('2026-07-01T00:00Z'),
  );
const running = { status: 'active', ...plan('2026-07-20', '2026-07-31') } as const;

describe('an absence that somebody edits', () => {
  test('before it begins, any time will do; its first instant is the beginning of it', () => {
    const later = plan('2026-08-01', '2026-08-02');
    expect(moveAbsence({ ...running, status: 'planned' }, later, at('2026-07-19T23:59:59Z'))).toEqual(later);
    expect(moveAbsence({ ...running, status: 'planned' }, later, at('2026-07-20T00:00Z'))).toEqual(later);
    expect(() => moveAbsence(running, later, at('2026-07-20T00:00:01Z'))).toThrow('absences.has-begun');
  });

  test('once it runs the end may move, the start in neither direction', () => {
    const now = at('2026-07-22T12:00Z');
    expect(moveAbsence(running, plan('2026-07-20', '2026-07-24'), now).during.endsAt).toEqual(at('2026-07-25T00:00Z'));
    for (const first of ['2026-07-19', '2026-07-21'])
      expect(() => moveAbsence(running, plan(first, '2026-07-31'), now)).toThrow('absences.has-begun');
  });

  test('hours that are over stay as they were, those ahead are the new ones', () => {
    const now = at('2026-07-21T10:00Z');
    const mornings = { status: 'active', ...plan('2026-07-20', '2026-07-22', '09:00-12:00') } as const;

    expect(moveAbsence(mornings, plan('2026-07-20', '2026-07-22', '14:00-16:00'), now).windows).toEqual([
      { startsAt: at('2026-07-20T09:00Z'), endsAt: at('2026-07-20T12:00Z') },
      { startsAt: at('2026-07-21T09:00Z'), endsAt: now },
      { startsAt: at('2026-07-21T14:00Z'), endsAt: at('2026-07-21T16:00Z') },
      { startsAt: at('2026-07-22T14:00Z'), endsAt: at('2026-07-22T16:00Z') },
    ]);
    expect(moveAbsence(mornings, plan('2026-07-20', '2026-07-22'), now).windows.at(-1)).toEqual({
      startsAt: at('2026-07-21T09:00Z'),
      endsAt: at('2026-07-23T00:00Z'),
    });
  });

  test('what is over, by status or by the clock, stays over', () => {
    expect(() => moveAbsence(running, running, at('2026-08-01T00:00Z'))).toThrow('absences.ended');
    for (const status of ['completed', 'cancelled'] as const)
      expect(() => moveAbsence({ ...running, status }, running, at('2026-07-22T00:00Z'))).toThrow('absences.ended');
  });

  test('the same time is told from another', () => {
    expect(isSameTime(running, plan('2026-07-20', '2026-07-31'))).toBe(true);
    expect(isSameTime(running, plan('2026-07-20', '2026-07-30'))).toBe(false);
    expect(isSameTime(plan('2026-07-20', '2026-07-20', '9am-12pm'), plan('2026-07-20', '2026-07-20', '9am-1pm'))).toBe(
      false,
    );
  });
});

describe('coverage that moves along', () => {
  const BEN = asId<UserId>('00000000-0000-4000-8000-000000000002');
  const asked: Assignment = {
    id: asId<AssignmentId>('00000000-0000-4000-8000-000000000401'),
    absenceId: asId<AbsenceId>('00000000-0000-4000-8000-000000000301'),
    backupUserId: BEN,
    tier: 1,
    status: 'pending',
    approval: 'none',
    customerIds: null,
    during: running.during,
    acceptedAt: null,
    answerBy: null,
    declinedReason: null,
    endedReason: null,
  };
  const now = at('2026-07-10T09:00Z');
  const accepted = acceptAssignment(asked, BEN, now);
  const earlier = plan('2026-07-09', '2026-07-31').during;

  test('said yes to, it begins now at the earliest', () => {
    expect(followAbsence(accepted, earlier, now)).toMatchObject({ status: 'active', during: { startsAt: now } });
    expect(followAbsence(asked, earlier, now)).toMatchObject({
      status: 'pending',
      during: { startsAt: earlier.startsAt },
    });
  });

  test('what counts already keeps its start', () => {
    const active = acceptAssignment(asked, BEN, at('2026-07-21T09:00Z'));
    const moved = followAbsence(active, plan('2026-07-20', '2026-07-24').during, at('2026-07-22T09:00Z'));
    expect(moved.during).toEqual({ startsAt: at('2026-07-21T09:00Z'), endsAt: at('2026-07-25T00:00Z') });
  });

  test('what is final is left alone', () => {
    for (const status of ['declined', 'completed'] as const)
      expect(followAbsence({ ...accepted, status }, earlier, now)).toEqual({ ...accepted, status });
  });

  test('what is over by the clock does not come back when the absence gets longer', () => {
    const active = acceptAssignment(asked, BEN, at('2026-07-21T09:00Z'));
    const ended = { ...active, during: { ...active.during, endsAt: at('2026-07-22T09:00Z') } };
    const longer = plan('2026-07-20', '2026-07-24').during;
    expect(followAbsence(ended, longer, at('2026-07-22T09:00Z'))).toEqual(ended);
    expect(followAbsence(ended, longer, at('2026-07-22T08:59:59Z')).during.endsAt).toEqual(longer.endsAt);
  });

  test('open until its last instant, whatever the jobs have done', () => {
    expect(isOpenAt(accepted, at('2026-07-31T23:59:59Z'))).toBe(true);
    expect(isOpenAt({ ...accepted, status: 'active' }, at('2026-08-01T00:00Z'))).toBe(false);
    expect(isOpenAt({ ...accepted, status: 'declined' }, now)).toBe(false);
    expect(isOpenAt({ ...accepted, during: { ...accepted.during, endsAt: null } }, at('2099-01-01T00:00Z'))).toBe(true);
  });
});

describe('hours of a calendar as text', () => {
  const text = (zone: string, ...spans: readonly [string, string | null][]) =>
    formatPartialHours(
      spansToHours(
        spans.map(([from, to]) => ({ startsAt: at(from), endsAt: to && at(to) ? at(to) : null })),
        zone,
      ),
    );

  test('each once, in the person’s zone, by start', () => {
    expect(
      text(
        'Europe/Lisbon',
        ['2026-07-20T13:00Z', '2026-07-20T15:00Z'],
        ['2026-07-21T13:00Z', '2026-07-21T15:00Z'],
        ['2026-07-21T08:00Z', '2026-07-21T09:30Z'],
      ),
    ).toBe('09:00-10:30, 14:00-16:00');
  });

  test('up to midnight is a day’s end; over midnight, or without end, are no hours of a day', () => {
    expect(text('UTC', ['2026-07-20T22:00Z', '2026-07-21T00:00Z'])).toBe('22:00-24:00');
    expect(text('UTC', ['2026-07-20T22:00Z', '2026-07-21T01:00Z'], ['2026-07-20T22:00Z', null])).toBe('');
  });
});
