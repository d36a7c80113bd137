import { RateLimiter } from './rate-limit.js';

const at = (seconds: { now: number }) => new RateLimiter(() => seconds.now);

test('exactly the limit is let through in a minute, and the next minute begins anew', () => {
  const clock = { now: 100 };
  const limiter = at(clock);
  for (let request = 0; request < 3; request++) limiter.take('ana', 3);

  clock.now = 159.9;
  expect(() => limiter.take('ana', 3)).toThrow('request.too-many');
  clock.now = 160;
  expect(() => limiter.take('ana', 3)).not.toThrow();
});

test('who is refused learns how many seconds to wait', () => {
  const clock = { now: 0 };
  const limiter = at(clock);
  limiter.take('ana', 1);
  clock.now = 17.5;

  expect(() => limiter.take('ana', 1)).toThrow(expect.objectContaining({ details: { retryAfterSeconds: 43 } }));
});

test('one caller does not use up what is another one’s', () => {
  const limiter = at({ now: 0 });
  limiter.take('person ana', 1);

  expect(() => limiter.take('person ben', 1)).not.toThrow();
  expect(() => limiter.take('tenant ana', 1)).not.toThrow();
});
