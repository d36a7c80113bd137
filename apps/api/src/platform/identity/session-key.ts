import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The Ed25519 pair that signs and checks our sessions. */
export interface SessionKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * Reads the private key (PEM, PKCS #8, Ed25519) from `file`. With `create`, a missing file is made first, readable by its
 * owner only; two processes that start together end with the same key. Without it, a missing file is an error that says so.
 */
export async function loadSessionKey(file: string, create: boolean): Promise<SessionKey> {
  if (create && !existsSync(file)) await createOnce(file);
  const privateKey = createPrivateKey(await readFile(file, 'utf8').catch(() => missing(file)));
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new Error(`SESSION_KEY_FILE: ${file} must hold an Ed25519 private key (openssl genpkey -algorithm ed25519)`);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** The file appears whole or not at all, and the first process wins. */
async function createOnce(file: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { flag: 'wx', mode: 0o600 });
  try {
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft);
  }
}

function missing(file: string): never {
  throw new Error(
    `SESSION_KEY_FILE: ${file} cannot be read; make one with: openssl genpkey -algorithm ed25519 -out ${file}`,
  );
}

/** Injection token of the {@link SessionKey}. */
export const SESSION_KEY = Symbol('SESSION_KEY');
