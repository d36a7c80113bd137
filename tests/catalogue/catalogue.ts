import type pg from 'pg';

/** Reads PostgreSQL's own catalogue: what is really there, not what a migration meant. Each answers one line per violation. */
type Exempt = Readonly<Record<string, string>>;

const rows = async (client: pg.Client, sql: string, exempt: Exempt = {}): Promise<string[]> => {
  const { rows: found } = await client.query<{ name: string; problem: string }>(sql);
  return found.filter(({ name }) => !(name in exempt)).map(({ name, problem }) => `${name}: ${problem}`);
};

const TABLES = `pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;

export const tables = async (client: pg.Client): Promise<string[]> => {
  const { rows: found } = await client.query<{ name: string }>(`select relname as name from ${TABLES} order by 1`);
  return found.map((row) => row.name);
};

/** Tables that row-level security does not bind, or binds for everybody but the owner, or by another policy than ours. */
export const unprotectedTables = (client: pg.Client, exempt: Exempt) =>
  rows(
    client,
    `select c.relname as name, case when not c.relrowsecurity then 'no row-level security'
                                    when not c.relforcerowsecurity then 'row-level security not forced on the owner'
                                    else 'no policy "tenant" on (select current_tenant()) for reading and writing' end as problem
       from ${TABLES} and not (c.relrowsecurity and c.relforcerowsecurity and exists (
              select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant' and p.polcmd = '*' and p.polroles = '{0}'
                 and pg_get_expr(p.polqual, c.oid) ~ '^\\(tenant_id = \\( SELECT current_tenant\\(\\) AS current_tenant\\)\\)$'
                 and pg_get_expr(p.polwithcheck, c.oid) = pg_get_expr(p.polqual, c.oid)))
      order by 1`,
    exempt,
  );

/** Tables whose tenant may be missing. */
export const tablesWithoutTenant = (client: pg.Client, exempt: Exempt) =>
  rows(
    client,
    `select c.relname as name, 'no column tenant_id uuid not null' as problem
       from ${TABLES} and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'
              and a.atttypid = 'uuid'::regtype and a.attnotnull) order by 1`,
    exempt,
  );

/** Primary, unique and exclusion keys that do not begin with the tenant: they would collide, and tell, across tenants. */
export const keysWithoutTenant = (client: pg.Client, exempt: Exempt) =>
  rows(
    client,
    `select i.relname as name, format('key of %s begins with %s', c.relname, coalesce(a.attname, 'an expression')) as problem
       from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
       left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
      where c.relnamespace = 'public'::regnamespace and (x.indisunique or x.indisexclusion)
        and a.attname is distinct from 'tenant_id' order by 1`,
    exempt,
  );

/** Tables that nobody could name a row of. */
export const tablesWithoutPrimaryKey = (client: pg.Client) =>
  rows(
    client,
    `select c.relname as name, 'no primary key' as problem from ${TABLES}
        and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p') order by 1`,
  );

/** Foreign keys that could point into another tenant, or delete what an auditor may ask for. */
export const looseForeignKeys = (client: pg.Client) =>
  rows(
    client,
    `select k.conname as name,
            case when k.confdeltype <> 'a' or k.confupdtype <> 'a' then 'acts on DELETE or UPDATE'
                 else 'does not carry tenant_id on both sides' end as problem
       from pg_constraint k
       join pg_attribute here on here.attrelid = k.conrelid and here.attnum = k.conkey[1]
       join pg_attribute there on there.attrelid = k.confrelid and there.attnum = k.confkey[1]
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace
        and (here.attname <> 'tenant_id' or there.attname <> 'tenant_id' or k.confdeltype <> 'a' or k.confupdtype <> 'a')
      order by 1`,
  );

/** Every policy beside "tenant": each is a hole in the wall between tenants. */
export const otherPolicies = (client: pg.Client, exempt: Exempt) =>
  rows(
    client,
    `select format('%s.%s', c.relname, p.polname) as name,
            format('policy for %s', (select string_agg(case r when 0 then 'public' else r::regrole::text end, ', ') from unnest(p.polroles) r)) as problem
       from pg_policy p join pg_class c on c.oid = p.polrelid
      where c.relnamespace = 'public'::regnamespace and p.polname <> 'tenant' order by 1`,
    exempt,
  );

/** Functions that run with their owner's rights: none that anybody may call, or that trusts the caller's search path. */
export const looseFunctions = (client: pg.Client) =>
  rows(
    client,
    `select f.proname as name,
            case when has_function_privilege('public', f.oid, 'execute') then 'anybody may call it' else 'search_path is not fixed' end as problem
       from pg_proc f
      where f.pronamespace = 'public'::regnamespace and f.prosecdef
        and (has_function_privilege('public', f.oid, 'execute')
             or not coalesce(f.proconfig::text like '%search_path=public, pg_temp%', false)) order by 1`,
  );

/** Views that would read with their owner's rights. */
export const looseViews = (client: pg.Client) =>
  rows(
    client,
    `select c.relname as name, 'view without security_invoker' as problem from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
        and not coalesce('security_invoker=true' = any (c.reloptions), false) order by 1`,
  );

/** What the API's role may do beyond reading and adding; UPDATE is common, so only DELETE, TRUNCATE and TRIGGER are listed. */
export const removals = (client: pg.Client, exempt: Exempt) =>
  rows(
    client,
    `select c.relname as name, format('the API may %s', r.action) as problem
       from (select c.oid, c.relname from ${TABLES}) c
       cross join (values ('delete'), ('truncate'), ('trigger'), ('references')) r (action)
      where has_table_privilege('understudy_app', c.oid, r.action) order by 1, 2`,
    exempt,
  );

/** Run-time roles that own something or may step over the wall. */
export const strongRoles = (client: pg.Client) =>
  rows(
    client,
    `select r.rolname as name, 'owns tables, or may bypass row-level security' as problem from pg_roles r
      where r.rolname ~ '^understudy_(app|worker|lookup|owner)'
        and (r.rolsuper or r.rolbypassrls
             or (r.rolname !~ '^understudy_owner' and exists (select from ${TABLES} and c.relowner = r.oid))) order by 1`,
  );
