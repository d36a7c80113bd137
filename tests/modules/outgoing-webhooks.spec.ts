import { jest } from '@jest/globals';
import {
  ChangeWebhook,
  CreateWebhook,
  EndWebhook,
  GetWebhook,
  GetWebhookDelivery,
  ListIntegrations,
  ListNotifications,
  ListWebhookDeliveries,
  ListWebhookEvents,
  ListWebhooks,
  PingWebhook,
  ReplayWebhookDelivery,
  RotateWebhookSecret,
  WebhookMessage,
  type WireOf,
} from '@understudy/contracts';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { eventually } from '../support/eventually.js';
import { sighting } from './sightings.js';
import { aWebhookSink, type Arrived, type WebhookSink } from './webhook-sink.js';
import { aWorld, type Organisation, type World } from './world.js';

/** A day of retries passes in these, and CI's machine is slow. */
jest.setTimeout(120_000);

/** One key for API and worker: what one seals, the other opens. */
const SECRETS_KEY = Buffer.alloc(32, 9).toString('base64');

let sink: WebhookSink;
let world: World;
let org: Organisation;
let count = 0;
beforeAll(async () => {
  sink = await aWebhookSink();
  world = await aWorld({ env: { SANDBOX_URL: sink.url, SECRETS_KEY } });
});
afterAll(async () => {
  await world?.close();
  await sink?.close();
});
beforeEach(async () => {
  org = await world.organisation();
});

/** A new endpoint that nobody else's test knows. */
async function hooked(types: WireOf<typeof CreateWebhook>['event_types'] = ['absence.planned'], of = org) {
  const path = `/hooks/${(count += 1)}`;
  const { webhook, secret } = await of.ada.call(CreateWebhook, { url: `${sink.url}${path}`, event_types: types });
  return { path, id: webhook.id, secret: secret ?? '' };
}
const headersOf = ({ headers }: Arrived): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
const WebhookSent = z.custom<z.input<typeof WebhookMessage>>();
/** What a receiver that checks signatures gets; throws when one is not ours. */
const verified = (arrived: Arrived | undefined, secret: string) => {
  if (!arrived) throw new Error('nothing arrived');
  return WebhookMessage.decode(WebhookSent.parse(new Webhook(secret).verify(arrived.body, headersOf(arrived))));
};
const logOf = async (id: string) => (await org.ada.call(ListWebhookDeliveries, { webhook_id: id })).items;

test('events arrive signed, with ids and times and nothing private, at the organisation they happen in', async () => {
  const other = await world.organisation();
  const theirs = await hooked(['absence.planned', 'coverage.requested'], other);
  const { path, secret } = await hooked(['absence.planned', 'absence.cancelled', 'coverage.requested']);

  const absence = await org.absence(org.ana, 7, 11, {
    absence_type: 'sick',
    special_instructions: 'Only my sister may know why',
    preferred_backup_user_id: org.ben.id,
  });
  await world.settle();

  const arrived = sink.at(path);
  const messages = arrived.map((one) => verified(one, secret));
  expect(messages.find(({ type }) => type === 'absence.planned')?.data).toMatchObject({
    absence_id: absence.id,
    user_id: org.ana.id,
    time_zone: 'Europe/Lisbon',
  });
  expect(messages.find(({ type }) => type === 'coverage.requested')?.data).toMatchObject({
    absence_id: absence.id,
    backup_user_id: org.ben.id,
    customers: 3,
    customer_ids: expect.arrayContaining([...org.customers]),
  });
  expect(new Set(arrived.map(({ headers }) => headers['webhook-id'])).size).toBe(arrived.length);
  const sent = arrived.map(({ body }) => body).join();
  for (const word of ['sick', 'sister', org.ana.email, 'Customer 0001']) expect(sent).not.toContain(word);
  expect(sink.at(theirs.path)).toEqual([]);
});

test('what a calendar only suggests is nobody’s business', async () => {
  const { path } = await hooked(['absence.planned', 'absence.changed', 'absence.cancelled']);
  await org.sight(org.ana, await sighting(world, org.ana, 10, 11, { certainty: 'suggestion' }));
  await org.sight(org.ana, { ref: { source: 'google_calendar', externalId: 'event-1' }, isGone: true });
  await world.settle();
  expect(sink.at(path)).toEqual([]);
});

