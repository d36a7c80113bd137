import { Injectable } from '@nestjs/common';
import { type CoverageRule, DomainError } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';

export interface RuleRecord extends CoverageRule {
  readonly version: number;
  readonly updatedAt: Temporal.Instant;
}

const SELECT = `
  select r.id, r.position, r.name, r.active, r.conditions,
         jsonb_build_object('strategy', r.strategy, 'backupUserId', r.backup_user_id, 'backupTeamId', r.backup_team_id, 'skill', r.skill) as action,
         r.version, r.updated_at as "updatedAt"
    from coverage_rules r where r.tenant_id = $1 and r.removed_at is null`;

const refused = constraintErrors({
  coverage_rules_backup_fkey: 'users.not-found',
  coverage_rules_backup_team_fkey: 'teams.not-found',
});

type Written = Pick<CoverageRule, 'name' | 'active' | 'conditions' | 'action'>;

const valuesOf = ({ name, active, conditions, action }: Written): unknown[] => [
  name,
  active,
  JSON.stringify(conditions),
  action.strategy,
  action.backupUserId,
  action.backupTeamId,
  action.skill,
];

/** Removed rules stay as rows and are never answered. */
@Injectable()
export class CoverageRulesRepository {
  /** In the order in which they are asked. */
  list(tx: Tx): Promise<RuleRecord[]> {
    return tx.query(`${SELECT} order by r.position, r.id`, [tx.tenantId]);
  }

  /** Throws `coverage-rules.not-found`. */
  async get(tx: Tx, id: string): Promise<RuleRecord> {
    const [row] = await tx.query<RuleRecord>(`${SELECT} and r.id = $2`, [tx.tenantId, id]);
    if (!row) throw new DomainError('coverage-rules.not-found');
    return row;
  }

  /** Whoever changes the list takes this first: positions are decided one after the other. */
  async lockList(tx: Tx): Promise<void> {
    await tx.query('select 1 from tenants where tenant_id = $1 for no key update', [tx.tenantId]);
  }

  /** As the last one. Throws users.not-found, teams.not-found. */
  async add(tx: Tx, rule: Written): Promise<string> {
    const [row] = await tx
      .query<{ id: string }>(
        `insert into coverage_rules (tenant_id, position, name, active, conditions, strategy, backup_user_id, backup_team_id, skill, created_at, updated_at)
         select $1, coalesce(max(r.position), 0) + 1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $9
           from coverage_rules r where r.tenant_id = $1 and r.removed_at is null
         returning id`,
        [tx.tenantId, ...valuesOf(rule), tx.now],
      )
      .catch(refused);
    if (!row) throw new Error('insert into coverage_rules answered no row');
    return row.id;
  }

  /** False when the row has another version by now. Throws as {@link add}. */
  async save(tx: Tx, id: string, rule: Written, version: number): Promise<boolean> {
    const rows = await tx
      .query(
        `update coverage_rules set name = $2, active = $3, conditions = $4::jsonb, strategy = $5, backup_user_id = $6, backup_team_id = $7,
                skill = $8, updated_at = $9, version = version + 1
          where tenant_id = $1 and id = $10 and version = $11 and removed_at is null returning 1`,
        [tx.tenantId, ...valuesOf(rule), tx.now, id, version],
      )
      .catch(refused);
    return rows.length === 1;
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.query(
      'update coverage_rules set removed_at = $3, updated_at = $3, version = version + 1 where tenant_id = $1 and id = $2',
      [tx.tenantId, id, tx.now],
    );
  }

  /** The first gets position 1. */
  async reorder(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query(
      `update coverage_rules r set position = o.position, updated_at = $3, version = r.version + 1
         from unnest($2::uuid[]) with ordinality as o (id, position)
        where r.tenant_id = $1 and r.id = o.id and r.position <> o.position`,
      [tx.tenantId, ids, tx.now],
    );
  }
}
