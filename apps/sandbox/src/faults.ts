/** `timeout-before`: nothing happens and no answer comes. `timeout-after`: it happens, and no answer comes. */
export const FAULT_KINDS = [
  'timeout-before',
  'timeout-after',
  'error-500',
  'rate-limited',
  'quota-exceeded',
  'slow',
  'push-off',
  'sync-tokens-expired',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
/** What an e-mail that is handed over is called among the methods. */
export const MAIL_METHOD = 'mail.send';
export interface Fault {
  readonly kind: FaultKind;
  /** A method id such as `calendar.events.list`, a prefix ending in `*`, or `*`. */
  readonly method: string;
  /** How often it strikes; `null` until faults are cleared. */
  times: number | null;
  /** `slow`: the pause before the answer. Time-outs: when the connection is cut. Milliseconds. */
  readonly delayMilliseconds: number;
  /** Seconds in Retry-After of `rate-limited`. */
  readonly retryAfterSeconds: number;
}
const DEFAULT_DELAY: Partial<Record<FaultKind, number>> = { slow: 1000, 'timeout-before': 5000, 'timeout-after': 5000 };

/** Trouble made on purpose (`POST /sandbox/faults`). The first fault that fits a call strikes it and is used up. */
export class Faults {
  private faults: Fault[] = [];

  list(): readonly Fault[] {
    return this.faults;
  }

  /** Throws RangeError with a sentence for the caller when the input is not a fault. */
  add(input: Record<string, unknown>): Fault {
    const { kind, method = '*', times = kind === 'push-off' ? null : 1, delay_ms, retry_after = 1, ...unknown } = input;
    const known = FAULT_KINDS.find((one) => one === kind);
    if (Object.keys(unknown).length) throw new RangeError(`Unknown field: ${Object.keys(unknown).join(', ')}.`);
    if (!known) throw new RangeError(`kind must be one of ${FAULT_KINDS.join(', ')}.`);
    if (typeof method !== 'string' || !method)
      throw new RangeError('method must be a method id such as "calendar.events.list", or "*".');
    if (times !== null && !isCount(times, 1000))
      throw new RangeError('times must be a whole number from 1 to 1000, or null.');
    const delay = delay_ms ?? DEFAULT_DELAY[known] ?? 0;
    if (delay !== 0 && !isCount(delay, 60_000)) throw new RangeError('delay_ms must be a whole number up to 60000.');
    if (!isCount(retry_after, 3600)) throw new RangeError('retry_after must be a whole number of seconds up to 3600.');
    const fault: Fault = { kind: known, method, times, delayMilliseconds: delay, retryAfterSeconds: retry_after };
    this.faults.push(fault);
    return fault;
  }

  clear(): void {
    this.faults = [];
  }

  /** The fault that strikes this call, used up once; pushes have their own switch. */
  strike(method: string): Fault | null {
    const fault = this.faults.find((one) => one.kind !== 'push-off' && fits(one, method));
    if (fault) this.useUp(fault);
    return fault ?? null;
  }

  isPushOff(): boolean {
    const fault = this.faults.find((one) => one.kind === 'push-off');
    if (fault) this.useUp(fault);
    return fault !== undefined;
  }

  private useUp(fault: Fault): void {
    if (fault.times === null) return;
    fault.times -= 1;
    if (fault.times === 0) this.faults = this.faults.filter((one) => one !== fault);
  }
}

const isCount = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;

const fits = ({ method }: Fault, called: string): boolean => {
  const [pattern, id] = [method.toLowerCase(), called.toLowerCase()];
  return pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : pattern === id;
};
