import { Injectable } from '@nestjs/common';
import type { CoverageBrief, GetCustomerBrief, InputOf, ListBriefs, OutputOf } from '@understudy/contracts';
import { type AssignmentId, type BriefId, type CustomerId, DomainError, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { CoverageService } from '../coverage/index.js';
import { AccessService } from '../directory/index.js';
import { briefChanges } from './brief-changes.js';
import type { BriefContent } from './brief.writer.js';
import { BriefDesk } from './brief-desk.service.js';
import { type BriefRecord, BriefsRepository } from './briefs.repository.js';

type BriefView = z.output<typeof CoverageBrief>;

/** Briefs as backups read them: frozen at departure, shown fresh, with what changed since they last looked. */
@Injectable()
export class BriefsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly briefs: BriefsRepository,
    private readonly desk: BriefDesk,
    private readonly coverage: CoverageService,
    private readonly access: AccessService,
    private readonly history: History,
  ) {}

  /** Most pressing first. Reading as the backup counts as a look. Throws briefs.not-found for a former backup. */
  async list(caller: CallerContext, id: AssignmentId): Promise<OutputOf<typeof ListBriefs>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const assignment = await this.coverage.getOpen(tx, caller, id, 'briefs.not-found');
      // being asked is not yet a reason to read what is known of the customers: that comes with the yes
      if (assignment.backupUserId === caller.userId && assignment.status === 'pending')
        throw new DomainError('identity.not-allowed');
      const kept = new Map((await this.briefs.listOf(tx, id)).map((brief) => [brief.customerId, brief]));
      const fresh = await this.desk.write(tx, assignment);
      const read = fresh.flatMap(({ customerId, content }) => {
        const brief = kept.get(customerId);
        return brief ? [{ id: brief.id, brief, content }] : [];
      });

      if (assignment.backupUserId === caller.userId) await this.briefs.markViewed(tx, read);
      return { items: read.map(({ brief, content }) => toView(brief, content)) };
    });
  }

  /**
   * The brief that counts at the instant, now when none is given: for whoever covers the customer then and is not out yet, its owner,
   * and managers. Throws customers.not-found, briefs.not-found.
   */
  async ofCustomer(
    caller: CallerContext,
    { customer_id: customerId, at }: InputOf<typeof GetCustomerBrief>,
  ): Promise<OutputOf<typeof GetCustomerBrief>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const live = await this.desk.live(tx, customerId, at ?? tx.now);
      const covering = await this.briefs.findCovering(tx, caller.userId, customerId, at ?? tx.now);
      if (covering) return this.look(tx, covering, customerId, live.content);
      if (!(await this.isOverseer(tx, caller, live.csmId))) throw new DomainError('briefs.not-found');
      return liveView(tx, customerId, live.content);
    });
  }

  /** The reader's own brief of a customer they cover now, as a look at it; null when they cover it by no assignment. */
  async findOwn(
    tx: Tx,
    caller: CallerContext,
    customerId: CustomerId,
  ): Promise<{ assignmentId: AssignmentId; brief: BriefView } | null> {
    const assignmentId = await this.briefs.findCovering(tx, caller.userId, customerId, tx.now);
    if (assignmentId === null) return null;
    const { content } = await this.desk.live(tx, customerId, tx.now);
    return { assignmentId, brief: await this.look(tx, assignmentId, customerId, content) };
  }

  /** By the backup, the owner and managers. Throws briefs.not-found for a former backup. */
  async addNote(caller: CallerContext, id: BriefId, note: string): Promise<BriefView> {
    return this.tenancy.run(caller, async (tx) => {
      const { brief, absenceId } = await this.getOpen(tx, caller, id);
      await this.briefs.addNote(tx, id, note);
      await this.tell(tx, caller, 'brief.note-added', absenceId, brief, { note });
      return this.reread(tx, brief);
    });
  }

  /** Only by the backup, coverage.not-yours for others. Throws briefs.not-found for a former one. */
  async acknowledge(caller: CallerContext, id: BriefId): Promise<BriefView> {
    return this.tenancy.run(caller, async (tx) => {
      const { brief, absenceId } = await this.getOpen(tx, caller, id);
      if (brief.backupUserId !== caller.userId) throw new DomainError('coverage.not-yours');
      const isFirst = await this.briefs.acknowledge(tx, id);
      if (isFirst) await this.tell(tx, caller, 'brief.acknowledged', absenceId, brief, {});
      return this.reread(tx, brief);
    });
  }

  private async getOpen(tx: Tx, caller: CallerContext, id: BriefId) {
    const brief = await this.briefs.getById(tx, id);
    const { absenceId } = await this.coverage.getOpen(tx, caller, brief.assignmentId, 'briefs.not-found');
    return { brief, absenceId };
  }

  /** Marks it as read; a brief that the worker has not written yet is shown as it stands. */
  private async look(tx: Tx, assignmentId: AssignmentId, customerId: CustomerId, content: BriefContent) {
    const brief = await this.briefs.find(tx, assignmentId, customerId);
    if (!brief) return { ...liveView(tx, customerId, content), coverage_assignment_id: assignmentId };
    await this.briefs.markViewed(tx, [{ id: brief.id, content }]);
    return toView(brief, content);
  }

  private async reread(tx: Tx, { id, customerId }: BriefRecord): Promise<BriefView> {
    const saved = await this.briefs.getById(tx, id);
    return toView(saved, (await this.desk.live(tx, customerId, tx.now)).content);
  }

  private async isOverseer(tx: Tx, caller: CallerContext, csmId: UserId | null): Promise<boolean> {
    return csmId === null ? caller.roles.includes('admin') : this.access.mayManage(tx, caller, csmId);
  }

  private tell(
    tx: Tx,
    caller: CallerContext,
    type: string,
    absenceId: string,
    { id, customerId }: BriefRecord,
    data: Readonly<Record<string, string>>,
  ): Promise<void> {
    const about = { brief_id: id, customer_id: customerId, ...data };
    return this.history.append(tx, {
      type,
      subject: { kind: 'absence', id: absenceId },
      ...byCaller(caller),
      data: about,
    });
  }
}

const toView = (brief: BriefRecord, live: BriefContent): BriefView => ({
  ...live,
  id: brief.id,
  coverage_assignment_id: brief.assignmentId,
  customer_id: brief.customerId,
  generated_at: brief.generatedAt,
  frozen: brief.frozen,
  notes_added: brief.notesAdded,
  viewed_at: brief.viewedAt,
  acknowledged_at: brief.acknowledgedAt,
  changed_since_viewed: briefChanges(brief.viewedContent ?? brief.content, live),
});

const liveView = (tx: Tx, customerId: CustomerId, content: BriefContent): BriefView => ({
  ...content,
  id: null,
  coverage_assignment_id: null,
  customer_id: customerId,
  generated_at: tx.now,
  frozen: false,
  notes_added: '',
  viewed_at: null,
  acknowledged_at: null,
  changed_since_viewed: [],
});
