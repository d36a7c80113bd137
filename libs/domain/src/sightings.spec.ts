import type { Absence, SourceRef } from './absences.js';
import { daysToSpan, parsePartialHours, windowsToSpans } from './days.js';
import { asId, type AbsenceId, type UserId } from './ids.js';
import { applySighting, type Sighting } from './sightings.js';

const ANA = asId<UserId>('00000000-0000-4000-8000-000000000001');
const absenceId = (n: number) => asId<AbsenceId>(`00000000-0000-4000-8000-0000000003${String(n).padStart(2, '0')}`);
const now = Temporal.Instant.from('2026-07-09T08:20:00Z');
const during20to31 = Temporal.Instant.from('2026-07-22T08:20:00Z');
const later = Temporal.Instant.from('2026-08-03T07:31:00Z');

const calendar: SourceRef = { source: 'google_calendar', externalId: 'event-1', certainty: 'fact' };
const allDay: SourceRef = { source: 'google_calendar', externalId: 'event-2', certainty: 'suggestion' };
const slack: SourceRef = { source: 'slack', externalId: 'status-1', certainty: 'suggestion' };
const pto: SourceRef = { source: 'pto', externalId: 'pto-1', certainty: 'fact' };

const shape = (first: string, last: string, hours = '') => {
  const days = {
    firstOn: Temporal.PlainDate.from(first),
    lastOn: Temporal.PlainDate.from(last),
    timeZone: 'Europe/Lisbon',
  };
  return {
    kind: 'vacation' as const,
    days,
    during: daysToSpan(days),
    windows: hours ? windowsToSpans(days, parsePartialHours(hours)) : [],
  };
};
const seen = (ref: SourceRef, first = '2026-07-20', last = '2026-07-31', hours = ''): Sighting => ({
  ref,
  userId: ANA,
  ...shape(first, last, hours),
});
/** The source with what it said last. */
const showing = (ref: SourceRef, first: string, last: string, hours = ''): SourceRef => {
  const { days, during, windows } = shape(first, last, hours);
  return { ...ref, shown: { days, during, windows } };
};
const gone = (ref: SourceRef) => ({ ref, isGone: true }) as const;
const stored = (given: Partial<Absence> = {}, first = '2026-07-20', last = '2026-07-31'): Absence => ({
  id: absenceId(1),
  userId: ANA,
  status: 'planned',
  sources: [calendar],
  tombstone: null,
  ...shape(first, last),
  ...given,
});

test('a fact becomes a planned absence', () => {
  expect(applySighting([], seen(calendar), now)).toEqual({
    do: 'create',
    absence: {
      userId: ANA,
      status: 'planned',
      sources: [showing(calendar, '2026-07-20', '2026-07-31')],
      ...shape('2026-07-20', '2026-07-31'),
    },
  });
});

test('a fact that runs already becomes an active one', () => {
  expect(applySighting([], seen(calendar), during20to31)).toMatchObject({
    do: 'create',
    absence: { status: 'active' },
  });
});

test('a hint becomes a suggestion, even while it runs', () => {
  expect(applySighting([], seen(slack), during20to31)).toMatchObject({
    do: 'create',
    absence: { status: 'suggested' },
  });
});

test('what is over is not entered any more', () => {
  expect(applySighting([], seen(calendar), later)).toEqual({ do: 'nothing', because: 'over' });
});

test('reading the same again changes nothing', () => {
  expect(applySighting([stored()], seen(calendar), now)).toEqual({ do: 'nothing', because: 'unchanged' });
  expect(applySighting([stored({ kind: 'parental' })], seen(calendar), now)).toEqual({
    do: 'nothing',
    because: 'unchanged',
  });
});

test.each([
  ['moved', '2026-08-10', '2026-08-14'],
  ['shortened', '2026-07-20', '2026-07-24'],
  ['extended', '2026-07-20', '2026-08-07'],
])('an event that is %s takes the absence along, and its kind stays', (_name, first, last) => {
  expect(applySighting([stored({ kind: 'conference' })], seen(calendar, first, last), now)).toEqual({
    do: 'update',
    absenceId: absenceId(1),
    status: 'planned',
    shape: { ...shape(first, last), kind: 'conference' },
    sources: [showing(calendar, first, last)],
    isMoved: true,
  });
});

test('hours that change are a change', () => {
  expect(applySighting([stored()], seen(calendar, '2026-07-20', '2026-07-31', '9am-12pm'), now)).toMatchObject({
    do: 'update',
    isMoved: true,
  });
});

