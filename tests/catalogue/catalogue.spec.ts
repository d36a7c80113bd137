import { migrate } from '@understudy/api/testing';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import {
  keysWithoutTenant,
  looseForeignKeys,
  looseFunctions,
  looseViews,
  otherPolicies,
  removals,
  strongRoles,
  tables,
  tablesWithoutPrimaryKey,
  tablesWithoutTenant,
  unprotectedTables,
} from './catalogue.js';

/** Tables that belong to no tenant. */
const NO_TENANT = {
  product_clock: 'one row: the product’s clock, the same for all',
  schema_migrations: 'TypeORM’s list of what ran; only the owner sees it',
  service_uptime: 'when the service itself answered, the same for all',
};

/** Keys over all tenants. */
const GLOBAL_KEYS = {
  product_clock_pkey: 'one row',
  product_clock_one_check: 'one row',
  service_uptime_pkey: 'belongs to no tenant',
  tenants_slug_key: 'a slug stands in addresses, so it is one over all tenants',
  tenant_domains_domain_key: 'a domain belongs to one organisation: sign-in goes by it',
};

/** Policies beside the tenant's. */
const CROSS_TENANT = {
  'outbox.relay': 'the worker moves messages of all tenants',
  'deliveries.relay': 'the worker claims messages of all tenants',
  'timers.relay': 'the worker fires timers of all tenants',
  'idempotency_keys.sweep': 'the worker removes expired keys of all tenants',
  'history_head.checkpoints': 'the worker signs the heads of all histories',
  'history_checkpoint.checkpoints': 'the worker stores those signatures',
};

/** Rows that are no record of anything. */
const MAY_DELETE = {
  timers: 'a cancelled timer is gone; what it was for is in the history',
  sessions: 'an ended sign-in',
  refresh_tokens: 'goes with its sign-in',
  sign_in_codes: 'used or run out',
  used_states: 'run out',
  google_consent_requests: 'used or run out',
  escalation_stakeholders: 'who is on it now; that they were is in the history',
  customer_domains: 'replaced with the customer; the change is in the history',
  customer_crm_ids: 'replaced with the customer; the change is in the history',
  customer_slack_channels: 'replaced as a whole; the change is in the history',
  notice_templates: 'replaced as a whole; the change is in the history',
  slack_receipts: 'kept for a day, so that nothing of Slack is taken twice',
  notice_zones: 'back to the CSM’s hours; the change is in the history',
  crm_sites: 'what is said about a site now; each change and each removal is in the history',
  unknown_addons: 'an add-on that came with an audience nobody knows, kept for the doctor for some days',
  webhook_deliveries: 'a log of what was sent, kept for 30 days',
};

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  client = new pg.Client(database.superuserUrl);
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
});

/** Within a transaction that is rolled back: the control plants a violation and the check must name it. */
const planted = async (sql: string, check: () => Promise<string[]>): Promise<string[]> => {
  await client.query('begin');
  try {
    await client.query(sql);
    return await check();
  } finally {
    await client.query('rollback');
  }
};

test('there is something to look at', async () => {
  expect(await tables(client)).toEqual(expect.arrayContaining(['escalations', 'history', 'outbox', 'timers', 'users']));
});

describe('every table is its tenant’s', () => {
  test('under FORCE row-level security, by the one policy', async () => {
    expect(await unprotectedTables(client, NO_TENANT)).toEqual([]);
  });

  test.each([
    ['create table bare (tenant_id uuid not null primary key)', 'bare: no row-level security'],
    ['alter table users no force row level security', 'users: row-level security not forced on the owner'],
    ['drop policy tenant on users', 'users: no policy'],
    ['drop policy tenant on users; create policy tenant on users using (true)', 'users: no policy'],
  ])('control: %s', async (sql, problem) => {
    expect(await planted(sql, () => unprotectedTables(client, NO_TENANT))).toEqual([expect.stringContaining(problem)]);
  });

  test('by a column that is never empty', async () => {
    expect(await tablesWithoutTenant(client, NO_TENANT)).toEqual([]);
    expect(await planted('create table bare (id uuid)', () => tablesWithoutTenant(client, NO_TENANT))).toHaveLength(1);
  });

  test('each has a primary key', async () => {
    expect(await tablesWithoutPrimaryKey(client)).toEqual([]);
  });

  test('keys begin with it', async () => {
    expect(await keysWithoutTenant(client, { ...GLOBAL_KEYS, ...(await ownedByMigrations()) })).toEqual([]);
    const control = 'create unique index planted on users (email)';
    expect(
      await planted(control, async () => keysWithoutTenant(client, { ...GLOBAL_KEYS, ...(await ownedByMigrations()) })),
    ).toEqual(['planted: key of users begins with email']);
  });

  test('foreign keys carry it, and delete nothing', async () => {
    expect(await looseForeignKeys(client)).toEqual([]);
    const cascade = `alter table tasks add constraint planted foreign key (tenant_id, customer_id) references customers (tenant_id, id) on delete cascade`;
    expect(await planted(cascade, () => looseForeignKeys(client))).toEqual(['planted: acts on DELETE or UPDATE']);
  });
});

/** TypeORM names the key of its own table by a hash. */
const ownedByMigrations = async (): Promise<Record<string, string>> => {
  const { rows } = await client.query<{ name: string }>(
    `select conname as name from pg_constraint where conrelid = 'schema_migrations'::regclass`,
  );
  return Object.fromEntries(rows.map(({ name }) => [name, NO_TENANT.schema_migrations]));
};

describe('the wall between tenants', () => {
  test('has these doors only, each for a reason', async () => {
    const signIn = await otherPolicies(client, CROSS_TENANT);
    // signing in knows no tenant yet: a role that cannot log in reads, inside narrow functions
    expect(signIn.filter((line) => !line.endsWith(': policy for understudy_lookup'))).toEqual([]);
    const control = 'create policy planted on users to understudy_app using (true)';
    expect(await planted(control, () => otherPolicies(client, CROSS_TENANT))).toContain(
      'users.planted: policy for understudy_app',
    );
  });

  test('the role behind sign-in only reads, and cannot log in', async () => {
    const { rows } = await client.query(
      `select p.polcmd as command, r.rolcanlogin as login from pg_policy p join pg_roles r on r.oid = any (p.polroles)
        where r.rolname = 'understudy_lookup'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(
      new Set([JSON.stringify({ command: 'r', login: false })]),
    );
  });

  test('functions with the owner’s rights are closed', async () => {
    expect(await looseFunctions(client)).toEqual([]);
    const control = `create function planted() returns int language sql security definer as 'select 1'`;
    expect(await planted(control, () => looseFunctions(client))).toHaveLength(1);
  });

  test('views read with the rights of who asks', async () => {
    expect(await looseViews(client)).toEqual([]);
    expect(await planted('create view planted as select * from users', () => looseViews(client))).toHaveLength(1);
  });

  test('no role of a running process is strong', async () => {
    expect(await strongRoles(client)).toEqual([]);
  });

  test('the API removes only what is no record', async () => {
    expect(await removals(client, MAY_DELETE)).toEqual([]);
    const control = 'grant delete on escalations to understudy_app';
    expect(await planted(control, () => removals(client, MAY_DELETE))).toEqual(['escalations: the API may delete']);
  });

  test('tables without a tenant are not the API’s to write', async () => {
    const { rows } = await client.query(
      `select t.name from unnest($1::text[]) t (name)
        where has_table_privilege('understudy_app', t.name, 'insert, update, delete, truncate')`,
      [Object.keys(NO_TENANT)],
    );
    expect(rows).toEqual([]);
  });
});
