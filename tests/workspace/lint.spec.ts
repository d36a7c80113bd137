import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lint } from '../../tools/lint/run.mjs';
import plugin from '../../tools/lint/plugin.mjs';

/*
 * Every file of fixtures/lint breaks one rule, which its first line names; "expect nothing" marks the controls. They are
 * linted together in a copy of the workspace that holds nothing else, at the places where they would do harm.
 */

const ROOT = path.resolve(import.meta.dirname, '../..');
const PLANTED = path.join(import.meta.dirname, 'fixtures/lint');
const SHARED = [
  'package.json',
  'package-lock.json',
  'nx.json',
  'tsconfig.base.json',
  'oxlint.config.mjs',
  'tools/lint',
];
const PROJECTS = globSync('{apps,libs}/*/{package,tsconfig}.json', { cwd: ROOT }).concat('tests/package.json');

const planted = globSync('**/*.ts', { cwd: PLANTED })
  .sort()
  .map((file) => {
    const [, rule, message] =
      /^\/\/ expect (\S+?)(?:: (.+))?\n/.exec(readFileSync(path.join(PLANTED, file), 'utf8')) ?? [];
    return { file: file.replaceAll('\\', '/'), rule: rule ?? 'no first line', message: message ?? '' };
  });

interface Finding {
  readonly filename: string;
  readonly code: string;
  readonly message: string;
}

let workspace: string;
let findings: readonly Finding[];

beforeAll(() => {
  workspace = mkdtempSync(path.join(os.tmpdir(), 'understudy-lint-'));
  for (const file of [...SHARED, ...PROJECTS])
    cpSync(path.join(ROOT, file), path.join(workspace, file), { recursive: true });
  cpSync(PLANTED, workspace, { recursive: true });
  linkPackages();

  const { output } = lint(workspace, ['-f', 'json']);
  findings = JSON.parse(output.slice(output.indexOf('{'))).diagnostics;
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

/** The installed packages, but with our own libraries of the copy. */
function linkPackages(): void {
  const modules = path.join(workspace, 'node_modules');
  mkdirSync(path.join(modules, '@understudy'), { recursive: true });
  for (const name of readdirSync(path.join(ROOT, 'node_modules'))) {
    if (name !== '@understudy' && name !== '.cache')
      symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  }
  for (const file of PROJECTS.filter((name) => name.endsWith('package.json'))) {
    const { name } = JSON.parse(readFileSync(path.join(workspace, file), 'utf8'));
    symlinkSync(path.join(workspace, path.dirname(file)), path.join(modules, name));
  }
}

/** `understudy(no-wall-clock)` is how oxlint writes `understudy/no-wall-clock`. */
const found = (file: string) =>
  findings
    .filter(({ filename }) => filename.replaceAll('\\', '/').endsWith(file))
    .map(({ code, message }) => ({ rule: code.replace(/^(.+)\((.+)\)$/, '$1/$2'), message }));

test.each(planted.filter(({ rule }) => rule !== 'nothing'))('$file breaks $rule', ({ file, rule, message }) => {
  expect(found(file)).toContainEqual({ rule, message: expect.stringContaining(message) });
  expect(new Set(found(file).map((finding) => finding.rule))).toEqual(new Set([rule]));
});

test.each(planted.filter(({ rule }) => rule === 'nothing'))('$file breaks nothing', ({ file }) => {
  expect(found(file)).toEqual([]);
});

test('every rule of our own has a violation planted', () => {
  const rules = Object.keys(plugin.rules).map((name) => `understudy/${name}`);

  expect(rules.filter((rule) => !planted.some((file) => file.rule === rule))).toEqual([]);
});

test('every project has a forbidden import planted', () => {
  const folders = PROJECTS.filter((name) => name.endsWith('package.json')).map((name) => path.dirname(name));
  const boundary = planted.filter(({ rule }) => rule === '@nx/enforce-module-boundaries');

  expect(folders.filter((folder) => !boundary.some(({ file }) => file.startsWith(`${folder}/`)))).toEqual([]);
});
