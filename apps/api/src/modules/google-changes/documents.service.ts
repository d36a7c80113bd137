import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AssignmentId, type TenantId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { AssignmentRecord } from '../coverage/index.js';
import { GoogleClients, isGoogleFailure, readGoogleFailure } from '../google/index.js';
import { ChangedPeopleRepository } from './changed-people.repository.js';
import type { WrittenDocument } from './document-html.js';
import { DocumentSources } from './document-sources.js';
import { makeDocument, rewriteDocument, shareDocument } from './drive-document.js';
import { GoogleChangeSettings } from './google-change-settings.js';
import {
  type DocumentKind,
  type GoogleDocumentRecord,
  GoogleDocumentsRepository,
} from './google-documents.repository.js';

/** What a document is to be now; null words: it is only closed. */
interface Wanted {
  readonly assignment: AssignmentRecord;
  readonly words: WrittenDocument | null;
  readonly isOpen: boolean;
  readonly known: GoogleDocumentRecord | null;
}

const DELETED = 'The document was deleted in Google Drive, and is not made again';

/**
 * Briefs and return summaries as Google Docs: in the Drive of whoever is away, read by the backup while it concerns them and by nobody
 * after that. Written when they change, from the very content people read in the product.
 */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clients: GoogleClients,
    private readonly people: ChangedPeopleRepository,
    private readonly settings: GoogleChangeSettings,
    private readonly documents: GoogleDocumentsRepository,
    private readonly sources: DocumentSources,
  ) {}

  /** Brings both documents of a coverage to where they should be. Safe to repeat; throws when it is to be tried again. */
  async follow(tenantId: TenantId, id: AssignmentId): Promise<void> {
    for (const kind of ['brief', 'return'] as const) await this.bring(tenantId, id, kind);
  }

  /** Google is there again, or something else is wanted: nobody keeps a document open that should be shut. */
  lookAtAll(tenantId: TenantId): Promise<void> {
    return this.tenancy.run(tenantId, async (tx) => this.sources.lookAgain(tx, await this.documents.listOpen(tx)));
  }

  private async bring(tenantId: TenantId, id: AssignmentId, kind: DocumentKind): Promise<void> {
    const isWished = (await this.settings.get(tenantId)).documents;
    const wanted = await this.tenancy.run(tenantId, (tx) => this.wanted(tx, id, kind, isWished));
    if (!wanted || isDone(wanted)) return;
    const { assignment } = wanted;
    const can = await this.clients.can(tenantId, assignment.absent.userId, 'documents');
    if (!can.yes) return;
    const about = {
      assignmentId: id,
      kind,
      ownerUserId: wanted.known?.ownerUserId ?? assignment.absent.userId,
      readerUserId: wanted.known?.readerUserId ?? assignment.backupUserId,
    };
    if (!(await this.tenancy.run(tenantId, (tx) => this.documents.claim(tx, about))))
      throw new Error('another one writes this document');
    try {
      const made = await this.write(tenantId, wanted, about);
      await this.tenancy.run(tenantId, (tx) => this.settle(tx, wanted, kind, made));
    } catch (error) {
      const problem = isRefused(error) ? readGoogleFailure(error).text : null;
      // whoever could read it still can: it stays as it was noted, and is looked at again when Google lets us
      await this.tenancy.run(tenantId, (tx) => this.documents.release(tx, id, kind, problem));
      if (problem === null) throw error;
    }
  }

  private async wanted(tx: Tx, id: AssignmentId, kind: DocumentKind, isWished: boolean): Promise<Wanted | null> {
    const assignment = await this.sources.find(tx, id);
    if (!assignment) return null;
    const known = await this.documents.find(tx, id, kind);
    const source = isWished ? await this.sources.of(tx, assignment, kind) : null;
    if (source) return { assignment, words: source.words, isOpen: source.isOpen, known };
    return known && { assignment, words: null, isOpen: false, known };
  }

  private async write(
    tenantId: TenantId,
    { words, isOpen, known }: Wanted,
    {
      assignmentId,
      kind,
      ownerUserId,
      readerUserId,
    }: Pick<GoogleDocumentRecord, 'assignmentId' | 'kind' | 'ownerUserId' | 'readerUserId'>,
  ): Promise<{ documentId: string | null; problem: string | null }> {
    const [owner, reader] = await this.people.mailboxes(tenantId, [ownerUserId, readerUserId]);
    if (!owner || !reader) throw new Error('a document of nobody');
    const { drive } = await this.clients.of(tenantId, owner, 'documents');
    let documentId = known?.documentId ?? null;
    if (words && documentId === null) documentId = await makeDocument(drive, `${assignmentId}.${kind}`, words);
    else if (words && documentId !== null && hashOf(words) !== known?.wordsHash) {
      if (!(await rewriteDocument(drive, documentId, words))) return { documentId, problem: DELETED };
    }
    if (documentId !== null) await shareDocument(drive, documentId, reader.email, isOpen);
    return { documentId, problem: null };
  }

  private async settle(
    tx: Tx,
    { assignment, words, isOpen, known }: Wanted,
    kind: DocumentKind,
    { documentId, problem }: { documentId: string | null; problem: string | null },
  ): Promise<void> {
    const wordsHash = words ? hashOf(words) : (known?.wordsHash ?? null);
    await this.documents.settle(tx, assignment.id, kind, { documentId, wordsHash, isOpen, problem });
    if (documentId !== null && known?.documentId !== documentId)
      await this.sources.made(tx, assignment, kind, documentId);
  }
}

const hashOf = ({ title, html }: WrittenDocument): string =>
  createHash('sha256').update(`${title}\n${html}`).digest('base64url');

const isRefused = (error: unknown): boolean => isGoogleFailure(error) && readGoogleFailure(error).kind === 'refused';

const isDone = ({ words, isOpen, known }: Wanted): boolean =>
  known !== null && known.isOpen === isOpen && (words === null || known.wordsHash === hashOf(words));
