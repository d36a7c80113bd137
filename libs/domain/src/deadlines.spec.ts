import fc from 'fast-check';
import { addBusinessTime, isBusinessTime } from './business-time.js';
import { answerDeadline, approvalDeadline, type AskedPerson, reminderAt } from './deadlines.js';
import { DEFAULT_POLICY } from './policies.js';

const at = (text: string) => Temporal.Instant.from(text);
const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } as const;
const lisbon: AskedPerson = { timeZone: 'Europe/Lisbon', workingHours: office };
const auckland: AskedPerson = { timeZone: 'Pacific/Auckland', workingHours: office };
const noHours: AskedPerson = { timeZone: 'Europe/Lisbon', workingHours: { ...office, days: [] } };
const backwards: AskedPerson = { timeZone: 'Europe/Lisbon', workingHours: { ...office, from: '17:00', to: '09:00' } };

/** A Monday, 09:00 in Lisbon. */
const NOW = at('2026-07-06T08:00:00Z');
const asking = (now: string, startsAt: string, person = lisbon, policy = DEFAULT_POLICY) =>
  String(answerDeadline({ startsAt: at(startsAt) }, policy, at(now), person));
const deadline = (startsAt: string, policy = DEFAULT_POLICY, person = lisbon) =>
  asking(String(NOW), startsAt, person, policy);

describe('how long a backup has to answer, asked at work', () => {
  test.each([
    ['weeks ahead: the usual day', '2026-08-01T00:00:00Z', '2026-07-07T08:00:00Z'],
    ['a day ahead: a quarter of what is left', '2026-07-07T08:00:00Z', '2026-07-06T14:00:00Z'],
    ['forty minutes ahead: never less than the urgent time', '2026-07-06T08:40:00Z', '2026-07-06T08:15:00Z'],
    ['ten minutes ahead: never later than the start', '2026-07-06T08:10:00Z', '2026-07-06T08:10:00Z'],
    ['starting this moment: the urgent time', '2026-07-06T08:00:00Z', '2026-07-06T08:15:00Z'],
    ['running since yesterday: the urgent time', '2026-07-05T08:00:00Z', '2026-07-06T08:15:00Z'],
  ])('%s', (_, startsAt, expected) => {
    expect(deadline(startsAt)).toBe(expected);
  });

  test('what the team has set counts', () => {
    const policy = { ...DEFAULT_POLICY, answerWithinMinutes: 60, urgentAnswerMinutes: 5 };
    expect(deadline('2026-08-01T00:00:00Z', policy)).toBe('2026-07-06T09:00:00Z');
    expect(deadline('2026-07-06T07:00:00Z', policy)).toBe('2026-07-06T08:05:00Z');
  });

  test('a manager has four hours to approve, by the same rule', () => {
    const approving = (now: string) =>
      String(approvalDeadline({ startsAt: at('2026-08-01T00:00:00Z') }, DEFAULT_POLICY, at(now), lisbon));
    expect(approving('2026-07-06T08:00:00Z')).toBe('2026-07-06T12:00:00Z');
    expect(approving('2026-07-06T15:00:00Z')).toBe('2026-07-07T12:00:00Z');
    expect(approving('2026-07-10T14:00:00Z')).toBe('2026-07-13T12:00:00Z');
    // less than two weeks ahead an hour of work is enough
    expect(approving('2026-07-20T15:00:00Z')).toBe('2026-07-21T09:00:00Z');
  });
});

