import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { asId, type TenantId, type UserId } from '@understudy/domain';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { migrate, type Migrated } from '../../migrate.js';
import { openDataSource, openPool, Tenancy } from '../database/index.js';
import { Secrets } from '../secrets/index.js';
import { Checkpoints } from './checkpoints.js';
import { History } from './history.js';
import { RecentChain } from './recent-chain.js';

const WORKSPACE = path.resolve(import.meta.dirname, '../../../../..');
const ANA = asId<UserId>('00000000-0000-4000-8000-0000000000a1');
const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-history-'));
const history = new History();

let database: TestDatabase;
let logins: Migrated;
let source: DataSource;
let tenancy: Tenancy;
let superuser: pg.Client;
let lastTenant = 0;

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  logins = await migrate({ databaseUrl: database.url });
  source = await openDataSource({ url: logins.appDatabaseUrl, applicationName: 'history-spec' });
  tenancy = new Tenancy(source);
  superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
});

afterAll(async () => {
  await superuser?.end();
  await source?.destroy();
  await database?.drop();
  rmSync(folder, { recursive: true });
});

const aTenant = (): TenantId => asId<TenantId>(`00000000-0000-4000-8000-${String(++lastTenant).padStart(12, '0')}`);

const tell = (tenantId: TenantId, ...notes: string[]) =>
  tenancy.run(tenantId, async (tx) => {
    for (const note of notes)
      await history.append(tx, {
        type: 'test.noted',
        subject: { kind: 'test', id: note },
        actor: { kind: 'user', userId: ANA, surface: 'web' },
        data: { note, nested: { ü: [1, null, true] } },
        requestId: 'r-1',
      });
  });

const aHistory = async (events = 6): Promise<TenantId> => {
  const tenantId = aTenant();
  for (let i = 1; i <= events; i++) await tell(tenantId, `n${i}`);
  return tenantId;
};

/** As nobody but a superuser can: with every trigger off. */
const tamper = async (sql: string, values: unknown[]) => {
  await superuser.query('begin');
  await superuser.query('alter table history disable trigger all');
  const { rowCount } = await superuser.query(sql, values);
  await superuser.query('alter table history enable always trigger history_append_only');
  await superuser.query('commit');
  expect(rowCount).toBeGreaterThan(0);
};

/** The head as it was at event 4, as only a superuser can. */
const rewindHead = async (tenantId: TenantId) => {
  await superuser.query('alter table history_head disable trigger all');
  await superuser.query(
    `update history_head h set seq = 4, hash = (select hash from history where tenant_id = $1 and seq = 4) where tenant_id = $1`,
    [tenantId],
  );
  await superuser.query('alter table history_head enable always trigger history_head_keep');
  await superuser.query('alter table history_head enable always trigger history_head_forward');
};

