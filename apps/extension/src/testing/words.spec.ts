import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const keysOf = (node: unknown, path = ''): string[] =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, value]) => keysOf(value, path ? `${path}.${key}` : key))
    : [`${path} ${(String(node).match(/\$\d/g) ?? []).toSorted().join('')}`];
const file = (language: string): unknown =>
  parse(readFileSync(new URL(`../locales/${language}.yml`, import.meta.url), 'utf8'));

test('every language has the same words with the same places for values', () => {
  expect(keysOf(file('de')).toSorted()).toEqual(keysOf(file('en')).toSorted());
});
