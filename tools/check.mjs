// npm run check: everything that can be said about the code without running it. All steps run, so that one reading
// shows all there is to cure; exit code 0 only when every one is clean.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const inModules = (program) => path.join(root, 'node_modules', program);

const STEPS = [
  {
    name: 'format',
    args: [inModules('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
    cure: 'npm run format',
  },
  // makes Nx's project graph first: without one the boundary rule would pass everything
  { name: 'lint', args: [path.join(root, 'tools/lint.mjs')], cure: 'npm run lint' },
  {
    name: 'types',
    args: [inModules('nx/dist/bin/nx.js'), 'run-many', '-t', 'typecheck', '--outputStyle=static', '--nxBail=false'],
    cure: 'npm run typecheck',
  },
];

const failed = STEPS.filter(({ name, args }) => {
  console.log(`\n--- ${name} ---`);
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' },
  });
  return status !== 0;
});

console.log('');
for (const { name, cure } of failed) console.log(`FAILED ${name}: see above, or run ${cure}`);
console.log(failed.length ? 'check: not clean' : 'check: clean');
process.exitCode = failed.length ? 1 : 0;