// 2026-07-11 is a Saturday; Lisbon is UTC+1 in July, Auckland UTC+12
describe('nobody has failed to answer before they were at work', () => {
  test.each([
    ['Saturday, nine days ahead: an hour into Monday', '2026-07-11T13:24:00Z', '2026-07-20T08:00:00Z', '13T09:00'],
    ['Friday at work: the day ends on Saturday, so Monday', '2026-07-10T15:59:00Z', '2026-07-20T08:00:00Z', '13T09:00'],
    ['Friday evening', '2026-07-10T19:00:00Z', '2026-07-20T08:00:00Z', '13T09:00'],
    ['Sunday, and the day ends just after they came', '2026-07-12T08:05:00Z', '2026-07-20T08:00:00Z', '13T09:00'],
    ['Sunday noon: the day ends when they were there', '2026-07-12T11:00:00Z', '2026-07-20T08:00:00Z', '13T11:00'],
    ['the night before work', '2026-07-07T02:00:00Z', '2026-07-20T08:00:00Z', '08T09:00'],
    ['closing time is outside', '2026-07-07T16:00:00Z', '2026-07-20T08:00:00Z', '09T09:00'],
    ['opening is inside, for whoever was asked at work', '2026-07-07T08:00:00Z', '2026-07-20T08:00:00Z', '08T08:00'],
    [
      'Saturday, for January: half of Monday, not its first hour',
      '2026-07-11T13:24:00Z',
      '2027-01-11T08:00:00Z',
      '13T12:00',
    ],
    ['two weeks ahead to the minute: half a day', '2026-07-11T13:24:00Z', '2026-07-25T13:24:00Z', '13T12:00'],
    ['a minute less: an hour', '2026-07-11T13:24:00Z', '2026-07-25T13:23:00Z', '13T09:00'],
    ['an absence that runs waits for no morning', '2026-07-11T13:24:00Z', '2026-07-11T13:24:00Z', '11T13:39'],
    ['two days ahead: the next morning fits', '2026-07-06T08:00:00Z', '2026-07-08T14:00:00Z', '07T09:00'],
    ['the morning is exactly half way', '2026-07-06T17:00:00Z', '2026-07-08T01:00:00Z', '07T09:00'],
    ['one second past half way: the quarter stays', '2026-07-06T17:00:00Z', '2026-07-08T00:59:58Z', '07T00:59:59.5'],
    ['tomorrow morning: no room to wait', '2026-07-06T18:00:00Z', '2026-07-07T08:00:00Z', '06T21:30'],
    ['on Saturday for Monday', '2026-07-11T10:00:00Z', '2026-07-13T08:00:00Z', '11T21:30'],
  ])('%s', (_, now, startsAt, expected) => {
    expect(asking(now, startsAt)).toBe(String(at(`2026-07-${expected}Z`)));
  });

  test('the hours are those of the person asked', () => {
    const [now, startsAt] = ['2026-07-07T08:00:00Z', '2026-07-20T08:00:00Z'];
    expect(asking(now, startsAt, lisbon)).toBe('2026-07-08T08:00:00Z');
    // 20:00 in Auckland, both when asked and a day later: an hour into the morning after
    expect(asking(now, startsAt, auckland)).toBe('2026-07-08T22:00:00Z');
  });

  test('a calendar that never opens leaves the plain deadline', () => {
    for (const person of [noHours, backwards])
      expect(asking('2026-07-11T13:24:00Z', '2026-07-20T08:00:00Z', person)).toBe('2026-07-12T13:24:00Z');
  });

  test('the morning after a clock change is the one on the wall', () => {
    // Lisbon: summer time ends on Sunday 25 October and begins on Sunday 29 March
    expect(asking('2026-10-24T10:00:00Z', '2026-11-05T09:00:00Z')).toBe('2026-10-26T10:00:00Z');
    expect(asking('2026-03-28T10:00:00Z', '2026-04-09T09:00:00Z')).toBe('2026-03-30T09:00:00Z');
  });
});

