/**
 * The two kinds of time of the product (architecture.md). `now` is product time: what Google stamps on events and channels; the API
 * tells its shift when it moves the demo's clock. `machine` never moves: tokens and their expiry.
 */
export class SandboxClock {
  constructor(
    private shiftMilliseconds: number,
    private readonly machineNow: () => Temporal.Instant = () => Temporal.Now.instant(),
  ) {}

  now(): Temporal.Instant {
    return this.machineNow().add({ milliseconds: this.shiftMilliseconds });
  }

  machine(): Temporal.Instant {
    return this.machineNow();
  }

  get shift(): number {
    return this.shiftMilliseconds;
  }

  /** Sets product time. Returns the new shift in milliseconds. */
  moveTo(now: Temporal.Instant): number {
    this.shiftMilliseconds = Math.round(now.since(this.machineNow()).total('milliseconds'));
    return this.shiftMilliseconds;
  }
}
