import { availability } from './uptime.js';

const minute = (n: number) => Temporal.Instant.from('2026-07-06T00:00Z').add({ seconds: Math.round(n * 60) });
const span = (from: number, to: number) => ({ startsAt: minute(from), endsAt: minute(to) });
const DAYS = 30 * 24 * 60;

test('a gap between heartbeats is down, and named', () => {
  const { share, outages, downMinutes } = availability([span(0, 100), span(130, DAYS)], span(0, DAYS), minute(0));
  expect(downMinutes).toBe(30);
  expect(share).toBeCloseTo(1 - 30 / DAYS, 12);
  expect(outages).toEqual([span(100, 130)]);
});

test('99.9 % of 30 days is 43 minutes', () => {
  expect(availability([span(0, 100), span(143, DAYS)], span(0, DAYS), minute(0)).share).toBeGreaterThan(0.999);
  expect(availability([span(0, 100), span(144, DAYS)], span(0, DAYS), minute(0)).share).toBeLessThan(0.999);
});

test('a missed beat is no outage, two processes may beat at once', () => {
  const { share } = availability([span(0, 1000), span(500, 2000), span(2000.9, DAYS - 0.3)], span(0, DAYS), minute(0));
  expect(share).toBe(1);
});

test('the time before the first heartbeat is not watched; a service that never comes back is down until now', () => {
  const { watchedMinutes, downMinutes, outages } = availability([span(5000, 6000)], span(0, DAYS), minute(5000));
  expect([watchedMinutes, downMinutes]).toEqual([DAYS - 5000, DAYS - 6000]);
  expect(outages).toEqual([span(6000, DAYS)]);
});

test('a period that begins in the middle of an outage counts it', () => {
  const { downMinutes, share } = availability([span(300, DAYS)], span(0, DAYS), minute(-1000));
  expect(downMinutes).toBe(300);
  expect(share).toBeCloseTo(1 - 300 / DAYS, 12);
});

test('without heartbeats, or with less than a day of them, nothing is measured', () => {
  expect(availability([], span(0, DAYS), null).share).toBeNull();
  expect(availability([span(0, 1000)], span(0, 1000), minute(0)).share).toBeNull();
  expect(availability([span(2000, 3000)], span(0, 1000), minute(2000))).toMatchObject({
    share: null,
    watchedMinutes: 0,
  });
});
