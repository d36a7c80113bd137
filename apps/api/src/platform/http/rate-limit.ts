import { DomainError } from '@understudy/domain';

const WINDOW_SECONDS = 60;

/** Requests per minute; api.md "Rules for every endpoint". */
export interface Limits {
  readonly person: number;
  readonly tenant: number;
  readonly signIn: number;
}

export const LIMITS = {
  production: { person: 600, tenant: 6_000, signIn: 60 },
  /** A demo is run by one machine, tests and load included. */
  sandbox: { person: 60_000, tenant: 600_000, signIn: 6_000 },
} as const satisfies Record<string, Limits>;

/**
 * Counts requests per key and minute, in this process only: with n API processes a limit is up to n times as high, which
 * is enough to keep one caller from starving others and needs no shared store. Machine time (monotonic), never product time.
 */
export class RateLimiter {
  private counts = new Map<string, number>();
  private endsAt = 0;

  /** `seconds` is the monotonic clock of the machine. */
  constructor(private readonly seconds: () => number = () => performance.now() / 1000) {}

  /** Counts one request under `key`; throws `request.too-many` with the seconds to wait when it is over `limit`. */
  take(key: string, limit: number): void {
    const now = this.seconds();
    if (now >= this.endsAt) {
      this.counts = new Map();
      this.endsAt = now + WINDOW_SECONDS;
    }
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count > limit) throw new DomainError('request.too-many', { retryAfterSeconds: Math.ceil(this.endsAt - now) });
  }
}
