import { jest } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createWorker } from '@understudy/api/testing';
import { CreateEscalation, VoidEscalation } from '@understudy/contracts';
import pg from 'pg';
import { aWorld, type Organisation, type World } from '../modules/world.js';
import { eventually } from '../support/eventually.js';
import { aMailRecorder, type Mail, type MailRecorder } from './mail-recorder.js';

jest.setTimeout(1_200_000);

const VICTIM = path.join(import.meta.dirname, '../../apps/api/src/testing.victim.mjs');
const IS_SOAK = process.env['UNDERSTUDY_SOAK'] === '1';
/** reliability.md: within 60 s of the change, also when the worker is killed or frozen in the middle. */
const PROMISED_MS = 60_000;
const FROZEN_MS = 14_000;
const ESCALATIONS = 3;

interface Strike {
  readonly what: 'commit' | 'mail';
  readonly nth: number;
  readonly moment: 'before' | 'after';
}

let world: World;
let mails: MailRecorder;
let clock: pg.Client;

beforeAll(async () => {
  mails = await aMailRecorder();
  world = await aWorld({ env: { SANDBOX_URL: mails.url } });
  await world.stopWorker();
  clock = new pg.Client({ connectionString: world.api.env.workerDatabaseUrl ?? '' });
  await clock.connect();
});
afterAll(async () => {
  await clock?.end();
  await world?.close();
  await mails?.close();
});

/** Settings of both workers. */
const settings = () => ({
  appUrl: world.api.env.appDatabaseUrl ?? '',
  workerUrl: world.api.env.workerDatabaseUrl ?? '',
  env: { SANDBOX_URL: mails.url, API_URL: world.api.baseUrl },
});

/** Three P0 that nobody touched for five hours: every message of their creation and every timer of their clocks waits. */
async function neglected(): Promise<{ org: Organisation; ids: string[] }> {
  const org = await world.organisation();
  await org.sql('update users set manager_id = $2 where tenant_id = $1 and id = $3', [org.ada.id, org.mia.id]);
  await org.sql(
    `insert into escalation_categories (tenant_id, name) values ($1, 'Outage') on conflict (tenant_id, name) do nothing`,
  );
  const ids: string[] = [];
  for (let n = 1; n <= ESCALATIONS; n++) {
    const { id } = await org.ana.call(CreateEscalation, {
      customer_id: org.customers[n - 1] ?? '',
      category: 'Outage',
      severity: 'P0',
      title: `Outage ${n}`,
      description: 'Nothing answers',
      expected_resolution: 'Everything answers',
    });
    ids.push(id);
  }
  await clock.query(`update product_clock set shift = shift + interval '5 hours'`);
  return { org, ids };
}

const startVictim = (org: Organisation, strike: Strike, signal: 'SIGKILL' | 'SIGSTOP'): ChildProcess =>
  spawn(process.execPath, [VICTIM, JSON.stringify({ ...settings(), ...strike, tenantId: org.tenantId, signal })], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });

const stateOf = (pid: number): string =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[0] ?? '';

/** What waits or is under way: messages, timers that are due, jobs. */
async function leftOver(): Promise<unknown[]> {
  const { rows } = await clock.query(
    // the recorder is a mail service and plays no calendar: what goes there is tried again and again
    `select what from (
       select type as what from outbox union all select kind from timers where due_at <= app_now()
       union all select concat(data ->> 'type', ' ', state, ' ', output) from pgboss.job where state < 'completed') waiting
      where what not like 'google.%'`,
  );
  return rows;
}

const allDone = (): Promise<void> =>
  eventually(async () => expect(await leftOver()).toEqual([]), { within: PROMISED_MS });

const ONCE = ['escalation.created', 'escalation.response-breached', 'escalation.sla-breached', 'escalation.climbed'];

/** What stands in the history of an escalation, by type. */
async function happened(org: Organisation, id: string): Promise<Record<string, number>> {
  const rows = await org.sql<{ type: string; times: number }>(
    `select type, count(*)::int as times from history where tenant_id = $1 and subject_kind = 'escalation' and subject_id = $2 group by type`,
    [id],
  );
  return Object.fromEntries(rows.map(({ type, times }) => [type, times]));
}

async function expectEverythingOnce(org: Organisation, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const times = await happened(org, id);
    expect(times).toMatchObject(Object.fromEntries(ONCE.map((type) => [type, 1])));
    // a catch-up after a standstill warns once and reminds once
    expect(times['escalation.sla-warning'] ?? 0).toBeLessThanOrEqual(1);
    expect(times['escalation.stale'] ?? 0).toBeLessThanOrEqual(1);
  }
  const [climbs] = await org.sql<{ rows: number; levels: number }>(
    'select count(*)::int as rows, count(distinct (escalation_id, level))::int as levels from escalation_climbs where tenant_id = $1',
  );
  expect(climbs).toEqual({ rows: ESCALATIONS, levels: ESCALATIONS });
  // nobody is told the same twice, and ada, who has them now, is told of each
  const told = await org.sql<{ user_id: string; title: string; times: number }>(
    'select user_id, title, count(*)::int as times from notification_causes where tenant_id = $1 group by 1, 2',
  );
  expect(told.filter(({ times }) => times > 1)).toEqual([]);
  for (let n = 1; n <= ESCALATIONS; n++)
    expect(told.filter(({ user_id: id, title }) => id === org.ada.id && title.includes(`Outage ${n}`))).not.toEqual([]);
  // what happened last may still wait to go together with what comes next, on a slow machine
  const waiting = `select m.id, m.state from notification_mails m where m.tenant_id = $1 and m.state not in ('sent', 'suppressed')`;
  await eventually(async () => expect(await org.sql(waiting)).toEqual([]), { within: PROMISED_MS });
}