/** The separate program, as an auditor would start it. */
const verifier = (...args: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const program = path.join(WORKSPACE, 'apps/api/src/verify.ts');
    const hooks = path.join(WORKSPACE, 'tools/typescript-hooks.mjs');
    execFile(
      process.execPath,
      ['--import', hooks, program, ...args],
      { env: { PATH: process.env['PATH'], WORKER_DATABASE_URL: logins.workerDatabaseUrl } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });

describe('appending', () => {
  test('numbers events without gaps, also from many transactions at once', async () => {
    const tenantId = aTenant();
    await Promise.all(Array.from({ length: 20 }, (_, i) => tell(tenantId, `a${i}`, `b${i}`)));
    const events = await tenancy.run(tenantId, (tx) => history.list(tx, { limit: 100 }));
    expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 40 }, (_, i) => 40 - i));
    expect(await tenancy.run(tenantId, (tx) => history.verify(tx))).toMatchObject({ events: 40, wrong: null });
  });

  test('gives back what was told, with the time of the transaction', async () => {
    const tenantId = aTenant();
    const at = await tenancy.run(tenantId, async (tx) => {
      await history.append(tx, {
        type: 'coverage.accepted',
        subject: { kind: 'assignment', id: 'x' },
        actor: { kind: 'system', name: 'absence-intake' },
        data: { customers: 3 },
      });
      return tx.now;
    });
    const [event] = await tenancy.run(tenantId, (tx) => history.list(tx, { limit: 1 }));
    expect(event).toMatchObject({
      seq: 1,
      at,
      type: 'coverage.accepted',
      actor: { kind: 'system', name: 'absence-intake' },
    });
    expect(event?.data).toEqual({ customers: 3 });
  });

  test('a list inside the same transaction sees the event, once', async () => {
    const tenantId = aTenant();
    const inside = await tenancy.run(tenantId, async (tx) => {
      const event = {
        type: 't',
        subject: { kind: 'k', id: '1' },
        actor: { kind: 'system' as const, name: 's' },
        data: null,
      };
      await history.append(tx, event);
      const seen = await history.list(tx, { limit: 10 });
      await history.append(tx, event);
      return seen.length;
    });
    expect(inside).toBe(1);
    expect(await tenancy.run(tenantId, (tx) => history.list(tx, { limit: 10 }))).toHaveLength(2);
  });

  test('nothing is told when the transaction fails', async () => {
    const tenantId = aTenant();
    const failing = tenancy.run(tenantId, async (tx) => {
      await history.append(tx, {
        type: 't',
        subject: { kind: 'k', id: '1' },
        actor: { kind: 'system', name: 's' },
        data: null,
      });
      throw new Error('boom');
    });
    await expect(failing).rejects.toThrow('boom');
    expect(await tenancy.run(tenantId, (tx) => history.list(tx, { limit: 10 }))).toEqual([]);
  });

  test('filters by subject, type and person, page by page; another tenant sees nothing', async () => {
    const tenantId = await aHistory(5);
    const list = (filter: object) => tenancy.run(tenantId, (tx) => history.list(tx, { limit: 10, ...filter }));
    expect((await list({ subject: { kind: 'test', id: 'n2' } })).map((e) => e.seq)).toEqual([2]);
    expect(await list({ type: 'test.other' })).toEqual([]);
    expect(await list({ actorUserId: ANA })).toHaveLength(5);
    expect((await list({ before: 3, limit: 1 })).map((e) => e.seq)).toEqual([2]);
    expect(await tenancy.run(aTenant(), (tx) => history.list(tx, { limit: 10 }))).toEqual([]);
  });

  test.each([
    ['NUL', 'a\0b'],
    ['a broken character', '\ud800'],
  ])('%s is refused before anything is written', async (_what, text) => {
    await expect(tell(aTenant(), text)).rejects.toThrow();
  });
});

describe('nobody changes it', () => {
  const attempts = [
    ['update', "update history set type = 'x'"],
    ['delete', 'delete from history'],
    ['truncate', 'truncate history'],
    ['update head', 'update history_head set seq = 0'],
    ['delete head', 'delete from history_head'],
    ['truncate head', 'truncate history_head'],
    ['delete checkpoint', 'delete from history_checkpoint'],
    ['truncate checkpoint', 'truncate history_checkpoint'],
  ] as const;
  const who = [
    ['the app', () => logins.appDatabaseUrl],
    ['the worker', () => logins.workerDatabaseUrl],
    ['the owner', () => database.url],
  ] as const;

  test.each(who.flatMap(([name, url]) => attempts.map(([what, sql]) => [name, what, url, sql] as const)))(
    '%s may not %s',
    async (_name, _what, url, sql) => {
      const tenantId = await aHistory(1);
      const client = new pg.Client(url());
      await client.connect();
      await client.query("select set_config('app.tenant_id', $1, false)", [tenantId]);
      await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
      await client.end();
      expect(await tenancy.run(tenantId, (tx) => history.verify(tx))).toMatchObject({ events: 1, wrong: null });
    },
  );

  test('the app cannot add a row past the chain', async () => {
    const insert = tenancy.run(aTenant(), (tx) =>
      tx.query(
        `insert into history (tenant_id, seq, at, type, subject_kind, subject_id, canonical, hash)
         values ($1, 1, app_now(), 'x', 'x', 'x', '{}', decode(repeat('00', 32), 'hex'))`,
        [tx.tenantId],
      ),
    );
    await expect(insert).rejects.toMatchObject({ code: '42501' });
  });

  test('a replica session does not get round the triggers', async () => {
    await aHistory(1);
    await superuser.query("set session_replication_role = 'replica'");
    await expect(superuser.query('delete from history')).rejects.toMatchObject({ code: '42501' });
    await superuser.query("set session_replication_role = 'origin'");
  });
});

