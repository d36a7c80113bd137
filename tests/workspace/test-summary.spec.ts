import { count, describeResult, emptyCount } from '../../tools/test/summary.mjs';

const REPORT = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numTotalTestSuites: 1,
  testResults: [],
};

function lastLines(...runs: Parameters<typeof count>[1][]): string[] {
  const total = emptyCount();
  for (const run of runs) count(total, run);
  return describeResult(total, []);
}

test('the last line sums all runs', () => {
  const runs = [
    { title: 'units', status: 0, signal: null, report: { ...REPORT, numPassedTests: 3, numPendingTests: 1 } },
    { title: 'end to end', status: 1, signal: null, report: { ...REPORT, numPassedTests: 2, numFailedTests: 1 } },
  ];

  expect(lastLines(...runs).at(-1)).toBe('5 passed, 1 failed, 1 skipped');
});

test.each([
  [
    'a run that crashed',
    { title: 'units', status: null, signal: 'SIGSEGV' as const, report: null },
    /ended by SIGSEGV/,
  ],
  [
    'a run without any test',
    { title: 'units', status: 0, signal: null, report: { ...REPORT, numTotalTestSuites: 0 } },
    /no test/,
  ],
  ['a run that Jest calls failed', { title: 'units', status: 1, signal: null, report: REPORT }, /ended with code 1/],
  [
    'a file that cannot be loaded',
    {
      title: 'units',
      status: 1,
      signal: null,
      report: {
        ...REPORT,
        testResults: [{ name: 'a.spec.ts', status: 'failed', message: 'no such module', assertionResults: [] }],
      },
    },
    /a\.spec\.ts: no such module/,
  ],
])('%s counts as a failure', (_, run, reason) => {
  const lines = lastLines(run);

  expect(lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped');
  expect(lines.join('\n')).toMatch(reason);
});

test('what could not run here is said before the sum', () => {
  const total = emptyCount();
  count(total, { title: 'end to end', status: 0, signal: null, report: { ...REPORT, numPendingTests: 2 } });

  const lines = describeResult(total, ['Tests in Firefox were skipped: no Firefox found']);

  expect(lines.slice(-2)).toEqual(['Tests in Firefox were skipped: no Firefox found', '0 passed, 0 failed, 2 skipped']);
});
