import 'reflect-metadata';
import { businessMinutesBetween, DEFAULT_WORKING_HOURS } from '@understudy/domain';
import { createTestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import type { MigrationInterface } from 'typeorm';
import { migrate, openMigrations } from '../migrate.js';
import { addTenant, type TestTenant } from '../testing-tenant.js';
import { Absences0030 } from './0030-absences.js';
import { Placements0033 } from './0033-placements.js';
import { Sla0051 } from './0051-sla.js';
import { RoutingRules0052 } from './0052-routing-rules.js';
import { GoogleConnections0060 } from './0060-google-connections.js';

interface MigratedDatabase {
  readonly tenant: TestTenant;
  /** Past every policy: what the rows really are. */
  query<R extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** Takes the migration back, looks, and applies it once more, as the owner of the tables. */
  again<R>(migration: MigrationInterface, look?: () => Promise<R>): Promise<R | undefined>;
}

/** A migrated database with one tenant in it, thrown away afterwards. */
async function onMigrated(work: (database: MigratedDatabase) => Promise<void>): Promise<void> {
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
  const query: MigratedDatabase['query'] = async (sql, values = []) => (await superuser.query(sql, [...values])).rows;
  try {
    const { appDatabaseUrl } = await migrate({ databaseUrl: database.url });
    await work({
      tenant: await addTenant(appDatabaseUrl, 'acme'),
      query,
      again: async (migration, look) => {
        const [owner] = await query<{ name: string }>(
          `select tableowner as name from pg_tables where tablename = 'tenants'`,
        );
        const source = await openMigrations(database.url, owner?.name ?? '');
        const runner = source.createQueryRunner();
        await migration.down(runner);
        const seen = await look?.();
        await migration.up(runner);
        await source.destroy();
        return seen;
      },
    });
  } finally {
    await superuser.end();
    await database.drop();
  }
}

test('the way back is open also when absences wait inside longer ones', () =>
  onMigrated(async ({ tenant: { tenantId, people }, query, again }) => {
    await query(
      `insert into csm_absences (tenant_id, user_id, absence_type, status, source, tombstone, time_zone, start_date, end_date, during)
       values ($1, $2, 'other', 'cancelled', 'manual', 'absorbed', 'UTC', '2026-01-05', '2026-01-05', '[2026-01-05Z,2026-01-06Z)')`,
      [tenantId, people.csm.userId],
    );

    const before = await again(new Absences0030(), () => query('select tombstone from csm_absences'));

    expect(before).toEqual([{ tombstone: 'cancelled' }]);
    expect(await query(`select relforcerowsecurity as forced from pg_class where relname = 'csm_absences'`)).toEqual([
      { forced: true },
    ]);
  }));

test('rows of before are carried: what holds when the migration runs counts since they were made', () =>
  onMigrated(async ({ tenant: { tenantId, people }, query, again }) => {
    await query(
      `insert into customers (tenant_id, name, csm_id, stage, segment, industry) values ($1, 'Old', $2, 'live', 'x', 'x')`,
      [tenantId, people.csm.userId],
    );

    await again(new Placements0033());

    expect(
      await query(
        'select o.csm_id, o.since = c.created_at as since_made from customer_owners o join customers c on c.id = o.customer_id',
      ),
    ).toEqual([{ csm_id: people.csm.userId, since_made: true }]);
    expect(
      await query(
        `select (select count(*)::int from user_places) = (select count(*)::int from users) as people,
                (select count(*)::int from team_fallbacks) = (select count(*)::int from teams) as teams`,
      ),
    ).toEqual([{ people: true, teams: true }]);
  }));

test('an escalation of before counts on: its policy, what happened to its clock, and somebody to wait for it', () =>
  onMigrated(async ({ tenant: { tenantId, people }, query, again }) => {
    const [customer] = await query<{ id: string }>(
      `insert into customers (tenant_id, name, csm_id, stage, segment, industry) values ($1, 'Old', $2, 'live', 'x', 'x') returning id`,
      [tenantId, people.csm.userId],
    );
    const [category] = await query<{ id: string }>(
      `insert into escalation_categories (tenant_id, name, sla_hours_p2) values ($1, 'Outage', 5) returning id`,
      [tenantId],
    );
    const plant = async (severity: string, status: string, resolvedAt: string | null) => {
      const [made] = await query<{ id: string }>(
        `insert into escalations (tenant_id, customer_id, created_by_user_id, category_id, severity, title, description, status, owner_because,
                                  customer_context, arr_at_risk, source, sla_due_at, sla_response_due_at, sla_warn_at, created_at, acknowledged_at,
                                  actual_resolution_date, primary_owner_id, sla_policy)
         values ($1, $2, $3, $4, $5, 'Down', 'All', $6, '{}', '{}', 0, '{}', '2026-07-20Z', '2026-07-20Z', '2026-07-20Z', '2026-07-03T13:00Z', $7, $7, $3, '{}')
         returning id`,
        [tenantId, customer?.id, people.csm.userId, category?.id, severity, status, resolvedAt],
      );
      return made?.id ?? '';
    };
    const open = await plant('P0', 'open', null);
    const over = await plant('P2', 'resolved', '2026-07-06T10:00Z'); // Friday afternoon to Monday

    await again(new Sla0051());

    const policies = await query<{ id: string; hours: number }>(
      `select id, (sla_policy #>> '{severities,P2,resolutionMinutes}')::float8 / 60 as hours from escalations where tenant_id = $1`,
      [tenantId],
    );
    expect(policies.map(({ hours }) => hours)).toEqual([5, 5]);
    const events = await query<{ kind: string }>(
      'select kind from escalation_clock_events where escalation_id = $1 order by seq',
      [over],
    );
    expect(events.map(({ kind }) => kind)).toEqual(['opened', 'acknowledged', 'resolved']);
    const [counted] = await query<{ zone: string; used: number }>(
      `select sla_policy #>> '{calendars,office,timeZone}' as zone, sla_consumed_minutes as used from escalations where id = $1`,
      [over],
    );
    const hours = { ...DEFAULT_WORKING_HOURS, timeZone: counted?.zone ?? '', holidays: [] };
    const [from, to] = ['2026-07-03T13:00Z', '2026-07-06T10:00Z'].map((text) => Temporal.Instant.from(text));
    expect(counted?.used).toBeCloseTo(from && to ? businessMinutesBetween(from, to, hours) : -1, 6);
    const timers = await query<{ key: string }>('select key from timers where tenant_id = $1 order by key', [tenantId]);
    expect(timers.map(({ key }) => key)).toEqual(
      [`escalation:${open}:climb`, `escalation:${open}:stale`, `escalation:${over}:close`].toSorted(),
    );
  }));

test('an organisation of before gets its catch-all rule; categories whose names differ by case alone stay apart', () =>
  onMigrated(async ({ tenant: { tenantId }, query, again }) => {
    await again(new RoutingRules0052(), async () => {
      for (const name of ['Billing', 'bILLING', 'Legal'])
        await query('insert into escalation_categories (tenant_id, name) values ($1, $2)', [tenantId, name]);
    });

    expect(await query('select tenant_id, version, rules from routing_books')).toMatchObject([
      {
        tenant_id: tenantId,
        version: 1,
        rules: [{ category: '*', severity: [], conditions: [], actions: { assignTo: 'manager_of:{{csm_id}}' } }],
      },
    ]);
    const names = await query<{ name: string }>('select name from escalation_categories order by id');
    expect(names.map(({ name }) => name)).toEqual(['Billing', expect.stringMatching(/^bILLING \(\w{8}\)$/), 'Legal']);
    expect(
      await query(
        `select relname as name from pg_class where relname in ('tenants', 'routing_books', 'escalation_categories') and not relforcerowsecurity`,
      ),
    ).toEqual([]);
  }));

test.each([
  ['whose calendars were read stays connected', "now() - interval '1 hour'", [{ mode: 'delegation' }]],
  ['whose calendars could never be read is not', 'null', []],
])('an organisation %s', (_what, polledAt, connections) =>
  onMigrated(async ({ tenant: { tenantId, people }, query, again }) => {
    await again(new GoogleConnections0060(), async () => {
      await query(
        `insert into calendar_streams (tenant_id, user_id, calendar_id, polled_at) values ($1, $2, 'primary', ${polledAt})`,
        [tenantId, people.csm.userId],
      );
    });
    expect(await query('select mode from google_connections')).toEqual(connections);
    expect(
      await query(
        `select relname from pg_class where relname in ('calendar_streams', 'google_connections') and not relforcerowsecurity`,
      ),
    ).toEqual([]);
  }),
);
