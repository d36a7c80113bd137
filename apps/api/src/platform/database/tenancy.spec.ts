import { asId, DomainError, type TenantId } from '@understudy/domain';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { migrate, type Migrated } from '../../migrate.js';
import { openDataSource } from './data-source.js';
import { type Idempotency, ReplayedAnswer } from './idempotency.js';
import { LostTransaction, NestedConnection, Tenancy } from './tenancy.js';
import { afterCommit, beforeCommit, type Tx } from './tx.js';
import { prepared } from './prepared.js';

const HARBOR = asId<TenantId>('00000000-0000-4000-8000-00000000000a');
const VELA = asId<TenantId>('00000000-0000-4000-8000-00000000000b');

let database: TestDatabase;
let logins: Migrated;
let source: DataSource;
let tenancy: Tenancy;
let owner: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  logins = await migrate({ databaseUrl: database.url });
  source = await openDataSource({ url: logins.appDatabaseUrl, applicationName: 'tenancy-spec', poolSize: 8 });
  tenancy = new Tenancy(source);
  owner = new pg.Client(database.url);
  await owner.connect();
});

afterAll(async () => {
  await owner?.end();
  await source?.destroy();
  await database?.drop();
});

const note = (tx: Tx, key: string) =>
  tx.query(`insert into timers (tenant_id, key, kind, due_at) values ($1, $2, 'test', app_now() + interval '1 year')`, [
    tx.tenantId,
    key,
  ]);
const notes = async (tenantId: TenantId, key: string): Promise<number> => {
  const { rows } = await tenancy.read(tenantId, ['select count(*)::int as n from timers where key = $1', [key]]);
  return Number(Reflect.get(rows[0]?.[0] ?? {}, 'n'));
};

describe('a deadlock', () => {
  const lock = (tx: Tx, key: string) =>
    tx.query('update timers set attempts = attempts + 1 where tenant_id = $1 and key = $2', [tx.tenantId, key]);
  const bothIn = () => {
    let waiting = 2;
    const { promise, resolve } = Promise.withResolvers<void>();
    return () => {
      waiting -= 1;
      if (waiting <= 0) resolve();
      return promise;
    };
  };

  test('is broken off by PostgreSQL, and the one that lost does it again: both are done, each once', async () => {
    await tenancy.run(HARBOR, async (tx) => {
      await note(tx, 'left');
      await note(tx, 'right');
    });
    const meet = bothIn();
    const cross = (first: string, second: string) =>
      tenancy.run(HARBOR, async (tx) => {
        await lock(tx, first);
        await meet();
        await lock(tx, second);
        return 'done';
      });
    expect(await Promise.all([cross('left', 'right'), cross('right', 'left')])).toEqual(['done', 'done']);
    const { rows } = await tenancy.read(HARBOR, [`select attempts from timers where key in ('left', 'right')`, []]);
    expect(rows[0]).toEqual([{ attempts: 2 }, { attempts: 2 }]);
  });

  test('is not tried for ever, and no other error is tried again', async () => {
    const tries = { deadlock: 0, other: 0 };
    const raise = (kind: keyof typeof tries, code: string) =>
      tenancy.run(HARBOR, async (tx) => {
        tries[kind] += 1;
        await tx.query(`do $$ begin raise exception 'x' using errcode = '${code}'; end $$`);
      });
    await expect(raise('deadlock', '40P01')).rejects.toThrow('x');
    await expect(raise('other', '23505')).rejects.toThrow('x');
    expect(tries).toEqual({ deadlock: 4, other: 1 });
  });
});

