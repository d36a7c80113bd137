import { loadEnv } from '../../config/index.js';
import { ensureOwnOrigin } from './cookie.js';

const env = loadEnv('supervisor', { API_URL: 'http://127.0.0.1:4100' });
const come = (origin: string, host: string) => () =>
  ensureOwnOrigin({ method: 'POST', headers: { origin, host } }, env);

test.each([
  ['http://127.0.0.1:4100', '127.0.0.1:4100'],
  ['http://127.0.0.1:4100', 'localhost:4100'],
  ['http://localhost:4100', 'localhost:4100'],
  ['http://[::1]:4100', '[::1]:4100'],
])('a page of %s may change something at %s', (origin, host) => {
  expect(come(origin, host)).not.toThrow();
});

test.each([
  ['http://evil.example:4100', 'evil.example:4100'],
  ['http://evil.example:4100', '127.0.0.1:4100'],
  ['http://localhost:9999', 'localhost:4100'],
  ['null', '127.0.0.1:4100'],
])('a page of %s may not at %s', (origin, host) => {
  expect(come(origin, host)).toThrow('identity.origin-refused');
});