test('what has begun keeps its start', () => {
  const active = stored({ status: 'active' });
  expect(applySighting([active], seen(calendar, '2026-07-21', '2026-07-28'), during20to31)).toMatchObject({
    do: 'update',
    shape: {
      during: { startsAt: active.during.startsAt, endsAt: daysToSpan(shape('2026-07-21', '2026-07-28').days).endsAt },
    },
  });
  expect(applySighting([active], seen(calendar, '2026-07-21', '2026-07-31'), during20to31)).toEqual({
    do: 'nothing',
    because: 'unchanged',
  });
});

test('moved out of today it ends now and begins again later', () => {
  const active = stored({ status: 'active' });
  const decision = applySighting([active], seen(calendar, '2026-08-10', '2026-08-14'), during20to31);
  expect(decision).toMatchObject({
    do: 'end',
    during: { startsAt: active.during.startsAt, endsAt: during20to31 },
    then: { status: 'planned', ...shape('2026-08-10', '2026-08-14') },
  });
});

test('shortened to days that are over it ends now', () => {
  const active = stored({ status: 'active' });
  expect(applySighting([active], seen(calendar, '2026-07-20', '2026-07-21'), during20to31)).toMatchObject({
    do: 'end',
    during: { endsAt: during20to31 },
    then: null,
  });
});

test('deleted before it begins it is cancelled, deleted while it runs it ends now', () => {
  expect(applySighting([stored()], gone(calendar), now)).toEqual({
    do: 'cancel',
    absenceId: absenceId(1),
    tombstone: 'source_gone',
  });
  expect(applySighting([stored({ status: 'active' })], gone(calendar), during20to31)).toMatchObject({
    do: 'end',
    during: { endsAt: during20to31 },
    then: null,
  });
});

test.each([
  ['never seen', [], now, 'never-seen'],
  ['cancelled before', [stored({ status: 'cancelled', tombstone: 'source_gone' })], now, 'over'],
  ['over', [stored({ status: 'completed' })], later, 'over'],
])('deleting what was %s changes nothing', (_name, existing, at, because) => {
  expect(applySighting(existing, gone(calendar), at)).toEqual({ do: 'nothing', because });
});

test('deleted in one place it stays while another still knows it as a fact', () => {
  expect(applySighting([stored({ sources: [calendar, pto] })], gone(calendar), now)).toMatchObject({
    do: 'update',
    sources: [pto],
    isMoved: false,
  });
  expect(applySighting([stored({ sources: [calendar, slack] })], gone(calendar), now)).toMatchObject({ do: 'cancel' });
});

test('a fact beats an overlapping suggestion', () => {
  const hint = stored({ status: 'suggested', sources: [slack] }, '2026-07-20', '2026-07-20');
  expect(applySighting([hint], seen(calendar), now)).toMatchObject({
    do: 'update',
    absenceId: absenceId(1),
    status: 'planned',
    shape: shape('2026-07-20', '2026-07-31'),
    sources: [slack, calendar],
    isMoved: true,
  });
});

test('a suggestion does not move an overlapping fact', () => {
  expect(applySighting([stored()], seen(slack, '2026-07-30', '2026-08-02'), now)).toMatchObject({
    do: 'update',
    status: 'planned',
    shape: shape('2026-07-20', '2026-07-31'),
    sources: [calendar, slack],
    isMoved: false,
  });
});

describe('a status without an end', () => {
  const until = (kind: 'sick' | 'vacation', first: string) => {
    const { days, during } = shape(first, first);
    return { kind, days: { ...days, lastOn: null }, during: { ...during, endsAt: null }, windows: [] };
  };
  const today = (kind: 'sick' | 'vacation'): Sighting => ({ ref: slack, userId: ANA, ...until(kind, '2026-07-09') });

  test('is about now: days off weeks ahead are another absence, whichever is seen first', () => {
    const hint = stored({ status: 'suggested', sources: [slack], ...until('vacation', '2026-07-09') });
    expect(applySighting([stored()], today('vacation'), now)).toMatchObject({
      do: 'create',
      absence: { status: 'suggested', during: { endsAt: null } },
    });
    expect(applySighting([hint], seen(calendar), now)).toMatchObject({ do: 'create', absence: { status: 'planned' } });
  });

  test('is the vacation that runs, or begins after the weekend; "sick" is not', () => {
    const running = stored({ status: 'active' }, '2026-07-06', '2026-07-17');
    const onSunday = stored({}, '2026-07-12', '2026-07-17');
    expect(applySighting([running], today('sick'), now)).toMatchObject({ do: 'update', isMoved: false });
    expect(applySighting([onSunday], today('vacation'), now)).toMatchObject({ do: 'update', isMoved: false });
    expect(applySighting([onSunday], today('sick'), now)).toMatchObject({ do: 'create' });
  });
});

