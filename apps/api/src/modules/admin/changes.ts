import type { JsonObject, Json } from '../../platform/database/index.js';

/** What became different between two plain rows, as `{field: {from, to}}`; versions count themselves and are left out. */
export function changesBetween(before: JsonObject, after: JsonObject): JsonObject {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete('version');
  const changes: Record<string, Json> = {};
  for (const name of names) {
    const from = before[name] ?? null;
    const to = after[name] ?? null;
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[name] = { from, to };
  }
  return changes;
}
