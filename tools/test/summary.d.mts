export interface Total {
  passed: number;
  failed: number;
  skipped: number;
  trouble: string[];
  passedAgain: string[];
  skippedNames: string[];
}
/** The part of Jest's JSON report that is read. */
export interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numTotalTestSuites: number;
  testResults: Suite[];
}
export interface Suite {
  name: string;
  status: string;
  message: string;
  assertionResults: { status: string; fullName: string; failureMessages?: readonly string[] }[];
}
export function emptyCount(): Total;
export function count(
  total: Total,
  run: {
    title: string;
    status: number | null;
    signal: NodeJS.Signals | null;
    report: Report | null;
    passedAgain?: readonly Suite[];
  },
): void;
export function describeResult(total: Total, reasons: readonly string[]): string[];
