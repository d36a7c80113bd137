import type { RoutingUpdate } from '@understudy/contracts';
import type { RoutingType } from '@understudy/domain';
import type { z } from 'zod';
import { toPersonRef } from '../customers/index.js';
import type { RoutingRecord } from './routing.repository.js';

const WHAT = {
  tasks: 'Tasks due and new tasks',
  alerts: 'Alerts',
  email: 'E-mail',
  slack: 'Slack channels',
  calendar: 'Customer meetings',
} as const satisfies Record<RoutingType, string>;

/** PRD-131's original and temporary routing, as people say it. */
export const toRoutingUpdate = (row: RoutingRecord): z.output<typeof RoutingUpdate> => ({
  id: row.id,
  coverage_id: row.assignmentId,
  absence_id: row.absenceId,
  type: row.type,
  state: row.state,
  original_routing: `${row.label ?? WHAT[row.type]}: ${row.absent.name}`,
  temporary_routing: `${row.label ?? WHAT[row.type]}: ${row.backup.name}, for ${row.absent.name}`,
  backup: toPersonRef(row.backup),
  applied_at: row.appliedAt,
  reverted_at: row.revertedAt,
  problem: row.problem,
});
