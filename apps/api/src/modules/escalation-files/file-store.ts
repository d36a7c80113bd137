import type { Readable } from 'node:stream';
import type { AttachmentId, EscalationId, TenantId } from '@understudy/domain';

/** Names the bytes of one attachment; made of ids only, so no name that a person chose is ever part of a path. */
export interface FileKey {
  readonly tenantId: TenantId;
  readonly escalationId: EscalationId;
  readonly attachmentId: AttachmentId;
}

/** A complete file on this machine's disk, on the file system of {@link FileStore.incoming}. */
export interface FileToKeep {
  readonly path: string;
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly contentType: string;
}

/** The bytes are not there, or what keeps them does not answer. */
export class FileUnreadable extends Error {
  constructor(cause: unknown) {
    super('the bytes of an attachment cannot be read', { cause });
    this.name = 'FileUnreadable';
  }
}

/**
 * Where the bytes of attachments are. Keys are written once and never changed: keeping the same key again with the same bytes is the same.
 * Both implementations pass file-store.spec.ts.
 */
export abstract class FileStore {
  /** Takes the file over: when this answers, its bytes survive a power cut, and nothing is left at its path. */
  abstract keep(key: FileKey, file: FileToKeep): Promise<void>;
  /** All bytes from the start. Throws FileUnreadable before the first byte. */
  abstract open(key: FileKey): Promise<Readable>;
  /** Nothing happens when there is none. */
  abstract remove(key: FileKey): Promise<void>;
}

/** `<tenant>/<escalation>/<attachment>`: the tenant first, so that one tenant's files can be moved, counted or handed over. */
export const pathOfKey = ({ tenantId, escalationId, attachmentId }: FileKey): string =>
  `${tenantId}/${escalationId}/${attachmentId}`;
