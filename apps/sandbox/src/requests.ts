/**
 * Why the vendor would not have done what a request asks: it breaks the contract that was generated from the vendor's typings or a rule
 * about what a request may say, or comes with a token that was never good for it. A thing that is not there is no such mistake.
 */
export type Violation = 'unknown-method' | 'invalid-request' | 'not-implemented' | 'missing-scope';
export interface RecordedViolation {
  readonly vendor: 'google' | 'slack';
  readonly method: string;
  readonly violation: Violation;
  readonly problem: string;
}
const MOST_VIOLATIONS = 500;

/**
 * Counts every request that reaches a fake, and keeps those that break its contract: what tests assert ("0 violations of so many
 * requests"). What a person does on their own screen is not the product's and is left out. Kept in memory: a new start counts anew.
 */
export class Requests {
  private readonly byMethod = new Map<string, number>();
  private readonly wrong: RecordedViolation[] = [];

  /** `method` is the vendor's id (`calendar.events.list`, `slack.chat.postMessage`), or verb and path when there is no such method. */
  count(method: string): void {
    this.byMethod.set(method, (this.byMethod.get(method) ?? 0) + 1);
  }

  violated(violation: RecordedViolation): void {
    if (this.wrong.length < MOST_VIOLATIONS) this.wrong.push(violation);
  }

  summary() {
    const methods = Object.fromEntries([...this.byMethod].sort(([a], [b]) => (a < b ? -1 : 1)));
    return { count: Object.values(methods).reduce((sum, one) => sum + one, 0), methods, violations: [...this.wrong] };
  }

  clear(): void {
    this.byMethod.clear();
    this.wrong.length = 0;
  }
}
