import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What Jest's report for people begins a new passage with: a file's outcome, or the sum at the end. */
const PASSAGE = /^(PASS|FAIL|Test Suites:|Summary of all failing tests|Running )/;

/**
 * Runs every round in a process of its own, at most `atOnce` of them at a time, in the order given; answers
 * `{ title, status, signal, report }` of each, in that order. `say` gets whole passages: what two rounds print is never
 * mixed line by line, and a long round is heard of before it ends.
 *
 * A round that fails does not stop the others. `report` is null where Jest ended before it could write one.
 */
export async function runRounds(rounds, { root, folder, env, atOnce, say }) {
  const outcomes = [];
  const waiting = [...rounds.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, round] = next;
      say(`\n--- ${round.title} ---`);
      outcomes[index] = await runRound(round, {
        root,
        env,
        outputFile: path.join(folder, `${index}.json`),
        say: atOnce > 1 ? (text) => say(`[${round.title}] ${text}`) : say,
      });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, work));
  return outcomes;
}

function runRound({ title, args }, { root, env, outputFile, say }) {
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const child = spawn(process.execPath, [jest, ...args, '--json', `--outputFile=${outputFile}`, '--silent=false'], {
    cwd: root,
    env,
    // Jest repeats its JSON on stdout; the readable report is on stderr
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const passages = inPassages(say);
  child.stderr.setEncoding('utf8').on('data', passages.add);
  return new Promise((resolve) => {
    const end = (status, signal) => {
      passages.end();
      resolve({ title, status, signal, report: readReport(outputFile) });
    };
    child.on('error', (error) => {
      say(`Jest could not be started: ${error.message}`);
      end(1, null);
    });
    child.on('close', end);
  });
}

/** Gathers a stream of text and hands it on passage by passage; `end` hands on what is left. */
export function inPassages(say) {
  let line = '';
  let passage = [];
  const flush = () => {
    const text = passage.join('\n').trimEnd();
    passage = [];
    if (text.trim()) say(text);
  };
  const take = (whole) => {
    // colours come before the word
    // eslint-disable-next-line no-control-regex
    if (PASSAGE.test(whole.replace(/\x1b\[[0-9;]*m/g, ''))) flush();
    passage.push(whole);
  };
  return {
    add(text) {
      const lines = (line + text).split('\n');
      line = lines.pop() ?? '';
      lines.forEach(take);
    },
    end() {
      if (line) take(line);
      line = '';
      flush();
    },
  };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
