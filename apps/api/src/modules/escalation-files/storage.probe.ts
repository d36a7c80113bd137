import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { AttachmentId, EscalationId, TenantId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { newId } from '../../platform/database/index.js';
import {
  type CheckStep,
  failed,
  type IntegrationProbe,
  IntegrationProbes,
  type IntegrationStatus,
  passed,
  skipped,
} from '../integrations/index.js';
import { filesFolder } from './file-intake.js';
import { type FileKey, FileStore } from './file-store.js';

const CONTENT = Buffer.from('Understudy looks whether files are kept.');

/** Where attached files are kept: a folder or a bucket of the installation, the same for every organisation. */
@Injectable()
export class StorageProbe implements IntegrationProbe, OnModuleInit {
  readonly kind = 'storage';

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly files: FileStore,
    private readonly probes: IntegrationProbes,
  ) {}

  onModuleInit(): void {
    this.probes.register(this);
  }

  status(): Promise<IntegrationStatus> {
    const { s3 } = this.env;
    const detail = s3
      ? `The bucket ${s3.bucket}${s3.endpoint ? ` at ${new URL(s3.endpoint).host}` : ' at Amazon'}.`
      : 'A folder of the installation.';
    return Promise.resolve({ state: 'connected', detail, problem: null, last_ok_at: null });
  }

  /** Keeps a file of a few bytes under a new name, reads it and removes it. */
  async check(tenantId: TenantId): Promise<CheckStep[]> {
    const key = { tenantId, escalationId: newId<EscalationId>(), attachmentId: newId<AttachmentId>() };
    const names = ['keeping a file', 'reading it', 'removing it'] as const;
    const works = [() => this.keep(key), () => this.read(key), () => this.files.remove(key)];
    const steps: CheckStep[] = [];
    for (const [index, name] of names.entries()) {
      if (steps.some(({ state }) => state === 'failed')) steps.push(skipped(name, 'An earlier step failed.'));
      else steps.push(await this.attempt(name, works[index] ?? (() => Promise.resolve())));
    }
    return steps;
  }

  private async keep(key: FileKey): Promise<void> {
    const folder = path.join(filesFolder(this.env), 'incoming');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, `check-${randomUUID()}`);
    await writeFile(file, CONTENT);
    try {
      await this.files.keep(key, {
        path: file,
        sizeBytes: CONTENT.length,
        sha256: createHash('sha256').update(CONTENT).digest('hex'),
        contentType: 'text/plain',
      });
    } finally {
      await rm(file, { force: true });
    }
  }

  private async read(key: FileKey): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of await this.files.open(key)) pieces.push(Buffer.from(piece));
    if (!Buffer.concat(pieces).equals(CONTENT)) throw new Error('other bytes came back than were kept');
  }

  private async attempt(name: string, work: () => Promise<void>): Promise<CheckStep> {
    try {
      await work();
      return passed(name, 'It works.');
    } catch (error) {
      const { s3 } = this.env;
      return failed(
        name,
        `It did not work: ${error instanceof Error ? error.message : String(error)}.`,
        s3
          ? `Look at S3_BUCKET, S3_ENDPOINT, S3_REGION and the keys: they must be let read, write and delete in ${s3.bucket}.`
          : 'Let the program write to DATA_DIR, and look whether the disk is full.',
      );
    }
  }
}
