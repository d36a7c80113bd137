import { Injectable } from '@nestjs/common';
import type { AbsenceId, AssignmentId, NoticeCover, NoticeWorld } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type AbsenceRecord, AbsencesRepository } from '../absences/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { NoticeContactsRepository } from './notice-contacts.repository.js';
import type { ContactRecord, NoticeRecord } from './notice.records.js';
import { NoticeSettings } from './notice-settings.service.js';
import { NoticesRepository } from './notices.repository.js';

/** One absence with everything that decides about its notices. */
export interface LoadedNotices extends NoticeWorld {
  readonly record: AbsenceRecord;
  readonly csm: UserRecord;
  readonly contacts: readonly ContactRecord[];
  readonly notices: readonly NoticeRecord[];
}

export interface LoadOptions {
  /** Only this contact, and the notices to them. */
  readonly address?: string;
  /** As if this one had said yes: for a preview while they are still asked. */
  readonly assumed?: AssignmentId;
}

/** Loads what the decisions of libs/domain/notices.ts take as arguments. */
@Injectable()
export class NoticeWorlds {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly directory: DirectoryRepository,
    private readonly contacts: NoticeContactsRepository,
    private readonly notices: NoticesRepository,
    private readonly settings: NoticeSettings,
  ) {}

  /** null when there is no such absence. */
  async load(tx: Tx, id: AbsenceId, { address, assumed }: LoadOptions = {}): Promise<LoadedNotices | null> {
    const record = await this.absences.findById(tx, id);
    const csm = record && (await this.directory.findUser(tx, record.userId));
    if (!record || !csm) return null;
    const [assignments, contacts, notices, setting] = await Promise.all([
      this.assignments.listOfAbsences(tx, [id]),
      this.contacts.listOfAbsence(tx, id, address ?? null, csm.timeZone),
      this.notices.listOfAbsence(tx, id, address ?? null),
      this.settings.of(tx, id, csm.teamId),
    ]);
    const { status, during, windows, days } = record;
    return {
      record,
      csm,
      absence: { status, during, windows, firstOn: days.firstOn, lastOn: days.lastOn },
      covers: assignments.map((row) => toCover(row, assumed, tx.now)),
      contacts,
      notices,
      ...setting,
      now: tx.now,
    };
  }
}

const toCover = (row: AssignmentRecord, assumed: AssignmentId | undefined, now: Temporal.Instant): NoticeCover => ({
  ...row,
  customerIds: row.coveredCustomerIds,
  isLeaving: row.releaseRequestedAt !== null,
  ...(row.id === assumed && row.status === 'pending' ? { status: 'accepted' as const, acceptedAt: now } : {}),
});
