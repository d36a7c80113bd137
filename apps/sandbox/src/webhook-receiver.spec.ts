import { startFake, type Fake } from './testing.js';

let fake: Fake;
beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());

const post = (name: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${fake.url}/sandbox/webhook-receiver/${name}`, { method: 'POST', body, headers });
const shown = async (name: string) =>
  (await (await fetch(`${fake.url}/sandbox/webhook-receiver/${name}`)).json()) as {
    items: { headers: Record<string, string>; body: string }[];
  };

test('it takes anything and shows it to the byte, the newest first', async () => {
  const body = '{ "type":"absence.planned" ,"x":"é"}';
  expect((await post('mine', 'first')).status).toBe(204);
  const headers = { 'content-type': 'application/json', 'webhook-id': 'evt_1', authorization: 'Bearer secret' };
  expect((await post('mine', body, headers)).status).toBe(204);
  const { items } = await shown('mine');
  expect(items.map((one) => one.body)).toEqual([body, 'first']);
  expect(items[0]?.headers).toMatchObject({ 'webhook-id': 'evt_1' });
  expect(items[0]?.headers).not.toHaveProperty('authorization');
  expect(await shown('others')).toEqual({ items: [] });
});

test('it refuses as it is asked to', async () => {
  expect((await post('strict?status=503', 'x')).status).toBe(503);
  expect((await shown('strict')).items).toHaveLength(1);
});
