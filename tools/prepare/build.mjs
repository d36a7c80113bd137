import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PrepareError } from './prepare-error.mjs';
import { fingerprintProjects, listProjects } from './projects.mjs';

/**
 * Builds what changed since the last build, with Nx, which also knows what depends on it. Whether anything changed is
 * found by our own cheap look at the files, so that a second start does not pay for Nx (seconds, against 0.1 s).
 * Throws PrepareError with the whole output when a build fails.
 */
export async function buildStale(root) {
  const { projects, now, stale } = lookForStale(root);
  if (stale.length === 0) return;

  console.log(`Building ${stale.map(({ folder }) => path.basename(folder)).join(', ')} ...`);
  await runNx(root);
  const memory = memoryOf(root);
  mkdirSync(path.dirname(memory), { recursive: true });
  const made = Object.fromEntries(projects.map(({ name, folder, outputs }) => [name, madeBy(folder, outputs)]));
  writeFileSync(memory, JSON.stringify({ sources: now, made }, null, 1));
}

/** Whether the last build of a project, by its package's name, is of its sources as they stand now. */
export function isUpToDate(root, name) {
  return !lookForStale(root).stale.some((project) => project.name === name);
}

const memoryOf = (root) => path.join(root, 'node_modules', '.cache', 'understudy', 'build.json');

function lookForStale(root) {
  const projects = listProjects(root);
  const now = fingerprintProjects(root, projects);
  const before = readMemory(memoryOf(root));
  const stale = projects.filter(
    ({ builds, name, folder, outputs }) =>
      builds && (before.sources?.[name] !== now[name] || !isWhole(folder, before.made?.[name] ?? outputs.slice(0, 1))),
  );
  return { projects, now, stale };
}

/** What a build has made, two levels deep, relative to its project: the parts that must all be there to be up to date. */
const madeBy = (folder, outputs) =>
  outputs
    .filter((output) => existsSync(output))
    .flatMap((output) => [output, ...readdirSync(output).map((entry) => path.join(output, entry))])
    .map((place) => path.relative(folder, place));

const isWhole = (folder, places) => places.length > 0 && places.every((place) => existsSync(path.join(folder, place)));

/** Anything unreadable means: build. */
function readMemory(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** One line for each project that is done; all that was printed only when something fails. */
async function runNx(root) {
  const bin = path.join(root, 'node_modules', '.bin');
  const child = spawn(
    path.join(bin, 'node'),
    [path.join(bin, 'nx'), 'run-many', '-t', 'build', '--outputStyle=static'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // the project's own Node first: the build of a project runs its scripts with it; no background process stays behind
      env: {
        ...process.env,
        PATH: `${bin}${path.delimiter}${process.env.PATH}`,
        NX_DAEMON: 'false',
        NX_TUI: 'false',
        NX_NO_CLOUD: 'true',
        FORCE_COLOR: '0',
      },
    },
  );
  let said = '';
  let line = '';
  const listen = (chunk) => {
    said += chunk;
    line += chunk;
    const lines = line.split('\n');
    line = lines.pop() ?? '';
    for (const project of lines.map(finishedProject).filter(Boolean)) console.log(`  ${project}`);
  };
  child.stdout.setEncoding('utf8').on('data', listen);
  child.stderr.setEncoding('utf8').on('data', listen);

  const code = await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
  if (code !== 0) throw new PrepareError(`${said.trim()}\n\nThe build failed; the reason is above.`);
}

/** Nx heads the output of each finished task with such a line. */
function finishedProject(line) {
  const match = /^> nx run (?:@understudy\/)?([\w-]+):build(.*)$/.exec(line.trim());
  return match && `${match[1]}${match[2].includes('cache') ? ' (unchanged)' : ''}`;
}
