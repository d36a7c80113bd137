/** One contract, two stores: a folder, and a bucket of an S3-compatible server from npm. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { asId, type AttachmentId, type EscalationId, type TenantId } from '@understudy/domain';
import S3rver from 's3rver';
import { DiskFileStore } from './disk-file-store.js';
import { type FileKey, type FileStore, FileUnreadable } from './file-store.js';
import { S3FileStore, type S3Settings } from './s3-file-store.js';

const BUCKET = 'attachments';
const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-store-'));
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: path.join(folder, 's3'),
  configureBuckets: [{ name: BUCKET, configs: [] }],
});
const bucketAt = (port: number): S3Settings => ({
  bucket: BUCKET,
  endpoint: `http://127.0.0.1:${port}`,
  region: 'us-east-1',
  keys: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  pathStyle: true,
});
const opened: S3FileStore[] = [];
const s3 = (settings: S3Settings): S3FileStore => {
  const store = new S3FileStore(settings);
  opened.push(store);
  return store;
};

let stores: Record<'disk' | 's3', FileStore>;
let port: number;
beforeAll(async () => {
  ({ port } = await server.run());
  stores = { disk: new DiskFileStore(path.join(folder, 'files')), s3: s3(bucketAt(port)) };
});
afterAll(async () => {
  for (const store of opened) store.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const aKey = (over: Partial<FileKey> = {}): FileKey => ({
  tenantId: asId<TenantId>(randomUUID()),
  escalationId: asId<EscalationId>(randomUUID()),
  attachmentId: asId<AttachmentId>(randomUUID()),
  ...over,
});

function aFile(bytes: Buffer) {
  const file = path.join(folder, randomUUID());
  writeFileSync(file, bytes);
  return {
    path: file,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    contentType: 'text/plain; charset=utf-8',
  };
}
const read = async (store: FileStore, key: FileKey): Promise<Buffer> => buffer(await store.open(key));

describe.each(['disk', 's3'] as const)('%s', (name) => {
  test('what is kept is read again, byte for byte, and the file that came in is gone', async () => {
    const store = stores[name];
    const bytes = randomBytes(3_000_000);
    const [key, file] = [aKey(), aFile(bytes)];

    await store.keep(key, file);

    expect((await read(store, key)).equals(bytes)).toBe(true);
    expect(existsSync(file.path)).toBe(false);
  });

  test('files are apart, by tenant, escalation and attachment', async () => {
    const store = stores[name];
    const key = aKey();
    const others = [
      aKey({ escalationId: key.escalationId, attachmentId: key.attachmentId }),
      aKey({ tenantId: key.tenantId, attachmentId: key.attachmentId }),
      aKey({ tenantId: key.tenantId, escalationId: key.escalationId }),
    ];
    await store.keep(key, aFile(Buffer.from('mine')));
    for (const other of others) {
      await expect(read(store, other)).rejects.toThrow(FileUnreadable);
      await store.keep(other, aFile(Buffer.from('theirs')));
    }
    expect(String(await read(store, key))).toBe('mine');
  });

  test('keeping the same again is the same', async () => {
    const store = stores[name];
    const key = aKey();
    await store.keep(key, aFile(Buffer.from('once')));
    await store.keep(key, aFile(Buffer.from('once')));
    expect(String(await read(store, key))).toBe('once');
  });

  test('what is removed cannot be read; removing nothing is nothing', async () => {
    const store = stores[name];
    const key = aKey();
    await store.keep(key, aFile(Buffer.from('gone')));
    await store.remove(key);
    await store.remove(key);
    await expect(store.open(key)).rejects.toThrow(FileUnreadable);
  });

  test('what was never there says so before the first byte', async () => {
    await expect(stores[name].open(aKey())).rejects.toThrow(FileUnreadable);
  });
});

test('on disk only we can read it', async () => {
  const key = aKey();
  await stores.disk.keep(key, aFile(Buffer.from('private')));
  const parent = path.join(folder, 'files', key.tenantId, key.escalationId);
  expect(statSync(parent).mode & 0o077).toBe(0);
});

test('a bucket that refuses us, or is not there, takes nothing over: the file that came in stays', async () => {
  const wrong = { ...bucketAt(port), keys: { accessKeyId: 'NOBODY', secretAccessKey: 'wrong' } };
  for (const settings of [wrong, { ...bucketAt(port), bucket: 'no-such-bucket' }]) {
    const file = aFile(Buffer.from('kept'));
    await expect(s3(settings).keep(aKey(), file)).rejects.toThrow();
    expect(existsSync(file.path)).toBe(true);
    await expect(s3(settings).open(aKey())).rejects.toThrow(FileUnreadable);
  }
});
