import type { OOOCoverage } from '@understudy/contracts';
import type { z } from 'zod';
import type { AbsenceRecord } from '../absences/index.js';
import type { AssignmentRecord } from '../coverage/index.js';
import type { CoverageParts } from './coverage-parts.service.js';

export type OOOCoverageView = z.output<typeof OOOCoverage>;

const STATUS = {
  pending: 'scheduled',
  accepted: 'scheduled',
  active: 'active',
  completed: 'completed',
  declined: 'completed',
} as const;

/** One assignment with everything that belongs to it, in PRD-131's words. */
export function toOOOCoverage(
  row: AssignmentRecord,
  absence: AbsenceRecord,
  { handoffs, notices, routing, handbacks }: Awaited<ReturnType<CoverageParts['of']>>,
  accounts: OOOCoverageView['covered_accounts'],
): OOOCoverageView {
  const [handoff, notice, handback] = [handoffs.get(row.id), notices.get(row.id), handbacks.get(row.id)];
  return {
    id: row.id,
    absence_id: row.absenceId,
    csm_id: absence.userId,
    covering_csm_id: row.backupUserId,
    start_date: absence.days.firstOn,
    end_date: absence.during.endsAt === null ? null : absence.days.lastOn,
    time_zone: absence.days.timeZone,
    status: STATUS[row.status],
    covered_accounts: accounts,
    handoff_brief: {
      document_id: handoff?.documentId ?? null,
      generated_at: handoff?.generatedAt ?? null,
      viewed_at: handoff?.viewedAt ?? null,
    },
    customer_notifications: {
      sent: notice?.sent ?? false,
      sent_at: notice?.sentAt ?? null,
      method: notice?.method ?? 'none',
    },
    routing_updates: (routing.get(row.id) ?? []).map((update) => ({
      type: update.type,
      original_routing: update.original_routing,
      temporary_routing: update.temporary_routing,
      reverted_at: update.reverted_at,
    })),
    return_handback: {
      summary_doc_id: null,
      generated_at: handback?.generatedAt ?? null,
      activities_during_absence: (handback?.content.activities_during_absence ?? []).map((activity) => ({
        customer_id: activity.customer.customer_id,
        activity_type: activity.activity_type,
        description: activity.description,
        at: activity.at,
      })),
      outstanding_issues: (handback?.content.outstanding_issues ?? []).map(
        ({ customer, title }) => `${customer.name}: ${title}`,
      ),
    },
    created_at: row.createdAt,
  };
}
