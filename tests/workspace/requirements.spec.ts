import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** docs/requirements.md names tests that exist, and every requirement of PRD-131 and PRD-258. Whether a test shows it, people judge. */

const ROOT = path.resolve(import.meta.dirname, '../..');

/** So many bullets has each part of the documents; PRD-258 numbers its functional requirements itself. */
const DOCUMENTS: Readonly<Record<string, readonly number[]>> = {
  '131-FR': [5, 5, 7, 5, 5, 4, 5],
  '131-NFR': [2, 2, 2],
  '258-FR': [5, 5, 5, 4, 5],
};
const LISTS: Readonly<Record<string, number>> = {
  '131-EP': 5,
  '131-DM': 7,
  '131-UI': 3,
  '131-AC': 6,
  '131-SM': 4,
  '131-IN': 4,
  '258-NFR': 3,
  '258-EP': 19,
  '258-DM': 8,
  '258-AC': 10,
  '258-SM': 4,
  '258-IN': 2,
  B: 8,
  R: 9,
};
const DECISIONS = [...Array.from({ length: 14 }, (_, index) => index + 1), 18, 19];

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const REQUIRED = [
  ...Object.entries(DOCUMENTS).flatMap(([part, bullets]) =>
    bullets.flatMap((count, at) => upTo(count).map((bullet) => `${part}-${at + 1}.${bullet}`)),
  ),
  ...Object.entries(LISTS).flatMap(([part, count]) => upTo(count).map((item) => `${part}-${item}`)),
  ...DECISIONS.map((decision) => `D-${decision}`),
];

const SURFACE = /^surface: issues? [C-G](, [C-G])*( \(.+\))?$/;
const SHOWN = /^`([^`]+)` › "(.+)"$/;

/** Each test of a source by its title, with the titles around it before it; a table's title is its template. */
function titlesOf(file: string, source: string): string[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const walk = (node: ts.Node, around: readonly string[]): void => {
    let inside = around;
    if (ts.isCallExpression(node)) {
      const [title] = node.arguments;
      const called = /^(?:test|it|describe)\b/.exec(node.expression.getText(parsed))?.[0];
      const isTemplate = title !== undefined && ts.isTemplateExpression(title);
      if (called && title && (ts.isStringLiteralLike(title) || isTemplate)) {
        inside = [...around, isTemplate ? title.getText(parsed).slice(1, -1) : title.text];
        if (called !== 'describe') found.push(inside.join(' › '));
      }
    }
    ts.forEachChild(node, (child) => walk(child, inside));
  };
  walk(parsed, []);
  return found;
}

const isCalled = (wanted: string) => (title: string) => title === wanted || title.endsWith(` › ${wanted}`);

interface Sources {
  /** Null where there is no such file. */
  read(file: string): string | null;
  readonly required: readonly string[];
}

/** Everything that is wrong with the document, one line each; nothing means that it holds. */
function problemsOf(document: string, { read, required }: Sources): string[] {
  const problems: string[] = [];
  const known = new Map<string, readonly string[] | null>();
  const titles = (file: string) => {
    if (!known.has(file)) {
      const source = read(file);
      known.set(file, source === null ? null : titlesOf(file, source));
    }
    return known.get(file) ?? null;
  };
  const seen = new Set<string>();

  for (const line of document.split('\n').filter((text) => text.startsWith('| ') && !/^\| (?:id|-+) +\|/.test(text))) {
    const cells = line.slice(1, -1).split('|');
    const [id = '', promise = '', shown = ''] = cells.map((cell) => cell.trim());
    if (seen.has(id)) problems.push(`${id} stands twice`);
    seen.add(id);
    if (cells.length !== 3 || !promise) problems.push(`${id} is not id, promise and tests`);

    for (const reference of shown.split('<br>').map((text) => text.trim())) {
      const [, file, title] = SHOWN.exec(reference) ?? [];
      if (file === undefined || title === undefined) {
        if (!SURFACE.test(reference)) problems.push(`${id}: cannot read ${reference || 'nothing'}`);
        continue;
      }
      const there = titles(file);
      const hits = there?.filter(isCalled(title)).length;
      if (there === null) problems.push(`${id}: no file ${file}`);
      else if (hits === 0) problems.push(`${id}: no test "${title}" in ${file}`);
      else if (hits !== 1) problems.push(`${id}: ${hits} tests are called "${title}" in ${file}`);
    }
  }
  for (const id of required) if (!seen.has(id)) problems.push(`${id} is missing`);
  for (const id of seen) if (!required.includes(id)) problems.push(`${id} is in no document`);
  return problems;
}

const inWorkspace = (file: string): string | null => {
  const address = path.join(ROOT, file);
  return existsSync(address) ? readFileSync(address, 'utf8') : null;
};

test('every requirement of coverage is in docs/requirements.md, and every test named there exists', () => {
  const document = readFileSync(path.join(ROOT, 'docs/requirements.md'), 'utf8');
  expect(problemsOf(document, { read: inWorkspace, required: REQUIRED })).toEqual([]);
  expect(REQUIRED).toContain('131-FR-7.5');
});

test('control: a wrong document is told with everything that is wrong', () => {
  const source = [
    "describe('a day', () => {",
    "  test('begins', () => {});",
    "  test.each([1])('has %i hours', () => {});",
    '  test(`is ${kind} over`, () => {});',
    '});',
    "describe('a night', () => { test('begins', () => {}); });",
    "// test('only a comment', () => {});",
  ].join('\n');
  const document = [
    '| id | what is promised | shown by |',
    '| --- | --- | --- |',
    '| A-1 | Good | `day.spec.ts` › "a day › begins"<br>`day.spec.ts` › "has %i hours"<br>`day.spec.ts` › "is ${kind} over" |',
    '| A-2 | Good | surface: issues E, G (the page) |',
    '| A-3 | Twice | surface: issue D |',
    '| A-3 | Twice | surface: issue D |',
    '| A-4 | Renamed | `day.spec.ts` › "starts" |',
    '| A-5 | Commented out | `day.spec.ts` › "only a comment" |',
    '| A-6 | Of which | `day.spec.ts` › "begins" |',
    '| A-7 | Moved | `night.spec.ts` › "begins" |',
    '| A-8 | Nobody shows it | no test |',
    '| A-9 | | surface: issue D |',
    '| A-10 | Empty | |',
  ].join('\n');
  const required = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6', 'A-7', 'A-8', 'A-9', 'A-11'];
  expect(problemsOf(document, { read: (file) => (file === 'day.spec.ts' ? source : null), required })).toEqual([
    'A-3 stands twice',
    'A-4: no test "starts" in day.spec.ts',
    'A-5: no test "only a comment" in day.spec.ts',
    'A-6: 2 tests are called "begins" in day.spec.ts',
    'A-7: no file night.spec.ts',
    'A-8: cannot read no test',
    'A-9 is not id, promise and tests',
    'A-10: cannot read nothing',
    'A-11 is missing',
    'A-10 is in no document',
  ]);
});
