import { Injectable } from '@nestjs/common';
import type { InputOf, ListNotices, OutputOf, SetNoticePlan } from '@understudy/contracts';
import { type AbsenceId, type AssignmentId, DomainError, isOpenAt } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { AbsenceRights } from '../absences/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import { NoticeDesks } from './notice-desks.service.js';
import { NoticeMethods } from './notice-methods.service.js';
import { toNoticeView } from './notice.mapper.js';
import type { NoticeSummary } from './notice.records.js';
import { NoticeWorlds } from './notice-worlds.service.js';

/** The notices of an absence, for those whom they concern. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: AbsenceRights,
    private readonly assignments: AssignmentsRepository,
    private readonly worlds: NoticeWorlds,
    private readonly desks: NoticeDesks,
    private readonly methods: NoticeMethods,
  ) {}

  /** For the person who is away, their managers, and whoever is or may become their backup. */
  async list(caller: CallerContext, id: AbsenceId): Promise<OutputOf<typeof ListNotices>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      await this.requireReader(tx, caller, id);
      return this.describe(tx, id);
    });
  }

  /** By the person who is away and their managers. What is planned follows. */
  async setPlan(caller: CallerContext, input: InputOf<typeof SetNoticePlan>): Promise<OutputOf<typeof SetNoticePlan>> {
    return this.tenancy.run(caller, async (tx) => {
      await this.rights.getManaged(tx, caller, input.absence_id);
      await this.methods.choose(tx, byCaller(caller), input.absence_id, input.method);
      return this.describe(tx, input.absence_id);
    });
  }

  /** For PRD-131's OOOCoverage: was anybody told of this coverage, when first, and how. */
  summaryOf(tx: Tx, ids: readonly AssignmentId[]): Promise<ReadonlyMap<AssignmentId, NoticeSummary>> {
    return this.methods.summaryOf(tx, ids);
  }

  private async requireReader(tx: Tx, caller: CallerContext, id: AbsenceId): Promise<void> {
    await this.rights.getVisible(tx, caller, id);
    const backups = await this.assignments.listOfAbsences(tx, [id]);
    if (backups.some((row) => row.backupUserId === caller.userId && isOpenAt(row, tx.now))) return;
    await this.rights.getManaged(tx, caller, id);
  }

  private async describe(tx: Tx, id: AbsenceId): Promise<OutputOf<typeof ListNotices>> {
    const world = await this.worlds.load(tx, id);
    if (!world) throw new DomainError('absences.not-found');
    const desk = await this.desks.open(tx, world);
    return {
      method: world.method,
      connected: world.isConnected,
      items: world.notices.map((notice) => toNoticeView(notice, world, desk)),
    };
  }
}
