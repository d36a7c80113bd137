import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@understudy/domain';
import { type Allowance, type Bucket, type Claim, claimsOf, filled, isFull, waitFor } from './google-quotas.js';

/** Machine time, in milliseconds from any beginning. */
export interface MachineClock {
  now(): number;
  pause(milliseconds: number): Promise<void>;
}
export const machineClock: MachineClock = {
  now: () => performance.now(),
  pause: (milliseconds) => sleep(milliseconds),
};

/** Longer than this nobody waits inside a job: it comes back later instead, and its place is free meanwhile. */
const PATIENCE_MS = 15_000;
/** Those who wait for one bucket look together, not one by one for each unit that flows in. */
const LEAST_PAUSE_MS = 100;
const SWEEP_AT = 5_000;

/**
 * Lets requests to Google leave no faster than Google takes them. The buckets are this process's own: with several workers Google itself
 * is the judge of the sum, by 429 and 403, which are waited out as long as its Retry-After says (readGoogleFailure).
 */
export class GoogleLimiter {
  private readonly buckets = new Map<string, { bucket: Bucket; allowance: Allowance }>();

  constructor(private readonly clock: MachineClock = machineClock) {}

  /** Resolves when the request may leave. Throws `google.busy` with `retry_after_seconds` when that would be too long from now. */
  async turn(email: string, verb: string, path: string): Promise<void> {
    const claims = claimsOf(email, verb.toUpperCase(), path);
    const begun = this.clock.now();
    for (;;) {
      const now = this.clock.now();
      const pause = Math.max(...claims.map((claim) => waitFor(claim, this.bucketOf(claim, now))));
      if (pause === 0) return this.take(claims, now);
      if (now - begun + pause > PATIENCE_MS)
        throw new DomainError('google.busy', { retry_after_seconds: Math.ceil(pause / 1000) });
      await this.clock.pause(Math.max(pause, LEAST_PAUSE_MS));
    }
  }

  private bucketOf({ bucket, allowance }: Claim, now: number): Bucket {
    return filled(this.buckets.get(bucket)?.bucket, allowance, now);
  }

  private take(claims: readonly Claim[], now: number): void {
    for (const claim of claims) {
      const { units, atMs } = this.bucketOf(claim, now);
      this.buckets.set(claim.bucket, { bucket: { units: units - claim.units, atMs }, allowance: claim.allowance });
    }
    if (this.buckets.size > SWEEP_AT) this.sweep(now);
  }

  /** A full bucket and none are the same. */
  private sweep(now: number): void {
    for (const [name, { bucket, allowance }] of this.buckets)
      if (isFull(filled(bucket, allowance, now), allowance)) this.buckets.delete(name);
  }
}
