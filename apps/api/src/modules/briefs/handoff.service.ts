import { Injectable } from '@nestjs/common';
import type { GetHandoff, OutputOf } from '@understudy/contracts';
import { type AssignmentId, byRisk, type CustomerId, dayOf, portfolioSummary } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import type { AssignmentRecord } from '../coverage/index.js';
import { toPersonRef } from '../customers/index.js';
import { BriefAccess } from './brief-access.service.js';
import type { BriefContent } from './brief-content.js';
import { BriefDesk } from './brief-desk.service.js';
import { BriefsRepository } from './briefs.repository.js';
import { toCoveredAccount, toOrderRow, toSummaryRow } from './handoff.mapper.js';
import { type HandoffRecord, HandoffsRepository } from './handoffs.repository.js';
import { OwnerAbsencesRepository } from './owner-absences.repository.js';

interface Page {
  readonly customerId: CustomerId;
  readonly content: BriefContent;
}

/** PRD-131's handoff brief: the whole portfolio on one page. */
@Injectable()
export class HandoffService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly briefs: BriefsRepository,
    private readonly desk: BriefDesk,
    private readonly access: BriefAccess,
    private readonly handoffs: HandoffsRepository,
    private readonly absences: OwnerAbsencesRepository,
  ) {}

  /**
   * As it stood at departure once the coverage runs, as it stands now before. Opening it as the backup counts as a look. Throws as
   * {@link BriefAccess.getReadable}.
   */
  async get(caller: CallerContext, id: AssignmentId): Promise<OutputOf<typeof GetHandoff>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const assignment = await this.access.getReadable(tx, caller, id);
      const { pages, isFrozen, briefIds } = await this.read(tx, assignment);

      if (assignment.backupUserId === caller.userId) await this.look(tx, id);
      const [record] = await this.handoffs.listOf(tx, [id]);
      return {
        coverage_id: id,
        absence_id: assignment.absenceId,
        csm: toPersonRef(assignment.absent),
        covering_csm: toPersonRef(assignment.backup),
        during: { starts_at: assignment.during.startsAt, ends_at: assignment.during.endsAt },
        time_zone: assignment.timeZone,
        summary: this.summarize(assignment, pages),
        instructions: (await this.absences.get(tx, assignment.absenceId)).instructions,
        covered_accounts: pages.map((page) => toCoveredAccount(page, briefIds.get(page.customerId) ?? null)),
        progress: await this.briefs.progress(tx, id),
        frozen: isFrozen,
        generated_at: isFrozen && record ? record.generatedAt : tx.now,
        viewed_at: record?.viewedAt ?? null,
        document_id: record?.documentId ?? null,
      };
    });
  }

  /** Every covered account, most pressing first, as {@link get} answers them; reading them here is no look of anybody. */
  async accountsOf(tx: Tx, assignment: AssignmentRecord): Promise<OutputOf<typeof GetHandoff>['covered_accounts']> {
    const { pages, briefIds } = await this.read(tx, assignment);
    return pages.map((page) => toCoveredAccount(page, briefIds.get(page.customerId) ?? null));
  }

  /** The whole handoff for a document: as {@link get} shows it, and looking at it is nobody's look. */
  async contentOf(tx: Tx, assignment: AssignmentRecord) {
    const { pages, briefIds } = await this.read(tx, assignment);
    return {
      summary: this.summarize(assignment, pages),
      instructions: (await this.absences.get(tx, assignment.absenceId)).instructions,
      accounts: pages.map((page) => toCoveredAccount(page, briefIds.get(page.customerId) ?? null)),
    };
  }

  /** Where the document is. */
  setDocument(tx: Tx, id: AssignmentId, documentId: string): Promise<void> {
    return this.handoffs.setDocument(tx, id, documentId);
  }

  /** Frozen pages as they were handed over, the others as they stand now, in order. */
  private async read(tx: Tx, assignment: AssignmentRecord) {
    const kept = await this.briefs.listOf(tx, assignment.id, assignment.coveredCustomerIds);
    const frozen = new Map(kept.flatMap((brief) => (brief.frozen ? [[brief.customerId, brief.content]] : [])));
    const isFrozen = kept.length > 0 && frozen.size === assignment.coveredCustomerIds.length;
    const fresh: readonly Page[] = isFrozen ? [] : await this.desk.write(tx, assignment);
    const pages = [
      ...[...frozen].map(([customerId, content]) => ({ customerId, content })),
      ...fresh.filter(({ customerId }) => !frozen.has(customerId)),
    ].toSorted((a, b) => byRisk(toOrderRow(a), toOrderRow(b)));
    return { pages, isFrozen, briefIds: new Map(kept.map((brief) => [brief.customerId, brief.id])) };
  }

  /** The summary of pages that are in order. */
  summarize({ absent, during, timeZone }: AssignmentRecord, pages: readonly Page[]): string {
    return portfolioSummary({
      absentName: absent.name,
      firstOn: dayOf(during.startsAt, timeZone),
      lastOn: during.endsAt && dayOf(during.endsAt.subtract({ nanoseconds: 1 }), timeZone),
      timeZone,
      rows: pages.map(({ content }) => toSummaryRow(content)),
    });
  }

  /** The backup opens it; the first time counts. */
  look(tx: Tx, id: AssignmentId): Promise<void> {
    return this.handoffs.markViewed(tx, id);
  }

  /** For assignments that have briefs, in no order (PRD-131 handoffBrief). */
  listOf(tx: Tx, ids: readonly AssignmentId[]): Promise<HandoffRecord[]> {
    return this.handoffs.listOf(tx, ids);
  }
}