test('the secret is shown once and sealed in the database', async () => {
  const { id, secret } = await hooked();
  expect(secret).toMatch(/^whsec_/);
  expect(JSON.stringify(await org.ada.call(GetWebhook, { webhook_id: id }))).not.toContain(secret);
  const rows = await org.sql<{ row: string }>(
    'select row_to_json(w)::text as row from webhooks w where tenant_id = $1',
  );
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(secret.slice(6, 30));
  const history = await org.sql<{ row: string }>(
    `select canonical as row from history where tenant_id = $1 and canonical like '%webhook.made%'`,
  );
  expect(history).toHaveLength(1);
  expect(JSON.stringify(history)).not.toContain('/hooks/');
});

test('a repeated request gets the same webhook without its secret', async () => {
  const input = { url: `${sink.url}/hooks/twice`, event_types: ['absence.planned' as const] };
  const first = await org.ada.call(CreateWebhook, input, { idempotencyKey: 'once' });
  const again = await org.ada.call(CreateWebhook, input, { idempotencyKey: 'once' });
  expect(again).toEqual({ webhook: first.webhook, secret: null });
  expect((await org.ada.call(ListWebhooks, {})).items).toHaveLength(1);
});

test('a ping arrives signed and says what came back', async () => {
  const { id, path, secret } = await hooked();
  expect(await org.ada.call(PingWebhook, { webhook_id: id })).toMatchObject({
    delivered: true,
    status: 204,
    problem: null,
  });
  expect(verified(sink.at(path)[0], secret)).toMatchObject({ type: 'webhook.ping', data: { webhook_id: id } });
  sink.behave(path, 500);
  expect(await org.ada.call(PingWebhook, { webhook_id: id })).toMatchObject({
    delivered: false,
    status: 500,
    answer: 'said 500',
  });
  expect(await logOf(id)).toEqual([]);
});

