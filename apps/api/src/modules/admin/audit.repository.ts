import { Injectable } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import type { HistoryEvent } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';

/** One link of the chain, as exported: see migration 0005 for how the hash is made. */
export interface ExportedEvent {
  readonly seq: number;
  readonly hash: string;
  /** The exact text that was hashed (RFC 8785 JSON). */
  readonly canonical: string;
}

const PAGE = 1_000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Kinds of record by the table that names them. An absence is called after who is away. */
const NAMED = [
  ['api-key', 'api_keys', 'name'],
  ['business-calendar', 'business_calendars', 'name'],
  ['coverage-rule', 'coverage_rules', 'name'],
  ['customer', 'customers', 'name'],
  ['escalation', 'escalations', 'title'],
  ['escalation-category', 'escalation_categories', 'name'],
  ['playbook', 'playbooks', 'name'],
  ['stakeholder', 'stakeholders', 'name'],
  ['team', 'teams', 'name'],
  ['user', 'users', 'name'],
  ['webhook', 'webhooks', 'url'],
] as const;
const NAMES = `${NAMED.map(
  ([kind, table, column]) =>
    `select '${kind}' as kind, id, ${column} as name from ${table} where tenant_id = $1 and id = any ($2::uuid[])`,
).join(' union all ')}
  union all select 'absence', a.id, u.name from csm_absences a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
    where a.tenant_id = $1 and a.id = any ($2::uuid[])`;

/** Of a record among many. */
export const recordKey = ({ kind, id }: HistoryEvent['subject']): string => `${kind} ${id}`;

/** The history in its own order, for exports; everything else asks platform/audit. */
@Injectable()
export class AuditRepository {
  constructor(private readonly tenancy: Tenancy) {}

  /** What the records of events are called now, by {@link recordKey}; those without a name are left out. */
  async names(tx: Tx, subjects: readonly HistoryEvent['subject'][]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(subjects.map(({ id }) => id).filter((id) => UUID.test(id)))];
    if (ids.length === 0) return new Map();
    const rows = await tx.query<{ kind: string; id: string; name: string | null }>(NAMES, [tx.tenantId, ids]);
    return new Map(rows.flatMap((row) => (row.name === null ? [] : [[recordKey(row), row.name] as const])));
  }

  /** At most 1,000 events after `seq`, oldest first. */
  async listAfter(tenantId: TenantId, seq: number): Promise<ExportedEvent[]> {
    const { rows } = await this.tenancy.read(tenantId, [
      `select seq, encode(hash, 'hex') as hash, canonical from history where tenant_id = $1 and seq > $2 order by seq limit ${PAGE}`,
      [tenantId, seq],
    ]);
    return (rows[0] ?? []) as ExportedEvent[];
  }
}
