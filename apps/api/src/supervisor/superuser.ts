import { realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface SuperuserAddress {
  readonly port: number;
  readonly password: string;
}

export const SUPERUSER = 'postgres';
const OWNER = 'understudy_owner';
const DATABASE = 'understudy';

/** One supervisor per server: held as long as its connection lives, so it goes with a killed supervisor. */
const SUPERVISOR_LOCK = 7_246_001;

const CONNECT_TIMEOUT_MS = 2_000;

/** An address as the superuser; `database` is the maintenance database unless told otherwise. */
export function superuserUrl({ port, password }: SuperuserAddress, database = 'postgres'): string {
  return postgresUrl(SUPERUSER, password, port, database);
}

/** The address the product works with: owns its database and may make roles, is no superuser. */
export function ownerUrl(port: number, password: string, database = DATABASE): string {
  return postgresUrl(OWNER, password, port, database);
}

function postgresUrl(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Connects as superuser if the server at `port` answers and really is the one of `dataFolder`; otherwise throws. */
export async function connectToOwnServer(address: SuperuserAddress, dataFolder: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: superuserUrl(address),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'understudy-supervisor',
  });
  client.on('error', () => undefined); // a server that goes away is seen by the 'end' event
  await client.connect();
  try {
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    const folder = rows[0]?.folder ?? '';
    if (realpathSync(folder) !== realpathSync(dataFolder)) throw new Error(`port ${address.port} serves ${folder}`);
    return client;
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** False: another living supervisor uses this server, and still did after `patienceMs`. */
export async function takeSupervisorLock(client: pg.Client, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      SUPERVISOR_LOCK,
    ]);
    if (rows[0]?.taken) return true;
    if (performance.now() > deadline) return false;
    await sleep(50);
  }
}

/**
 * Makes the owner role and its database unless they exist, and sets the owner's password.
 * btree_gist is a trusted extension, so the owner can create it without being a superuser.
 */
export async function ensureOwner(client: pg.Client, password: string): Promise<void> {
  const role = await client.query('select from pg_roles where rolname = $1', [OWNER]);
  if (role.rowCount === 0) await client.query(`create role ${OWNER} login createrole createdb`);
  await client.query(`alter role ${OWNER} password ${pg.escapeLiteral(password)}`);

  const database = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (database.rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`);
}
