import { Injectable } from '@nestjs/common';
import type { CoveragePolicy, TeamId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';

/** A policy as it is stored. */
export interface PolicyRecord extends CoveragePolicy {
  readonly version: number;
  readonly updatedAt: Temporal.Instant;
}

const SELECT = `
  select p.team_id as "teamId", p.needs_approval as "needsApproval", p.approve_within_minutes as "approveWithinMinutes",
         p.needs_acceptance as "needsAcceptance", p.answer_within_minutes as "answerWithinMinutes", p.urgent_answer_minutes as "urgentAnswerMinutes",
         p.strategy, p.weights, p.load_weights as "loadWeights", p.split_above as "splitAbove", p.secondary, p.ladder,
         jsonb_build_object('method', p.notice_method, 'segments', p.notice_segments, 'minDays', p.notice_min_days) as notices,
         jsonb_build_object('ownerHours', p.gate_owner_hours, 'managerHours', p.gate_manager_hours) as "briefGate",
         p.version, p.updated_at as "updatedAt"
    from coverage_policies p`;

const COLUMNS = `needs_approval, approve_within_minutes, needs_acceptance, answer_within_minutes, urgent_answer_minutes, strategy, weights,
  load_weights, split_above, secondary, ladder, notice_method, notice_segments, notice_min_days, gate_owner_hours, gate_manager_hours, updated_at`;

const VALUES = '$3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11, $12, $13, $14, $15, $16, $17, $18, $19';

const refused = constraintErrors({
  coverage_policies_team_fkey: 'teams.not-found',
  coverage_policies_team_key: 'version.stale',
});

@Injectable()
export class PoliciesRepository {
  /** The team's own policy, not what it inherits; null team: the tenant's. */
  async find(tx: Tx, teamId: TeamId | null): Promise<PolicyRecord | null> {
    const [row] = await tx.query<PolicyRecord>(
      `${SELECT} where p.tenant_id = $1 and p.team_id is not distinct from $2::uuid`,
      [tx.tenantId, teamId],
    );
    return row ?? null;
  }

  /** The team's own policy, else the tenant's; null when neither is stored. */
  async findFor(tx: Tx, teamId: TeamId | null): Promise<PolicyRecord | null> {
    const [row] = await tx.query<PolicyRecord>(
      `${SELECT} where p.tenant_id = $1 and (p.team_id is null or p.team_id = $2::uuid) order by p.team_id nulls last limit 1`,
      [tx.tenantId, teamId],
    );
    return row ?? null;
  }

  list(tx: Tx): Promise<PolicyRecord[]> {
    return tx.query(`${SELECT} where p.tenant_id = $1 order by p.team_id nulls first`, [tx.tenantId]);
  }

  /** Throws teams.not-found, and version.stale when somebody else made the first policy of the team meanwhile. */
  async add(tx: Tx, policy: CoveragePolicy): Promise<void> {
    await tx
      .query(
        `insert into coverage_policies (tenant_id, team_id, ${COLUMNS}) values ($1, $2, ${VALUES})`,
        valuesOf(tx, policy),
      )
      .catch(refused);
  }

  /** False when the row has another version by now. */
  async save(tx: Tx, policy: CoveragePolicy, version: number): Promise<boolean> {
    const rows = await tx.query(
      `update coverage_policies set (${COLUMNS}, version) = (${VALUES}, version + 1)
        where tenant_id = $1 and team_id is not distinct from $2::uuid and version = $20 returning 1`,
      [...valuesOf(tx, policy), version],
    );
    return rows.length === 1;
  }
}

const valuesOf = (tx: Tx, policy: CoveragePolicy): unknown[] => [
  tx.tenantId,
  policy.teamId,
  policy.needsApproval,
  policy.approveWithinMinutes,
  policy.needsAcceptance,
  policy.answerWithinMinutes,
  policy.urgentAnswerMinutes,
  policy.strategy,
  JSON.stringify(policy.weights),
  policy.loadWeights && JSON.stringify(policy.loadWeights),
  policy.splitAbove,
  policy.secondary,
  [...policy.ladder],
  policy.notices.method,
  policy.notices.segments && [...policy.notices.segments],
  policy.notices.minDays,
  policy.briefGate.ownerHours,
  policy.briefGate.managerHours,
  tx.now,
];
