import { asId, type TenantId } from '@understudy/domain';
import { z } from 'zod';
import { NO_TENANT, type Tenancy, type Tx } from '../database/index.js';
import type { SealedColumn } from './sealed-column.js';
import { type Secrets, UnreadableSecret } from './secrets.js';

const BATCH = 100;
const Tenants = z.array(z.object({ tenantId: z.string() }));

/** What became of the secrets of an installation. */
export interface Rotated {
  readonly resealed: number;
  /** "table.column of row ..., tenant ...: reason"; these need to be entered again. Never what is inside. */
  readonly unreadable: readonly string[];
}

/**
 * Seals everything again that is not sealed with the current key. Safe while the product runs (a value that changes meanwhile is left
 * as it was changed) as long as every process knows both keys, and safe to repeat or to break off.
 */
export async function rotateSecrets(
  tenancy: Tenancy,
  secrets: Secrets,
  columns: readonly SealedColumn[],
): Promise<Rotated> {
  let resealed = 0;
  const unreadable: string[] = [];
  for (const tenantId of await listTenants(tenancy))
    for (const column of columns) {
      const done = await rotateColumn(tenancy, secrets, tenantId, column);
      resealed += done.resealed;
      unreadable.push(...done.unreadable);
    }
  return { resealed, unreadable };
}

/** How many secrets are not sealed with the current key, and how many of these no key opens. */
export async function countOutdated(
  tenancy: Tenancy,
  secrets: Secrets,
  columns: readonly SealedColumn[],
): Promise<{ readonly outdated: number; readonly unreadable: number }> {
  const counted = { outdated: 0, unreadable: 0 };
  for (const tenantId of await listTenants(tenancy))
    for (const column of columns)
      await eachOutdated(tenancy, secrets, tenantId, column, async (_tx, row) => {
        const place = { tenantId, owner: row.owner, purpose: column.purpose };
        counted[sealAgain(secrets, place, row.sealed) instanceof UnreadableSecret ? 'unreadable' : 'outdated'] += 1;
      });
  return counted;
}

async function listTenants(tenancy: Tenancy): Promise<TenantId[]> {
  // `list_tenants()` answers the same in every tenant; this one is nobody's
  const { rows } = await tenancy.read(NO_TENANT, ['select tenant_id as "tenantId" from list_tenants()', []]);
  return Tenants.parse(rows[0]).map(({ tenantId }) => asId<TenantId>(tenantId));
}

interface Sealed {
  /** JSON of the key's columns: what tells rows apart, and the order in which they are taken. */
  readonly key: string;
  readonly owner: string;
  readonly sealed: string;
}

async function rotateColumn(
  tenancy: Tenancy,
  secrets: Secrets,
  tenantId: TenantId,
  column: SealedColumn,
): Promise<Rotated> {
  let resealed = 0;
  const unreadable: string[] = [];
  await eachOutdated(tenancy, secrets, tenantId, column, async (tx, row) => {
    const again = sealAgain(secrets, { tenantId, owner: row.owner, purpose: column.purpose }, row.sealed);
    if (again instanceof UnreadableSecret)
      unreadable.push(`${column.table}.${column.column} of row ${row.key}, tenant ${tenantId}: ${again.message}`);
    else resealed += await replace(tx, column, row, again);
  });
  return { resealed, unreadable };
}

/** One after the other, each in a transaction of its own. */
async function eachOutdated(
  tenancy: Tenancy,
  secrets: Secrets,
  tenantId: TenantId,
  column: SealedColumn,
  work: (tx: Tx, row: Sealed) => Promise<void>,
): Promise<void> {
  let after = '';
  for (;;) {
    const rows = await tenancy.run(tenantId, (tx) => next(tx, column, secrets.sealPrefix, after));
    for (const row of rows) await tenancy.run(tenantId, (tx) => work(tx, row));
    const last = rows.at(-1);
    if (!last) return;
    after = last.key;
  }
}

function sealAgain(secrets: Secrets, place: Parameters<Secrets['seal']>[0], sealed: string): string | UnreadableSecret {
  try {
    return secrets.seal(place, secrets.open(place, sealed));
  } catch (error) {
    if (error instanceof UnreadableSecret) return error;
    throw error;
  }
}

const keyOf = ({ key }: SealedColumn): string => `jsonb_build_array(${key.join(', ')})::text`;

function next(tx: Tx, column: SealedColumn, prefix: string, after: string): Promise<Sealed[]> {
  const owner = 'column' in column.owner ? `${column.owner.column}::text` : '$5::text';
  return tx.query<Sealed>(
    `select ${keyOf(column)} as key, ${owner} as owner, ${column.column} as sealed from ${column.table}
      where tenant_id = $1 and ${column.column} is not null and not starts_with(${column.column}, $2) and ${keyOf(column)} > $3
      order by 1 limit $4`,
    [tx.tenantId, prefix, after, BATCH, ...('always' in column.owner ? [column.owner.always] : [])],
  );
}

/** Only if it is still what was opened: 1, else 0. */
async function replace(tx: Tx, column: SealedColumn, { key, sealed }: Sealed, again: string): Promise<number> {
  const rows = await tx.query(
    `update ${column.table} set ${column.column} = $4 where tenant_id = $1 and ${keyOf(column)} = $2 and ${column.column} = $3
     returning 1`,
    [tx.tenantId, key, sealed, again],
  );
  return rows.length;
}
