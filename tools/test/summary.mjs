/**
 * Sums of several Jest runs. `trouble` names what went wrong, in a test or outside of any; `passedAgain` the tests that
 * failed first and passed alone.
 */
export const emptyCount = () => ({ passed: 0, failed: 0, skipped: 0, trouble: [], passedAgain: [], skippedNames: [] });

/**
 * Adds one run. A test file that could not even be loaded, a run that crashed, one that found nothing to run, and one that
 * Jest itself calls failed each count as a failure: nothing that did not run may look like a success.
 */
export function count(total, { title, status, signal, report, passedAgain = [] }) {
  if (!report) {
    fail(total, `${title}: Jest ended ${signal ? `by ${signal}` : `with code ${status}`} without a report`);
    return;
  }
  const before = total.failed;
  total.passedAgain.push(...passedAgain.flatMap(failuresIn));
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests + report.numTodoTests;
  for (const suite of report.testResults) {
    total.trouble.push(...failuresIn(suite));
    if (suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed')) {
      fail(total, `${suite.name}: ${firstLine(suite.message) || 'could not run'}`);
    }
    const skipped = suite.assertionResults.filter(({ status: state }) => state === 'pending' || state === 'todo');
    total.skippedNames.push(...skipped.map(({ fullName }) => fullName));
  }
  if (report.numTotalTestSuites === 0) fail(total, `${title}: no test was found`);
  if (status !== 0 && total.failed === before) fail(total, `${title}: Jest ended with code ${status}`);
}

/** The lines to print last, with those on what could not run here; the very last one is the sum. */
export function describeResult(total, reasons) {
  const { passed, failed, skipped } = total;
  return [
    '',
    ...total.trouble.map((line) => `FAILED  ${line}`),
    ...total.passedAgain.map((line) => `AGAIN   ${line} (it passed when its file was run again alone)`),
    ...total.skippedNames.map((name) => `SKIPPED ${name}`),
    ...reasons,
    `${passed} passed, ${failed} failed, ${skipped} skipped`,
  ];
}

function fail(total, line) {
  total.failed += 1;
  total.trouble.push(line);
}

const failuresIn = ({ name, assertionResults }) =>
  assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages: [message] = [] }) => `${name}: ${fullName}: ${firstLine(message) ?? 'failed'}`);

const firstLine = (text = '') =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find(Boolean);