const linesOf = (mail: Mail | undefined): string[] =>
  (mail?.text ?? '').split('\n').filter((line) => line.startsWith('- '));

const mailsOf = (org: Organisation): Mail[] =>
  mails.handedOver.filter(({ to }) => to.some((address) => address.endsWith(org.ana.email.slice(3))));

/** E-mails that a stopped worker handed over, and had no time to note: nobody can know that they left. Several go at once. */
async function inHand(org: Organisation): Promise<number> {
  const rows = await org.sql<{ key: string }>(
    `select 'notification-' || id as key from notification_mails where tenant_id = $1 and state = 'sent'`,
  );
  const noted = new Set(rows.map(({ key }) => key));
  return mailsOf(org).filter(({ key }) => !noted.has(key)).length;
}

/** An e-mail may be handed over twice to a service that knows no keys; then it is the same one, with the same Message-ID. */
function expectMailsOnce(org: Organisation, mostDoubled: number): void {
  const mine = mailsOf(org);
  const byKey = Map.groupBy(mine, ({ key }) => key);
  expect(mine.length).toBeGreaterThan(0);
  expect(mine.length - byKey.size).toBeLessThanOrEqual(mostDoubled);
  for (const copies of byKey.values()) {
    expect(new Set(copies.map(({ headers }) => headers['Message-ID'])).size).toBe(1);
    // what went on meanwhile has left it for a later e-mail, and nothing new came in
    for (const copy of copies) expect(linesOf(copies[0])).toEqual(expect.arrayContaining(linesOf(copy)));
  }
  const ids = [...byKey.values()].map(([mail]) => mail?.headers['Message-ID']);
  expect(new Set(ids).size).toBe(byKey.size);
  // what stands in one e-mail to somebody stands in no other
  const lines = [...byKey.values()].flatMap(([mail]) => linesOf(mail).map((line) => `${mail?.to[0]} ${line}`));
  expect(lines.filter((line, at) => lines.indexOf(line) !== at)).toEqual([]);
}

async function leaveNothing(org: Organisation, ids: readonly string[]): Promise<void> {
  for (const id of ids) await org.ada.call(VoidEscalation, { escalation_id: id, reason: 'The test is over' });
  await allDone();
}

const KILLS: Strike[] = IS_SOAK
  ? Array.from({ length: 30 }, (_, n) => ({ what: 'commit', nth: 1 + n, moment: n % 2 ? 'after' : 'before' }))
  : [
      { what: 'commit', nth: 3, moment: 'before' },
      { what: 'commit', nth: 14, moment: 'after' },
    ];
const MAIL_KILLS: Strike[] = [
  { what: 'mail', nth: 1, moment: 'after' },
  ...(IS_SOAK ? ([1, 2].map((nth) => ({ what: 'mail', nth, moment: 'before' })) as Strike[]) : []),
];

test.each([...KILLS, ...MAIL_KILLS])(
  'a worker killed at its $nth. $what, right $moment: everything that was due happens once, and is told within a minute',
  async (strike) => {
    const { org, ids } = await neglected();
    const victim = startVictim(org, strike, 'SIGKILL');
    const [, signal] = await once(victim, 'exit', { signal: AbortSignal.timeout(180_000) });
    expect(signal).toBe('SIGKILL');
    const mostDoubled = await inHand(org);
    // it died with work in hand: otherwise nothing is tested
    expect(await leftOver()).not.toEqual([]);

    const began = performance.now();
    const worker = await createWorker(settings());
    try {
      await allDone();
      expect(performance.now() - began).toBeLessThan(PROMISED_MS);
      await expectEverythingOnce(org, ids);
      expectMailsOnce(org, mostDoubled);
      await leaveNothing(org, ids);
    } finally {
      await worker.close();
    }
  },
);

const FREEZES: Strike[] = [
  { what: 'commit', nth: 9, moment: 'before' },
  ...(IS_SOAK
    ? ([
        { what: 'commit', nth: 25, moment: 'after' },
        { what: 'mail', nth: 1, moment: 'before' },
        { what: 'mail', nth: 2, moment: 'after' },
      ] as Strike[])
    : []),
];

test.each(FREEZES)(
  'a worker frozen for 14 s at its $nth. $what, right $moment: another one goes on, and what it still holds happens once',
  async (strike) => {
    const { org, ids } = await neglected();
    const victim = startVictim(org, strike, 'SIGSTOP');
    const pid = victim.pid ?? 0;
    await eventually(async () => expect(stateOf(pid)).toBe('T'), { within: 180_000 });
    expect(await leftOver()).not.toEqual([]);
    // one that it was about to hand over leaves when it goes on
    const mostDoubled = Math.max(await inHand(org), strike.what === 'mail' ? 1 : 0);
    const worker = await createWorker(settings());
    try {
      await pause(FROZEN_MS);
      victim.kill('SIGCONT');
      await allDone();
      await expectEverythingOnce(org, ids);
      expectMailsOnce(org, mostDoubled);
      await leaveNothing(org, ids);
    } finally {
      victim.kill('SIGCONT');
      victim.kill('SIGTERM');
      await once(victim, 'exit');
      await worker.close();
    }
  },
);
