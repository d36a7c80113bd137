import type pg from 'pg';

/** Runs when a page takes it for markup: as an element, an attribute, a script, a template, or an address. */
export const PAYLOAD = `"><img src=x onerror=pwned()><script>pwned()</script><svg onload=pwned()>'-pwned()-'{{pwned()}}`;
const ADDRESS = 'javascript:pwned()';
/** Long words that cannot break, letters of several scripts, one that runs from right to left, and an emoji of many parts. */
const LONG = 'Überwachungsgesellschaftsverwaltung Максимилиан مرحبا بالعالم 株式会社テスト 👩‍👩‍👧‍👦';

/** Columns that hold what people wrote; what the product itself compares or computes with is not among them. */
const WRITTEN =
  /(^|_)(name|title|description|notes?|text|body|summary|subject|label|reason|handling|resolution|words|comment|message|explanation|cause|answer|content|headline|details?|place|industry)$/;
const ADDRESSES = /(^|_)(url|link|permalink|href)$/;
/** What is compared with code or with itself, not read by people. */
const LEFT = new Set(['tenants', 'timers', 'outbox', 'tenant_domains', 'used_states', 'migrations', 'signals']);

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/**
 * Writes the payload into every column and every leaf of JSON that people can write, of every row, past triggers and foreign keys. A
 * column that takes no such text, by its check or its length, takes as much as it can, or stays. Answers what was written to.
 */
export async function makeHostile(client: pg.Client): Promise<string[]> {
  await client.query("set session_replication_role = 'replica'");
  const { rows } = await client.query<Column>(
    `select c.table_name as table, c.column_name as column, c.data_type as type
       from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
        and c.data_type in ('text', 'character varying', 'jsonb')
      order by 1, 2`,
  );
  const written: string[] = [];
  for (const column of rows.filter(({ table }) => !LEFT.has(table)))
    if (column.type === 'jsonb' ? await spoilJson(client, column) : await spoilText(client, column))
      written.push(`${column.table}.${column.column}`);
  return written;
}

/** The most that the column takes; each row its own, where they must differ. */
async function spoilText(client: pg.Client, { table, column }: Column): Promise<boolean> {
  if (ADDRESSES.test(column)) return attempt(client, table, column, [ADDRESS]);
  if (!WRITTEN.test(column)) return false;
  return attempt(client, table, column, [`${LONG} ${PAYLOAD}`, PAYLOAD, LONG.slice(0, 70)]);
}

async function attempt(client: pg.Client, table: string, column: string, texts: readonly string[]): Promise<boolean> {
  for (const text of texts) {
    try {
      const { rowCount } = await client.query(
        `update "${table}" set "${column}" = left(md5(ctid::text), 3) || ' ' || $1 where "${column}" is not null`,
        [text],
      );
      return (rowCount ?? 0) > 0;
    } catch {
      // too long, or not of the form the column wants: the next, shorter one
    }
  }
  return false;
}

async function spoilJson(client: pg.Client, { table, column }: Column): Promise<boolean> {
  const { rows } = await client.query<{ at: string; value: unknown }>(
    `select ctid::text as at, "${column}" as value from "${table}" where "${column}" is not null`,
  );
  let count = 0;
  for (const { at, value } of rows) {
    const spoilt = JSON.stringify(spoil(value, ''));
    if (spoilt === JSON.stringify(value)) continue;
    const { rowCount } = await client
      .query(`update "${table}" set "${column}" = $1 where ctid = $2::tid`, [spoilt, at])
      .catch(() => ({ rowCount: 0 }));
    count += rowCount ?? 0;
  }
  return count > 0;
}

function spoil(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((one) => spoil(one, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoil(one, name)]));
  if (typeof value !== 'string') return value;
  if (ADDRESSES.test(key)) return ADDRESS;
  return WRITTEN.test(key) ? `${LONG} ${PAYLOAD}` : value;
}
