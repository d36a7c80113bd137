import { isId } from '@understudy/domain';
import { MalformedInput } from './problem.js';

/** An opaque place in a list: the sort key of the last row. Not a secret; a wrong one only moves the caller's own page. */
export const encodeCursor = (key: Readonly<Record<string, string>>): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** What a part must look like, by its name: PostgreSQL would refuse it otherwise, and that would be a failure of ours. */
const looksRight = (name: string, value: string): boolean => {
  if (name === 'id' || name.endsWith('Id')) return isId(value);
  if (name === 'at' || name.endsWith('At')) return isReadable(() => Temporal.Instant.from(value));
  if (name.endsWith('On')) return isReadable(() => Temporal.PlainDate.from(value));
  return value.isWellFormed() && !value.includes('\0');
};

const isReadable = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch {
    return false;
  }
};

/**
 * Throws MalformedInput (400, path "cursor") for anything that is not a cursor with exactly these names: `id` and `...Id` are
 * ids, `at` and `...At` instants, `...On` days, everything else storable text.
 */
export function decodeCursor<const Names extends readonly string[]>(
  cursor: string,
  names: Names,
): Record<Names[number], string> {
  const bad = new MalformedInput([
    { path: 'cursor', message: 'is not a cursor of this list; take it from next_cursor' },
  ]);
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw bad;
  }
  if (typeof parsed !== 'object' || parsed === null) throw bad;
  const values = new Map(Object.entries(parsed));
  const found = names.map((name) => [name, values.get(name)] as const);
  if (found.some(([name, value]) => typeof value !== 'string' || !looksRight(name, value))) throw bad;
  return Object.fromEntries(found) as Record<Names[number], string>;
}
