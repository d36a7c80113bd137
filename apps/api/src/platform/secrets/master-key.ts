import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Thrown when the stored key cannot be one. */
export class BadMasterKey extends Error {
  constructor(file: string) {
    super(`${file} does not hold 32 bytes in base64; without the right key, stored credentials cannot be read`);
    this.name = 'BadMasterKey';
  }
}

const decode = (text: string, source: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw new BadMasterKey(source);
  return key;
};

/**
 * The key everything else is derived from: SECRETS_KEY, or, in sandbox mode, one that is made once and kept in
 * DATA_DIR/secrets (mode 0600). API and worker may start at once: the file appears whole or not at all, and the first wins.
 */
export function loadMasterKey({ secretsKey, dataDir }: { secretsKey: string | null; dataDir: string }): Buffer {
  if (secretsKey !== null) return decode(secretsKey, 'SECRETS_KEY');
  const folder = path.join(dataDir, 'secrets');
  const file = path.join(folder, 'secrets-key');
  const existing = readIfThere(file);
  if (existing !== null) return decode(existing, file);

  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return decode(readFileSync(file, 'utf8'), file);
}

/** Keys that only open: what was sealed before a rotation, or is sealed already by whoever rotated first. */
export const loadOldKeys = ({ secretsKeysOld }: { readonly secretsKeysOld: readonly string[] }): Buffer[] =>
  secretsKeysOld.map((text) => decode(text, 'SECRETS_KEYS_OLD'));

const isSystemError = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, 'code') === code; // no instanceof: Jest has its own Error

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null;
    throw error;
  }
}
