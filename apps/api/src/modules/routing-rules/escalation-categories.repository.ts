import { Injectable } from '@nestjs/common';
import type { AdminCategory } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import type { z } from 'zod';
import { constraintErrors, type Tx } from '../../platform/database/index.js';

/** As admins see it: the shape of the contract. */
export type CategoryRow = z.output<typeof AdminCategory>;

/** What is written; the columns of PRD-243. */
export type WrittenCategory = Pick<
  CategoryRow,
  | 'name'
  | 'description'
  | 'default_owner_id'
  | 'default_secondary_owner_id'
  | 'default_team_id'
  | 'expertise'
  | 'sla_hours_p0'
  | 'sla_hours_p1'
  | 'sla_hours_p2'
  | 'sla_hours_p3'
  | 'active'
>;

const BROKEN = {
  escalation_categories_name_key: 'escalation-categories.name-taken',
  escalation_categories_lower_name_key: 'escalation-categories.name-taken',
  escalation_categories_owner_fkey: 'users.not-found',
  escalation_categories_secondary_fkey: 'users.not-found',
  escalation_categories_team_fkey: 'teams.not-found',
} as const;

const ref = (alias: string) =>
  `case when ${alias}.id is not null then jsonb_build_object('user_id', ${alias}.id, 'name', ${alias}.name, 'place', ${alias}.place) end`;

const SELECT = `
  select k.id, k.name, k.description, k.default_owner_id, ${ref('o')} as default_owner, k.default_secondary_owner_id,
         ${ref('s')} as default_secondary_owner, k.default_team_id,
         case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as default_team, k.expertise,
         k.sla_hours_p0, k.sla_hours_p1, k.sla_hours_p2, k.sla_hours_p3, k.active, k.version, k.updated_at,
         (select count(*)::int from escalations e where e.tenant_id = k.tenant_id and e.category_id = k.id
             and e.status in ('open', 'investigating', 'action_required')) as open_escalations
    from escalation_categories k
    left join users o on (o.tenant_id, o.id) = (k.tenant_id, k.default_owner_id)
    left join users s on (s.tenant_id, s.id) = (k.tenant_id, k.default_secondary_owner_id)
    left join teams t on (t.tenant_id, t.id) = (k.tenant_id, k.default_team_id)
   where k.tenant_id = $1`;

const valuesOf = (row: WrittenCategory): unknown[] => [
  row.name,
  row.description,
  row.default_owner_id,
  row.default_secondary_owner_id,
  row.default_team_id,
  row.expertise,
  row.sla_hours_p0,
  row.sla_hours_p1,
  row.sla_hours_p2,
  row.sla_hours_p3,
  row.active,
];

/** Categories of escalations; none is ever deleted. */
@Injectable()
export class EscalationCategoriesRepository {
  list(tx: Tx, after: { name: string; id: string } | undefined, limit: number): Promise<CategoryRow[]> {
    return tx.query(
      `${SELECT} and ($2::text is null or (lower(k.name), k.id) > (lower($2), $3::uuid)) order by lower(k.name), k.id limit $4`,
      [tx.tenantId, after?.name ?? null, after?.id ?? null, limit],
    );
  }

  /** Throws `escalation-categories.not-found`. */
  async get(tx: Tx, id: string): Promise<CategoryRow> {
    const [row] = await tx.query<CategoryRow>(`${SELECT} and k.id = $2`, [tx.tenantId, id]);
    if (!row) throw new DomainError('escalation-categories.not-found');
    return row;
  }

  /** Whoever takes one out of use counts the others: one after the other. */
  async lockAll(tx: Tx): Promise<void> {
    await tx.query('select 1 from escalation_categories where tenant_id = $1 order by id for no key update', [
      tx.tenantId,
    ]);
  }

  async countActive(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'select count(*)::int as count from escalation_categories where tenant_id = $1 and active',
      [tx.tenantId],
    );
    return row?.count ?? 0;
  }

  /** Throws escalation-categories.name-taken, users.not-found, teams.not-found. */
  async add(tx: Tx, row: WrittenCategory): Promise<string> {
    const [made] = await tx
      .query<{ id: string }>(
        `insert into escalation_categories (tenant_id, name, description, default_owner_id, default_secondary_owner_id, default_team_id, expertise,
           sla_hours_p0, sla_hours_p1, sla_hours_p2, sla_hours_p3, active, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
        [tx.tenantId, ...valuesOf(row), tx.now],
      )
      .catch(constraintErrors(BROKEN));
    if (!made) throw new Error('insert into escalation_categories answered no row');
    return made.id;
  }

  /** False when the row has another version by now. Throws as {@link add}. */
  async save(tx: Tx, id: string, row: WrittenCategory, version: number): Promise<boolean> {
    const rows = await tx
      .query(
        `update escalation_categories set name = $2, description = $3, default_owner_id = $4, default_secondary_owner_id = $5, default_team_id = $6,
                expertise = $7, sla_hours_p0 = $8, sla_hours_p1 = $9, sla_hours_p2 = $10, sla_hours_p3 = $11, active = $12,
                updated_at = $13, version = version + 1
          where tenant_id = $1 and id = $14 and version = $15 returning 1`,
        [tx.tenantId, ...valuesOf(row), tx.now, id, version],
      )
      .catch(constraintErrors(BROKEN));
    return rows.length === 1;
  }
}
