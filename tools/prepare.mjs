// Makes a fresh clone, or one with changed sources, ready to run: installs packages when they are missing or not those of
// package-lock.json, and builds what is stale. Runs on plain Node 20 with nothing installed, so it imports only node:*.
// npm runs it before start, test and check. Says what it does; says nothing when there is nothing to do.
import { buildStale } from './prepare/build.mjs';
import { installPackages } from './prepare/install.mjs';
import { PrepareError } from './prepare/prepare-error.mjs';

const root = new URL('..', import.meta.url).pathname;

try {
  installPackages(root);
  await buildStale(root);
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  console.error(`\n${error.message}`);
  process.exit(1);
}
