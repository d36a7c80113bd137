import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Entry {
  readonly link?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
}
function packagesOf(lockfile: string): [string, Entry][] {
  const text = readFileSync(path.resolve(import.meta.dirname, '../..', lockfile), 'utf8');
  return Object.entries((JSON.parse(text) as { packages: Record<string, Entry> }).packages).filter(
    ([place, entry]) => place.includes('node_modules/') && !entry.link,
  );
}
const LOCKFILES: [string, number][] = [
  ['package-lock.json', 1_000],
  ['tests/crm/atomic/package-lock.json', 200],
];

test.each(LOCKFILES)('%s: every package that is installed has a hash, so an altered one is refused', (file, least) => {
  const packages = packagesOf(file);
  expect(packages.length).toBeGreaterThan(least);
  expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([place]) => place)).toEqual([]);
});

test.each(LOCKFILES)('%s: no package names where it was downloaded from, so any registry may serve it', (file) => {
  expect(
    packagesOf(file)
      .filter(([, { resolved }]) => resolved !== undefined)
      .map(([place]) => place),
  ).toEqual([]);
});
