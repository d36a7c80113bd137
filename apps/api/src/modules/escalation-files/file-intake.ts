import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  ATTACHMENT_TYPES,
  attachmentEnding,
  cleanFileName,
  DomainError,
  MOST_ATTACHMENT_BYTES,
} from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import type { IncomingUpload } from '../../platform/http/index.js';
import { inspectFile } from './file-inspection.js';

/** A received file that may be attached. */
export interface CheckedFile {
  readonly path: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

const LEFTOVER_MS = 3_600_000;

/** The folder where files come in and are looked at before anything keeps them. */
@Injectable()
export class FileIntake implements OnModuleInit {
  private readonly folder: string;

  constructor(@Inject(ENV) env: Env) {
    this.folder = path.join(filesFolder(env), 'incoming');
  }

  /** What a process that was killed left behind goes, once it is older than any upload can be. */
  async onModuleInit(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const probe = path.join(this.folder, `probe-${randomUUID()}`);
    await mkdir(probe);
    const { mtimeMs: now } = await stat(probe);
    await rm(probe, { recursive: true });
    for (const name of await readdir(this.folder)) {
      const leftover = path.join(this.folder, name);
      const found = await stat(leftover).catch(() => null);
      if (found && now - found.mtimeMs > LEFTOVER_MS) await rm(leftover, { recursive: true, force: true });
    }
  }

  /**
   * Receives one file and looks into it. The name is checked after the bytes are here: it comes with them. Throws what IncomingUpload.receive
   * throws, attachments.name-unusable, attachments.type-not-allowed, attachments.content-mismatch, attachments.ambiguous; then nothing is left.
   */
  async receive(upload: IncomingUpload): Promise<CheckedFile> {
    const received = await upload.receive(path.join(this.folder, randomUUID()), MOST_ATTACHMENT_BYTES);
    try {
      const name = cleanFileName(received.sentName);
      if (name === null) throw new DomainError('attachments.name-unusable');
      const ending = attachmentEnding(name);
      if (ending === null)
        throw new DomainError('attachments.type-not-allowed', { allowed: Object.keys(ATTACHMENT_TYPES) });
      const contentType = await inspectFile(received.path, ending);
      const { sizeBytes, sha256 } = received;
      return { path: received.path, name, contentType, sizeBytes, sha256 };
    } catch (error) {
      await this.discard(received);
      throw error;
    }
  }

  async discard(file: Pick<CheckedFile, 'path'>): Promise<void> {
    await rm(file.path, { force: true });
  }
}

/** Everything of attachments on this machine's disk. */
export const filesFolder = ({ dataDir }: Pick<Env, 'dataDir'>): string => path.join(dataDir, 'files');
