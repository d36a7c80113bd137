import pg from 'pg';

/**
 * Roles of the server. The groups cannot log in; grants and policies name them, so a second login (a new password, a read
 * replica's) needs no migration. `understudy_lookup` owns the few functions that look across tenants while somebody signs in.
 */
const GROUPS = ['understudy_app', 'understudy_worker', 'understudy_lookup'] as const;
const OWNER = 'understudy_owner';

export interface Login {
  readonly url: string;
  readonly group: 'understudy_app' | 'understudy_worker';
}

/** The database cannot be prepared with the rights at hand; the message says what an administrator has to run. */
export class MissingRights extends Error {
  constructor(statements: readonly string[]) {
    super(`DATABASE_URL may not create roles here. Let an administrator run once:\n  ${statements.join('\n  ')}`);
    this.name = 'MissingRights';
  }
}

const stateOf = (error: unknown): string => (error instanceof pg.DatabaseError ? (error.code ?? '') : '');

/** Two databases of one server may be prepared at the same moment: what the other one just made is as good as ours. */
async function tolerant(client: pg.ClientBase, sql: string): Promise<void> {
  const madeMeanwhile = new Set(['42710', '23505', 'XX000']);
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(sql);
      return;
    } catch (error) {
      if (!madeMeanwhile.has(stateOf(error)) || (stateOf(error) === 'XX000' && attempt === 5)) throw error;
      if (stateOf(error) !== 'XX000') return;
    }
  }
}

const exists = async (client: pg.ClientBase, role: string): Promise<boolean> =>
  (await client.query('select from pg_roles where rolname = $1', [role])).rowCount === 1;

const canLogIn = async ({ url, group }: Login): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ member: boolean }>("select pg_has_role($1, 'usage') as member", [group]);
    return rows[0]?.member === true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const credentials = (url: string): { user: string; password: string } => {
  const parsed = new URL(url);
  return { user: decodeURIComponent(parsed.username), password: decodeURIComponent(parsed.password) };
};

const loginStatements = ({ url, group }: Login, known: boolean): string[] => {
  const { user, password } = credentials(url);
  const name = pg.escapeIdentifier(user);
  const minutes = group === 'understudy_app' ? '20s' : '5min';
  return [
    `${known ? 'alter' : 'create'} role ${name} login password ${pg.escapeLiteral(password)}`,
    `grant ${group} to ${name}`,
    `alter role ${name} set statement_timeout = '${minutes}'`,
    `alter role ${name} set lock_timeout = '10s'`,
    `alter role ${name} set idle_in_transaction_session_timeout = '60s'`,
  ];
};

async function ensureLogin(client: pg.ClientBase, login: Login): Promise<void> {
  // changing nothing when it works already: an installation may forbid us to touch roles after the first day
  if (await canLogIn(login)) return;
  const statements = loginStatements(login, await exists(client, credentials(login.url).user));
  try {
    for (const statement of statements) await tolerant(client, statement);
  } catch (error) {
    if (stateOf(error) !== '42501') throw error;
    throw new MissingRights(statements.map((line) => `${line.replace(/password '.*'/, "password '...'")};`));
  }
}

/**
 * Makes the groups and the logins that are missing, and answers the role that is to own everything: the user of
 * DATABASE_URL, or, when that is a superuser (whom no row-level security binds), `understudy_owner`.
 * Throws MissingRights with the statements to run when the user may not create roles.
 */
export async function ensureRoles(client: pg.ClientBase, logins: readonly Login[]): Promise<string> {
  const { rows } = await client.query<{ name: string; superuser: boolean; database: string }>(
    'select rolname as name, rolsuper as superuser, current_database() as database from pg_roles where rolname = current_user',
  );
  const me = rows[0];
  if (!me) throw new Error('the user of DATABASE_URL is not a role');
  const owner = me.superuser ? OWNER : me.name;
  const missing: string[] = [];
  for (const role of me.superuser ? [...GROUPS, OWNER] : GROUPS)
    if (!(await exists(client, role))) missing.push(`create role ${role} nologin`);
  const ownerName = pg.escapeIdentifier(owner);
  const database = pg.escapeIdentifier(me.database);
  const grants = [
    `grant understudy_worker to ${ownerName} with inherit false, set true`,
    `grant understudy_lookup to ${ownerName} with inherit true, set true`,
    `grant create, usage on schema public to ${ownerName}`,
    `grant create, usage on schema public to understudy_lookup`,
    `grant usage on schema public to understudy_app, understudy_worker`,
    ...(me.superuser ? [`grant create, connect, temporary on database ${database} to ${ownerName}`] : []),
  ];
  try {
    for (const statement of [...missing, ...grants]) await tolerant(client, statement);
  } catch (error) {
    if (stateOf(error) !== '42501') throw error;
    throw new MissingRights([...missing, ...grants].map((line) => `${line};`));
  }
  for (const login of logins) await ensureLogin(client, login);
  return owner;
}

/** After the migrations: the owner keeps the right to act as `understudy_lookup`, but no longer sees what it sees. */
export const releaseLookup = (client: pg.ClientBase, owner: string): Promise<unknown> =>
  client.query(`grant understudy_lookup to ${pg.escapeIdentifier(owner)} with inherit false`);
