import { chmod, readFile, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type CryptoKey, type JWK } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly pkcs8: string;
  readonly publicJwk: JWK;
}
export interface ServiceAccount {
  readonly type: 'service_account';
  readonly project_id: string;
  readonly private_key_id: string;
  readonly private_key: string;
  readonly client_email: string;
  readonly client_id: string;
  readonly token_uri: string;
}

export async function newSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    kid: randomUUID().replaceAll('-', ''),
    pkcs8: await exportPKCS8(privateKey),
    publicJwk: await exportJWK(publicKey),
  };
}

export const privateKeyOf = ({ pkcs8 }: SigningKey): Promise<CryptoKey> => importPKCS8(pkcs8, 'RS256');

/**
 * The service account's key file, as the Google console hands it out: made at the first start, readable by the owner only. The public half
 * stays with the sandbox, as it does with Google.
 */
export async function writeServiceAccount(folder: string, key: SigningKey): Promise<string> {
  const file = path.join(folder, 'service-account.json');
  const account: ServiceAccount = {
    type: 'service_account',
    project_id: 'understudy-sandbox',
    private_key_id: key.kid,
    private_key: key.pkcs8,
    client_email: SERVICE_ACCOUNT_EMAIL,
    client_id: '100000000000000000001',
    token_uri: 'https://oauth2.googleapis.com/token',
  };
  const text = `${JSON.stringify(account, null, 2)}\n`;
  const existing = await readFile(file, 'utf8').catch(() => null);
  if (existing !== text) {
    await writeFile(file, text, { mode: 0o600 });
    await chmod(file, 0o600);
  }
  return file;
}

export const SERVICE_ACCOUNT_EMAIL = 'understudy@understudy-sandbox.iam.gserviceaccount.com';
