import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PrepareError } from './prepare-error.mjs';

/** `npm ci`, when what is installed is not what package-lock.json says. Throws PrepareError when that fails. */
export function installPackages(root) {
  const reason = whyInstall(root);
  if (!reason) return;

  console.log(`Installing packages (${reason}); this takes a minute or two ...`);
  // npm names its own program to the scripts it runs; without npm in between it is looked up in PATH
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...before] = npm;
  const { status, error } = spawnSync(command, [...before, 'ci', '--no-progress', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw new PrepareError(`npm could not be started: ${error.message}`);
  if (status !== 0) {
    throw new PrepareError('Installing packages failed; npm says why above. Cure it and run the same command again.');
  }
  const still = whyInstall(root);
  if (still) throw new PrepareError(`npm finished, but ${still}. ${HINT}`);
}

const HINT = 'If npm is set to ignore install scripts, run: npm ci --ignore-scripts=false';

/**
 * null: everything is there. npm leaves a copy of what it installed in node_modules/.package-lock.json; comparing that
 * with package-lock.json is exact, unlike comparing times, and takes some ten milliseconds.
 */
export function whyInstall(root) {
  const installedFile = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return 'node_modules is missing';
  const installed = readPackages(installedFile);
  const wanted = readPackages(path.join(root, 'package-lock.json'));

  for (const [place, { version, integrity, optional, peer, link }] of Object.entries(wanted)) {
    if (!place.startsWith('node_modules/') || link) continue;
    const found = installed[place];
    if (!found && (optional || peer)) continue; // of another platform
    if (found?.version !== version || found?.integrity !== integrity) {
      return `${place.replace(/^.*node_modules\//, '')} ${version} is not installed`;
    }
  }
  if (!existsSync(path.join(root, 'node_modules', '.bin', 'node')))
    return 'the Node that comes with the project is missing';
  return null;
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (cause) {
    throw new PrepareError(`${file} cannot be read: ${cause.message}`);
  }
}