test('two facts of two sources are one absence, from the first day to the last', () => {
  expect(applySighting([stored()], seen(pto, '2026-07-18', '2026-07-25'), now)).toMatchObject({
    do: 'update',
    shape: { during: daysToSpan(shape('2026-07-18', '2026-07-31').days) },
  });
});

test('back to back is not the same absence', () => {
  expect(applySighting([stored()], seen(pto, '2026-08-01', '2026-08-02'), now)).toMatchObject({ do: 'create' });
});

test('two events of one calendar stay two', () => {
  expect(
    applySighting([stored()], seen({ ...calendar, externalId: 'event-9' }, '2026-07-22', '2026-07-23'), now),
  ).toMatchObject({
    do: 'create',
  });
});

test('a confirmed suggestion follows its event', () => {
  expect(applySighting([stored({ sources: [allDay] })], seen(allDay, '2026-08-10', '2026-08-14'), now)).toMatchObject({
    do: 'update',
    status: 'planned',
    isMoved: true,
  });
});

test('a dismissed suggestion does not come back, not even moved; as a fact it does', () => {
  const dismissed = stored({ status: 'cancelled', tombstone: 'dismissed', sources: [allDay] });
  expect(applySighting([dismissed], seen(allDay), now)).toEqual({ do: 'nothing', because: 'refused-before' });
  expect(applySighting([dismissed], seen(allDay, '2026-08-10', '2026-08-14'), now)).toEqual({
    do: 'nothing',
    because: 'refused-before',
  });
  expect(applySighting([dismissed], seen({ ...allDay, certainty: 'fact' }), now)).toMatchObject({ do: 'create' });
});

test('what a person cancelled comes back only when its event changes', () => {
  const cancelled = stored({ status: 'cancelled', tombstone: 'cancelled' });
  expect(applySighting([cancelled], seen(calendar), now)).toEqual({ do: 'nothing', because: 'refused-before' });
  expect(applySighting([cancelled], seen(calendar, '2026-08-10', '2026-08-14'), now)).toMatchObject({ do: 'create' });
});

test('a suggestion whose event was deleted and comes back is suggested again', () => {
  const wasGone = stored({ status: 'cancelled', tombstone: 'source_gone', sources: [allDay] });
  expect(applySighting([wasGone], seen(allDay), now)).toMatchObject({ do: 'create', absence: { status: 'suggested' } });
});

test('an event that was deleted and comes back is a new absence', () => {
  expect(applySighting([stored({ status: 'cancelled', tombstone: 'source_gone' })], seen(calendar), now)).toMatchObject(
    { do: 'create' },
  );
});

test('an early return is not undone by reading the same event again', () => {
  const { during } = shape('2026-07-20', '2026-07-31');
  const back = stored({ status: 'completed', during: { ...during, endsAt: during20to31 } });
  const hourLater = during20to31.add({ hours: 1 });
  expect(applySighting([back], seen(calendar), hourLater)).toEqual({ do: 'nothing', because: 'over' });
  expect(applySighting([back], seen(calendar, '2026-07-20', '2026-08-05'), hourLater)).toMatchObject({
    do: 'create',
    absence: { status: 'active', during: { startsAt: hourLater } },
  });
});

test('applying a decision once is enough', () => {
  const moved = seen(calendar, '2026-08-10', '2026-08-14');
  const decision = applySighting([stored()], moved, now);
  if (decision.do !== 'update') throw new Error(decision.do);
  expect(applySighting([stored({ ...decision.shape, sources: decision.sources })], moved, now)).toEqual({
    do: 'nothing',
    because: 'unchanged',
  });
});

