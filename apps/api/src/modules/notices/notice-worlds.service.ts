import { Injectable } from '@nestjs/common';
import {
  type AbsenceId,
  type AssignmentId,
  type CustomerId,
  firstAwayFrom,
  inChargeOf,
  type NoticeCover,
  type NoticeWorld,
  responsibleIn,
  roster,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type AbsenceRecord, AbsencesRepository } from '../absences/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { TenantRosterRepository } from '../responsibility/index.js';
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
    private readonly rosters: TenantRosterRepository,
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
    const left = await this.directory.listLeft(tx, [...new Set(assignments.map((row) => row.backupUserId))]);
    const { status, during, windows, days } = record;
    const known = {
      record,
      csm,
      absence: { status, during, windows, firstOn: days.firstOn, lastOn: days.lastOn },
      covers: assignments.map((row) => ({ ...toCover(row, assumed, tx.now), hasLeft: left.has(row.backupUserId) })),
      contacts,
      notices,
      ...setting,
      now: tx.now,
    };
    return { ...known, standIns: await this.standIns(tx, known) };
  }

  /** Of customers who were told a name and have nobody in charge now; everybody else's notices need no stand-in. */
  private async standIns(tx: Tx, world: Omit<LoadedNotices, 'standIns'>): Promise<ReadonlyMap<CustomerId, UserId>> {
    const told = world.notices.filter((notice) => notice.kind === 'introduction' && notice.told !== null);
    const open = [...new Set(told.map(({ customerId }) => customerId))].filter((id) => inChargeOf(id, world) === null);
    const at = firstAwayFrom(world.absence, tx.now);
    if (open.length === 0 || at === null) return new Map();
    const { rows } = await this.rosters.load(tx, at, at.add({ milliseconds: 1 }));
    const all = roster(rows);
    return new Map(
      open.flatMap((id): [CustomerId, UserId][] => {
        const { responsible } = responsibleIn(all, { customer: { id, csmId: world.record.userId }, at });
        return responsible === null ? [] : [[id, responsible]];
      }),
    );
  }
}

const toCover = (row: AssignmentRecord, assumed: AssignmentId | undefined, now: Temporal.Instant): NoticeCover => ({
  ...row,
  customerIds: row.coveredCustomerIds,
  isLeaving: row.releaseRequestedAt !== null,
  ...(row.id === assumed && row.status === 'pending' ? { status: 'accepted' as const, acceptedAt: now } : {}),
});
