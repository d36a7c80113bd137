import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Say } from '../say.js';

/** The real words of a language for tests, filled as the browser fills them. Throws for a key that the file does not have. */
export function wordsOf(language: string): Say {
  const file: unknown = parse(readFileSync(new URL(`../locales/${language}.yml`, import.meta.url), 'utf8'));
  return (key, ...values) => {
    const found = key
      .split('.')
      .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], file);
    if (typeof found !== 'string') throw new Error(`no word for ${key}`);
    return found.replace(/\$(\d)/g, (_, at: string) => values[Number(at) - 1] ?? '');
  };
}
