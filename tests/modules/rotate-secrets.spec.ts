import { jest } from '@jest/globals';
import { rotateSecrets, SEALED_COLUMNS, Secrets, Tenancy } from '@understudy/api/testing';
import { CheckIntegration, CreateWebhook, PingWebhook, RotateWebhookSecret } from '@understudy/contracts';
import { Webhook } from 'standardwebhooks';
import { aWebhookSink, type WebhookSink } from './webhook-sink.js';
import { aWorld, type Organisation, type World } from './world.js';

jest.setTimeout(120_000);

const [OLD, NEW] = [Buffer.alloc(32, 21), Buffer.alloc(32, 22)];
const [before, both, after] = [new Secrets(OLD), new Secrets(NEW, [OLD]), new Secrets(NEW)];

let sink: WebhookSink;
let world: World;
let org: Organisation;
beforeAll(async () => {
  sink = await aWebhookSink();
  // as after the first step of a rotation: still seals with the old key, opens with both
  const env = { SECRETS_KEY: OLD.toString('base64'), SECRETS_KEYS_OLD: NEW.toString('base64') };
  world = await aWorld({ env: { SANDBOX_URL: sink.url, ...env } });
});
afterAll(async () => {
  await world?.close();
  await sink?.close();
});
beforeEach(async () => {
  org = await world.organisation();
});

const rotate = () => rotateSecrets(world.api.app.get(Tenancy), both, SEALED_COLUMNS);
const sealedValues = async () =>
  (
    await Promise.all(
      SEALED_COLUMNS.map(async ({ table, column }) =>
        org.sql<{ sealed: string }>(
          `select ${column} as sealed from ${table} where tenant_id = $1 and ${column} is not null`,
        ),
      ),
    )
  )
    .flat()
    .map(({ sealed }) => sealed);
const aWebhook = async (path: string) => {
  const { webhook, secret } = await org.ada.call(CreateWebhook, {
    url: `${sink.url}${path}`,
    event_types: ['absence.planned'],
  });
  return { id: webhook.id, secret: secret ?? '' };
};
const takes = (path: string, secret: string) => {
  const arrived = sink.at(path).at(-1);
  const headers = Object.fromEntries(
    Object.entries(arrived?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  return new Webhook(secret).verify(arrived?.body ?? '', headers);
};

test('every column that is sealed is in the list, and nothing else is', async () => {
  const rows = await org.sql<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and column_name like '%\\_sealed' and $1::uuid is not null order by 1`,
  );
  expect(SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual(
    rows.map(({ name }) => name).toSorted(),
  );
});

test('afterwards the new key alone opens everything, and the running product went on all the while', async () => {
  const { id, secret } = await aWebhook('/rotated');
  await org.ada.call(RotateWebhookSecret, { webhook_id: id, overlap_hours: 24 });
  await org.sql(
    'insert into google_accounts (tenant_id, user_id, refresh_token_sealed, consented_at) values ($1, $2, $3, app_now())',
    [org.ana.id, before.seal({ tenantId: org.tenantId, owner: org.ana.id, purpose: 'google.refresh-token' }, '1//ana')],
  );
  expect((await sealedValues()).every((sealed) => sealed.startsWith(before.sealPrefix))).toBe(true);

  const { unreadable } = await rotate();

  expect(unreadable).toEqual([]);
  const values = await sealedValues();
  expect(values).toHaveLength(3);
  expect(values.every((sealed) => sealed.startsWith(after.sealPrefix))).toBe(true);
  const [account] = await org.sql<{ sealed: string }>(
    'select refresh_token_sealed as sealed from google_accounts where tenant_id = $1',
  );
  const place = { tenantId: org.tenantId, owner: org.ana.id, purpose: 'google.refresh-token' };
  expect(after.open(place, account?.sealed ?? '')).toBe('1//ana');
  await org.ada.call(PingWebhook, { webhook_id: id });
  expect(takes('/rotated', secret)).toMatchObject({ type: 'webhook.ping' });
  expect((await rotate()).resealed).toBe(0);
});

test('what somebody changes meanwhile is not lost', async () => {
  const { id } = await aWebhook('/changing');
  const [{ secret }] = await Promise.all([
    org.ada.call(RotateWebhookSecret, { webhook_id: id, overlap_hours: 0 }),
    rotate(),
    rotate(),
  ]);
  await rotate();
  await org.ada.call(PingWebhook, { webhook_id: id });
  expect(takes('/changing', secret ?? '')).toMatchObject({ type: 'webhook.ping' });
  expect((await sealedValues()).every((sealed) => sealed.startsWith(after.sealPrefix))).toBe(true);
});

test('what no key opens is named, never shown, and keeps nothing else from being sealed again', async () => {
  const foreign = new Secrets(Buffer.alloc(32, 23));
  const place = { tenantId: org.tenantId, owner: org.ben.id, purpose: 'google.refresh-token' };
  const lost = foreign.seal(place, '1//ben');
  await org.sql(
    'insert into google_accounts (tenant_id, user_id, refresh_token_sealed, consented_at) values ($1, $2, $3, app_now())',
    [org.ben.id, lost],
  );
  await aWebhook('/beside');
  const { unreadable } = await rotate();
  const ours = unreadable.filter((line) => line.includes(org.tenantId));
  expect(ours).toEqual([expect.stringContaining(`google_accounts.refresh_token_sealed of row ["${org.ben.id}"]`)]);
  expect(ours.join()).not.toContain(lost);
  expect((await sealedValues()).filter((sealed) => !sealed.startsWith(after.sealPrefix))).toEqual([lost]);
});

test('a webhook whose secret no key opens says so, and signs again with the next one at once', async () => {
  const { id } = await aWebhook('/unreadable');
  const lost = new Secrets(Buffer.alloc(32, 23)).seal(
    { tenantId: org.tenantId, owner: id, purpose: 'webhook.secret' },
    'x',
  );
  await org.sql('update webhooks set secret_sealed = $2 where tenant_id = $1', [lost]);
  expect(await org.ada.call(PingWebhook, { webhook_id: id })).toMatchObject({
    delivered: false,
    problem: expect.stringContaining('Rotate the secret'),
  });
  expect((await org.ada.call(CheckIntegration, { kind: 'webhooks' })).steps).toMatchObject([
    { state: 'failed', fix: expect.stringContaining('/rotate-secret') },
  ]);

  const { secret } = await org.ada.call(RotateWebhookSecret, { webhook_id: id, overlap_hours: 24 });
  expect(await org.ada.call(PingWebhook, { webhook_id: id })).toMatchObject({ delivered: true });
  expect(takes('/unreadable', secret ?? '')).toMatchObject({ type: 'webhook.ping' });
});
