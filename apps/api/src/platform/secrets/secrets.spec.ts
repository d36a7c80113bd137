import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { asId, type TenantId } from '@understudy/domain';
import { BadMasterKey, loadMasterKey } from './master-key.js';
import { type SecretPlace, Secrets, UnreadableSecret } from './secrets.js';

const place: SecretPlace = {
  tenantId: asId<TenantId>('00000000-0000-4000-8000-000000000001'),
  owner: 'ana',
  purpose: 'google.refresh-token',
};
const secrets = new Secrets(Buffer.alloc(32, 1));

test('what was sealed opens at its place', () => {
  expect(secrets.open(place, secrets.seal(place, '1//tökén'))).toBe('1//tökén');
});

test('the same secret never looks the same twice, nor shows itself', () => {
  const [one, two] = [secrets.seal(place, 'token'), secrets.seal(place, 'token')];
  expect(one).not.toBe(two);
  expect(one).not.toContain('token');
});

test.each<[string, SecretPlace]>([
  ['another tenant', { ...place, tenantId: asId<TenantId>('00000000-0000-4000-8000-000000000002') }],
  ['another owner', { ...place, owner: 'ben' }],
  ['another purpose', { ...place, purpose: 'slack.token' }],
])('moved to %s it does not open', (_where, other) => {
  expect(() => secrets.open(other, secrets.seal(place, 'token'))).toThrow(UnreadableSecret);
});

test('any changed byte is noticed', () => {
  const sealed = secrets.seal(place, 'token');
  const [version, key, body] = sealed.split('.');
  const bytes = Buffer.from(body ?? '', 'base64url');
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes);
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(() => secrets.open(place, `${version}.${key}.${changed.toString('base64url')}`)).toThrow(UnreadableSecret);
  }
});

test.each(['', 'v1', 'v1.x', 'v2.00000000.AAAA', 'plain text'])('%j is no seal', (text) => {
  expect(() => secrets.open(place, text)).toThrow(UnreadableSecret);
});

test('another SECRETS_KEY is named as the reason', () => {
  const other = new Secrets(Buffer.alloc(32, 2));
  expect(() => other.open(place, secrets.seal(place, 'token'))).toThrow('another SECRETS_KEY');
});

test('after a rotation the old key opens and never seals', () => {
  const rotated = new Secrets(Buffer.alloc(32, 2), [Buffer.alloc(32, 1)]);
  const before = secrets.seal(place, 'token');
  expect(rotated.open(place, before)).toBe('token');
  const after = rotated.seal(place, 'token');
  expect(after.startsWith(rotated.sealPrefix)).toBe(true);
  expect(before.startsWith(rotated.sealPrefix)).toBe(false);
  expect(() => secrets.open(place, after)).toThrow('another SECRETS_KEY');
  expect(new Secrets(Buffer.alloc(32, 2)).open(place, after)).toBe('token');
});

test('after a rotation signatures of the old key stay valid, and new ones are of the new key', () => {
  const rotated = new Secrets(Buffer.alloc(32, 2), [Buffer.alloc(32, 1)]);
  const text = Buffer.from('head');
  const counts = (signature: Buffer) =>
    rotated.verifyingKeys('history').map((key) => verify(null, text, key, signature));
  expect(counts(sign(null, text, rotated.signingKey('history')))).toEqual([true, false]);
  expect(counts(sign(null, text, secrets.signingKey('history')))).toEqual([false, true]);
});

test('signing keys are the same in every process and differ by purpose', () => {
  const text = Buffer.from('head');
  const signature = sign(null, text, secrets.signingKey('history'));
  const again = createPublicKey(new Secrets(Buffer.alloc(32, 1)).signingKey('history'));
  expect(verify(null, text, again, signature)).toBe(true);
  expect(verify(null, text, createPublicKey(secrets.signingKey('other')), signature)).toBe(false);
});

describe('the master key', () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'understudy-secrets-'));
  const file = path.join(dataDir, 'secrets', 'secrets-key');
  afterAll(() => rmSync(dataDir, { recursive: true }));

  test('is SECRETS_KEY when set', () => {
    const key = randomBytes(32);
    expect(loadMasterKey({ secretsKey: key.toString('base64'), dataDir })).toEqual(key);
  });

  test('else is made once, and is nobody else’s to read', () => {
    const first = loadMasterKey({ secretsKey: null, dataDir });
    expect(first).toHaveLength(32);
    expect(loadMasterKey({ secretsKey: null, dataDir })).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('a broken file is refused, never replaced', () => {
    writeFileSync(file, 'oops');
    expect(() => loadMasterKey({ secretsKey: null, dataDir })).toThrow(BadMasterKey);
    expect(readFileSync(file, 'utf8')).toBe('oops');
  });
});
