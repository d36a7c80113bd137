// The folder that clasp uploads: .clasp.json made from the answers, and the two files of the built add-on.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentOf } from './answers.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
/** Exactly these go up, whatever else lies about. */
export const FILES = ['script/Code.js', 'script/appsscript.json'];

/** Builds the add-on for the answers into `folder`, ready for `clasp push`. `answers.script` is an id by now. */
export function writeProject(folder, answers) {
  rmSync(path.join(folder, 'script'), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeJson(path.join(folder, '.clasp.json'), {
    scriptId: answers.script,
    rootDir: 'script',
    scriptExtensions: ['.js'],
    jsonExtensions: ['.json'],
    filePushOrder: [],
    skipSubdirectories: true,
  });
  writeFileSync(path.join(folder, '.claspignore'), '**/**\n!Code.js\n!appsscript.json\n');
  execFileSync(process.execPath, [path.join(here, '../build.mjs')], {
    env: { ...process.env, ...environmentOf(answers), ADDON_OUT_DIR: path.join(folder, 'script') },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** Asks clasp what it would upload; throws unless it is exactly what is meant. Needs neither network nor login. */
export function requireFiles(folder) {
  const { filesToPush } = JSON.parse(clasp(folder, ['show-file-status', '--json']));
  const listed = filesToPush.map((file) => file.split(path.sep).join('/')).sort();
  if (listed.join() === FILES.join()) return listed;
  throw new Error(`clasp would upload ${listed.join(', ') || 'nothing'}; meant are ${FILES.join(', ')}`);
}

/** Makes a new, standalone script and answers its id. Needs a login. */
export function createScript(folder) {
  rmSync(path.join(folder, '.clasp.json'), { force: true });
  mkdirSync(folder, { recursive: true });
  clasp(folder, ['create-script', '--type', 'standalone', '--title', 'Understudy', '--rootDir', 'script']);
  const found = [path.join(folder, '.clasp.json'), path.join(folder, 'script/.clasp.json')].flatMap(readIfThere);
  if (!found[0]?.scriptId) throw new Error('clasp made no script; its words are above');
  return found[0].scriptId;
}

export const isSignedIn = (folder) => JSON.parse(clasp(folder, ['show-authorized-user', '--json'])).loggedIn === true;
export const push = (folder) => clasp(folder, ['push', '--force']);

function readIfThere(file) {
  try {
    return [JSON.parse(readFileSync(file, 'utf8'))];
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

/** What clasp said; its errors go to the person as they are. */
function clasp(folder, words) {
  const program = createRequire(import.meta.url).resolve('@google/clasp');
  return execFileSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

export const writeJson = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