describe('the reminder', () => {
  const reminded = (askedAt: string, answerBy: string, person = lisbon, startsAt = '2026-07-20T08:00:00Z') =>
    String(reminderAt({ startsAt: at(startsAt) }, { askedAt: at(askedAt), answerBy: at(answerBy) }, person));

  test.each([
    ['at half time, at work', '2026-07-07T08:00:00Z', '2026-07-07T16:00:00Z', '07T12:00'],
    ['not by night: in the morning', '2026-07-06T10:00:00Z', '2026-07-07T10:00:00Z', '07T08:00'],
    [
      'not on Sunday: on Monday, an hour before the deadline',
      '2026-07-11T13:24:00Z',
      '2026-07-13T09:00:00Z',
      '13T08:00',
    ],
    ['the deadline comes before the morning: at half time', '2026-07-06T18:00:00Z', '2026-07-06T22:00:00Z', '06T20:00'],
    ['the deadline comes with the morning: at half time', '2026-07-06T18:00:00Z', '2026-07-07T08:00:00Z', '07T01:00'],
  ])('%s', (_, askedAt, answerBy, expected) => {
    expect(reminded(askedAt, answerBy)).toBe(String(at(`2026-07-${expected}Z`)));
  });

  test('of an absence that runs: at half time, whatever the hour', () => {
    const [askedAt, answerBy] = ['2026-07-07T07:50:00Z', '2026-07-07T08:05:00Z'];
    expect(reminded(askedAt, answerBy, lisbon, askedAt)).toBe('2026-07-07T07:57:30Z');
    expect(reminded(askedAt, answerBy, lisbon)).toBe('2026-07-07T08:00:00Z');
  });

  test('without working hours: at half time', () => {
    expect(reminded('2026-07-11T00:00:00Z', '2026-07-12T00:00:00Z', noHours)).toBe('2026-07-11T12:00:00Z');
  });
});

const anyPerson = fc
  .record({
    timeZone: fc.constantFrom('Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'),
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7] as const),
    hours: fc.constantFrom(['09:00', '17:00'], ['00:00', '24:00'], ['22:00', '06:00'], ['01:00', '02:00']),
  })
  .map(({ timeZone, days, hours: [from = '', to = ''] }) => ({ timeZone, workingHours: { days, from, to } }));
const anyAsking = fc.tuple(
  fc.integer({ min: 0, max: 365 * 1440 }).map((minutes) => NOW.add({ minutes })),
  fc.integer({ min: -1e9, max: 3e9 }),
  fc.record({
    answerWithinMinutes: fc.integer({ min: 1, max: 20_000 }),
    urgentAnswerMinutes: fc.integer({ min: 1, max: 600 }),
  }),
);

test('always ahead of now, not past a start that is ahead, and never sooner than without working hours', () => {
  fc.assert(
    fc.property(anyAsking, anyPerson, ([now, offset, policy], person) => {
      const startsAt = now.add({ milliseconds: offset });
      const by = answerDeadline({ startsAt }, policy, now, person);
      const plain = answerDeadline({ startsAt }, policy, now, noHours);
      expect(Temporal.Instant.compare(by, now)).toBe(1);
      expect(Temporal.Instant.compare(by, plain)).toBeGreaterThanOrEqual(0);
      if (offset > 0) expect(Temporal.Instant.compare(by, startsAt)).toBeLessThanOrEqual(0);
    }),
  );
});

test('a deadline that was moved is after an hour at work, and leaves the ladder half of the time', () => {
  fc.assert(
    fc.property(anyAsking, anyPerson, ([now, offset, policy], person) => {
      const startsAt = now.add({ milliseconds: offset });
      const by = answerDeadline({ startsAt }, policy, now, person);
      if (by.equals(answerDeadline({ startsAt }, policy, now, noHours))) return;
      const calendar = { ...person.workingHours, timeZone: person.timeZone, holidays: [] };
      expect(isBusinessTime(by.subtract({ seconds: 1 }), calendar)).toBe(true);
      expect(Temporal.Instant.compare(by, addBusinessTime(now, 60, calendar))).toBeGreaterThanOrEqual(0);
      expect(now.until(by).total('milliseconds') * 2).toBeLessThanOrEqual(offset);
    }),
  );
});

test('a reminder comes after the question and before the deadline', () => {
  fc.assert(
    fc.property(anyAsking, anyPerson, ([askedAt, offset, policy], person) => {
      const absence = { startsAt: askedAt.add({ milliseconds: offset }) };
      const answerBy = answerDeadline(absence, policy, askedAt, person);
      const reminder = reminderAt(absence, { askedAt, answerBy }, person);
      expect(Temporal.Instant.compare(reminder, askedAt)).toBeGreaterThanOrEqual(0);
      expect(Temporal.Instant.compare(reminder, answerBy)).toBeLessThan(0);
    }),
  );
});
