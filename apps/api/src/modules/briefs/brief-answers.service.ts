import { Injectable } from '@nestjs/common';
import type { AcknowledgeBriefs, InputOf, OutputOf } from '@understudy/contracts';
import { type BriefId, DomainError } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CoverageService } from '../coverage/index.js';
import { BriefAccess } from './brief-access.service.js';
import { BriefDesk } from './brief-desk.service.js';
import { BriefNews } from './brief-news.service.js';
import { type BriefView, toView } from './brief.view.js';
import { type BriefRecord, BriefsRepository } from './briefs.repository.js';

/** What readers do with briefs: add notes, say that they have read them. */
@Injectable()
export class BriefAnswers {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly briefs: BriefsRepository,
    private readonly desk: BriefDesk,
    private readonly coverage: CoverageService,
    private readonly access: BriefAccess,
    private readonly news: BriefNews,
  ) {}

  /** By the backup, the owner and managers. Throws briefs.not-found for a former backup. */
  async addNote(caller: CallerContext, id: BriefId, note: string): Promise<BriefView> {
    return this.tenancy.run(caller, async (tx) => {
      const { brief, absenceId } = await this.getOpen(tx, caller, id);
      await this.briefs.addNote(tx, id, note);
      await this.news.byPerson(tx, caller, 'brief.note-added', absenceId, { ...about(brief), note });
      return this.reread(tx, brief);
    });
  }

  /** Only by the backup, coverage.not-yours for others. Throws briefs.not-found for a former one. */
  async acknowledge(caller: CallerContext, id: BriefId): Promise<BriefView> {
    return this.tenancy.run(caller, async (tx) => {
      const { brief, absenceId } = await this.getOpen(tx, caller, id);
      if (brief.backupUserId !== caller.userId) throw new DomainError('coverage.not-yours');
      const isFirst = await this.briefs.acknowledge(tx, id);
      if (isFirst) await this.news.byPerson(tx, caller, 'brief.acknowledged', absenceId, about(brief));
      return this.reread(tx, brief);
    });
  }

  /** As {@link acknowledge} for all briefs of an assignment, or some. Repeating it changes nothing. Answers how far the backup is. */
  async acknowledgeAll(
    caller: CallerContext,
    { assignment_id: id, customer_ids: customerIds = null }: InputOf<typeof AcknowledgeBriefs>,
  ): Promise<OutputOf<typeof AcknowledgeBriefs>> {
    return this.tenancy.run(caller, async (tx) => {
      const { backupUserId, absenceId, coveredCustomerIds } = await this.access.getReadable(tx, caller, id);
      if (backupUserId !== caller.userId) throw new DomainError('coverage.not-yours');
      if (customerIds?.some((one) => !coveredCustomerIds.includes(one))) throw new DomainError('briefs.not-found');

      const count = await this.briefs.acknowledgeAll(tx, id, customerIds);
      if (count > 0)
        await this.news.byPerson(tx, caller, 'briefs.acknowledged', absenceId, { assignment_id: id, count });
      return this.briefs.progress(tx, id);
    });
  }

  private async getOpen(tx: Tx, caller: CallerContext, id: BriefId) {
    const brief = await this.briefs.getById(tx, id);
    const { absenceId } = await this.coverage.getOpen(tx, caller, brief.assignmentId, 'briefs.not-found');
    return { brief, absenceId };
  }

  private async reread(tx: Tx, { id, customerId }: BriefRecord): Promise<BriefView> {
    const saved = await this.briefs.getById(tx, id);
    return toView(saved, (await this.desk.live(tx, customerId, tx.now)).content);
  }
}

const about = ({ id, customerId }: BriefRecord) => ({ brief_id: id, customer_id: customerId });
