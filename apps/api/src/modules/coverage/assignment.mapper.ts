import type { CoverageAssignment } from '@understudy/contracts';
import type { z } from 'zod';
import { toPersonRef } from '../customers/index.js';
import type { AssignmentRecord } from './assignments.repository.js';

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
  accepted_at: row.acceptedAt,
  declined_reason: row.declinedReason,
  ended_reason: row.endedReason,
  notifications_received: row.notificationsReceived,
  actions_taken: row.actionsTaken,
  created_at: row.createdAt,
  version: row.version,
});
