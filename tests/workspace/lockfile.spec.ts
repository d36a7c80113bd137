import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Entry {
  readonly link?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
}
const text = readFileSync(path.resolve(import.meta.dirname, '../../package-lock.json'), 'utf8');
const packages = Object.entries((JSON.parse(text) as { packages: Record<string, Entry> }).packages).filter(
  ([place, entry]) => place.includes('node_modules/') && !entry.link,
);

test('every package that is installed has a hash: an altered one is refused', () => {
  expect(packages.length).toBeGreaterThan(1_000);
  expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([place]) => place)).toEqual([]);
});

test('no package names where it was downloaded from: any registry may serve it', () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([place]) => place)).toEqual([]);
});
