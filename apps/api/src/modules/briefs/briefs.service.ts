import { Injectable } from '@nestjs/common';
import type { GetCustomerBrief, InputOf, ListBriefs, OutputOf } from '@understudy/contracts';
import { asId, type AssignmentId, type CustomerId, DomainError, type UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { AccessService } from '../directory/index.js';
import { BriefAccess } from './brief-access.service.js';
import type { BriefContent } from './brief-content.js';
import { BriefDesk } from './brief-desk.service.js';
import { type BriefView, liveView, toView } from './brief.view.js';
import { BriefsRepository } from './briefs.repository.js';
import { HandoffService } from './handoff.service.js';

/** Briefs as backups read them: frozen at departure, shown fresh, with what changed since they last looked. */
@Injectable()
export class BriefsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly briefs: BriefsRepository,
    private readonly desk: BriefDesk,
    private readonly briefAccess: BriefAccess,
    private readonly access: AccessService,
    private readonly handoffs: HandoffService,
  ) {}

  /**
   * Most pressing first, page by page, the summary of the whole with the first one. Reading as the backup counts as a look. Throws
   * briefs.not-found for a former backup.
   */
  async list(caller: CallerContext, input: InputOf<typeof ListBriefs>): Promise<OutputOf<typeof ListBriefs>> {
    const after = input.cursor === undefined ? null : asId<CustomerId>(decodeCursor(input.cursor, ['id']).id);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const assignment = await this.briefAccess.getReadable(tx, caller, input.assignment_id);
      const written = new Set((await this.briefs.listWritten(tx, [assignment.id])).map(({ customerId }) => customerId));
      const all = (await this.desk.write(tx, assignment)).filter(({ customerId }) => written.has(customerId));
      const from = after === null ? 0 : all.findIndex(({ customerId }) => customerId === after) + 1;
      const page = all.slice(from, from + input.limit);
      const ids = page.map(({ customerId }) => customerId);
      const kept = new Map((await this.briefs.listOf(tx, assignment.id, ids)).map((one) => [one.customerId, one]));
      const read = page.flatMap(({ customerId, content }) => {
        const brief = kept.get(customerId);
        return brief ? [{ id: brief.id, brief, content }] : [];
      });

      if (assignment.backupUserId === caller.userId) {
        await this.briefs.markViewed(tx, read);
        await this.handoffs.look(tx, assignment.id);
      }
      const last = ids.at(-1);
      return {
        items: read.map(({ brief, content }) => toView(brief, content)),
        next_cursor: last !== undefined && from + page.length < all.length ? encodeCursor({ id: last }) : null,
        summary: after === null ? this.handoffs.summarize(assignment, all) : null,
        progress: await this.briefs.progress(tx, assignment.id),
      };
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
      return liveView(tx.now, customerId, live.content);
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

  /** Marks it as read; a brief that the worker has not written yet is shown as it stands. */
  private async look(tx: Tx, assignmentId: AssignmentId, customerId: CustomerId, content: BriefContent) {
    const brief = await this.briefs.find(tx, assignmentId, customerId);
    if (!brief) return { ...liveView(tx.now, customerId, content), coverage_assignment_id: assignmentId };
    await this.briefs.markViewed(tx, [{ id: brief.id, content }]);
    return toView(brief, content);
  }

  private async isOverseer(tx: Tx, caller: CallerContext, csmId: UserId | null): Promise<boolean> {
    return csmId === null ? caller.roles.includes('admin') : this.access.mayManage(tx, caller, csmId);
  }
}
