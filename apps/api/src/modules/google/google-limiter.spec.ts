import { GoogleLimiter, type MachineClock } from './google-limiter.js';

/** Time that moves only when everybody waits: to the next who wakes up. */
class SimulatedClock implements MachineClock {
  private at = 0;
  private sleepers = new Map<number, (() => void)[]>();

  now(): number {
    return this.at;
  }
  pause(milliseconds: number): Promise<void> {
    const at = this.at + milliseconds;
    return new Promise((wake) => this.sleepers.set(at, [...(this.sleepers.get(at) ?? []), wake]));
  }
  /** Until nobody sleeps any more. */
  async run(work: Promise<unknown>): Promise<void> {
    let isDone = false;
    void work.finally(() => (isDone = true));
    for (;;) {
      // every promise that can go on without time does
      await new Promise(setImmediate);
      if (this.sleepers.size === 0) {
        if (isDone) return;
        continue;
      }
      this.at = Math.min(...this.sleepers.keys());
      const woken = this.sleepers.get(this.at) ?? [];
      this.sleepers.delete(this.at);
      for (const wake of woken) wake();
    }
  }
}

/** The most of these instants that lie within any sixty seconds. */
function mostInAMinute(instants: readonly number[]): number {
  let [from, most] = [0, 0];
  const sorted = [...instants].sort((one, other) => one - other);
  for (const [to, at] of sorted.entries()) {
    while (at - (sorted[from] ?? 0) >= 60_000) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/** Comes back when it is told that it would be too long, as a job does. */
async function patient(clock: SimulatedClock, limiter: GoogleLimiter, given: readonly [string, string, string]) {
  for (;;) {
    const busy = await limiter.turn(...given).then(
      () => null,
      (error: { details: { retry_after_seconds: number } }) => error.details.retry_after_seconds,
    );
    if (busy === null) return clock.now();
    await clock.pause(busy * 1000);
  }
}
const EVENTS = '/calendar/v3/calendars/primary/events';

test('five hundred calendars with a full sync each stay within both of the calendar’s quotas, and all get through', async () => {
  const clock = new SimulatedClock();
  const limiter = new GoogleLimiter(clock);
  const left = new Map<string, number[]>();
  const people = Array.from({ length: 500 }, (_, index) => `person-${index}@harbor.example`);
  const sync = async (email: string, pages: number) => {
    for (let page = 0; page < pages; page += 1) {
      const at = await patient(clock, limiter, [email, 'GET', EVENTS]);
      left.set(email, [...(left.get(email) ?? []), at]);
    }
  };
  // the first has a calendar of 900 pages, the others 30: 15,870 requests, all asked for at once
  await clock.run(Promise.all(people.map((email, index) => sync(email, index === 0 ? 900 : 30))));

  const all = [...left.values()].flat();
  expect(all).toHaveLength(900 + 499 * 30);
  expect(mostInAMinute(all)).toBeLessThanOrEqual(10_000);
  expect(Math.max(...[...left.values()].map(mostInAMinute))).toBeLessThanOrEqual(600);
  // and the quota is used, not merely kept
  expect(mostInAMinute(all)).toBeGreaterThan(8_000);
  expect(clock.now()).toBeLessThan(4 * 60_000);
}, 30_000);

test('polls of five hundred calendars every ten minutes never wait', async () => {
  const clock = new SimulatedClock();
  const limiter = new GoogleLimiter(clock);
  const waits: number[] = [];
  const poll = async (index: number) => {
    await clock.pause(index * 20);
    for (let round = 0; round < 3; round += 1) {
      const asked = clock.now();
      await limiter.turn(`person-${index}@harbor.example`, 'GET', EVENTS);
      waits.push(clock.now() - asked);
      await clock.pause(600_000);
    }
  };
  await clock.run(Promise.all(Array.from({ length: 500 }, (_, index) => poll(index))));
  expect([waits.length, Math.max(...waits)]).toEqual([1_500, 0]);
}, 30_000);

test.each([
  ['mail sent', 'POST', '/gmail/v1/users/me/messages/send', 60, 60],
  ['mail sent as an upload', 'POST', '/upload/gmail/v1/users/me/messages/send', 60, 60],
  ['mails read, 20 units each', 'GET', '/gmail/v1/users/me/messages/x', 300, 6_000 / 20],
  ['forwarding addresses made, 100 units each', 'POST', '/gmail/v1/users/me/settings/forwardingAddresses', 90, 60],
  ['documents written', 'POST', '/v1/documents/x:batchUpdate', 90, 60],
])(
  'one person’s %s: never more in a minute than Google takes',
  async (_what, verb, path, count, limit) => {
    const clock = new SimulatedClock();
    const limiter = new GoogleLimiter(clock);
    const left: number[] = [];
    const one = async () => void left.push(await patient(clock, limiter, ['ana@harbor.example', verb, path]));
    await clock.run(Promise.all(Array.from({ length: count }, one)));
    expect(left).toHaveLength(count);
    expect(mostInAMinute(left)).toBeLessThanOrEqual(limit);
    expect(mostInAMinute(left)).toBeGreaterThan(limit * 0.8);
  },
  30_000,
);

test('one person’s quota holds up nobody else', async () => {
  const clock = new SimulatedClock();
  const limiter = new GoogleLimiter(clock);
  const ana = Array.from({ length: 60 }, () => limiter.turn('ana@harbor.example', 'GET', EVENTS));
  await clock.run(Promise.all(ana));
  void limiter.turn('ana@harbor.example', 'GET', EVENTS);
  const before = clock.now();
  await limiter.turn('ben@harbor.example', 'GET', EVENTS);
  expect(clock.now()).toBe(before);
});

test('who would wait longer than a job should is told when to come back', async () => {
  const clock = new SimulatedClock();
  const limiter = new GoogleLimiter(clock);
  const sends = Array.from({ length: 30 }, () =>
    limiter.turn('ana@harbor.example', 'POST', '/gmail/v1/users/me/messages/send').then(
      () => 'sent',
      (error: { code: string; details: { retry_after_seconds: number } }) => error,
    ),
  );
  await clock.run(Promise.all(sends));
  const answers = await Promise.all(sends);
  expect(answers.filter((answer) => answer === 'sent').length).toBeGreaterThanOrEqual(6);
  const later = answers.find((answer) => answer !== 'sent');
  expect(later).toMatchObject({ code: 'google.busy', details: { retry_after_seconds: expect.any(Number) } });
});
