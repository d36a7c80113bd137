import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Lints a workspace. The boundary rule reads Nx's project graph from its cache and passes everything, with a line on stdout at
 * most, when there is none: so the graph is made first, and that line counts as a failure.
 */
export function lint(root, args = []) {
  makeGraph(root);
  const paths = args.some((argument) => !argument.startsWith('-')) ? [] : ['apps', 'libs', 'tests', 'tools'];
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
  const config = path.join(root, 'oxlint.config.mjs');
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [oxlint, '-c', config, ...paths, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  if (error) throw error;
  const output = stdout + stderr;
  return { problems: status !== 0 || output.includes('The rule will be skipped'), output };
}

function makeGraph(root) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-graph-'));
  try {
    const nx = path.join(root, 'node_modules/nx/dist/bin/nx.js');
    const graph = ['graph', `--file=${path.join(folder, 'graph.json')}`];
    const { status, stdout, stderr } = spawnSync(process.execPath, [nx, ...graph], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false' },
    });
    if (status !== 0) throw new Error(`the project graph could not be made:\n${stdout}${stderr}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
