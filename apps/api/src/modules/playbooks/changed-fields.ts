import type { Json } from '../../platform/database/index.js';

/** What became different between two rows as they stand on the wire, as `{field: {from, to}}`; versions count themselves and are left out. */
export function changedFields<Row extends Readonly<Record<string, Json>>>(before: Row, after: Row) {
  return Object.fromEntries(
    Object.keys(after)
      .filter((name) => name !== 'version' && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, { from: before[name] ?? null, to: after[name] ?? null }]),
  );
}
