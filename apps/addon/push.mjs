// Puts the add-on into an Apps Script project: npm run addon:push [-- --backend … --script … --readsCalendar yes|no --links … --ask --dry-run]
// Asks what it does not know, keeps the answers in apps/addon/answers.json, builds for them, lets clasp say what it would upload, and uploads exactly
// that. --ask asks everything anew; --dry-run stops before the upload and keeps nothing. Ends with 2 when nobody is signed in to clasp. docs/integrations/gmail-addon.md
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { collect, QUESTIONS } from './push/answers.mjs';
import { createScript, isSignedIn, push, requireFiles, writeJson, writeProject } from './push/project.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const ANSWERS = path.join(here, 'answers.json');
const FOLDER = path.join(here, '.output/push');
const SIGN_IN =
  'Nobody is signed in to clasp. Run: npx clasp login  (once, as the account that owns the script), then this again.';

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`addon: ${error.message}\n`);
  process.exitCode = 1;
}

async function main() {
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(QUESTIONS.map(({ name }) => [name, { type: 'string' }])),
      ask: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const reader = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : null;
  const answers = await collect({
    flags: values,
    env: process.env,
    kept: values.ask ? {} : kept(),
    ask: reader && ((words) => reader.question(words)),
  }).finally(() => reader?.close());
  const isDry = values['dry-run'];
  // what somebody only tried out is not what the next upload takes without asking
  if (!isDry) writeJson(ANSWERS, answers);
  if (answers.script === 'new' && !isDry) {
    if (!isSignedIn(here)) return say(SIGN_IN, 2);
    answers.script = createScript(FOLDER);
    writeJson(ANSWERS, answers);
  }
  writeProject(FOLDER, answers);
  const files = requireFiles(FOLDER);
  if (isDry) return say(`Ready: ${files.join(', ')} in ${FOLDER}. Nothing was uploaded.`, 0);
  if (!isSignedIn(FOLDER)) return say(SIGN_IN, 2);
  push(FOLDER);
  return say(
    [
      `Uploaded ${files.join(' and ')} for ${answers.backend}.`,
      `Open it: https://script.google.com/d/${answers.script}/edit`,
      'Next: Deploy → Test deployments → Install, open a message, then npm run doctor: it says what ADDON_AUDIENCES has to hold.',
      'For everybody: docs/integrations/gmail-addon.md, "For the whole domain".',
    ].join('\n'),
    0,
  );
}

function kept() {
  try {
    return JSON.parse(readFileSync(ANSWERS, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw new Error(`${ANSWERS} cannot be read: ${error.message}. Delete it, and answer anew.`, { cause: error });
  }
}

function say(words, code) {
  process.stdout.write(`${words}\n`);
  return code;
}
