import { asId, byNeed, chooseSupporter, type EscalationId, SEVERITIES, type Supporter } from '@understudy/domain';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { migrate } from '../../migrate.js';
import { openDataSource, Tenancy, type Tx } from '../../platform/database/index.js';
import { addTenant, type TestTenant } from '../../testing-tenant.js';
import { SupportQueueRepository } from './support-queue.repository.js';

const numRuns = process.env['UNDERSTUDY_SOAK'] === '1' ? 2_000 : 60;

let database: TestDatabase;
let source: DataSource;
let tenancy: Tenancy;
let tenant: TestTenant;
const queue = new SupportQueueRepository();

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: url } = await migrate({ databaseUrl: database.url });
  tenant = await addTenant(url, 'acme');
  source = await openDataSource({ url, applicationName: 'support-queue-spec', poolSize: 2 });
  tenancy = new Tenancy(source);
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

class TakenBack extends Error {}
/** Nothing of it stays: each case finds the same tenant. */
const tried = async (work: (tx: Tx) => Promise<void>): Promise<void> => {
  const ended = tenancy.run(tenant.tenantId, async (tx) => {
    await tx.query('update supporters set serves = false where tenant_id = $1', [tx.tenantId]);
    await work(tx);
    throw new TakenBack();
  });
  await expect(ended).rejects.toBeInstanceOf(TakenBack);
};

const instants = fc.integer({ min: 0, max: 3 });
const someone = fc.record({
  switchedOn: fc.boolean(),
  serves: fc.boolean(),
  absent: fc.constantFrom('no', 'no', 'now', 'this hour', 'another hour', 'suggested'),
  active: fc.integer({ min: 0, max: 3 }),
  cap: fc.integer({ min: 0, max: 3 }),
  last: fc.option(instants),
});

test('the database picks whom the rules choose: there, below the cap, least busy, longest without one', () =>
  fc.assert(
    fc.asyncProperty(fc.array(someone, { maxLength: 7 }), (people) =>
      tried(async (tx) => {
        const expected: Supporter[] = [];
        for (const [index, one] of people.entries()) {
          const lastAssignedAt = one.last === null ? null : tx.now.subtract({ minutes: one.last });
          const [user] = await tx.query<{ id: string }>(
            `insert into users (tenant_id, email, name, roles, time_zone, working_hours) values ($1, $2, $2, '{supporter}', 'UTC', '{}') returning id`,
            [tx.tenantId, `s${index}@acme.example`],
          );
          const [row] = await tx.query<{ id: string }>(
            `update supporters set serves = $3, is_available = $4, active_escalations = $5, max_active_escalations = $6, last_assigned_at = $7
              where tenant_id = $1 and user_id = $2 returning id`,
            [tx.tenantId, user?.id, one.serves, one.switchedOn, one.active, one.cap, lastAssignedAt],
          );
          if (one.absent !== 'no') await away(tx, user?.id ?? '', one.absent);
          const isAway = one.absent === 'now' || one.absent === 'this hour';
          expected.push({
            id: row?.id ?? '',
            isAvailable: one.serves && one.switchedOn && !isAway,
            active: one.active,
            cap: one.cap,
            lastAssignedAt,
          });
        }

        expect((await queue.pick(tx))?.id ?? null).toBe(chooseSupporter(expected)?.id ?? null);
        expect(await queue.isAnybodyFree(tx)).toBe(chooseSupporter(expected) !== null);
      }),
    ),
    { numRuns },
  ));

async function away(tx: Tx, userId: string, when: 'now' | 'this hour' | 'another hour' | 'suggested'): Promise<void> {
  const shift = when === 'this hour' ? 0 : 3;
  const window = [
    { startsAt: String(tx.now.add({ hours: shift - 1 })), endsAt: String(tx.now.add({ hours: shift + 1 })) },
  ];
  await tx.query(
    `insert into csm_absences (tenant_id, user_id, absence_type, status, source, time_zone, start_date, during, windows)
     values ($1, $2, 'vacation', $3, 'manual', 'UTC', current_date, tstzrange($4::timestamptz - interval '1 day', $4::timestamptz + interval '1 day'), $5::jsonb)`,
    [
      tx.tenantId,
      userId,
      when === 'suggested' ? 'suggested' : 'active',
      tx.now,
      JSON.stringify(when.endsWith('hour') ? window : []),
    ],
  );
}

test('the database serves those who wait in the order of the rules: the gravest first, then the oldest', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ severity: fc.constantFrom(...SEVERITIES), minutes: instants }), {
        minLength: 1,
        maxLength: 6,
      }),
      (rows) =>
        tried(async (tx) => {
          const waiting = [];
          for (const { severity, minutes } of rows) {
            const createdAt = tx.now.subtract({ minutes });
            const [row] = await tx.query<{ id: string }>(
              `with v as (insert into conversations (tenant_id, channel, subject, requester_email) values ($1, 'chat', 'x', 'jo@acme.example') returning id)
               insert into escalations (tenant_id, conversation_id, created_by_user_id, severity, title, description, owner_because, customer_context, arr_at_risk,
                                        source, sla_due_at, sla_response_due_at, sla_warn_at, created_at)
               select $1, v.id, $2, $3, 'x', 'x', '{}', '{}', 0, '{}', $4, $4, $4, $4 from v returning id`,
              [tx.tenantId, tenant.people.member.userId, severity, createdAt],
            );
            waiting.push({ id: asId<EscalationId>(row?.id ?? ''), severity, createdAt });
          }
          expect(await queue.next(tx)).toBe(waiting.toSorted(byNeed)[0]?.id);
          expect(await queue.countWaiting(tx)).toBe(waiting.length);
        }),
    ),
    { numRuns },
  ));
