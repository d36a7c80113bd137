import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { SandboxMail } from '@understudy/contracts';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import pg from 'pg';
import { type Migrated, migrate } from '../../migrate.js';
import { createWorker } from '../../testing.js';
import { addTenant } from '../../testing-tenant.js';

const VICTIM = path.join(import.meta.dirname, 'draft-sending.victim.mjs');
/** reliability.md: within 60 s, also when the worker is killed in the middle; the rest is for a slow machine. */
const PATIENCE_MS = 120_000;

let database: TestDatabase;
let logins: Migrated;
let superuser: pg.Client;
/** A mail service that takes every key once, and remembers how often it was tried. */
let service: Server;
let mailUrl: string;
const tries: string[] = [];
const taken = new Map<string, string>();

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'product',
    prepare: async (databaseUrl) => void (await migrate({ databaseUrl })),
  });
  logins = await migrate({ databaseUrl: database.url });
  superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
  service = createServer((request, response) => {
    void text(request).then((body) => {
      const mail = SandboxMail.safeParse(request.url === '/sandbox/outbox' ? JSON.parse(body) : null);
      if (mail.success) {
        tries.push(mail.data.key);
        taken.set(mail.data.key, mail.data.text);
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ seq: taken.size }));
    });
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  mailUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});
afterAll(async () => {
  service?.closeAllConnections();
  service?.close();
  await superuser?.end();
  await database?.drop();
});

/** Words that a second person approved and somebody sends: the message waits in the outbox. */
async function sending(slug: string): Promise<string> {
  const { tenantId, people } = await addTenant(logins.appDatabaseUrl, slug);
  const { csm, manager } = people;
  const [customer, category, escalation, draft] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const sql = (statement: string, ...values: unknown[]) => superuser.query(statement, [tenantId, ...values]);
  await sql(
    `insert into customers (tenant_id, id, name, csm_id, stage, segment, industry) values ($1, $2, 'Acme', $3, 'live', 'smb', 'retail')`,
    customer,
    csm.userId,
  );
  await sql(`insert into escalation_categories (tenant_id, id, name) values ($1, $2, $3)`, category, slug);
  await sql(
    `insert into escalations (tenant_id, id, customer_id, created_by_user_id, category_id, severity, title, description, owner_because,
                              customer_context, arr_at_risk, source, sla_due_at, sla_response_due_at, sla_warn_at)
     values ($1, $2, $3, $4, $5, 'P2', 'Down', 'Down', '{"rule": "nobody", "explanation": "", "skipped": []}', '{}', 0,
             '{"surface": "api", "url": null}', clock_timestamp(), clock_timestamp(), clock_timestamp())`,
    escalation,
    customer,
    csm.userId,
    category,
  );
  await sql(
    `insert into escalation_customer_drafts (tenant_id, id, escalation_id, author_id, edited_by_user_id, recipients, subject, body, state,
                                             decided_by_user_id, decided_at, approved_version, sent_by_user_id, sendings)
     values ($1, $2, $3, $4, $4, '[{"name": "Lena", "email": "lena@acme.example"}]', 'Hello', 'As approved', 'sending', $5, now(), 1, $4, 1)`,
    draft,
    escalation,
    csm.userId,
    manager.userId,
  );
  await sql(
    `insert into outbox (tenant_id, type, payload) values ($1, 'escalation.draft-due', $2::jsonb)`,
    JSON.stringify({ draft_id: draft, sending: 1 }),
  );
  return draft;
}

const stateOf = async (draft: string): Promise<string> =>
  (await superuser.query('select state from escalation_customer_drafts where id = $1', [draft])).rows[0].state;
const dieSending = (moment: string) =>
  new Promise<{ signal: string | null; said: string }>((resolve) => {
    const args = [VICTIM, logins.appDatabaseUrl, logins.workerDatabaseUrl, mailUrl, moment];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => (said += part));
    child.once('close', (_code, signal) => resolve({ signal, said }));
  });

test.each([
  ['before', 1],
  ['after', 2],
])(
  'a worker killed %s handing over an e-mail to a customer: it leaves once, in the approved words, under one key',
  async (moment, expectedTries) => {
    const draft = await sending(`org-${moment}`);
    expect(await dieSending(moment)).toMatchObject({ signal: 'SIGKILL' });
    expect(await stateOf(draft)).toBe('sending');

    const began = performance.now();
    const worker = await createWorker({
      appUrl: logins.appDatabaseUrl,
      workerUrl: logins.workerDatabaseUrl,
      env: { SANDBOX_URL: mailUrl },
    });
    try {
      while ((await stateOf(draft)) !== 'sent' && performance.now() - began < PATIENCE_MS) await pause(100);
      expect(await stateOf(draft)).toBe('sent');
      const key = `draft.${draft}.1`;
      expect(tries.filter((one) => one === key)).toHaveLength(expectedTries);
      expect(taken.get(key)).toBe('As approved\n');
    } finally {
      await worker.close();
    }
  },
  240_000,
);
