/**
 * What every business table gets: FORCE row-level security with the tenant's policy, and the rights of the two run-time
 * roles. Rows are never deleted (product.md 3), so DELETE is granted only where a row is no record of anything.
 */
export function protect(table: string, rights = 'select, insert, update'): string {
  return `
    alter table ${table} enable row level security, force row level security;
    create policy tenant on ${table}
      using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()));
    grant ${rights} on ${table} to understudy_app, understudy_worker;`;
}

export const dropTables = (...tables: readonly string[]): string =>
  [...tables]
    .reverse()
    .map((table) => `drop table ${table};`)
    .join('\n');
