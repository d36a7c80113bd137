import pg from 'pg';

/** A database for one test file, made from a template that holds the migrated schema. */
export interface TestDatabase {
  readonly name: string;
  /** As the owner, who migrates: what the product gets as DATABASE_URL. */
  readonly url: string;
  /** As the database administrator who may do anything: for tests that look behind the policies or tamper. */
  readonly superuserUrl: string;
  /** Cuts the connections that are left and removes it. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Names the template; one per set of migrations. */
  readonly template: string;
  /** Fills the template, once per run, as its owner. Must have closed its connections when it answers. */
  readonly prepare: (ownerUrl: string) => Promise<void>;
}

const OWNER = 'understudy_owner';

/**
 * Makes a database of its own for the calling test file, as a copy of the template (some 50 ms). The first caller of a run
 * makes the template; others wait for it, in whichever Jest worker they are. The server is started by Jest's global
 * setup (tests/support/global-setup.mjs), with fsync off, and thrown away with everything in it at the end of the run.
 */
export async function createTestDatabase({ template, prepare }: TestDatabaseOptions): Promise<TestDatabase> {
  const server = theServer();
  const source = `template_${template.replace(/[^a-z0-9]+/gi, '_').toLowerCase()}`;
  const admin = await connect(server.superuserUrl);
  try {
    await ensureTemplate(admin, source, (name) => prepare(withDatabase(server.ownerUrl, name)));
    const { rows } = await admin.query<{ name: string }>(`select 'test_' || replace(uuidv7()::text, '-', '') as name`);
    const name = rows[0]?.name ?? '';
    await admin.query(`create database ${name} template ${source} owner ${OWNER}`);
    return {
      name,
      url: withDatabase(server.ownerUrl, name),
      superuserUrl: withDatabase(server.superuserUrl, name),
      drop: () => dropDatabase(server.superuserUrl, name),
    };
  } finally {
    await admin.end();
  }
}

/** Built under another name and renamed when whole: a failed preparation leaves no template that looks ready. */
async function ensureTemplate(admin: pg.Client, name: string, prepare: (name: string) => Promise<void>): Promise<void> {
  await admin.query('select pg_advisory_lock(hashtext($1))', [name]);
  try {
    const found = await admin.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount) return;

    const draft = `${name}_draft`;
    await admin.query(`drop database if exists ${draft} with (force)`);
    await admin.query(`create database ${draft} owner ${OWNER}`);
    await prepare(draft);
    await admin.query(`alter database ${draft} rename to ${name}`);
  } finally {
    await admin.query('select pg_advisory_unlock(hashtext($1))', [name]);
  }
}

async function dropDatabase(superuserUrl: string, name: string): Promise<void> {
  const admin = await connect(superuserUrl);
  try {
    await admin.query(`drop database if exists ${name} with (force)`);
  } finally {
    await admin.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

function theServer(): { ownerUrl: string; superuserUrl: string } {
  const ownerUrl = process.env['UNDERSTUDY_TEST_POSTGRES'];
  const superuserUrl = process.env['UNDERSTUDY_TEST_POSTGRES_SUPERUSER'];
  if (!ownerUrl || !superuserUrl) throw new Error('no test server: run this spec in a Jest project with the database');
  return { ownerUrl, superuserUrl };
}
