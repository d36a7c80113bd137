import { Injectable } from '@nestjs/common';
import { type CategoryId, DomainError, type Severity, type TemplateId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';

/** The shape of the contract's AdminEscalationTemplate. */
export interface TemplateRow {
  readonly id: TemplateId;
  readonly name: string;
  readonly category_id: CategoryId | null;
  readonly category: string | null;
  readonly severity: Severity | null;
  readonly title: string;
  readonly description: string;
  readonly expected_resolution: string | null;
  readonly exit_criteria: string | null;
  readonly active: boolean;
  readonly version: number;
  readonly created_at: Temporal.Instant;
}
export type WrittenTemplate = Omit<TemplateRow, 'id' | 'category' | 'version' | 'created_at'>;

const BROKEN = {
  escalation_templates_name_key: 'templates.name-taken',
  escalation_templates_category_fkey: 'escalations.category-not-found',
} as const;
const SELECT = `
  select t.id, t.name, t.category_id, k.name as category, t.severity, t.title, t.description, t.expected_resolution, t.exit_criteria,
         t.active, t.version, t.created_at
    from escalation_templates t left join escalation_categories k on (k.tenant_id, k.id) = (t.tenant_id, t.category_id)
   where t.tenant_id = $1`;
const valuesOf = (row: WrittenTemplate): unknown[] => [
  row.name,
  row.category_id,
  row.severity,
  row.title,
  row.description,
  row.expected_resolution,
  row.exit_criteria,
  row.active,
];

/** Templates of escalations; none is ever deleted. */
@Injectable()
export class TemplatesRepository {
  list(tx: Tx, after: { name: string; id: string } | undefined, limit: number): Promise<TemplateRow[]> {
    return tx.query(
      `${SELECT} and ($2::text is null or (lower(t.name), t.id) > (lower($2), $3::uuid)) order by lower(t.name), t.id limit $4`,
      [tx.tenantId, after?.name ?? null, after?.id ?? null, limit],
    );
  }

  /** Those in use, of categories in use. */
  listActive(tx: Tx): Promise<TemplateRow[]> {
    return tx.query(`${SELECT} and t.active and (k.active or t.category_id is null) order by lower(t.name), t.id`, [
      tx.tenantId,
    ]);
  }

  /** Throws templates.not-found. */
  async get(tx: Tx, id: TemplateId): Promise<TemplateRow> {
    const [row] = await tx.query<TemplateRow>(`${SELECT} and t.id = $2`, [tx.tenantId, id]);
    if (!row) throw new DomainError('templates.not-found');
    return row;
  }

  /** Throws templates.name-taken, escalations.category-not-found. */
  async add(tx: Tx, row: WrittenTemplate): Promise<TemplateId> {
    const [made] = await tx
      .query<{ id: TemplateId }>(
        `insert into escalation_templates (tenant_id, name, category_id, severity, title, description, expected_resolution, exit_criteria, active, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
        [tx.tenantId, ...valuesOf(row), tx.now],
      )
      .catch(constraintErrors(BROKEN));
    if (!made) throw new Error('insert into escalation_templates answered no row');
    return made.id;
  }

  /** False when the row has another version by now. Throws as {@link add}. */
  async save(tx: Tx, id: TemplateId, version: number, row: WrittenTemplate): Promise<boolean> {
    const rows = await tx
      .query(
        `update escalation_templates set name = $4, category_id = $5, severity = $6, title = $7, description = $8, expected_resolution = $9,
                exit_criteria = $10, active = $11, version = version + 1
          where tenant_id = $1 and id = $2 and version = $3 returning 1`,
        [tx.tenantId, id, version, ...valuesOf(row)],
      )
      .catch(constraintErrors(BROKEN));
    return rows.length === 1;
  }
}
