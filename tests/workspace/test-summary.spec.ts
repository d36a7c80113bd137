import { filesToRunAgain, withSecondRun } from '../../tools/test/again.mjs';
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

describe('a file that failed is run again alone, where few did', () => {
  const FILE = '/p/a.spec.ts';
  const suite = (...statuses: string[]) => ({
    name: FILE,
    status: statuses.includes('failed') ? 'failed' : 'passed',
    message: '',
    assertionResults: statuses.map((status, index) => ({
      status,
      fullName: `test ${index}`,
      failureMessages: status === 'failed' ? ['Expected 1, got 2\n  at a.spec.ts'] : [],
    })),
  });
  const outcomeOf = (one: ReturnType<typeof suite>) => ({
    title: 'integration 1/4',
    status: one.status === 'failed' ? 1 : 0,
    signal: null,
    report: {
      ...REPORT,
      numPassedTests: one.assertionResults.filter(({ status }) => status === 'passed').length,
      numFailedTests: one.assertionResults.filter(({ status }) => status === 'failed').length,
      testResults: [one],
    },
  });
  const first = outcomeOf(suite('passed', 'failed'));

  test('one that passes alone counts as passed, and is named with what it failed of', () => {
    expect(filesToRunAgain([first, outcomeOf({ ...suite('passed'), name: '/p/b.spec.ts' })])).toEqual([FILE]);

    const lines = lastLines(withSecondRun(first, new Map([[FILE, outcomeOf(suite('passed', 'passed'))]])));

    expect(lines.at(-1)).toBe('2 passed, 0 failed, 0 skipped');
    expect(lines.join('\n')).toMatch(/AGAIN {3}\/p\/a\.spec\.ts: test 1: Expected 1, got 2/);
  });

  test.each([
    ['that fails again', outcomeOf(suite('failed', 'passed'))],
    ['whose second run crashed', { title: '', status: null, signal: 'SIGSEGV' as const, report: null }],
    ['that was not found the second time', { ...outcomeOf(suite('passed')), report: REPORT }],
  ])('one %s stays failed, and is named', (_, again) => {
    const lines = lastLines(withSecondRun(first, new Map([[FILE, again]])));

    expect(lines.at(-1)).toBe('1 passed, 1 failed, 0 skipped');
    expect(lines.join('\n')).toMatch(/FAILED {2}\/p\/a\.spec\.ts: test 1: Expected 1, got 2/);
  });

  test('another file of the round that failed keeps the round failed', () => {
    const broken = { ...suite('failed'), name: '/p/b.spec.ts' };
    const both = {
      ...first,
      report: { ...first.report, numFailedTests: 2, testResults: [suite('passed', 'failed'), broken] },
    };

    const mended = withSecondRun(both, new Map([[FILE, outcomeOf(suite('passed', 'passed'))]]));

    expect(mended.status).toBe(1);
    expect(lastLines(mended).at(-1)).toBe('2 passed, 1 failed, 0 skipped');
  });

  test('six that failed are not run again: that is no accident', () => {
    const of = (count: number) =>
      Array.from({ length: count }, (_, index) => outcomeOf({ ...suite('failed'), name: `/p/${index}.spec.ts` }));

    expect(filesToRunAgain(of(5))).toHaveLength(5);
    expect(filesToRunAgain(of(6))).toEqual([]);
  });
});
