import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { ENV_NAMES, loadEnv, type ProgramName } from '@understudy/api/testing';
import { parse } from 'yaml';
import { composeSchema } from './docker/compose-schema.js';
import { interpolate, requiredNames } from './docker/interpolate.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const text = readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8');

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment: Record<string, string>;
  secrets?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  ports?: string[];
}
interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { environment: string }>;
}

const read = (source: string): Compose => parse(source, { merge: true });
const compose = read(text);

const PROGRAMS: Record<string, ProgramName> = { migrate: 'migrate', api: 'api', worker: 'worker', auditor: 'auditor' };
const GIVEN = {
  API_URL: 'https://understudy.example',
  SECRETS_KEY: Buffer.alloc(32, 1).toString('base64'),
  GOOGLE_CLIENT_ID: 'client',
  GOOGLE_CLIENT_SECRET: 'secret',
  ADDON_AUDIENCES: 'https://understudy.example',
  POSTGRES_PASSWORD: 'owner-secret',
  APP_DATABASE_PASSWORD: 'app-secret',
  WORKER_DATABASE_PASSWORD: 'worker-secret',
  SESSION_KEY: 'a key',
};
const service = (name: string, from = compose): Service => {
  const found = from.services[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
};
const environmentOf = (name: string) => service(name, read(interpolate(text, GIVEN))).environment;

const validate = new Ajv({ allErrors: true, allowUnionTypes: true, strict: false }).compile(composeSchema);

test('the file is what the Compose Specification allows', () => {
  validate(compose);
  expect(validate.errors).toBeNull();
});

test.each([
  ['a misspelt key', { services: { api: { image: 'x', enviroment: {} } } }],
  ['a service without an image', { services: { api: { command: ['node'] } } }],
  [
    'a duration without a unit',
    { services: { api: { image: 'x', healthcheck: { test: ['CMD', 'x'], interval: '10' } } } },
  ],
  ['an unknown condition', { services: { api: { image: 'x', depends_on: { db: { condition: 'ready' } } } } }],
])('the schema refuses %s', (_, wrong) => {
  expect(validate(wrong)).toBe(false);
});

test('it runs PostgreSQL, the migrations, the API, the worker and the auditor', () => {
  expect(Object.keys(compose.services).sort()).toEqual(['api', 'auditor', 'migrate', 'postgres', 'worker']);
  for (const [name, program] of Object.entries(PROGRAMS)) {
    const entry = service(name).command?.at(-1) ?? 'apps/api/dist/main.js';
    expect(existsSync(path.join(ROOT, entry.replace('/dist/', '/src/').replace(/\.js$/, '.ts')))).toBe(true);
    expect(entry).toBe(`apps/api/dist/${program === 'api' ? 'main' : program}.js`);
  }
});

test.each(Object.entries(PROGRAMS))(
  'every variable of %s is one that config/env.ts knows, and they suffice',
  (name, program) => {
    const environment = environmentOf(name);

    expect(Object.keys(environment).filter((key) => !ENV_NAMES.includes(key))).toEqual([]);
    expect(loadEnv(program, { DATA_DIR: '/data', ...environment }).mode).toBe('production');
  },
);

test('each program gets only its own database login, and only the migrations the owner', () => {
  const databases = (name: string) => Object.keys(environmentOf(name)).filter((key) => key.endsWith('DATABASE_URL'));

  expect(databases('migrate')).toEqual(['DATABASE_URL', 'APP_DATABASE_URL', 'WORKER_DATABASE_URL']);
  expect(databases('api')).toEqual(['APP_DATABASE_URL']);
  expect(databases('worker')).toEqual(['WORKER_DATABASE_URL']);
  expect(databases('auditor')).toEqual(['WORKER_DATABASE_URL']);
});

test('no secret is written down: each comes from the environment, and a missing one is named', () => {
  const secret = /PASSWORD|SECRET|_KEY$/;
  const written = Object.values(compose.services)
    .flatMap(({ environment }) => Object.entries(environment))
    .filter(([key, value]) => (secret.test(key) && key !== 'SESSION_KEY_FILE') || /postgres:\/\//.test(value))
    // needed, or left out: a mail server may want no password
    .filter(([, value]) => !/\$\{\w+:(?:\?|-\}$)/.test(value));
  expect(written).toEqual([]);
  expect(compose.secrets).toEqual({ session_key: { environment: 'SESSION_KEY' } });

  const needed = [...requiredNames(text).keys()];
  for (const name of needed) {
    expect(() => interpolate(text, { ...GIVEN, [name]: '' })).toThrow(name);
  }
  expect(needed).toEqual(expect.arrayContaining(['POSTGRES_PASSWORD', 'SECRETS_KEY', 'GOOGLE_CLIENT_SECRET']));
});

test('everything that keeps running is watched, and waits for what it needs', () => {
  for (const name of ['postgres', 'api', 'worker', 'auditor']) expect(service(name).healthcheck).toBeDefined();
  for (const name of ['api', 'worker', 'auditor']) {
    expect(service(name).depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
  }
  expect(service('migrate').depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
});

test('only the API is reachable, and only from this machine', () => {
  const published = Object.entries(compose.services).flatMap(([name, { ports = [] }]) =>
    ports.map((port) => [name, port]),
  );

  expect(published).toEqual([['api', '127.0.0.1:4100:4100']]);
});
