import type { CoverageAssignment } from '@understudy/contracts';
import type { z } from 'zod';
import { toPersonRef } from '../customers/index.js';
import type { AssignmentRecord } from './assignment.records.js';

export const toCoverageAssignment = (row: AssignmentRecord): z.output<typeof CoverageAssignment> => ({
  id: row.id,
  absence_id: row.absenceId,
  backup: toPersonRef(row.backup),
  absent: toPersonRef(row.absent),
  tier: row.tier,
  coverage_type: row.coverageType,
  status: row.status,
  approval: row.approval,
  during: { starts_at: row.during.startsAt, ends_at: row.during.endsAt },
  time_zone: row.timeZone,
  covered_customer_ids: [...row.coveredCustomerIds],
  score: row.score,
  factors: row.factors && { ...row.factors },
  rung: row.rung,
  asked_at: row.askedAt,
  answer_by: row.status === 'pending' ? row.answerBy : null,
  approver_user_id: row.approverUserId,
  approve_by: row.approval === 'waiting' ? row.approveBy : null,
  approval_reason: row.approvalReason,
  accepted_at: row.acceptedAt,
  release_by: row.releaseBy,
  release_reason: row.releaseReason,
  declined_reason: row.declinedReason,
  ended_reason: row.endedReason,
  notifications_received: row.notificationsReceived,
  actions_taken: row.actionsTaken,
  created_at: row.createdAt,
  version: row.version,
});
