import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What lies beside the sources of a project; below them a folder of such a name is a source (`src/coverage`). */
const NOT_SOURCE = new Set(['node_modules', 'dist', '.output', '.wxt', 'coverage']);
/** What every build depends on; the same list as sharedGlobals in nx.json. */
const SHARED = ['.swcrc', 'tsconfig.base.json', 'package-lock.json', 'tools/build-ts.mjs'];

/** Every package of apps/ and libs/ that has a build, with the folders its build may write. */
export function listProjects(root) {
  return ['apps', 'libs'].flatMap((group) =>
    readdirSync(path.join(root, group)).flatMap((entry) => {
      const folder = path.join(root, group, entry);
      const file = path.join(folder, 'package.json');
      if (!existsSync(file)) return [];
      const { name, scripts = {}, dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'));
      const outputs = [path.join(folder, 'dist'), path.join(folder, '.output')];
      const uses = Object.keys({ ...dependencies, ...devDependencies });
      return [{ name, folder, outputs, uses, builds: 'build' in scripts }];
    }),
  );
}

/**
 * One short text per project that changes when its sources, those of a library it uses, or the shared settings change.
 * Names, sizes and times are enough: whoever is wrong about a time only pays for asking Nx, which reads contents.
 */
export function fingerprintProjects(root, projects) {
  const shared = digest(SHARED.map((file) => describe(path.join(root, file))));
  const own = Object.fromEntries(projects.map(({ name, folder }) => [name, digest(sourcesOf(folder).map(describe))]));
  const within = (name, seen = new Set()) => {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const used of projects.find((project) => project.name === name)?.uses ?? []) if (own[used]) within(used, seen);
    return seen;
  };
  return Object.fromEntries(
    projects.map(({ name }) => [name, digest([shared, ...[...within(name)].sort().map((used) => own[used])])]),
  );
}

function sourcesOf(folder, beside = NOT_SOURCE) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (beside.has(entry.name)) return [];
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sourcesOf(file, new Set());
    return /\.spec\.tsx?$/.test(entry.name) ? [] : [file];
  });
}

function describe(file) {
  const { size, mtimeMs } = statSync(file);
  return `${file} ${size} ${mtimeMs}`;
}

const digest = (lines) => createHash('sha256').update(lines.join('\n')).digest('base64url').slice(0, 20);
