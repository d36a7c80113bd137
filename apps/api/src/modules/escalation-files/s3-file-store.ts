import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import type { Env } from '../../config/index.js';
import { type FileKey, FileStore, type FileToKeep, FileUnreadable, pathOfKey } from './file-store.js';

export type S3Settings = NonNullable<Env['s3']>;

const CONNECT_MS = 5_000;
const SILENCE_MS = 20_000;

/** Attachments in a bucket of Amazon S3 or of anything that speaks its language (MinIO, Ceph, R2, Garage). */
export class S3FileStore extends FileStore {
  private readonly client: S3Client;

  constructor(private readonly settings: S3Settings) {
    super();
    const { endpoint, region, keys, pathStyle } = settings;
    const config: S3ClientConfig = {
      region,
      forcePathStyle: pathStyle,
      // newer checksums as trailers are refused by many servers that are not Amazon's; ours is sent as a plain header
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: SILENCE_MS },
      maxAttempts: 3,
      ...(endpoint !== null && { endpoint }),
      ...(keys && { credentials: keys }),
    };
    this.client = new S3Client(config);
  }

  async keep(key: FileKey, file: FileToKeep): Promise<void> {
    await this.client.send(
      new PutObjectCommand({
        Bucket: this.settings.bucket,
        Key: pathOfKey(key),
        Body: createReadStream(file.path),
        ContentLength: file.sizeBytes,
        // whoever finds the bucket open gets no page of ours, only bytes to save
        ContentType: 'application/octet-stream',
        ContentDisposition: 'attachment',
        ChecksumSHA256: Buffer.from(file.sha256, 'hex').toString('base64'),
        Metadata: { sha256: file.sha256 },
      }),
    );
    await rm(file.path, { force: true });
  }

  async open(key: FileKey): Promise<Readable> {
    try {
      const { Body } = await this.client.send(
        new GetObjectCommand({ Bucket: this.settings.bucket, Key: pathOfKey(key) }),
      );
      if (Body instanceof Readable) return Body;
    } catch (error) {
      throw new FileUnreadable(error);
    }
    throw new FileUnreadable(new TypeError('the answer has no body to read'));
  }

  async remove(key: FileKey): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.settings.bucket, Key: pathOfKey(key) }));
  }

  close(): void {
    this.client.destroy();
  }
}
