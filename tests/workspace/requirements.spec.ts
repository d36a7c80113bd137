import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * docs/requirements.md and docs/requirements-escalation.md name tests that exist, and every requirement of the documents they are about.
 * Whether a test shows it, people judge.
 */

const ROOT = path.resolve(import.meta.dirname, '../..');

/** How many requirements a document has; their ids follow from that. */
interface Counts {
  /** Bullets under each number of a part: [5, 4] is part-1.1 to part-1.5 and part-2.1 to part-2.4. */
  readonly bullets: Readonly<Record<string, readonly number[]>>;
  /** Lists without a second level: 5 is list-1 to list-5. */
  readonly lists: Readonly<Record<string, number>>;
  /** Numbers of the decisions where documents are silent or disagree (design/product.md); each stands on one page. */
  readonly decisions: readonly number[];
}

const PAGES: Readonly<Record<string, Counts>> = {
  // PRD-258 numbers its functional requirements itself
  'docs/requirements.md': {
    bullets: { '131-FR': [5, 5, 7, 5, 5, 4, 5], '131-NFR': [2, 2, 2], '258-FR': [5, 5, 5, 4, 5] },
    lists: {
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
    },
    decisions: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 18, 19],
  },
  // SUP is the supporter document, with its definition of done, its considerations and its open questions
  'docs/requirements-escalation.md': {
    bullets: {
      '243-FR': [6, 5, 5, 5, 5],
      '243-NFR': [2, 2, 2],
      SUP: [10, 6, 8, 5, 6],
      'SUP-DoD': [6, 4, 4, 3, 4, 4],
    },
    lists: {
      '243-EP': 12,
      '243-DM': 5,
      '243-SM': 4,
      '243-IN': 2,
      '243-AC': 10,
      'SUP-IN': 2,
      'SUP-Q': 3,
      E: 10,
    },
    decisions: [15, 16, 17],
  },
};

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const idsOf = ({ bullets, lists, decisions }: Counts): string[] => [
  ...Object.entries(bullets).flatMap(([part, counts]) =>
    counts.flatMap((count, at) => upTo(count).map((bullet) => `${part}-${at + 1}.${bullet}`)),
  ),
  ...Object.entries(lists).flatMap(([list, count]) => upTo(count).map((item) => `${list}-${item}`)),
  ...decisions.map((decision) => `D-${decision}`),
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

test.each(Object.entries(PAGES))('every requirement is in %s, and every test named there exists', (page, counts) => {
  const document = readFileSync(path.join(ROOT, page), 'utf8');
  expect(problemsOf(document, { read: inWorkspace, required: idsOf(counts) })).toEqual([]);
});

test('both pages together hold every decision once', () => {
  const decisions = Object.values(PAGES).flatMap((counts) => counts.decisions);
  expect(decisions.toSorted((a, b) => a - b)).toEqual(upTo(19));
});

test('control: ids are counted out', () => {
  expect(idsOf({ bullets: { X: [2, 1] }, lists: { L: 2 }, decisions: [7] })).toEqual([
    'X-1.1',
    'X-1.2',
    'X-2.1',
    'L-1',
    'L-2',
    'D-7',
  ]);
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
