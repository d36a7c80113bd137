import { mkdirSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { StartError, WRONG_SETTING } from './start-error.js';

/**
 * Makes the absolute folder `dataDir` with what is missing above it, and sees that it can be written. Throws StartError in
 * one line. Not by `mkdirSync(..., { recursive: true })`: below /proc, where nothing can be made, that tries for ever; and not
 * by asking for access rights, which root always has.
 */
export function makeDataFolder(dataDir: string): void {
  try {
    make(dataDir);
    rmdirSync(mkdtempSync(path.join(dataDir, '.can-be-written-')));
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw refused(`${dataDir} cannot be made or written (${reason})`);
  }
}

function make(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false }); // also undefined when something above is a file
  if (found?.isDirectory()) return;
  if (found) throw refused(`${folder} is not a folder`);
  make(path.dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // somebody else made it between the two looks
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

const refused = (what: string) => new StartError(`DATA_DIR: ${what}; set it to a folder of yours`, WRONG_SETTING);
