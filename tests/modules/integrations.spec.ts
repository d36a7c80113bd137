import { jest } from '@jest/globals';
import {
  CheckIntegration,
  INTEGRATION_KINDS,
  ListAudit,
  ListIntegrations,
  ListNotifications,
} from '@understudy/contracts';
import { aWebhookSink, type WebhookSink } from './webhook-sink.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

jest.setTimeout(120_000);

let sink: WebhookSink;
let world: World;
let org: Organisation;
beforeAll(async () => {
  sink = await aWebhookSink();
  world = await aWorld({ env: { SANDBOX_URL: sink.url } });
});
afterAll(async () => {
  await world?.close();
  await sink?.close();
});
beforeEach(async () => {
  org = await world.organisation();
});

/** What an adapter says when its vendor does not let us in any more, or again. */
const say = async (type: 'integration.lost' | 'integration.restored', userId: string | null, what = '') =>
  org.sql('insert into outbox (tenant_id, type, payload) values ($1, $2, $3::jsonb)', [
    type,
    JSON.stringify({ integration: 'google', user_id: userId, what }),
  ]);
const google = async () => {
  const found = (await org.ada.call(ListIntegrations, {})).items.find(({ kind }) => kind === 'google');
  if (!found) throw new Error('Google is not in the list');
  return found;
};
const titles = async (who: Person, kind: string) =>
  (await who.call(ListNotifications, {})).items.filter((item) => item.kind === kind).map(({ title }) => title);

test('every kind is listed, in one order, and can be checked; no check throws', async () => {
  const { items } = await org.ada.call(ListIntegrations, {});
  expect(items.map(({ kind }) => kind)).toEqual(
    INTEGRATION_KINDS.filter((kind) => items.some((one) => one.kind === kind)),
  );
  for (const { kind } of items) {
    const { steps } = await org.ada.call(CheckIntegration, { kind });
    expect(steps.length).toBeGreaterThan(0);
    for (const { state, fix, detail } of steps) {
      expect(detail).not.toBe('');
      expect([kind, state, fix !== null && fix.length > 10]).toEqual([kind, state, state === 'failed']);
    }
  }
});

test('the storage of attached files is really asked: it keeps a file, gives it back and lets it go', async () => {
  expect(await org.ada.call(CheckIntegration, { kind: 'storage' })).toMatchObject({
    passed: true,
    steps: [{ name: 'keeping a file', state: 'ok' }, { state: 'ok' }, { name: 'removing it', state: 'ok' }],
  });
});

test('whose access is lost is told, with the absence that is at risk by it; so are admins who look', async () => {
  const absence = await org.absence(org.ana, 7, 11);
  await say('integration.lost', org.ana.id, 'access to the calendar was withdrawn');
  await world.settle();

  expect(await titles(org.ana, 'integration.lost')).toEqual([
    expect.stringMatching(
      /^Google does not work any more for you: access to the calendar was withdrawn\. At risk: your absence /,
    ),
  ]);
  expect(await titles(org.ada, 'integration.lost')).toEqual([]);
  expect(await google()).toMatchObject({
    lost: [{ user: { user_id: org.ana.id }, what: 'access to the calendar was withdrawn' }],
    at_risk: { total: 1, absences: [{ absence_id: absence.id, user: { user_id: org.ana.id } }] },
  });
  const { items } = await org.ada.call(ListAudit, { type: 'integration.lost' });
  expect(items).toHaveLength(1);

  await say('integration.restored', org.ana.id);
  await world.settle();
  expect(await google()).toMatchObject({ lost: [], at_risk: { total: 0, absences: [] } });
  expect(await titles(org.ana, 'integration.restored')).toHaveLength(1);
});

test('whoever is away hears of it when they are back; the admins mend it meanwhile', async () => {
  await org.absence(org.ana, 0, 2);
  await world.settle();
  await say('integration.lost', org.ana.id, 'access was withdrawn');
  await world.settle();
  expect(await titles(org.ana, 'integration.lost')).toEqual([]);
  expect(await titles(org.ada, 'integration.lost')).toEqual([expect.stringContaining('for ana')]);
  await world.forward('P4D');
  expect(await titles(org.ana, 'integration.lost')).toHaveLength(1);
});

test('what is lost for everybody puts everybody’s absences at risk', async () => {
  await org.absence(org.ana, 7, 8);
  await org.absence(org.gus, 7, 8);
  await say('integration.lost', null, 'the service account is refused');
  await world.settle();
  expect((await google()).at_risk.total).toBe(2);
  expect(await titles(org.ada, 'integration.lost')).toHaveLength(1);
});

test('messages that arrive in the wrong order leave what was said last', async () => {
  const [later, earlier] = ['01a00000-0000-7000-8000-000000000002', '01a00000-0000-7000-8000-000000000001'];
  const add = (id: string, type: string) =>
    org.sql('insert into outbox (tenant_id, id, type, payload) values ($1, $2, $3, $4::jsonb)', [
      id,
      type,
      JSON.stringify({ integration: 'google', user_id: org.ana.id, what: 'x' }),
    ]);
  await add(later, 'integration.restored');
  await world.settle();
  await add(earlier, 'integration.lost');
  await world.settle();
  expect((await google()).lost).toEqual([]);
});

test('they are the admins’', async () => {
  expect(await org.mia.refused(ListIntegrations, {})).toBe('403 identity.not-allowed');
  expect(await org.ana.refused(CheckIntegration, { kind: 'mail' })).toBe('403 identity.not-allowed');
});
