import { randomUUID } from 'node:crypto';
import { ApiProblem, fromAnswer, toCall } from '@understudy/api-client';
import { AbsenceIntakeService, createApp, createWorker, migrate, Tenancy, type TestApp } from '@understudy/api/testing';
import {
  type AnswerOf,
  type AnyEndpoint,
  CreateAbsence,
  ListAbsenceCoverage,
  MoveClock,
  type Role,
  type WireOf,
} from '@understudy/contracts';
import { asId, type Sighting, type TenantId, type UserId, type Vanished } from '@understudy/domain';
import { createTestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';

interface CallOptions {
  readonly idempotencyKey?: string;
  readonly ifMatch?: number;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Throws ApiProblem when the product says no. */
  call<E extends AnyEndpoint>(endpoint: E, input: WireOf<E>, options?: CallOptions): Promise<AnswerOf<E>>;
  /** The code of the refusal, with its status: "409 coverage.already-covered". Throws when it is not refused. */
  refused<E extends AnyEndpoint>(endpoint: E, input: WireOf<E>, options?: CallOptions): Promise<string>;
}

/** Who works there: three CSMs and their manager in one team, a CSM and a manager in another one, and the rest. */
const PEOPLE = {
  ana: { role: 'csm', team: 'emea', manager: 'mia' },
  ben: { role: 'csm', team: 'emea', manager: 'mia' },
  eva: { role: 'csm', team: 'emea', manager: 'mia' },
  mia: { role: 'manager', team: 'emea', manager: null },
  gus: { role: 'csm', team: 'americas', manager: 'max' },
  max: { role: 'manager', team: 'americas', manager: null },
  ada: { role: 'admin', team: null, manager: null },
  sam: { role: 'supporter', team: null, manager: null },
  eli: { role: 'member', team: null, manager: null },
} as const satisfies Record<string, { role: Role; team: string | null; manager: string | null }>;
type Name = keyof typeof PEOPLE;

export interface Organisation extends Readonly<Record<Name, Person>> {
  readonly tenantId: TenantId;
  /** Ids of Ana's customers, by name. */
  readonly customers: readonly string[];
  /** SQL in this organisation, under row-level security; $1 is the tenant. */
  sql<R extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** What a source saw, as the calendar would report it. */
  sight(who: Person, sighting: Sighting | Vanished): Promise<void>;
  /** Whole days, from and to counted from today in Lisbon. */
  absence(
    who: Person,
    from: number,
    to: number,
    more?: Partial<WireOf<typeof CreateAbsence>>,
  ): Promise<AnswerOf<typeof CreateAbsence>>;
  assignments(absenceId: string): Promise<AnswerOf<typeof ListAbsenceCoverage>['items']>;
}

export interface World {
  readonly api: TestApp;
  /** A new organisation nobody else's test sees; Ana looks after so many customers. */
  organisation(given?: { customers?: number }): Promise<Organisation>;
  now(): Promise<Temporal.Instant>;
  /** Somebody who is in the database already. */
  signIn(who: Pick<Person, 'id' | 'name' | 'email'>): Promise<Person>;
  /** Everything that follows from what happened is done. */
  settle(): Promise<void>;
  forward(advance: string): Promise<void>;
  /** So many days from today, in Lisbon. */
  day(offset: number): Promise<string>;
  /** The jobs stand still: what holds now holds by the clock alone. Answers how they go on. */
  stopWorker(): Promise<void>;
  close(): Promise<void>;
}

const ZONE = 'Europe/Lisbon';
const HOURS = JSON.stringify({ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' });

export interface WorldOptions {
  /** Settings of API and worker beside the usual ones, by the names of config/env.ts. */
  readonly env?: Readonly<Record<string, string>>;
  /** Plugs in what stands for somebody else's service, before the worker does anything. */
  readonly prepareWorker?: (worker: Awaited<ReturnType<typeof createWorker>>) => void;
  /** SQL as the owner of the database, before anything starts: for controls that take a guard away. */
  readonly asOwner?: string;
}

/** The next Monday at 10:00: every world begins there, so that no test depends on the day and hour it runs at. */
const mondayMorning = (now: Temporal.Instant): Temporal.Instant => {
  const today = now.toZonedDateTimeISO(ZONE).toPlainDate();
  return today
    .add({ days: 8 - today.dayOfWeek })
    .toZonedDateTime({ timeZone: ZONE, plainTime: '10:00' })
    .toInstant();
};

/** The product in this process, API and worker, on a database of its own. */
export async function aWorld({ env = {}, asOwner, prepareWorker }: WorldOptions = {}): Promise<World> {
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  if (asOwner !== undefined) await runAsOwner(database.url, asOwner);
  const api = await createApp({ appUrl, workerUrl, env });
  let worker: Awaited<ReturnType<typeof createWorker>> | null = await createWorker({
    appUrl,
    workerUrl,
    env,
  });
  prepareWorker?.(worker);
  const pool = new pg.Pool({ connectionString: appUrl, max: 2 });
  // the database is dropped while connections of an ended pool still close
  pool.on('connect', (client) => void client.on('error', () => undefined));
  pool.on('error', () => undefined);

  const send = async <E extends AnyEndpoint>(
    token: string | null,
    endpoint: E,
    input: WireOf<E>,
    options: CallOptions = {},
  ) => {
    const { method, path, headers, body } = toCall(endpoint, input, options);
    const answer = await fetch(api.baseUrl + path, {
      method,
      headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body }),
    });
    return fromAnswer(endpoint, { status: answer.status, text: await answer.text() });
  };
  const signIn: World['signIn'] = async (who) => {
    const token = await api.tokenOf(who.email);
    const call: Person['call'] = (endpoint, input, options) => send(token, endpoint, input, options);
    return { ...who, call, refused: (...given) => refusalOf(call(...given)) };
  };
  const now = async () => {
    const { rows } = await pool.query<{ now: string }>(
      `select to_char(app_now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
    );
    return Temporal.Instant.from(rows[0]?.now ?? '');
  };
  const forward = async (advance: string) => void (await send(null, MoveClock, { advance }));
  const day = async (offset: number) =>
    (await now()).toZonedDateTimeISO(ZONE).toPlainDate().add({ days: offset }).toString();
  await send(null, MoveClock, { now: String(mondayMorning(await now())) });
  const stopWorker = async () => {
    await worker?.close();
    worker = null;
  };

  return {
    api,
    now,
    forward,
    day,
    stopWorker,
    signIn,
    settle: () => forward('PT1S'),
    close: async () => {
      await stopWorker();
      await api.close();
      await pool.end();
      await database.drop();
    },
    organisation: async ({ customers: count = 3 } = {}) => {
      const tenantId = asId<TenantId>(randomUUID());
      const slug = `org-${tenantId.slice(0, 8)}`;
      const inTenant = inTenantOf(pool, tenantId);
      const ids = await plant(inTenant, slug);
      const customers = await inTenant<{ id: string }>(
        `insert into customers (tenant_id, id, name, csm_id, stage, segment, industry, arr)
         select $1, gen_random_uuid(), 'Customer ' || lpad(n::text, 4, '0'), $2, 'live', 'Enterprise', 'Software', 1000
           from generate_series(1, $3::int) n returning id`,
        [ids.ana, count],
      );
      const people = Object.fromEntries(
        await Promise.all(
          Object.entries(ids).map(async ([name, id]) => [
            name,
            await signIn({ id, name, email: `${name}@${slug}.example` }),
          ]),
        ),
      ) as Record<Name, Person>;
      return {
        ...people,
        tenantId,
        customers: customers.map(({ id }) => id),
        sql: inTenant,
        sight: (who, sighting) =>
          api.app
            .get(Tenancy)
            .run(tenantId, (tx) =>
              api.app
                .get(AbsenceIntakeService)
                .take(tx, asId<UserId>(who.id), sighting, { title: null }, { actor: { kind: 'system', name: 'test' } }),
            ),
        absence: async (who, from, to, more = {}) =>
          who.call(CreateAbsence, {
            absence_type: 'vacation',
            start_date: await day(from),
            end_date: await day(to),
            ...more,
          }),
        assignments: async (absenceId) => (await people.ada.call(ListAbsenceCoverage, { absence_id: absenceId })).items,
      };
    },
  };
}

async function runAsOwner(databaseUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

type InTenant = Organisation['sql'];

const inTenantOf =
  (pool: pg.Pool, tenantId: TenantId): InTenant =>
  async (sql, values = []) => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
      const { rows } = await client.query(sql, [tenantId, ...values]);
      await client.query('commit');
      client.release();
      return rows;
    } catch (error) {
      client.release(true);
      throw error;
    }
  };

/** An organisation in one statement: a world has one for each of its tests. */
async function plant(sql: InTenant, slug: string): Promise<Record<Name, string>> {
  const teams: Readonly<Record<string, string>> = { emea: randomUUID(), americas: randomUUID() };
  const ids = Object.fromEntries(Object.keys(PEOPLE).map((name) => [name, randomUUID()])) as Record<Name, string>;
  const users = Object.entries(PEOPLE).map(([name, { role, team, manager }]) => ({
    id: ids[name as Name],
    email: `${name}@${slug}.example`,
    name,
    roles: [role],
    team_id: team && teams[team],
    manager_id: manager && ids[manager],
  }));
  await sql(
    `with tenant as (insert into tenants (tenant_id, slug, name) values ($1, $2, $2)),
          domain as (insert into tenant_domains (tenant_id, domain) values ($1, $2 || '.example')),
          team as (insert into teams (tenant_id, id, name) values ($1, $3, 'EMEA'), ($1, $4, 'Americas'))
     insert into users (tenant_id, id, email, name, roles, time_zone, working_hours, place, team_id, manager_id)
     select $1, u.id, u.email, u.name, u.roles, '${ZONE}', $5::jsonb, 'Lisbon', u.team_id, u.manager_id
       from jsonb_to_recordset($6::jsonb)
         as u (id uuid, email text, name text, roles text[], team_id uuid, manager_id uuid)`,
    [slug, teams['emea'], teams['americas'], HOURS, JSON.stringify(users)],
  );
  return ids;
}

async function refusalOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof ApiProblem) return `${error.problem.status} ${error.problem.code}`;
    throw error;
  }
  throw new Error('the product did not refuse');
}
