import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fingerprintProjects, listProjects } from '../../tools/prepare/projects.mjs';

describe('what has to be built again', () => {
  let root: string;
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const prints = () => fingerprintProjects(root, listProjects(root));

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'understudy-prepare-'));
    for (const shared of ['.swcrc', 'tsconfig.base.json', 'package-lock.json', 'tools/build-ts.mjs'])
      write(shared, '{}');
    write('libs/words/package.json', '{"name":"words"}');
    write('libs/words/src/index.ts', 'export {};');
    write('apps/api/package.json', '{"name":"api","scripts":{"build":"x"},"dependencies":{"words":"*"}}');
    write('apps/api/src/main.ts', 'export {};');
    write('apps/web/package.json', '{"name":"web","scripts":{"build":"x"}}');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test.each([
    ['a source of its own', 'apps/api/src/main.ts'],
    ['a source in a folder that is called like a report of tests', 'apps/api/src/modules/coverage/answers.ts'],
    ['a source in a folder that is called like what a build makes', 'apps/api/src/dist/parts.ts'],
    ['a source of a library it uses', 'libs/words/src/index.ts'],
  ])('%s, and nothing that does not use it', (_, file) => {
    const before = prints();
    write(file, 'export const changed = true;');
    const after = prints();
    expect(after['api']).not.toBe(before['api']);
    expect(after['web']).toBe(before['web']);
  });

  test.each([
    ['what a build made', 'apps/api/dist/main.js'],
    ['a report of tests', 'apps/api/coverage/lcov.info'],
    ['a test', 'apps/api/src/main.spec.ts'],
  ])('not for %s', (_, file) => {
    const before = prints();
    write(file, 'x');
    expect(prints()).toEqual(before);
  });
});
