// Runs every test: units first, then what needs PostgreSQL or processes, last the browser. Ends with one line
// `N passed, N failed, N skipped`; exit code 0 only when nothing failed.
//
//   npm test                              everything
//   npm test -- --selectProjects domain   options and paths go to Jest, in one run
//   npm run test:soak                     the long versions (UNDERSTUDY_SOAK=1)
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projects } from '../jest.config.mjs';
import { count, describeResult, emptyCount } from './test/summary.mjs';
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

/** Slow ones last and one at a time: a browser and a whole product fill two cores. */
const names = projects.map(({ displayName }) => displayName);
const alone = ['tests-integration', 'tests-e2e'];
// Jest keeps the modules of every spec file it has run (ESM): all of them in one process need more than the heap has
const shardsOf = (count) => Array.from({ length: count }, (_, index) => `${index + 1}/${count}`);
const UNIT_SHARDS = shardsOf(3);
const SHARDS = shardsOf(4);
const rounds = given.length
  ? [{ title: given.join(' '), args: given }]
  : [
      ...UNIT_SHARDS.map((shard) => ({
        title: `units ${shard}`,
        args: ['--selectProjects', ...names.filter((name) => !alone.includes(name)), `--shard=${shard}`],
      })),
      ...SHARDS.map((shard) => ({
        title: `integration ${shard}`,
        args: ['--selectProjects', 'tests-integration', '--runInBand', `--shard=${shard}`],
      })),
      { title: 'end to end', args: ['--selectProjects', 'tests-e2e', '--runInBand'] },
    ];

const total = emptyCount();
const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-test-'));
try {
  for (const [index, { title, args }] of rounds.entries()) {
    say(`\n--- ${title} ---`);
    const outputFile = path.join(folder, `${index}.json`);
    const { status, signal } = spawnSync(
      process.execPath,
      [
        path.join(root, 'node_modules/jest/bin/jest.js'),
        ...args,
        '--json',
        `--outputFile=${outputFile}`,
        '--silent=false',
      ],
      // Jest repeats its JSON on stdout; the readable report is on stderr
      { cwd: root, env, stdio: ['inherit', 'ignore', 'inherit'] },
    );
    count(total, { title, status, signal, report: readReport(outputFile) });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

for (const line of describeResult(total, reasons)) say(line);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Answers a line for each kind of test that cannot run here, with what to do about it. */
async function provideForBrowserTests() {
  return [
    [provideFirefox(say), 'Tests in Firefox'],
    [provideScreen(say), "Tests of the browser's own permission prompt"],
    [await provideAtomic(root, say), 'Tests on Atomic CRM'],
  ].flatMap(([{ reason }, tests]) => (reason ? [`${tests} were skipped: ${reason}`] : []));
}

/** null: Jest ended before it could write one. */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
