import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SOURCES, atomicBundle, atomicFolder, findAtomic } from './find-atomic.mjs';

/** With a registry it takes half a minute; without one npm itself would try for five. */
const INSTALL_TIMEOUT_MS = 240_000;

/**
 * Bundles npm's atomic-crm, a real CRM, once: its 360 MB of packages are installed beside the workspace in a folder that goes
 * away again, and only the bundle stays. Answers {folder}, or {reason} where there is no registry. Says what it does.
 */
export async function provideAtomic(root, say) {
  const there = findAtomic(root);
  if (there) return { folder: there, reason: null };

  say('Installing and bundling atomic-crm, the real CRM of the browser tests; this takes half a minute ...');
  const work = mkdtempSync(path.join(os.tmpdir(), 'understudy-atomic-'));
  try {
    for (const file of SOURCES) cpSync(path.join(atomicFolder(root), file), path.join(work, file));
    const failed = install(work);
    if (failed) return { folder: null, reason: `atomic-crm could not be installed: ${failed}` };

    const made = path.join(work, 'made');
    await bundle(work, made);
    const folder = atomicBundle(root);
    mkdirSync(path.dirname(folder), { recursive: true });
    cpSync(made, `${folder}.new`, { recursive: true });
    renameSync(`${folder}.new`, folder);
    return { folder, reason: null };
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** null, or why npm could not. Nothing of a package is run. */
function install(cwd) {
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...before] = npm;
  // npm tells the scripts it runs which project they belong to; this one is another
  const { npm_config_local_prefix: _, ...env } = process.env;
  const { status, error, stderr } = spawnSync(
    command,
    [...before, 'ci', '--ignore-scripts', '--no-progress', '--loglevel=error', '--fetch-retries=1'],
    { cwd, env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', timeout: INSTALL_TIMEOUT_MS },
  );
  if (error) return error.message;
  if (status === 0) return null;
  return stderr.split('\n').find((line) => line.startsWith('npm error')) ?? `npm ended with code ${status}`;
}

async function bundle(work, made) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: work,
    entryPoints: ['main.jsx'],
    outdir: made,
    bundle: true,
    minify: true,
    format: 'esm',
    jsx: 'automatic',
    logLevel: 'error',
    loader: { '.csv': 'text', '.png': 'dataurl', '.svg': 'dataurl' },
    define: {
      'process.env.NODE_ENV': '"production"',
      'import.meta.env.VITE_IS_DEMO': '"true"',
      // a stand-in of Supabase that nothing calls: the demo's own data provider is used
      'import.meta.env.VITE_SUPABASE_URL': '"https://supabase.invalid"',
      'import.meta.env.VITE_SUPABASE_ANON_KEY': '"none"',
      'import.meta.env.VITE_INBOUND_EMAIL': '""',
    },
    plugins: [
      {
        // by their bare names they are CommonJS, whose default is the whole module for an importer that is ESM
        name: 'icons-as-modules',
        setup: (on) =>
          on.onResolve({ filter: /^@mui\/icons-material\/[A-Z]\w*$/ }, ({ path: wanted }) => ({
            path: path.join(work, 'node_modules/@mui/icons-material/esm', `${path.basename(wanted)}.js`),
          })),
      },
    ],
  });
  cpSync(path.join(work, 'index.html'), path.join(made, 'index.html'));
}
