import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the bundle is made of, in tests/crm/atomic. */
export const SOURCES = ['package.json', 'package-lock.json', '.npmrc', 'main.jsx', 'index.html'];

export const atomicFolder = (root) => path.join(root, 'tests', 'crm', 'atomic');

/** Where the bundle of the sources as they stand belongs; a change of one is another place. */
export function atomicBundle(root) {
  const hash = createHash('sha256');
  for (const file of SOURCES) hash.update(readFileSync(path.join(atomicFolder(root), file))).update('\0');
  const key = hash.digest('base64url').slice(0, 16);
  return path.join(root, 'node_modules', '.cache', 'understudy', `atomic-crm-${key}`);
}

/** The folder of the bundled CRM (index.html, main.js, main.css); null when the test run has not made it. */
export function findAtomic(root) {
  const folder = atomicBundle(root);
  return existsSync(folder) ? folder : null;
}
