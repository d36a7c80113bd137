import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 50;

export interface EventuallyOptions {
  /** Milliseconds; 30 s when not given. */
  readonly within?: number;
}

/**
 * Runs an assertion again until it stops throwing, and answers what it answered. After the time it throws what the last run
 * threw. For everything that becomes true after what the test did: a page that draws, a worker, a relay, a process that ends.
 */
export async function eventually<Answer>(
  assertion: () => Promise<Answer>,
  { within = 30_000 }: EventuallyOptions = {},
): Promise<Answer> {
  for (const deadline = performance.now() + within; ;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await pause(EVERY_MS);
  }
}
