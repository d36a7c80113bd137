import type { SandboxClock } from '../clock.js';
import { SlackError } from './errors.js';
import { ruleOf, type HandledMethod } from './rules.js';
import type { SlackState } from './state.js';

/**
 * The tiers of the Web API, counted "per API method per workspace/team per app" (LIMITS in rules.ts): a bucket that holds a minute's worth and fills
 * evenly; messages one second apart in each channel. On machine time, on product time where a test moves the clock, or off.
 */
export class RateLimits {
  private readonly buckets = new Map<string, { left: number; at: number }>();

  constructor(
    private readonly app: SlackState['app'],
    private readonly clock: SandboxClock,
  ) {}

  /** Takes one call. Throws HTTP 429 `ratelimited` with whole seconds in Retry-After when the bucket is empty. */
  take(method: HandledMethod, teamId: string, channel: string): void {
    const { perMinute } = ruleOf(method);
    if (perMinute === null || this.app.limits === 'off') return;
    const [key, holds, perMillisecond] =
      perMinute === 'channel'
        ? [`${teamId} ${method} ${channel}`, 1, 1 / 1000]
        : [`${teamId} ${method}`, perMinute, perMinute / 60_000];
    const now = (this.app.limits === 'product' ? this.clock.now() : this.clock.machine()).epochMilliseconds;
    const bucket = this.buckets.get(key) ?? { left: holds, at: now };
    const left = Math.min(holds, bucket.left + Math.max(0, now - bucket.at) * perMillisecond);
    if (left < 1) {
      const seconds = Math.ceil((1 - left) / perMillisecond / 1000);
      throw new SlackError('ratelimited', {}, { status: 429, headers: { 'retry-after': String(seconds) } });
    }
    this.buckets.set(key, { left: left - 1, at: now });
  }
}
