import fc from 'fast-check';
import { introductionAt, isSendTime, nextSendAt } from './send-windows.js';

const at = (text: string): Temporal.Instant => Temporal.ZonedDateTime.from(text).toInstant();
const LISBON = 'Europe/Lisbon';
const local = (instant: Temporal.Instant | null, zone: string) =>
  instant?.toZonedDateTimeISO(zone).toPlainDateTime().toString() ?? null;

describe('customers are written to in their business hours', () => {
  test.each([
    ['Monday 09:00 is open', '2026-07-06T09:00[Europe/Lisbon]', '2026-07-06T09:00:00'],
    ['Monday 08:59:59 waits a second', '2026-07-06T08:59:59[Europe/Lisbon]', '2026-07-06T09:00:00'],
    ['Monday 16:59:59 is open', '2026-07-06T16:59:59[Europe/Lisbon]', '2026-07-06T16:59:59'],
    ['Monday 17:00 waits for Tuesday', '2026-07-06T17:00[Europe/Lisbon]', '2026-07-07T09:00:00'],
    ['Friday evening waits for Monday', '2026-07-10T18:00[Europe/Lisbon]', '2026-07-13T09:00:00'],
    ['Sunday waits for Monday', '2026-07-12T12:00[Europe/Lisbon]', '2026-07-13T09:00:00'],
    ['the Monday after the clock went back', '2026-10-25T01:30[Europe/Lisbon]', '2026-10-26T09:00:00'],
  ])('%s', (_, from, expected) => {
    expect(local(nextSendAt(at(from), LISBON), LISBON)).toBe(expected);
  });

  test('the hours are the customer’s, not ours', () => {
    const morning = at('2026-07-06T09:30[Europe/Lisbon]');

    expect(isSendTime(morning, 'America/New_York')).toBe(false);
    expect(local(nextSendAt(morning, 'America/New_York'), 'America/New_York')).toBe('2026-07-06T09:00:00');
    expect(local(nextSendAt(morning, 'Asia/Tokyo'), 'Asia/Tokyo')).toBe('2026-07-07T09:00:00');
  });
});

describe('an introduction goes out', () => {
  const during = (from: string, to: string | null) => ({ startsAt: at(from), endsAt: to === null ? null : at(to) });
  const WEEK = during('2026-07-06T00:00[Europe/Lisbon]', '2026-07-11T00:00[Europe/Lisbon]');

  test.each([
    ['on the working day before a Monday', '2026-06-01T12:00[Europe/Lisbon]', '2026-07-03T09:00:00'],
    ['at once when that day has begun', '2026-07-03T15:30[Europe/Lisbon]', '2026-07-03T15:30:00'],
    ['on the day it begins when the day before is over', '2026-07-03T17:00[Europe/Lisbon]', '2026-07-06T09:00:00'],
    ['at once when the absence runs', '2026-07-07T11:00[Europe/Lisbon]', '2026-07-07T11:00:00'],
    ['not at all when it would come after the absence', '2026-07-10T17:00[Europe/Lisbon]', null],
  ])('%s', (_, now, expected) => {
    expect(local(introductionAt(WEEK, at(now), LISBON), LISBON)).toBe(expected);
  });

  test('the day before is the customer’s', () => {
    const tokyo = introductionAt(WEEK, at('2026-06-01T12:00[Europe/Lisbon]'), 'Asia/Tokyo');
    expect(local(tokyo, 'Asia/Tokyo')).toBe('2026-07-03T09:00:00');
  });

  test('an absence without an end has no "too late"', () => {
    const open = during('2026-07-06T00:00[Europe/Lisbon]', null);
    expect(local(introductionAt(open, at('2027-01-02T11:00[Europe/Lisbon]'), LISBON), LISBON)).toBe(
      '2027-01-04T09:00:00',
    );
  });
});

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const numRuns = process.env['UNDERSTUDY_SOAK'] === '1' ? 20_000 : 200;
const zones = fc.constantFrom(
  'Europe/Lisbon',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/St_Johns',
  'Africa/Cairo',
  'UTC',
);
const instants = fc
  .integer({ min: 1_735_689_600, max: 1_893_456_000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1_000));

test('law: never outside the hours, never before asked, and no earlier hours are let pass', () => {
  fc.assert(
    fc.property(instants, zones, (from, zone) => {
      const sendAt = nextSendAt(from, zone);
      const there = sendAt.toZonedDateTimeISO(zone);

      expect(there.dayOfWeek).toBeLessThanOrEqual(5);
      expect(there.hour).toBeGreaterThanOrEqual(9);
      expect(there.hour).toBeLessThan(17);
      expect(isSendTime(sendAt, zone)).toBe(true);
      expect(Temporal.Instant.compare(sendAt, from)).toBeGreaterThanOrEqual(0);
      for (let minute = from; Temporal.Instant.compare(minute, sendAt) < 0; minute = minute.add({ minutes: 97 }))
        expect(isSendTime(minute, zone)).toBe(false);
    }),
    { numRuns },
  );
});

test('law: an introduction comes in time or not at all', () => {
  fc.assert(
    fc.property(
      instants,
      instants,
      fc.integer({ min: 1, max: 60 * 24 * 40 }),
      zones,
      (startsAt, now, minutes, zone) => {
        const during = { startsAt, endsAt: startsAt.add({ minutes }) };
        const sendAt = introductionAt(during, now, zone);
        if (sendAt === null) return;

        expect(isSendTime(sendAt, zone)).toBe(true);
        expect(Temporal.Instant.compare(sendAt, now)).toBeGreaterThanOrEqual(0);
        expect(Temporal.Instant.compare(sendAt, during.endsAt)).toBeLessThan(0);
      },
    ),
    { numRuns },
  );
});