describe('one connection each', () => {
  test.each([
    ['a transaction', () => tenancy.run(HARBOR, async () => undefined)],
    ['a read', () => tenancy.read(HARBOR, ['select 1', []])],
  ])('%s inside a transaction is refused, which is rolled back; the next one works', async (_what, inner) => {
    const work = tenancy.run(HARBOR, async (tx) => {
      await note(tx, 'outer-of-nested');
      await Promise.resolve().then(inner);
    });
    await expect(work).rejects.toThrow(NestedConnection);
    expect(await notes(HARBOR, 'outer-of-nested')).toBe(0);
  });

  test('control: waiting inside for another connection is a standstill once everybody does', async () => {
    const narrow = await openDataSource({ url: logins.appDatabaseUrl, applicationName: 'narrow', poolSize: 1 });
    const [outer, inner] = [new Tenancy(narrow), new Tenancy(narrow)];
    const reached: string[] = [];
    const { promise: inside, resolve } = Promise.withResolvers<void>();
    let waiting: Promise<unknown> = Promise.resolve();
    await outer.run(HARBOR, async () => {
      waiting = inner.run(HARBOR, async () => void reached.push('inner')).finally(resolve);
      await new Promise((later) => setTimeout(later, 200));
      reached.push('outer ends');
    });
    await inside;
    await waiting;
    expect(reached).toEqual(['outer ends', 'inner']);
    await narrow.destroy();
  });

  test('what outlives the transaction, and what runs after COMMIT, may ask for its own', async () => {
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    let later: Promise<unknown> = Promise.resolve();
    let afterwards: Promise<unknown> = Promise.resolve();
    await tenancy.run(HARBOR, async (tx) => {
      later = over.then(() => tenancy.run(HARBOR, (own) => note(own, 'outlives')));
      afterCommit(tx, tx, () => (afterwards = tenancy.run(HARBOR, (own) => note(own, 'after-commit'))));
    });
    end();
    await Promise.all([later, afterwards]);
    expect([await notes(HARBOR, 'outlives'), await notes(HARBOR, 'after-commit')]).toEqual([1, 1]);
  });
});

describe('no answer without COMMIT', () => {
  test('an error swallowed inside is never acknowledged', async () => {
    const work = tenancy.run(HARBOR, async (tx) => {
      await note(tx, 'swallowed');
      await tx.query('select 1 / 0').catch(() => undefined);
      return 'acknowledged';
    });
    await expect(work).rejects.toThrow(LostTransaction);
    expect(await notes(HARBOR, 'swallowed')).toBe(0);
  });

  test('control: a plain DataSource.transaction acknowledges it and saves nothing', async () => {
    const answer = await source.transaction(async (em) => {
      await em.query("select set_config('app.tenant_id', $1, true)", [HARBOR]);
      await em.query(
        `insert into timers (tenant_id, key, kind, due_at) values ($1, 'control', 'test', app_now() + interval '1 year')`,
        [HARBOR],
      );
      await em.query('select 1 / 0').catch(() => undefined);
      return 'acknowledged';
    });
    expect(answer).toBe('acknowledged');
    expect(await notes(HARBOR, 'control')).toBe(0);
  });

  test('what is sent right before COMMIT counts: its error is the error, and nothing is saved', async () => {
    const work = tenancy.run(HARBOR, async (tx) => {
      await note(tx, 'late');
      beforeCommit(tx, {}, () => [prepared('select 1 / $1::int', [0])]);
    });
    await expect(work).rejects.toMatchObject({ code: '22012' });
    expect(await notes(HARBOR, 'late')).toBe(0);
  });

  test('whatever is thrown inside rolls back, and what waits for COMMIT does not run', async () => {
    let ran = false;
    const work = tenancy.run(HARBOR, async (tx) => {
      await note(tx, 'thrown');
      afterCommit(tx, {}, () => (ran = true));
      throw new DomainError('test.refused');
    });
    await expect(work).rejects.toThrow('test.refused');
    expect(await notes(HARBOR, 'thrown')).toBe(0);
    expect(ran).toBe(false);
  });

  test('a connection that dies inside is an error, and the next one works', async () => {
    const work = tenancy.run(HARBOR, async (tx) => {
      await note(tx, 'killed');
      const [me] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      const admin = new pg.Client(database.superuserUrl);
      await admin.connect();
      await admin.query('select pg_terminate_backend($1)', [me?.pid]);
      await admin.end();
      await tx.query('select 1');
    });
    await expect(work).rejects.toThrow();
    expect(await notes(HARBOR, 'killed')).toBe(0);
  });

  test('a transaction that escaped cannot write any more', async () => {
    const escaped = await tenancy.run(HARBOR, async (tx) => ({ tx }));
    await expect(escaped.tx.query('select 1')).rejects.toThrow('over');
    expect(() => beforeCommit(escaped.tx, {}, () => [])).toThrow('over');
  });

  test('entities take part: nothing commits before the end', async () => {
    const work = tenancy.run(HARBOR, async (tx) => {
      await tx.em.query(
        `insert into timers (tenant_id, key, kind, due_at) values ($1, 'by-em', 'test', app_now() + interval '1 year')`,
        [HARBOR],
      );
      await tx.em.transaction((nested) => nested.query('select 1')); // a savepoint, not a transaction of its own
      throw new Error('after all');
    });
    await expect(work).rejects.toThrow('after all');
    expect(await notes(HARBOR, 'by-em')).toBe(0);
  });
});

