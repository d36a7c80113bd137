/** More files than this that fail have a cause of their own: nothing is run again. */
const MOST_FILES = 5;

/**
 * The files to run again alone: those that failed in a run that came to its end, where they are few. A test of a whole
 * product in a browser can fail because of what ran beside it; one that fails alone, too, is broken. See docs/adr/0014.
 */
export function filesToRunAgain(outcomes) {
  const files = outcomes.flatMap(({ report }) => (report ? failedSuites(report).map(({ name }) => name) : []));
  return files.length <= MOST_FILES ? files : [];
}

/** The outcome with what a second run said of the files in it; a file that failed again stays as it was. */
export function withSecondRun(outcome, again) {
  const { report } = outcome;
  if (!report) return outcome;
  const second = (suite) => again.get(suite.name)?.report?.testResults.find(({ name }) => name === suite.name);
  const passedNow = failedSuites(report).filter((suite) => again.get(suite.name)?.status === 0 && second(suite));
  if (passedNow.length === 0) return outcome;
  const testResults = report.testResults.map((suite) => (passedNow.includes(suite) ? second(suite) : suite));
  const added = (status) => numberOf(passedNow.map(second), status) - numberOf(passedNow, status);
  return {
    ...outcome,
    status: testResults.some(({ status }) => status === 'failed') ? outcome.status : 0,
    passedAgain: passedNow,
    report: {
      ...report,
      numPassedTests: report.numPassedTests + added('passed'),
      numFailedTests: report.numFailedTests + added('failed'),
      testResults,
    },
  };
}

const failedSuites = (report) => report.testResults.filter(({ status }) => status === 'failed');

const numberOf = (suites, wanted) =>
  suites.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === wanted).length;
