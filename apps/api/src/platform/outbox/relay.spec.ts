import { spawn } from 'node:child_process';
import path from 'node:path';
import { asId, type TenantId } from '@understudy/domain';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { migrate, type Migrated } from '../../migrate.js';
import { openDataSource, openPool, Signals, Tenancy } from '../database/index.js';
import { Handlers } from '../jobs/handlers.js';
import { MessageQueue } from '../jobs/message-queue.js';
import { Deliveries, DeliveryTaken } from './deliveries.js';
import { Outbox } from './outbox.js';
import { Relay } from './relay.js';

const HARBOR = asId<TenantId>('00000000-0000-4000-8000-00000000000a');
const VICTIM = path.join(import.meta.dirname, 'relay.victim.mjs');

let database: TestDatabase;
let logins: Migrated;
let source: DataSource;
let tenancy: Tenancy;
let signals: Signals;
let outbox: Outbox;
let pool: pg.Pool;
let queue: MessageQueue;
let admin: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  logins = await migrate({ databaseUrl: database.url });
  source = await openDataSource({ url: logins.appDatabaseUrl, applicationName: 'relay-spec' });
  tenancy = new Tenancy(source);
  signals = new Signals({ role: 'api', url: logins.appDatabaseUrl });
  outbox = new Outbox(signals);
  pool = openPool({ url: logins.workerDatabaseUrl, applicationName: 'relay-spec', max: 4 });
  queue = new MessageQueue(logins.workerDatabaseUrl, new Handlers(), new Deliveries(pool));
  await queue.start();
  admin = new pg.Client(database.superuserUrl);
  await admin.connect();
});

afterAll(async () => {
  await queue?.stop();
  await pool?.end();
  await signals?.onApplicationShutdown();
  await source?.destroy();
  await admin?.end();
  await database?.drop();
});

const add = async (...names: string[]) => {
  await tenancy.run(HARBOR, async (tx) => {
    for (const name of names) await outbox.add(tx, { type: 'test.told', name });
  });
};
const queued = async (prefix: string): Promise<string[]> => {
  const { rows } = await admin.query<{ name: string }>(
    `select data -> 'payload' ->> 'name' as name from pgboss.job
      where name = 'messages' and data -> 'payload' ->> 'name' like $1 order by created_on, id`,
    [`${prefix}-%`],
  );
  return rows.map((row) => row.name).sort();
};
const waiting = async (): Promise<number> => {
  const { rows } = await admin.query<{ n: number }>('select count(*)::int as n from outbox');
  return rows[0]?.n ?? -1;
};
const relay = () =>
  new Relay({
    pool,
    enqueue: queue.enqueue,
    onError: (error) => {
      throw error;
    },
  });
const victim = (point: string): Promise<{ signal: string | null; said: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [VICTIM, logins.workerDatabaseUrl, point], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('close', (_code, signal) => resolve({ signal, said }));
  });
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i + 10}`);

describe('the outbox', () => {
  test('is written with the change or not at all', async () => {
    await tenancy
      .run(HARBOR, async (tx) => {
        await outbox.add(tx, { type: 'test.told', name: 'never' });
        throw new Error('boom');
      })
      .catch(() => undefined);
    expect(await waiting()).toBe(0);
  });

  test('keeps the order in which a transaction told', async () => {
    await add('order-1', 'order-2', 'order-3');
    const { rows } = await admin.query("select payload ->> 'name' as name, type from outbox order by id");
    expect(rows).toEqual([1, 2, 3].map((n) => ({ name: `order-${n}`, type: 'test.told' })));
    await relay().wake();
    expect(await queued('order')).toHaveLength(3);
  });
});

describe('the relay loses nothing', () => {
  test.each(['before-insert', 'before-commit', 'after-commit'])('killed %s', async (point) => {
    const told: string[] = [];
    for (const round of ['a', 'b']) {
      const batch = names(`${point}-${round}`, 10);
      await add(...batch);
      told.push(...batch);
      const { signal, said } = await victim(point);
      expect({ signal, said }).toEqual({ signal: 'SIGKILL', said: '' });
    }
    await relay().wake();
    expect(await queued(point)).toEqual(told.toSorted());
    expect(await waiting()).toBe(0);
  });

  test('control: with delete and insert in two transactions, messages are gone', async () => {
    await add(...names('control', 10));
    expect((await victim('two-transactions')).signal).toBe('SIGKILL');
    await relay().wake();
    expect(await queued('control')).toEqual([]);
    expect(await waiting()).toBe(0);
  });

  test('two relays at once move each message once, more than a batch too', async () => {
    const batch = names('many', 450);
    await add(...batch);
    await Promise.all([relay().wake(), relay().wake()]);
    expect(await queued('many')).toEqual(batch.toSorted());
  });
});

describe('a delivery', () => {
  const deliveries = () => new Deliveries(pool);
  const key = (messageId: string) => ({ tenantId: HARBOR, messageId, handler: 'mail' });
  const id = (n: number) => `00000000-0000-4000-8000-0000000001${n}`;

  test('is done once', async () => {
    let runs = 0;
    const handle = async () => void (runs += 1);
    expect(await deliveries().run(key(id(10)), handle)).toBe(true);
    expect(await deliveries().run(key(id(10)), handle)).toBe(false);
    expect(runs).toBe(1);
  });

  test('is nobody else’s while somebody holds it', async () => {
    await deliveries().run(key(id(11)), async () => {
      await expect(deliveries().run(key(id(11)), async () => undefined)).rejects.toThrow(DeliveryTaken);
    });
  });

  test('that failed may be tried again at once, and counts', async () => {
    const attempts: number[] = [];
    await deliveries()
      .run(key(id(12)), async ({ attempt }) => {
        attempts.push(attempt);
        throw new Error('Google is down');
      })
      .catch(() => undefined);
    await deliveries().run(key(id(12)), async ({ attempt }) => void attempts.push(attempt));
    expect(attempts).toEqual([1, 2]);
  });

  test('of a frozen worker goes to another, and the frozen one notices before it sends', async () => {
    const sent: string[] = [];
    const frozen = deliveries().run(key(id(13)), async (delivery) => {
      // what SIGSTOP does: the lease runs out while this process cannot renew it
      await admin.query(
        "update deliveries set lease_until = clock_timestamp() - interval '1 second' where message_id = $1",
        [id(13)],
      );
      await deliveries().run(key(id(13)), async (other) => {
        await other.confirm();
        sent.push('other');
      });
      await delivery.confirm();
      sent.push('frozen');
    });
    await expect(frozen).rejects.toThrow(DeliveryTaken);
    expect(sent).toEqual(['other']);
  });
});
