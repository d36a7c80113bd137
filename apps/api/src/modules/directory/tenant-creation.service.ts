import { Injectable } from '@nestjs/common';
import { RESERVED_SLUGS } from '@understudy/contracts';
import {
  DEFAULT_SLA_HOURS,
  DEFAULT_WORKING_HOURS,
  DomainError,
  ESCALATION_CATEGORIES,
  isTimeZone,
  type TenantId,
  type UserId,
} from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { constraintErrors, newId, Tenancy } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { plantPlaybooks } from './tenant-defaults.js';

export interface NewTenant {
  readonly slug: string;
  readonly name: string;
  /** E-mail domain of its people, as Google Workspace verified it. */
  readonly domain: string;
  readonly adminEmail: string;
  readonly adminName: string;
  readonly timeZone: string;
}

const SLUG = /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const taken = constraintErrors({
  tenants_slug_key: 'tenants.slug-taken',
  tenant_domains_domain_key: 'tenants.domain-taken',
});

/** A new organisation with its first admin and PRD-243's five categories. Everything else is set up by that admin. */
@Injectable()
export class TenantCreation {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** Throws tenants.malformed with the wrong fields, tenants.slug-taken, tenants.domain-taken. */
  async create(wanted: NewTenant): Promise<{ tenantId: TenantId; adminId: UserId }> {
    const wrong = problemsOf(wanted);
    if (wrong.length > 0) throw new DomainError('tenants.malformed', { problems: wrong });
    const tenantId = newId<TenantId>();
    const adminId = newId<UserId>();
    await this.tenancy.run(tenantId, async (tx) => {
      await tx
        .query('insert into tenants (tenant_id, slug, name) values ($1, $2, $3)', [tenantId, wanted.slug, wanted.name])
        .catch(taken);
      await tx
        .query('insert into tenant_domains (tenant_id, domain) values ($1, $2)', [tenantId, wanted.domain])
        .catch(taken);
      await tx.query(
        `insert into users (tenant_id, id, email, name, roles, time_zone, working_hours) values ($1, $2, $3, $4, array['admin'], $5, $6::jsonb)`,
        [
          tenantId,
          adminId,
          wanted.adminEmail.toLowerCase(),
          wanted.adminName,
          wanted.timeZone,
          JSON.stringify(DEFAULT_WORKING_HOURS),
        ],
      );
      await tx.query(
        `insert into escalation_categories (tenant_id, name, default_owner_id, sla_hours_p0, sla_hours_p1, sla_hours_p2, sla_hours_p3)
         select $1::uuid, unnest($2::text[]), $3::uuid, $4, $5, $6, $7`,
        [
          tenantId,
          ESCALATION_CATEGORIES,
          adminId,
          DEFAULT_SLA_HOURS.P0,
          DEFAULT_SLA_HOURS.P1,
          DEFAULT_SLA_HOURS.P2,
          DEFAULT_SLA_HOURS.P3,
        ],
      );
      await plantPlaybooks(tx);
      await this.history.append(tx, {
        type: 'tenant.created',
        subject: { kind: 'tenant', id: tenantId },
        actor: { kind: 'system', name: 'create-tenant' },
        data: { slug: wanted.slug, domain: wanted.domain, admin_id: adminId },
      });
      await this.outbox.add(tx, { type: 'directory.user-changed' });
    });
    return { tenantId, adminId };
  }
}

function problemsOf({ slug, name, domain, adminEmail, adminName, timeZone }: NewTenant): string[] {
  const problems: string[] = [];
  if (!SLUG.test(slug)) problems.push('--slug: 3 to 40 lower-case letters, digits and "-", beginning with a letter');
  if (RESERVED_SLUGS.has(slug)) problems.push(`--slug: "${slug}" is an address of the API; choose another`);
  if (name.trim() === '' || name.length > 200) problems.push('--name: what people call the organisation');
  if (!DOMAIN.test(domain)) problems.push('--domain: the e-mail domain of its people, such as example.com');
  if (!adminEmail.toLowerCase().endsWith(`@${domain}`)) problems.push('--admin-email: an address in that domain');
  if (adminName.trim() === '' || adminName.length > 200) problems.push('--admin-name: the name of the first admin');
  if (!isTimeZone(timeZone)) problems.push('--time-zone: an IANA zone such as Europe/Lisbon');
  return problems;
}
