import { Webhook } from 'standardwebhooks';
import { messageName, newWebhookSecret, signedHeaders } from './webhook-signature.js';

const body = JSON.stringify({ type: 'absence.planned', data: { name: 'Zoë' } });
const sentAtSeconds = Math.floor(Date.now() / 1000);
const sign = (...secrets: string[]) => signedHeaders(secrets, { id: messageName('1'), sentAtSeconds, body });

test('the vendor-neutral library takes what we sign', () => {
  const secret = newWebhookSecret();
  expect(new Webhook(secret).verify(body, sign(secret))).toEqual(JSON.parse(body));
});

test('while a secret is replaced, whoever has either of them takes it', () => {
  const [fresh, former] = [newWebhookSecret(), newWebhookSecret()];
  for (const secret of [fresh, former])
    expect(new Webhook(secret).verify(body, sign(fresh, former))).toEqual(JSON.parse(body));
});

test.each<[string, (headers: Record<string, string>) => [string, Record<string, string>]]>([
  ['another body', (headers) => [body.replace('planned', 'changed'), headers]],
  ['another id', (headers) => [body, { ...headers, 'webhook-id': 'evt_2' }]],
  ['another time', (headers) => [body, { ...headers, 'webhook-timestamp': String(sentAtSeconds + 1) }]],
  ['another secret', () => [body, sign(newWebhookSecret())]],
])('%s is refused', (_name, changed) => {
  const secret = newWebhookSecret();
  const [text, headers] = changed(sign(secret));
  expect(() => new Webhook(secret).verify(text, headers)).toThrow();
});

test('no two secrets are the same, and each is 256 bits', () => {
  const secrets = [newWebhookSecret(), newWebhookSecret()];
  expect(new Set(secrets).size).toBe(2);
  for (const secret of secrets) expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
});