describe('one absence in several places', () => {
  const both = (given: Partial<Absence> = {}) =>
    stored({
      sources: [showing(calendar, '2026-07-20', '2026-07-31'), showing(pto, '2026-07-20', '2026-07-31')],
      ...given,
    });

  test('a shorter fact inside a longer suggestion is what counts', () => {
    const hint = stored({ status: 'suggested', sources: [showing(allDay, '2026-07-20', '2026-07-31')] });
    expect(applySighting([hint], seen(pto, '2026-07-22', '2026-07-23'), now)).toMatchObject({
      do: 'update',
      status: 'planned',
      shape: shape('2026-07-22', '2026-07-23'),
      isMoved: true,
    });
  });

  test('a suggestion around a fact changes nothing of its time', () => {
    const fact = stored({ sources: [showing(pto, '2026-07-22', '2026-07-23')] }, '2026-07-22', '2026-07-23');
    expect(applySighting([fact], seen(allDay, '2026-07-20', '2026-07-31'), now)).toMatchObject({
      status: 'planned',
      shape: shape('2026-07-22', '2026-07-23'),
      isMoved: false,
    });
  });

  test('the one that is left says how long, when the other vanishes', () => {
    const joint = stored(
      { sources: [showing(calendar, '2026-07-20', '2026-07-31'), showing(pto, '2026-07-18', '2026-07-25')] },
      '2026-07-18',
      '2026-07-31',
    );
    expect(applySighting([joint], gone(calendar), now)).toMatchObject({
      do: 'update',
      shape: shape('2026-07-18', '2026-07-25'),
      sources: [{ source: 'pto' }],
      isMoved: true,
    });
    expect(applySighting([joint], gone(pto), now)).toMatchObject({ shape: shape('2026-07-20', '2026-07-31') });
    const withHint = { ...joint, sources: [...joint.sources, showing(slack, '2026-07-01', '2026-08-30')] };
    expect(applySighting([withHint], gone(pto), now)).toMatchObject({ shape: shape('2026-07-20', '2026-07-31') });
  });

  test('what somebody shortened by hand stays short when one of the places vanishes', () => {
    const byHand = { ...both(), ...shape('2026-07-20', '2026-07-24') };
    expect(applySighting([byHand], gone(pto), now)).toMatchObject({
      shape: shape('2026-07-20', '2026-07-24'),
      isMoved: false,
    });
    expect(applySighting([byHand], seen(calendar), now)).toEqual({ do: 'nothing', because: 'unchanged' });
  });

  test('moved in one place only, but still together: from the first day to the last', () => {
    expect(applySighting([both()], seen(pto, '2026-07-27', '2026-08-05'), now)).toMatchObject({
      do: 'update',
      shape: shape('2026-07-20', '2026-08-05'),
      isMoved: true,
    });
    expect(applySighting([both()], seen(pto, '2026-07-21', '2026-07-22'), now)).toMatchObject({
      shape: shape('2026-07-20', '2026-07-31'),
      isMoved: false,
    });
  });

  test('moved in one place only, out of sight of the other: they part, and the other stays', () => {
    const decision = applySighting([both()], seen(pto, '2026-08-10', '2026-08-14'), now);
    expect(decision).toMatchObject({
      do: 'update',
      shape: shape('2026-07-20', '2026-07-31'),
      sources: [{ source: 'google_calendar' }],
      isMoved: false,
      again: true,
    });
    if (decision.do !== 'update') throw new Error(decision.do);
    const left = stored({ ...decision.shape, sources: decision.sources });
    expect(applySighting([left], seen(pto, '2026-08-10', '2026-08-14'), now)).toMatchObject({
      do: 'create',
      absence: shape('2026-08-10', '2026-08-14'),
    });
  });

  test('while it runs, its start stays whichever place goes; left with later days only, it ends now and begins again', () => {
    const running = stored(
      {
        status: 'active',
        sources: [showing(calendar, '2026-07-20', '2026-07-24'), showing(pto, '2026-07-21', '2026-07-31')],
      },
      '2026-07-20',
      '2026-07-31',
    );
    expect(applySighting([running], gone(calendar), during20to31)).toMatchObject({
      do: 'update',
      shape: { during: { startsAt: running.during.startsAt, endsAt: running.during.endsAt } },
    });
    const split = stored(
      {
        status: 'active',
        sources: [showing(calendar, '2026-07-20', '2026-07-24'), showing(pto, '2026-07-24', '2026-07-31')],
      },
      '2026-07-20',
      '2026-07-31',
    );
    expect(applySighting([split], gone(calendar), during20to31)).toMatchObject({
      do: 'end',
      then: { status: 'planned', ...shape('2026-07-24', '2026-07-31') },
    });
  });

  test('the hours of a partial day in two places are each there once', () => {
    const partial = stored({
      ...shape('2026-07-20', '2026-07-20', '09:00-12:00'),
      sources: [showing(calendar, '2026-07-20', '2026-07-20', '09:00-12:00')],
    });
    expect(applySighting([partial], seen(pto, '2026-07-20', '2026-07-20', '09:00-12:00'), now)).toMatchObject({
      shape: shape('2026-07-20', '2026-07-20', '09:00-12:00'),
      isMoved: false,
    });
  });

  test('an absence without an end meets one with: still without an end', () => {
    const open: Absence = {
      ...stored(),
      days: { ...stored().days, lastOn: null },
      during: { ...stored().during, endsAt: null },
    };
    expect(applySighting([open], seen(pto, '2026-07-25', '2026-08-05'), now)).toMatchObject({
      shape: { during: { endsAt: null }, days: { lastOn: null } },
      isMoved: false,
    });
  });
});
