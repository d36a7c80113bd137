import type { Json, Tx } from '../../platform/database/index.js';

/** A column, its type in PostgreSQL, and how a row gives its value as JSON. `text[]` columns take jsonb arrays. */
export type Column<Row> = readonly [name: string, type: string, value: (row: Row) => unknown];

const ARRAYS = new Set(['roles', 'skills', 'needs']);
const AT_ONCE = 2_000;

/** Inserts many rows of one table with a statement per 2,000 rows. Table and column names come from code, never from input. */
export async function insertAll<Row>(
  tx: Tx,
  table: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): Promise<void> {
  const names = columns.map(([name]) => name).join(', ');
  const types = columns.map(([name, type]) => `${name} ${type}`).join(', ');
  const values = columns
    .map(([name]) => (ARRAYS.has(name) ? `array(select jsonb_array_elements_text(x.${name}))` : `x.${name}`))
    .join(', ');
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows
      .slice(from, from + AT_ONCE)
      .map((row) => Object.fromEntries(columns.map(([name, , value]) => [name, value(row) as Json])));
    await tx.query(
      `insert into ${table} (tenant_id, ${names}) select $1::uuid, ${values} from jsonb_to_recordset($2::jsonb) as x (${types})`,
      [tx.tenantId, JSON.stringify(part)],
    );
  }
}