describe('the verifier finds', () => {
  test('nothing in an honest history', async () => {
    const tenantId = await aHistory();
    expect(await verifier('--tenant', tenantId)).toMatchObject({ code: 0, said: expect.stringContaining('6 events') });
  });

  test('nothing in a long one either: numbers count as numbers, and pages join', async () => {
    const tenantId = await aHistory(12);
    await tell(tenantId, ...Array.from({ length: 2_100 }, (_, i) => `m${i}`));
    expect(await verifier('--tenant', tenantId)).toMatchObject({
      code: 0,
      said: expect.stringContaining('2112 events'),
    });
    await tamper(
      "update history set canonical = overlay(canonical placing 'X' from 12 for 1) where tenant_id = $1 and seq = 2050",
      [tenantId],
    );
    expect(await verifier('--tenant', tenantId)).toMatchObject({
      code: 1,
      said: expect.stringContaining('event 2050 was changed'),
    });
  });

  test.each([
    [
      'one flipped byte',
      "update history set canonical = overlay(canonical placing 'X' from 12 for 1) where tenant_id = $1 and seq = 4",
      'event 4 was changed',
    ],
    [
      'a changed column',
      "update history set subject_id = 'other' where tenant_id = $1 and seq = 3",
      'event 3 was changed (column subject_id)',
    ],
    ['a changed hash', "update history set hash = sha256('x') where tenant_id = $1 and seq = 5", 'event 5 was changed'],
    ['a dropped event', 'delete from history where tenant_id = $1 and seq = 2', 'event 2 is missing'],
    ['the first one dropped', 'delete from history where tenant_id = $1 and seq = 1', 'event 1 is missing'],
    [
      'two that changed places',
      `update history h set canonical = o.canonical, subject_id = o.subject_id
         from history o where h.tenant_id = $1 and o.tenant_id = $1 and h.seq in (2, 5) and o.seq = 7 - h.seq`,
      'event 2 was changed',
    ],
    ['a cut tail', 'delete from history where tenant_id = $1 and seq > 4', 'event 5 is missing'],
  ])('%s', async (_what, sql, problem) => {
    const tenantId = await aHistory();
    await tamper(sql, [tenantId]);
    const { code, said } = await verifier('--tenant', tenantId);
    expect(said).toContain(`WRONG  tenant ${tenantId}: ${problem}`);
    expect(code).toBe(1);
    const inside = await tenancy.run(tenantId, (tx) => history.verify(tx));
    if (!problem.includes('column')) expect(inside.wrong?.seq).toBe(Number(/\d+/.exec(problem)?.[0]));
    const recent = await new RecentChain(tenancy).problem(tenantId);
    if (!problem.includes('column')) expect(recent).toContain(tenantId);
  });

  test('by checkpoints: a tail that was cut together with the head, and a chain written anew', async () => {
    const cut = await aHistory();
    const anew = await aHistory();
    const pool = openPool({ url: logins.workerDatabaseUrl, applicationName: 'checkpoints', max: 1 });
    const checkpoints = new Checkpoints(
      pool,
      new Secrets(Buffer.alloc(32, 3)).signingKey('history checkpoints'),
      folder,
    );
    expect((await checkpoints.write(Temporal.Now.instant())).signed).toBeGreaterThanOrEqual(2);
    expect((await checkpoints.write(Temporal.Now.instant())).signed).toBe(0);
    await pool.end();
    const signed = ['--checkpoints', checkpoints.file, '--public-key', checkpoints.publicKeyFile];

    for (const tenantId of [cut, anew]) {
      await tamper('delete from history where tenant_id = $1 and seq > 4', [tenantId]);
      await rewindHead(tenantId);
    }
    await tell(anew, 'other 5');
    await tell(anew, 'other 6');

    // without checkpoints both look whole: that is what they are for
    expect((await verifier('--tenant', cut)).code).toBe(0);
    expect((await verifier('--tenant', anew)).code).toBe(0);
    expect((await verifier('--tenant', cut, ...signed)).said).toContain(
      'event 5 is missing: a checkpoint signed 6 events',
    );
    expect((await verifier('--tenant', anew, ...signed)).said).toContain('event 6 is not the one that was signed');

    const forged = path.join(folder, 'forged.jsonl');
    writeFileSync(forged, readFileSync(checkpoints.file, 'utf8').replaceAll('"seq":6', '"seq":4'));
    const answer = await verifier('--checkpoints', forged, '--public-key', checkpoints.publicKeyFile);
    expect(answer).toMatchObject({ code: 2, said: expect.stringContaining('is not signed with this key') });
  });
});

