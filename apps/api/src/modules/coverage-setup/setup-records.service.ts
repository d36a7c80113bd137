import { Injectable } from '@nestjs/common';
import type { CoverageSetup } from '@understudy/contracts';
import type { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { type AbsenceRecord, AbsencesRepository, type AbsenceView, AbsenceViews } from '../absences/index.js';
import { NoticePlans } from '../notices/index.js';
import type { Asked } from './setup-asking.service.js';
import { type NotifyCustomers, SetupsRepository } from './setups.repository.js';
import { SplitDesk } from './split-desk.service.js';
import { unplacedWords } from './split-words.js';

type SetupView = z.output<typeof CoverageSetup>;

/** What a set-up leaves behind, and how it is answered. */
@Injectable()
export class SetupRecords {
  constructor(
    private readonly setups: SetupsRepository,
    private readonly absences: AbsencesRepository,
    private readonly views: AbsenceViews,
    private readonly desk: SplitDesk,
    private readonly history: History,
    private readonly notices: NoticePlans,
  ) {}

  /** What customers are told is the word of the person or their manager. */
  async save(
    tx: Tx,
    caller: CallerContext,
    { id, userId }: AbsenceRecord,
    input: { readonly notify_customers: NotifyCustomers; readonly split?: boolean | undefined },
  ): Promise<void> {
    const { notify_customers: notifyCustomers, split = null } = input;
    await this.setups.save(tx, id, { notifyCustomers, split, byUserId: caller.userId });
    await this.notices.set(tx, id, notifyCustomers);
    await this.history.append(tx, {
      type: 'coverage.set-up',
      subject: { kind: 'absence', id },
      ...byCaller(caller),
      data: { absence_id: id, user_id: userId, notify_customers: notifyCustomers, split },
    });
  }

  async view(
    tx: Tx,
    caller: CallerContext,
    { id }: AbsenceRecord,
    { assignments, unplaced }: Asked,
    notify: NotifyCustomers,
  ): Promise<SetupView> {
    const absence = await this.absences.lockById(tx, id);
    const [view, gaps, ready] = await Promise.all([
      this.views.of(tx, caller, absence),
      this.views.gaps(tx, [absence]),
      this.setups.countBriefs(
        tx,
        assignments.map((row) => row.id),
      ),
    ]);
    const asked = new Set<string>(assignments.map((row) => row.id));
    const covered = assignments.reduce((sum, row) => sum + row.coveredCustomerIds.length, 0);
    return {
      absence: view,
      assignments: view.coverage.assignments.filter((row) => asked.has(row.id)).map(toSetupAssignment),
      unplaced: await this.explain(tx, absence, unplaced),
      gaps,
      notify_customers: notify,
      briefs: { ready, pending: covered - ready },
    };
  }

  private async explain(tx: Tx, absence: AbsenceRecord, ids: Asked['unplaced']): Promise<SetupView['unplaced']> {
    if (ids.length === 0) return [];
    const { split } = await this.desk.split(tx, absence, ids);
    const reasons = new Map(split.unplaced.map(({ customerId, reason }) => [customerId, reason]));
    // somebody could take a few of them, and was not asked because nobody can take them all
    return ids.map((id) => ({ customer_id: id, reason: unplacedWords(reasons.get(id) ?? 'no_capacity') }));
  }
}

const toSetupAssignment = (row: AbsenceView['coverage']['assignments'][number]): SetupView['assignments'][number] => ({
  id: row.id,
  backup_user_id: row.backup.user_id,
  backup: row.backup,
  tier: row.tier,
  coverage_type: row.coverage_type,
  status: row.status,
  approval: row.approval,
  covered_customer_ids: row.covered_customer_ids,
  score: row.score,
  factors: row.factors,
});
