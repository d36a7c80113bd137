/**
 * The two kinds of time of the product (architecture.md). `now` is product time: what Google stamps on events and channels; the API
 * tells its shift when it moves the demo's clock. `machine` never moves: tokens and their expiry.
 */
export class SandboxClock {
  private movedAt: Temporal.Instant | null = null;

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

  /** Product time that stands still between two moves; for what is measured in a simulation. */
  standing(): Temporal.Instant {
    return (this.movedAt ??= this.now());
  }

  /** Sets product time. Returns the new shift in milliseconds. */
  moveTo(now: Temporal.Instant): number {
    this.movedAt = now;
    this.shiftMilliseconds = Math.round(now.since(this.machineNow()).total('milliseconds'));
    return this.shiftMilliseconds;
  }
}
