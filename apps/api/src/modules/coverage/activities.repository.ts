import { Injectable } from '@nestjs/common';
import type { CoverageActivity } from '@understudy/contracts';
import type { AssignmentId, CustomerId } from '@understudy/domain';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import { type PersonName, person, toPersonRef } from '../customers/index.js';
import type { AssignmentRecord } from './assignment.records.js';

type Activity = z.output<typeof CoverageActivity>;

interface ActivityRow {
  id: string;
  assignmentId: AssignmentId;
  customerId: CustomerId;
  backup: PersonName;
  original: PersonName;
  kind: string;
  description: string;
  outcome: string | null;
  at: Temporal.Instant;
}

const SELECT = `
  select v.id, v.coverage_assignment_id as "assignmentId", v.customer_id as "customerId", ${person('b')} as backup, ${person('o')} as original,
         v.activity_type as kind, v.description, v.outcome, v.activity_date as at
    from coverage_activities v
    join users b on (b.tenant_id, b.id) = (v.tenant_id, v.backup_user_id)
    join users o on (o.tenant_id, o.id) = (v.tenant_id, v.original_csm_id)`;

const toActivity = (row: ActivityRow): Activity => ({
  id: row.id,
  coverage_assignment_id: row.assignmentId,
  customer_id: row.customerId,
  backup: toPersonRef(row.backup),
  original_csm: toPersonRef(row.original),
  activity_type: row.kind,
  description: row.description,
  outcome: row.outcome,
  activity_date: row.at,
});

@Injectable()
export class ActivitiesRepository {
  /** Also becomes part of the customer's own activity, so that it is in the next brief. */
  async add(
    tx: Tx,
    assignment: AssignmentRecord,
    activity: { customerId: CustomerId; kind: string; description: string; outcome: string | null },
  ): Promise<Activity> {
    const [row] = await tx.query<{ id: string }>(
      `with logged as (
         insert into coverage_activities (tenant_id, coverage_assignment_id, customer_id, backup_user_id, original_csm_id, activity_type, description, outcome, activity_date)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id
       ), known as (
         insert into activities (tenant_id, customer_id, user_id, kind, summary, occurred_at) values ($1, $3, $4, $6, $7, $9)
       )
       select id from logged`,
      [
        tx.tenantId,
        assignment.id,
        activity.customerId,
        assignment.backupUserId,
        assignment.absent.userId,
        activity.kind,
        activity.description,
        activity.outcome,
        tx.now,
      ],
    );
    return toActivity({
      id: row?.id ?? '',
      assignmentId: assignment.id,
      customerId: activity.customerId,
      backup: assignment.backup,
      original: assignment.absent,
      kind: activity.kind,
      description: activity.description,
      outcome: activity.outcome,
      at: tx.now,
    });
  }

  async list(tx: Tx, assignmentId: AssignmentId): Promise<Activity[]> {
    const rows = await tx.query<ActivityRow>(
      `${SELECT} where v.tenant_id = $1 and v.coverage_assignment_id = $2 order by v.activity_date desc, v.id`,
      [tx.tenantId, assignmentId],
    );
    return rows.map(toActivity);
  }
}
