import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inPassages, runRounds } from '../../tools/test/rounds.mjs';

/** In Jest's place: notes when it begins and ends, prints two files' outcomes, and writes the report it is asked for. */
const STAND_IN = `
import { appendFileSync, writeFileSync } from 'node:fs';
const [what, ...rest] = process.argv.slice(2);
const note = (word) => appendFileSync(process.env.NOTES, word + ' ' + what + '\\n');
note('begins');
console.error('PASS ' + what + ' one');
await new Promise((resolve) => setTimeout(resolve, 300));
console.error('PASS ' + what + ' two');
note('ends');
if (what === 'crash') process.exit(7);
const file = rest.find((argument) => argument.startsWith('--outputFile=')).slice('--outputFile='.length);
writeFileSync(file, JSON.stringify({ numPassedTests: what.length }));
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'understudy-rounds-'));
  mkdirSync(path.join(root, 'node_modules/jest/bin'), { recursive: true });
  writeFileSync(path.join(root, 'node_modules/jest/bin/jest.js'), STAND_IN);
  writeFileSync(path.join(root, 'package.json'), '{"type":"module"}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function run(titles: string[], atOnce: number) {
  const said: string[] = [];
  const notes = path.join(root, 'notes');
  const outcomes = await runRounds(
    titles.map((title) => ({ title, args: [title] })),
    { root, folder: root, env: { ...process.env, NOTES: notes }, atOnce, say: (text) => said.push(text) },
  );
  return { outcomes, said, notes: readFileSync(notes, 'utf8').trim().split('\n') };
}

/** The most rounds that ran at one time. */
function mostAtOnce(notes: string[]) {
  let running = 0;
  return Math.max(...notes.map((note) => (running += note.startsWith('begins') ? 1 : -1)));
}

test.each([1, 2])(
  '%i at once: every round runs, is answered for in its own place, and no more run together',
  async (atOnce) => {
    const { outcomes, notes } = await run(['a', 'crash', 'ccc'], atOnce);

    expect(outcomes).toEqual([
      { title: 'a', status: 0, signal: null, report: { numPassedTests: 1 } },
      { title: 'crash', status: 7, signal: null, report: null },
      { title: 'ccc', status: 0, signal: null, report: { numPassedTests: 3 } },
    ]);
    expect(notes).toHaveLength(6);
    expect(mostAtOnce(notes)).toBe(atOnce);
  },
);

test('what rounds print together says whose it is; one after the other needs no such word', async () => {
  const together = await run(['a', 'b'], 2);
  expect(together.said).toEqual(expect.arrayContaining(['[a] PASS a one', '[a] PASS a two', '[b] PASS b two']));
  expect((await run(['a'], 1)).said).toEqual(['\n--- a ---', 'PASS a one', 'PASS a two']);
});

test('a passage stays together however its text arrives', () => {
  const said: string[] = [];
  const passages = inPassages((text) => said.push(text));
  for (const piece of ['PASS one\nFA', 'IL two\n  ● broken\n\n    expected 1', '\n', '\u001b[1mPASS\u001b[0m three'])
    passages.add(piece);
  expect(said).toEqual(['PASS one']);
  passages.end();
  expect(said).toEqual(['PASS one', 'FAIL two\n  ● broken\n\n    expected 1', '\u001b[1mPASS\u001b[0m three']);
});
