// Runs every test: units, what needs PostgreSQL or processes, and the browser. Ends with one line
// `N passed, N failed, N skipped`; exit code 0 only when nothing failed.
//
//   npm test                              everything
//   npm test -- --selectProjects domain   options and paths go to Jest, in one run
//   npm run test:soak                     the long versions (UNDERSTUDY_SOAK=1)
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projects } from '../jest.config.mjs';
import { count, describeResult, emptyCount } from './test/summary.mjs';
import { filesToRunAgain, withSecondRun } from './test/again.mjs';
import { runRounds } from './test/rounds.mjs';
import { provideAtomic } from './test/provide-atomic.mjs';
import { provideChromium, provideFirefox, provideScreen } from './test/provide.mjs';

const root = path.resolve(import.meta.dirname, '..');
const given = process.argv.slice(2).filter((argument) => argument !== '--soak');
const soak = process.argv.includes('--soak');
const say = (line) => console.log(line);

const chromium = provideChromium(say);
if (chromium.found) say(`Browser tests use ${chromium.found}`);
/** What only tests in a browser use is not fetched for a run without them. */
const inBrowser = chromium.found !== null && (given.length === 0 || given.some((argument) => /e2e/.test(argument)));
const reasons = inBrowser ? await provideForBrowserTests() : [];
if (chromium.reason) reasons.unshift(`Browser tests were skipped: ${chromium.reason}`);
const env = {
  ...process.env,
  NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  ...(soak ? { UNDERSTUDY_SOAK: '1' } : {}),
  ...(chromium.found ? { CHROMIUM_PATH: chromium.found } : { UNDERSTUDY_NO_BROWSER: chromium.reason }),
};

/** A browser with a whole product, and tests against the clock: their files run one after the other. */
const names = projects.map(({ displayName }) => displayName);
const alone = ['tests-integration', 'tests-e2e'];
// Jest keeps the modules of every spec file it has run (ESM): all of them in one process need more than the heap has
const shardsOf = (count) => Array.from({ length: count }, (_, index) => `${index + 1}/${count}`);
const UNIT_SHARDS = shardsOf(3);
const SHARDS = shardsOf(4);
/** The longest first, so that nothing long is left over at the end with one core idle. */
const rounds = given.length
  ? [{ title: given.join(' '), args: given }]
  : [
      { title: 'end to end', args: ['--selectProjects', 'tests-e2e', '--runInBand'] },
      ...SHARDS.map((shard) => ({
        title: `integration ${shard}`,
        args: ['--selectProjects', 'tests-integration', '--runInBand', `--shard=${shard}`],
      })),
      ...UNIT_SHARDS.map((shard) => ({
        title: `units ${shard}`,
        args: ['--selectProjects', ...names.filter((name) => !alone.includes(name)), '--runInBand', `--shard=${shard}`],
      })),
    ];

/**
 * A round keeps about one core busy, its programs and PostgreSQL included. Two at once is as much as the tests against the
 * clock were measured to bear, however many cores there are.
 */
const atOnce = Math.min(2, os.availableParallelism());

const total = emptyCount();
const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-test-'));
try {
  const outcomes = await runRounds(rounds, { root, folder, env, atOnce, say });
  const again = given.length ? new Map() : await runAgain(filesToRunAgain(outcomes));
  for (const outcome of outcomes) count(total, withSecondRun(outcome, again));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

for (const line of describeResult(total, reasons)) say(line);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Runs each file once more, with nothing beside it; answers the outcome by file. */
async function runAgain(files) {
  const where = { root, folder: mkdtempSync(path.join(folder, 'again-')), env, atOnce: 1, say };
  const once = files.map((file) => ({
    title: `again, alone: ${path.relative(root, file)}`,
    args: ['--runInBand', '--runTestsByPath', file],
  }));
  const outcomes = await runRounds(once, where);
  return new Map(files.map((file, index) => [file, outcomes[index]]));
}

/** Answers a line for each kind of test that cannot run here, with what to do about it. */
async function provideForBrowserTests() {
  return [
    [provideFirefox(say), 'Tests in Firefox'],
    [provideScreen(say), "Tests of the browser's own permission prompt"],
    [await provideAtomic(root, say), 'Tests on Atomic CRM'],
  ].flatMap(([{ reason }, tests]) => (reason ? [`${tests} were skipped: ${reason}`] : []));
}
