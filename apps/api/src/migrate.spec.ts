import 'reflect-metadata';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrate, openMigrations } from './migrate.js';
import './modules/index.js';
import { dataSourceOptions, registeredEntities } from './platform/database/index.js';
import { MissingRights } from './platform/database/roles.js';

let database: TestDatabase;
let superuser: pg.Client;

beforeAll(async () => {
  // an empty one: the migrations are what is tested
  database = await createTestDatabase({ template: 'nothing', prepare: async () => undefined });
  superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
});

afterAll(async () => {
  await superuser?.end();
  await database?.drop();
});

const as = async <R>(url: string, work: (client: pg.Client) => Promise<R>): Promise<R> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
const tablesOf = async (url: string): Promise<{ tablename: string; tableowner: string }[]> =>
  as(
    url,
    async (client) =>
      (await client.query("select tablename, tableowner from pg_tables where schemaname = 'public'")).rows,
  );
const withDatabase = (url: string, name: string): string => {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
};

test('two starts at once migrate once, and a third has nothing to do', async () => {
  const [one, two] = await Promise.all([
    migrate({ databaseUrl: database.url }),
    migrate({ databaseUrl: database.url }),
  ]);
  expect([one.ran, two.ran].filter((ran) => ran.length > 0)).toHaveLength(1);
  expect((await migrate({ databaseUrl: database.url })).ran).toEqual([]);
});

test('the logins work, and a changed password is taken over', async () => {
  const { appDatabaseUrl, workerDatabaseUrl } = await migrate({ databaseUrl: database.url });
  for (const url of [appDatabaseUrl, workerDatabaseUrl])
    expect((await as(url, (client) => client.query('select app_now() as now'))).rows).toHaveLength(1);

  const rotated = new URL(appDatabaseUrl);
  rotated.password = 'another-one';
  await migrate({ databaseUrl: database.url, appDatabaseUrl: rotated.href });
  expect((await as(rotated.href, (client) => client.query('select 1'))).rowCount).toBe(1);
  await expect(as(appDatabaseUrl, (client) => client.query('select 1'))).rejects.toMatchObject({ code: '28P01' });
});

/** Entities are row shapes: foreign keys, checks and indexes are the migrations' alone, so dropping them is no drift. */
const NOT_IN_ENTITIES = /^ALTER TABLE "\w+" DROP CONSTRAINT "\w+_(fkey|check)"$|^DROP INDEX "public"\."\w+_idx"$/;

const drift = async (): Promise<string[]> => {
  const options = dataSourceOptions({ url: database.url, applicationName: 'drift', entities: registeredEntities() });
  const source = await new DataSource(options).initialize();
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  await source.destroy();
  return upQueries.map(({ query }) => query).filter((query) => !NOT_IN_ENTITIES.test(query));
};

test('entities and migrations say the same of columns, types and keys', async () => {
  expect(registeredEntities().length).toBeGreaterThan(0);
  expect(await drift()).toEqual([]);
});

test.each([
  ['a column that is not in the entity', 'add column planted int', 'drop column planted'],
  ['another type', 'alter column title type varchar(10)', 'alter column title type text'],
  ['a column that may not be empty', 'alter column title set not null', 'alter column title drop not null'],
])('control: %s is a drift', async (_what, plant, remove) => {
  await superuser.query(`alter table csm_absences ${plant}`);
  const found = await drift();
  await superuser.query(`alter table csm_absences ${remove}`);
  expect(found.length).toBeGreaterThan(0);
});

test('all migrations go back to an empty database, and forward again', async () => {
  const source = await openMigrations(database.url, 'understudy_owner');
  await as(database.url, (client) => client.query('grant understudy_lookup to understudy_owner with inherit true'));
  const executed = await source.query('select count(*)::int as n from schema_migrations');
  for (let i = 0; i < executed[0].n; i++) await source.undoLastMigration();
  await source.destroy();
  expect((await tablesOf(database.url)).map((table) => table.tablename)).toEqual(['schema_migrations']);
  expect((await migrate({ databaseUrl: database.url })).ran).toHaveLength(executed[0].n);
});

test('a superuser does not own the tables: no row-level security would bind it', async () => {
  await superuser.query(`create database ${database.name}_su`);
  const url = withDatabase(database.superuserUrl, `${database.name}_su`);
  try {
    await migrate({ databaseUrl: url });
    expect(new Set((await tablesOf(url)).map((table) => table.tableowner))).toEqual(new Set(['understudy_owner']));
  } finally {
    await superuser.query(`drop database ${database.name}_su with (force)`);
  }
});

test('who may not create roles is told what to run, and nothing is half made', async () => {
  const role = `plain_${database.name}`.slice(0, 60);
  await superuser.query(`create role ${role} login password 'x'`);
  await superuser.query(`create database ${database.name}_plain owner ${role}`);
  const url = new URL(withDatabase(database.url, `${database.name}_plain`));
  url.username = role;
  url.password = 'x';
  try {
    const attempt = migrate({ databaseUrl: url.href });
    await expect(attempt).rejects.toThrow(MissingRights);
    await expect(attempt).rejects.toThrow(/grant understudy_worker to/);
    expect(await tablesOf(url.href)).toEqual([]);
  } finally {
    await superuser.query(`drop database ${database.name}_plain with (force)`);
    await superuser.query(`drop role ${role}`);
  }
});

test('a server that is not there, or a wrong password, is one clear error', async () => {
  const wrong = new URL(database.url);
  wrong.password = 'wrong';
  await expect(migrate({ databaseUrl: wrong.href })).rejects.toThrow(/password authentication failed/);
});