describe('tenants are apart', () => {
  test('a row is seen by its tenant only, also without naming the tenant', async () => {
    await tenancy.run(HARBOR, (tx) => note(tx, 'mine'));
    expect(await notes(HARBOR, 'mine')).toBe(1);
    expect(await notes(VELA, 'mine')).toBe(0);
  });

  test('a row of another tenant cannot be written', async () => {
    const foreign = tenancy.run(HARBOR, (tx) =>
      tx.query(`insert into timers (tenant_id, key, kind, due_at) values ($1, 'foreign', 'test', app_now())`, [VELA]),
    );
    await expect(foreign).rejects.toMatchObject({ code: '42501' });
  });

  test('the setting does not outlive the transaction, after success and after failure', async () => {
    const one = await openDataSource({ url: logins.appDatabaseUrl, applicationName: 'one', poolSize: 1 });
    const alone = new Tenancy(one);
    const outside = () =>
      one.query("select nullif(current_setting('app.tenant_id', true), '') as t, count(*)::int as n from timers");
    await alone.run(HARBOR, (tx) => note(tx, 'leak-1'));
    expect(await outside()).toEqual([{ t: null, n: 0 }]);
    await alone.run(HARBOR, (tx) => tx.query('select 1 / 0')).catch(() => undefined);
    expect(await outside()).toEqual([{ t: null, n: 0 }]);
    await alone.read(HARBOR, ['select 1', []]);
    expect(await outside()).toEqual([{ t: null, n: 0 }]);
    await one.destroy();
  });

  test('the owner of the tables is bound too', async () => {
    await tenancy.run(HARBOR, (tx) => note(tx, 'owner-sees'));
    const { rows } = await owner.query('select count(*)::int as n from timers');
    expect(rows).toEqual([{ n: 0 }]);
    await expect(
      owner.query(`insert into timers (tenant_id, key, kind, due_at) values ($1, 'x', 'test', app_now())`, [HARBOR]),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('the run-time login owns nothing and cannot bypass anything', async () => {
    const rows = await source.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
              (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = current_user`,
    );
    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0 },
    ]);
  });
});

describe('reads', () => {
  test('answer every statement in order, with the time, and cannot write', async () => {
    const { now, rows } = await tenancy.read(HARBOR, ['select $1::int as a', [1]], ['select $1::int as b', [2]]);
    expect(now).toBeInstanceOf(Temporal.Instant);
    expect(rows).toEqual([[{ a: 1 }], [{ b: 2 }]]);
    await expect(tenancy.read(HARBOR, ["delete from timers where key = 'x'", []])).rejects.toMatchObject({
      code: '25006',
    });
  });

  test('times come and go exactly, alone, in arrays and in JSON', async () => {
    await tenancy.run(HARBOR, async (tx) => {
      const [row] = await tx.query<Record<string, unknown>>(
        `select $1::timestamptz as at, $2::timestamptz[] as many, $3::date as day, $4::text as text,
                tstzrange($1::timestamptz, null, '[)') as span`,
        [tx.now, [tx.now], Temporal.PlainDate.from('2026-03-29'), tx.now],
      );
      expect(row).toMatchObject({ at: tx.now, many: [tx.now], day: Temporal.PlainDate.from('2026-03-29') });
      expect(row?.['text']).toBe(tx.now.toString());
      expect(row?.['span']).toEqual({ startsAt: tx.now, endsAt: null });
    });
  });
});

describe('one key is one effect', () => {
  const keyed = (key: string, fingerprint = 'same body'): Idempotency => ({
    key,
    fingerprint,
    status: 201,
    encode: (answer) => ({ answer }),
  });
  const post = (key: string, effect: string, fingerprint?: string, tenantId = HARBOR) =>
    tenancy.run({ tenantId, idempotency: keyed(key, fingerprint) }, async (tx) => {
      await note(tx, effect);
      return effect;
    });
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) =>
        error instanceof ReplayedAnswer ? 'replayed' : error instanceof DomainError ? error.code : String(error),
    );

  test('fifty at once: done once, the others hear the answer or that it runs', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, (_, i) => outcome(post('k-50', `effect-50-${i}`))));
    expect(all.filter((result) => result === 'done')).toHaveLength(1);
    expect(new Set(all)).toEqual(
      new Set(['done', ...all.filter((r) => r === 'replayed' || r === 'idempotency.in-flight')]),
    );
    const { rows } = await tenancy.read(HARBOR, [
      "select count(*)::int as n from timers where key like 'effect-50-%'",
      [],
    ]);
    expect(rows).toEqual([[{ n: 1 }]]);
  });

  test('control: without the key fifty are fifty', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, i) => tenancy.run(HARBOR, (tx) => note(tx, `unkeyed-${i}`))));
    const { rows } = await tenancy.read(HARBOR, [
      "select count(*)::int as n from timers where key like 'unkeyed-%'",
      [],
    ]);
    expect(rows).toEqual([[{ n: 50 }]]);
  });

  test('a repetition gets the stored answer, also from another process', async () => {
    await post('k-again', 'effect-again');
    const other = await openDataSource({ url: logins.appDatabaseUrl, applicationName: 'after the crash', poolSize: 1 });
    const again = new Tenancy(other).run({ tenantId: HARBOR, idempotency: keyed('k-again') }, async () => 'never');
    await expect(again).rejects.toMatchObject({ status: 201, body: { answer: 'effect-again' } });
    await other.destroy();
  });

  test('another body under the same key is refused', async () => {
    await post('k-other', 'effect-other');
    expect(await outcome(post('k-other', 'effect-other-2', 'another body'))).toBe('idempotency.other-body');
    expect(await notes(HARBOR, 'effect-other-2')).toBe(0);
  });

  test('what failed may be tried again with the same key', async () => {
    const failing = tenancy.run({ tenantId: HARBOR, idempotency: keyed('k-fail') }, async (tx) => {
      await note(tx, 'effect-fail');
      throw new Error('boom');
    });
    await expect(failing).rejects.toThrow('boom');
    expect(await outcome(post('k-fail', 'effect-fail'))).toBe('done');
  });

  test('an answer that cannot be encoded saves nothing', async () => {
    const idempotency: Idempotency = {
      ...keyed('k-encode'),
      encode: () => {
        throw new Error('does not fit');
      },
    };
    await expect(tenancy.run({ tenantId: HARBOR, idempotency }, (tx) => note(tx, 'effect-encode'))).rejects.toThrow(
      'fit',
    );
    expect(await notes(HARBOR, 'effect-encode')).toBe(0);
  });

  test('two tenants may use the same key', async () => {
    await post('k-shared', 'effect-shared');
    expect(await outcome(post('k-shared', 'effect-shared', 'same body', VELA))).toBe('done');
  });

  test('only the first transaction of a request stands for its key', async () => {
    const caller = { tenantId: HARBOR, idempotency: keyed('k-first') };
    await tenancy.run(caller, (tx) => note(tx, 'effect-first'));
    await tenancy.run(caller, (tx) => note(tx, 'effect-second'));
    expect(await notes(HARBOR, 'effect-second')).toBe(1);
  });

  test('an expired key is free again', async () => {
    await post('k-old', 'effect-old-1');
    await tenancy.run(HARBOR, (tx) =>
      tx.query("update idempotency_keys set expires_at = clock_timestamp() where key = 'k-old'"),
    );
    expect(await outcome(post('k-old', 'effect-old-2', 'another body'))).toBe('done');
    expect(await outcome(post('k-old', 'effect-old-3', 'another body'))).toBe('replayed');
  });
});
