import { Injectable } from '@nestjs/common';
import { DomainError, type Playbook, type PlaybookId, type PlaybookStep, type Severity } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';

export interface PlaybookRecord extends Playbook {
  readonly category: string | null;
  readonly active: boolean;
  readonly createdAt: Temporal.Instant;
}
export type WrittenPlaybook = Pick<PlaybookRecord, 'name' | 'categoryId' | 'severities' | 'steps' | 'active'>;

const BROKEN = {
  playbooks_name_key: 'playbooks.name-taken',
  playbooks_category_fkey: 'escalations.category-not-found',
} as const;
const SELECT = `
  select p.id, p.name, p.category_id as "categoryId", k.name as category, p.severities, p.steps, p.active, p.version, p.created_at as "createdAt"
    from playbooks p left join escalation_categories k on (k.tenant_id, k.id) = (p.tenant_id, p.category_id)
   where p.tenant_id = $1`;
const valuesOf = ({ name, categoryId, severities, steps, active }: WrittenPlaybook): unknown[] => [
  name,
  categoryId,
  severities,
  JSON.stringify(steps satisfies readonly PlaybookStep[]),
  active,
];

/** Playbooks; none is ever deleted. */
@Injectable()
export class PlaybooksRepository {
  /** Those in use that may fit, for `choosePlaybook`; the category by its name, whatever its case. One round trip, to travel with others. */
  listFitting(tx: Tx, of: { readonly category: string; readonly severity: Severity }): Promise<Playbook[]> {
    return tx.query(
      `select p.id, p.name, p.category_id as "categoryId", p.severities, p.steps, p.version from playbooks p
        where p.tenant_id = $1 and p.active and (p.severities = '{}' or $3 = any(p.severities))
          and (p.category_id is null or p.category_id in
                (select k.id from escalation_categories k where k.tenant_id = $1 and lower(k.name) = lower($2)))`,
      [tx.tenantId, of.category, of.severity],
    );
  }

  list(tx: Tx, after: { name: string; id: string } | undefined, limit: number): Promise<PlaybookRecord[]> {
    return tx.query(
      `${SELECT} and ($2::text is null or (lower(p.name), p.id) > (lower($2), $3::uuid)) order by lower(p.name), p.id limit $4`,
      [tx.tenantId, after?.name ?? null, after?.id ?? null, limit],
    );
  }

  /** Throws playbooks.not-found. */
  async get(tx: Tx, id: PlaybookId): Promise<PlaybookRecord> {
    const [row] = await tx.query<PlaybookRecord>(`${SELECT} and p.id = $2`, [tx.tenantId, id]);
    if (!row) throw new DomainError('playbooks.not-found');
    return row;
  }

  /** Throws playbooks.name-taken, escalations.category-not-found. */
  async add(tx: Tx, row: WrittenPlaybook): Promise<PlaybookId> {
    const [made] = await tx
      .query<{ id: PlaybookId }>(
        `insert into playbooks (tenant_id, name, category_id, severities, steps, active, created_at)
         values ($1, $2, $3, $4, $5::jsonb, $6, $7) returning id`,
        [tx.tenantId, ...valuesOf(row), tx.now],
      )
      .catch(constraintErrors(BROKEN));
    if (!made) throw new Error('insert into playbooks answered no row');
    return made.id;
  }

  /** False when the row has another version by now. Throws as {@link add}. */
  async save(tx: Tx, id: PlaybookId, version: number, row: WrittenPlaybook): Promise<boolean> {
    const rows = await tx
      .query(
        `update playbooks set name = $4, category_id = $5, severities = $6, steps = $7::jsonb, active = $8, version = version + 1
          where tenant_id = $1 and id = $2 and version = $3 returning 1`,
        [tx.tenantId, id, version, ...valuesOf(row)],
      )
      .catch(constraintErrors(BROKEN));
    return rows.length === 1;
  }
}
