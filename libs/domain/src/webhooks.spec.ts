import { afterTry, holdUntil, isDead, isTaken, WEBHOOK_EVENT_TYPES, type WebhookAnswer } from './webhooks.js';

const now = Temporal.Instant.from('2026-07-06T10:00:00Z');
const answered = (status: number | null, retryAfterSeconds: number | null = null): WebhookAnswer => ({
  status,
  retryAfterSeconds,
});

test.each([
  [200, true],
  [204, true],
  [299, true],
  [301, false],
  [400, false],
  [500, false],
  [null, false],
])('an answer of %s takes it: %s', (status, expected) => {
  expect(isTaken(answered(status))).toBe(expected);
});

test('it is tried for a day, with growing pauses, and then given up', () => {
  const times: string[] = [];
  let at = now;
  for (let tries = 1; ; tries += 1) {
    const { state, nextAt } = afterTry(answered(500), tries, at);
    if (nextAt === null) {
      expect(state).toBe('failed');
      break;
    }
    expect(state).toBe('waiting');
    times.push(nextAt.since(at).toString());
    at = nextAt;
  }
  expect(times).toEqual(['PT5S', 'PT300S', 'PT1800S', 'PT7200S', 'PT18000S', 'PT18000S', 'PT21600S', 'PT21600S']);
  const hours = at.since(now).total('hours');
  expect(hours).toBeGreaterThan(24);
  expect(hours).toBeLessThan(27);
});

test.each([
  ['429 with more than our pause', answered(429, 900), 900],
  ['503 with less than our pause', answered(503, 1), 5],
  ['429 that asks for a year', answered(429, 31_536_000), 21_600],
  ['500, whatever it asks for', answered(500, 900), 5],
])('Retry-After: %s', (_name, answer, seconds) => {
  expect(afterTry(answer, 1, now).nextAt?.since(now).total('seconds')).toBe(seconds);
});

test('gone is gone: not tried again, and the endpoint is switched off', () => {
  expect(afterTry(answered(410), 1, now)).toEqual({ state: 'failed', nextAt: null });
  expect(isDead(answered(410), { state: 'failed', beganAt: now }, now)).toBe(true);
});

test.each([
  ['given up, and nothing was ever taken', 'failed', null, true],
  ['given up, and the last was taken before it began', 'failed', now.subtract({ seconds: 1 }), true],
  ['given up, but something was taken since', 'failed', now.add({ seconds: 1 }), false],
  ['still waiting', 'waiting', null, false],
] as const)('switched off: %s', (_name, state, lastTakenAt, expected) => {
  expect(isDead(answered(500), { state, beganAt: now }, lastTakenAt)).toBe(expected);
});

test('the others wait longer the longer an endpoint fails, never more than five minutes', () => {
  const seconds = [1, 2, 3, 20].map((failures) => holdUntil(failures, now).since(now).total('seconds'));
  expect(seconds).toEqual([10, 20, 40, 300]);
});

test('names on the wire are snake_case with dots', () => {
  for (const type of WEBHOOK_EVENT_TYPES) expect(type).toMatch(/^[a-z]+\.[a-z_]+$/);
});
