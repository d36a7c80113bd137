import { jest } from '@jest/globals';
import { examine, written } from '@understudy/api/testing';
import { CreateWebhook } from '@understudy/contracts';
import { aWebhookSink, type WebhookSink } from './webhook-sink.js';
import { aWorld, type Organisation, type World } from './world.js';

jest.setTimeout(120_000);

let sink: WebhookSink;
let world: World;
let org: Organisation;
let slug: string;
beforeAll(async () => {
  sink = await aWebhookSink();
  world = await aWorld({ env: { SANDBOX_URL: sink.url } });
  org = await world.organisation();
  slug = `org-${org.tenantId.slice(0, 8)}`;
});
afterAll(async () => {
  await world?.close();
  await sink?.close();
});

/** The product that is already put together; closing it is the world's. */
const opened = async () => ({ get: world.api.app.get.bind(world.api.app), close: async () => undefined });
const look = (more: object = {}, kinds: ('webhooks' | 'mail' | 'addon')[] = []) =>
  examine({ ...world.api.env, ...more }, { organisation: slug, kinds }, opened);
const step = (found: Awaited<ReturnType<typeof look>>, name: string) =>
  found.installation.find((one) => one.name === name);

test('each step of the installation is looked at; what does not run is said, with what to do', async () => {
  const found = await look();
  for (const name of ['settings', 'database', 'clock', 'api', 'worker', 'address', 'secrets'])
    expect([name, step(found, name)?.state]).toEqual([name, 'ok']);
  expect(step(found, 'migrations')).toMatchObject({ state: 'skipped' });
  // this world has no auditor
  expect(step(found, 'auditor')).toMatchObject({ state: 'failed', fix: expect.stringContaining('auditor') });
  expect(found.passed).toBe(false);
  expect(found.organisations.map((one) => one.slug)).toEqual([slug]);
});

test.each([
  ['database', { appDatabaseUrl: 'postgres://ana:hush-hush@127.0.0.1:1/understudy' }],
  ['address', { apiUrl: 'http://127.0.0.1:1' }],
  ['api', { port: 1 }],
])('what is wrong with the %s is found, and no password is said', async (name, wrong) => {
  const found = await look(wrong);
  expect(step(found, name)).toMatchObject({ state: 'failed', fix: expect.stringMatching(/\w/) });
  expect(JSON.stringify(found)).not.toContain('hush-hush');
});

test('an endpoint that takes nothing is a failed step that names its host; in words it is one line and what to do', async () => {
  const path = '/hooks/secret-path';
  const { secret } = await org.ada.call(CreateWebhook, { url: `${sink.url}${path}`, event_types: ['absence.planned'] });
  expect((await look({}, ['webhooks'])).organisations[0]?.integrations[0]?.steps).toEqual([
    expect.objectContaining({ state: 'ok', name: expect.stringContaining('127.0.0.1') }),
  ]);
  sink.behave(path, 500);
  const found = await look({}, ['webhooks']);
  const text = written(found);
  expect(text).toMatch(/FAILED webhook to 127\.0\.0\.1:\d+: The endpoint answered 500\.\n\s+→ /);
  for (const hidden of [path, secret ?? '-', sink.url.slice(8) + path]) expect(text).not.toContain(hidden);
});

test('an add-on that was refused is named, with what ADDON_AUDIENCES has to hold; once it is entered, nothing is wrong', async () => {
  const steps = async () => (await look({}, ['addon'])).organisations[0]?.integrations[0]?.steps ?? [];
  const refused = async () => (await steps()).filter(({ name }) => name === 'client that was refused');
  expect(await refused()).toEqual([]);
  const audience = '1234567890-abc.apps.googleusercontent.com';
  await org.sql('insert into unknown_addons (tenant_id, audience) values ($1, $2)', [audience]);
  expect(await refused()).toMatchObject([
    {
      state: 'failed',
      detail: expect.stringContaining(audience),
      fix: expect.stringMatching(new RegExp(`add ${audience} to ADDON_AUDIENCES and restart`)),
    },
  ]);
  // the name under which this world's own add-on comes
  await org.sql('update unknown_addons set audience = $2 where tenant_id = $1', ['understudy-addon']);
  expect(await refused()).toEqual([]);
});

test('an organisation that is not there is named with those that are', async () => {
  await expect(examine(world.api.env, { organisation: 'nobody', kinds: [] }, opened)).rejects.toThrow(slug);
});