test('what is not taken is tried again, the same under the same id, also when only the answer was lost', async () => {
  const { id, path, secret } = await hooked();
  sink.once(path, 500);
  sink.once(path, 'lost-answer');
  await org.absence(org.ana, 7, 8);
  await world.settle();
  await world.forward('PT10M');

  const arrived = sink.at(path);
  expect(arrived).toHaveLength(3);
  expect(new Set(arrived.map(({ body }) => body)).size).toBe(1);
  expect(new Set(arrived.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  for (const one of arrived) verified(one, secret);
  const [row] = await logOf(id);
  expect(row).toMatchObject({ state: 'delivered', tries: 3, last_status: 204, next_try_at: null });
  const { attempts } = await org.ada.call(GetWebhookDelivery, { webhook_id: id, delivery_id: row?.id ?? '' });
  expect(attempts.map(({ status }) => status)).toEqual([204, null, 500]);
  expect(attempts[2]).toMatchObject({ answer: 'said 500', problem: 'The endpoint answered 500.' });
});

test('Retry-After is obeyed', async () => {
  const { path } = await hooked();
  sink.once(path, { status: 429, headers: { 'retry-after': '3600' } });
  await org.absence(org.ana, 7, 8);
  await world.settle();
  await world.forward('PT55M');
  expect(sink.at(path)).toHaveLength(1);
  await world.forward('PT10M');
  expect(sink.at(path)).toHaveLength(2);
});

test('after a day without an answer it is switched off and the admins know; switched on again it gets what happened meanwhile', async () => {
  const { id, path, secret } = await hooked();
  sink.behave(path, 503);
  await org.absence(org.ana, 7, 8);
  await world.settle();
  await world.forward('PT30H');
  expect(await org.ada.call(GetWebhook, { webhook_id: id })).toMatchObject({
    state: 'disabled',
    last_delivered_at: null,
  });
  const told = (await org.ada.call(ListNotifications, {})).items.filter(({ kind }) => kind === 'webhook.disabled');
  expect(told.map(({ title }) => title)).toEqual([expect.stringContaining('127.0.0.1')]);
  expect((await org.ada.call(ListIntegrations, {})).items).toContainEqual(
    expect.objectContaining({ kind: 'webhooks', state: 'degraded', problem: expect.stringContaining('127.0.0.1') }),
  );
  const before = sink.at(path).length;
  await org.absence(org.ben, 7, 8);
  await world.settle();
  expect(sink.at(path)).toHaveLength(before);

  sink.behave(path, 204);
  await org.ada.call(ChangeWebhook, { webhook_id: id, state: 'active' });
  await world.settle();
  expect(verified(sink.at(path).at(-1), secret).data).toMatchObject({ user_id: org.ben.id });
  expect((await logOf(id)).map(({ state }) => state)).toEqual(['delivered', 'failed']);
});

test('an endpoint that says it is gone is switched off at once', async () => {
  const { id, path } = await hooked();
  sink.behave(path, 410);
  await org.absence(org.ana, 7, 8);
  await world.settle();
  expect(await org.ada.call(GetWebhook, { webhook_id: id })).toMatchObject({ state: 'disabled' });
  expect(sink.at(path)).toHaveLength(1);
});

test('paused it gets nothing, and everything once it is active again', async () => {
  const { id, path } = await hooked();
  await org.ada.call(ChangeWebhook, { webhook_id: id, state: 'paused' });
  await org.absence(org.ana, 7, 8);
  await world.settle();
  expect(sink.at(path)).toEqual([]);
  await org.ada.call(ChangeWebhook, { webhook_id: id, state: 'active' });
  await world.settle();
  expect(sink.at(path)).toHaveLength(1);
});

test('ended it gets nothing any more, also not what waits', async () => {
  const { id, path } = await hooked();
  sink.behave(path, 500);
  await org.absence(org.ana, 7, 8);
  await world.settle();
  await org.ada.call(EndWebhook, { webhook_id: id, reason: 'moved' });
  await world.forward('PT10M');
  expect(sink.at(path)).toHaveLength(1);
  expect(await org.ada.refused(GetWebhook, { webhook_id: id })).toBe('404 webhooks.not-found');
});

test('while a secret is replaced both sign; afterwards the new one alone', async () => {
  const { id, path, secret: former } = await hooked();
  const { secret } = await org.ada.call(RotateWebhookSecret, { webhook_id: id, overlap_hours: 1 });
  await org.ada.call(PingWebhook, { webhook_id: id });
  for (const one of [former, secret ?? '']) verified(sink.at(path)[0], one);

  const { secret: last } = await org.ada.call(RotateWebhookSecret, { webhook_id: id, overlap_hours: 0 });
  await org.ada.call(PingWebhook, { webhook_id: id });
  verified(sink.at(path)[1], last ?? '');
  expect(() => verified(sink.at(path)[1], secret ?? '')).toThrow();
});

test('a delivery is sent again by hand, the same to the byte', async () => {
  const { id, path } = await hooked();
  await org.absence(org.ana, 7, 8);
  await world.settle();
  const [row] = await logOf(id);
  await org.ada.call(ReplayWebhookDelivery, { webhook_id: id, delivery_id: row?.id ?? '' });
  await world.settle();
  const [first, second] = sink.at(path);
  expect(second?.body).toBe(first?.body);
  expect(second?.headers['webhook-id']).toBe(row?.message_id);
});

test('an endpoint that never answers keeps nobody else waiting', async () => {
  const [slow, other] = [await hooked(), await hooked()];
  sink.behave(slow.path, 'silent');
  for (const who of [org.ana, org.ben, org.eva, org.gus, org.mia, org.max]) await org.absence(who, 7, 8);
  await eventually(async () => expect(sink.at(other.path)).toHaveLength(6));
  expect(sink.at(slow.path).length).toBeLessThanOrEqual(2);
  await org.ada.call(EndWebhook, { webhook_id: slow.id, reason: 'over' });
  sink.breakOff();
  await world.settle();
});

test.each([
  ['http', 'http://example.com/hook', 'not-https'],
  ['inside', 'https://169.254.169.254/latest/meta-data', 'private-address'],
  ['inside, disguised', 'https://2852039166/', 'private-address'],
  ['with a password', 'https://ada:secret@example.com/', 'has-credentials'],
])('an address that is not called is refused when it is entered: %s', async (_name, url) => {
  expect(await org.ada.refused(CreateWebhook, { url, event_types: ['absence.planned'] })).toBe(
    '422 webhooks.address-refused',
  );
});

test('they are the admins’, and each organisation’s own', async () => {
  const { id } = await hooked();
  const other = await world.organisation();
  expect(await other.ada.refused(GetWebhook, { webhook_id: id })).toBe('404 webhooks.not-found');
  expect(await other.ada.refused(PingWebhook, { webhook_id: id })).toBe('404 webhooks.not-found');
  expect(await org.mia.refused(ListWebhooks, {})).toBe('403 identity.not-allowed');
});

test('the twenty-first is refused', async () => {
  await Promise.all(Array.from({ length: 19 }, () => hooked()));
  await hooked();
  const input = { url: `${sink.url}/hooks/more`, event_types: ['absence.planned' as const] };
  expect(await org.ada.refused(CreateWebhook, input)).toBe('422 webhooks.too-many');
});

test('each event is documented by what is sent', async () => {
  const { items } = await org.ada.call(ListWebhookEvents, {});
  for (const { type, example } of items) expect(example.type).toBe(type);
});
