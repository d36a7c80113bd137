import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const JEST = path.join(ROOT, 'node_modules/jest/bin/jest.js');
const IGNORED = ['node_modules', 'dist', '.output', '.wxt', 'fixtures'];

test('every spec is run by exactly one Jest project', () => {
  const { stdout } = spawnSync(process.execPath, ['--experimental-vm-modules', JEST, '--listTests', '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const run: string[] = JSON.parse(stdout);
  const written = globSync('{apps,libs,tests,tools}/**/*.{spec,test}.{ts,tsx,mts,js,mjs}', {
    cwd: ROOT,
    exclude: (entry) => IGNORED.includes(path.basename(String(entry))),
  });

  expect(run.map((file) => path.relative(ROOT, file)).sort()).toEqual(written.sort());
  expect(written).toContain('tests/workspace/specs.spec.ts');
});