describe('whoever signs and follows finds', () => {
  const key = new Secrets(Buffer.alloc(32, 3)).signingKey('history checkpoints');
  let pool: pg.Pool;
  beforeAll(() => {
    pool = openPool({ url: logins.workerDatabaseUrl, applicationName: 'checkpoints', max: 1 });
  });
  afterAll(() => pool.end());
  const at = Temporal.Instant.from('2026-11-21T10:00:00.25Z');
  /** A round of a worker that has just started, or goes on. */
  const round = async (tenantId: TenantId, checkpoints = new Checkpoints(pool, key, folder)) => {
    const lines = () => readFileSync(checkpoints.file, 'utf8').split(tenantId).length - 1;
    const before = lines();
    const { problems } = await checkpoints.write(at);
    return { signed: lines() - before, problems: problems.filter((problem) => problem.includes(tenantId)) };
  };

  test('nothing wrong with what it signed before, also after a restart', async () => {
    const tenantId = await aHistory();
    expect(await round(tenantId)).toEqual({ signed: 1, problems: [] });
    expect(await round(tenantId)).toEqual({ signed: 0, problems: [] });
    await tell(tenantId, 'n7');
    expect(await round(tenantId)).toEqual({ signed: 1, problems: [] });
  });

  test('nothing wrong with what was signed before SECRETS_KEY was rotated, also once the old key is gone', async () => {
    const tenantId = await aHistory();
    const alone = mkdtempSync(path.join(folder, 'rotated-'));
    const next = new Secrets(Buffer.alloc(32, 4), [Buffer.alloc(32, 3)]);
    const fresh = next.signingKey('history checkpoints');
    expect(await round(tenantId, new Checkpoints(pool, key, folder))).toEqual({ signed: 1, problems: [] });
    const former = next.verifyingKeys('history checkpoints');
    const after = new Checkpoints(pool, fresh, folder, former);
    expect(await round(tenantId, after)).toEqual({ signed: 0, problems: [] });
    await tell(tenantId, 'n7');
    expect(await round(tenantId, after)).toEqual({ signed: 1, problems: [] });
    expect(await round(tenantId, new Checkpoints(pool, fresh, folder))).toEqual({ signed: 0, problems: [] });
    const signed = ['--checkpoints', after.file, '--public-key', after.publicKeyFile];
    expect((await verifier('--tenant', tenantId, ...signed)).code).toBe(0);

    // control: whoever knows neither key says so
    const stranger = new Checkpoints(pool, new Secrets(Buffer.alloc(32, 5)).signingKey('history checkpoints'), alone);
    const { problems } = await stranger.write(at);
    expect(problems.filter((problem) => problem.includes(tenantId))).toEqual([
      expect.stringContaining('is not signed with our key'),
    ]);
  });

  test('a checkpoint somebody else wrote, which keeps nothing from being signed', async () => {
    const tenantId = await aHistory();
    await pool.query(
      `insert into history_checkpoint (tenant_id, seq, hash, signed_at, signature)
       values ($1, 1000000, sha256('x'), clock_timestamp(), sha256('y'))`,
      [tenantId],
    );
    const problems = [expect.stringContaining('checkpoint 1000000 is not signed with our key')];
    const checkpoints = new Checkpoints(pool, key, folder);
    expect(await round(tenantId, checkpoints)).toEqual({ signed: 1, problems });
    expect(await round(tenantId, checkpoints)).toEqual({ signed: 0, problems });
    await tell(tenantId, 'n7');
    expect(await round(tenantId, checkpoints)).toEqual({ signed: 1, problems });
  });

  test('a tail that was cut together with the head, and a chain written anew', async () => {
    const tenantId = await aHistory();
    const going = new Checkpoints(pool, key, folder);
    await round(tenantId, going);
    const recent = new RecentChain(tenancy);
    const slow = new RecentChain(tenancy);
    const longer = new RecentChain(tenancy);
    for (const chain of [recent, slow, longer]) expect(await chain.problem(tenantId)).toBeNull();

    await tamper('delete from history where tenant_id = $1 and seq > 4', [tenantId]);
    await rewindHead(tenantId);
    const cut = { signed: 0, problems: [expect.stringContaining('ends at event 4, but 6 events were signed')] };
    expect(await round(tenantId, going)).toEqual(cut);
    expect(await round(tenantId)).toEqual(cut);
    expect(await recent.problem(tenantId)).toContain('event 5: this event was there and is missing');

    await tell(tenantId, 'other 5', 'other 6');
    const anew = { signed: 0, problems: [expect.stringContaining('event 6 is not the one that was signed')] };
    expect(await round(tenantId, going)).toEqual(anew);
    expect(await slow.problem(tenantId)).toContain('event 6: this event is not the one that was there');
    await tell(tenantId, 'other 7');
    expect(await longer.problem(tenantId)).toContain('event 6: this event is not the one that was there');
  });
});
