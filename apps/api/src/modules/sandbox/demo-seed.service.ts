import { Injectable } from '@nestjs/common';
import { demoWorld, type DemoTenant } from '@understudy/demo-world';
import { dayOf } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { plantPlaybooks } from '../directory/index.js';
import { type Column, insertAll } from './insert-all.js';
import { WorldRepository } from './world.repository.js';

/** Puts the demo world of libs/demo-world into an empty database: once, each tenant in one transaction. */
@Injectable()
export class DemoSeed {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly world: WorldRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** Answers the slugs it made; none when all are there. Safe to repeat, also after a crash between two tenants. */
  async run(now: Temporal.Instant): Promise<string[]> {
    const there = new Set((await this.world.listTenants()).map(({ slug }) => slug));
    const missing = demoWorld({ startedOn: dayOf(now, 'UTC') }).tenants.filter(({ slug }) => !there.has(slug));
    for (const tenant of missing) await this.tenancy.run(tenant.id, (tx) => this.plant(tx, tenant));
    return missing.map(({ slug }) => slug);
  }

  private async plant(tx: Tx, tenant: DemoTenant): Promise<void> {
    await tx.query('insert into tenants (tenant_id, slug, name) values ($1, $2, $3)', [
      tx.tenantId,
      tenant.slug,
      tenant.name,
    ]);
    await insertAll(tx, 'tenant_domains', tenant.domains, [['domain', 'text', (domain) => domain]]);
    // teams point at people and people at teams: the pointers follow when both are there
    await insertAll(tx, 'teams', tenant.teams, [ID, ['name', 'text', (team) => team.name]]);
    await insertAll(tx, 'users', tenant.users, USERS);
    await tx.query(
      `update users u set manager_id = x.manager_id, preferred_backup_user_id = x.backup_id
         from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as x (id, manager_id, backup_id) where u.tenant_id = $1 and u.id = x.id`,
      [
        tx.tenantId,
        tenant.users.map(({ id }) => id),
        tenant.users.map(({ managerId }) => managerId),
        tenant.users.map((user) => user.preferredBackupUserId),
      ],
    );
    await tx.query(
      `update teams t set fallback_user_id = x.user_id from unnest($2::uuid[], $3::uuid[]) as x (id, user_id) where t.tenant_id = $1 and t.id = x.id`,
      [tx.tenantId, tenant.teams.map(({ id }) => id), tenant.teams.map((team) => team.fallbackUserId)],
    );
    // as if an admin had connected the stand-in Workspace already, so that the demo shows it at work
    await tx.query(`insert into google_connections (tenant_id, mode, admin_email) values ($1, 'delegation', $2)`, [
      tx.tenantId,
      tenant.users.find(({ roles }) => roles.includes('admin'))?.email ?? null,
    ]);
    await this.plantCustomers(tx, tenant);
    await insertAll(tx, 'escalation_categories', tenant.categories, CATEGORIES);
    await plantPlaybooks(tx);
    await insertAll(tx, 'conversations', tenant.conversations, CONVERSATIONS);
    await this.history.append(tx, {
      type: 'tenant.created',
      subject: { kind: 'tenant', id: tx.tenantId },
      actor: { kind: 'system', name: 'demo-seed' },
      data: { slug: tenant.slug, users: tenant.users.length, customers: tenant.customers.length },
    });
    await this.outbox.add(tx, { type: 'directory.user-changed' });
  }

  private async plantCustomers(tx: Tx, tenant: DemoTenant): Promise<void> {
    await insertAll(tx, 'customers', tenant.customers, CUSTOMERS);
    const domains = tenant.customers.flatMap(({ id, domains }) =>
      domains.map((domain) => ({ customerId: id, domain })),
    );
    await insertAll(tx, 'customer_domains', domains, [CUSTOMER, ['domain', 'text', (row) => row.domain]]);
    const crmIds = tenant.customers.flatMap(({ id, crmIds }) => crmIds.map((crmId) => ({ customerId: id, ...crmId })));
    await insertAll(tx, 'customer_crm_ids', crmIds, [
      CUSTOMER,
      ['system', 'text', (row) => row.system],
      ['record_id', 'text', (row) => row.recordId],
    ]);
    await insertAll(tx, 'stakeholders', tenant.stakeholders, STAKEHOLDERS);
    await insertAll(
      tx,
      'tasks',
      tenant.tasks.filter(({ status }) => status !== 'cancelled'),
      TASKS,
    );
    await insertAll(tx, 'activities', tenant.activities, ACTIVITIES);
    await insertAll(tx, 'meetings', tenant.meetings, MEETINGS);
    await insertAll(tx, 'risks', tenant.risks, RISKS);
  }
}

const ID: Column<{ readonly id: string }> = ['id', 'uuid', (row) => row.id];
const CUSTOMER: Column<{ readonly customerId: string | null }> = ['customer_id', 'uuid', (row) => row.customerId];

const USERS: readonly Column<DemoTenant['users'][number]>[] = [
  ID,
  ['email', 'text', (user) => user.email],
  ['name', 'text', (user) => user.name],
  ['roles', 'jsonb', (user) => user.roles],
  ['time_zone', 'text', (user) => user.timeZone],
  ['working_hours', 'jsonb', (user) => user.workingHours],
  ['place', 'text', (user) => user.place],
  ['team_id', 'uuid', (user) => user.teamId],
  ['skills', 'jsonb', (user) => user.skills],
  ['capacity_points', 'int', (user) => user.capacityPoints],
];
const CUSTOMERS: readonly Column<DemoTenant['customers'][number]>[] = [
  ID,
  ['name', 'text', (row) => row.name],
  ['csm_id', 'uuid', (row) => row.csmId],
  ['arr', 'numeric', (row) => row.arr],
  ['health_score', 'int', (row) => row.healthScore],
  ['health_change_30d', 'int', (row) => row.healthChange30d],
  ['stage', 'text', (row) => row.stage],
  ['segment', 'text', (row) => row.segment],
  ['industry', 'text', (row) => row.industry],
  ['renewal_on', 'date', (row) => String(row.renewalOn)],
  ['language', 'text', (row) => row.language],
  ['special_handling', 'text', (row) => row.specialHandling],
  ['needs', 'jsonb', (row) => row.needs],
];
const STAKEHOLDERS: readonly Column<DemoTenant['stakeholders'][number]>[] = [
  ID,
  CUSTOMER,
  ['name', 'text', (row) => row.name],
  ['email', 'text', (row) => row.email],
  ['title', 'text', (row) => row.title],
  ['role', 'text', (row) => row.role],
  ['is_primary', 'boolean', (row) => row.isPrimary],
];
const TASKS: readonly Column<DemoTenant['tasks'][number]>[] = [
  ID,
  CUSTOMER,
  ['title', 'text', (row) => row.title],
  ['kind', 'text', (row) => row.kind],
  ['due_at', 'timestamptz', (row) => row.dueAt && String(row.dueAt)],
  ['status', 'text', (row) => row.status],
  ['assignee_id', 'uuid', (row) => row.assigneeId],
];
const ACTIVITIES: readonly Column<DemoTenant['activities'][number]>[] = [
  ID,
  CUSTOMER,
  ['user_id', 'uuid', (row) => row.userId],
  ['kind', 'text', (row) => row.kind],
  ['summary', 'text', (row) => row.summary],
  ['occurred_at', 'timestamptz', (row) => String(row.occurredAt)],
];
const MEETINGS: readonly Column<DemoTenant['meetings'][number]>[] = [
  ID,
  CUSTOMER,
  ['title', 'text', (row) => row.title],
  ['starts_at', 'timestamptz', (row) => String(row.startsAt)],
  ['ends_at', 'timestamptz', (row) => String(row.endsAt)],
  ['organizer_id', 'uuid', (row) => row.organizerId],
];
const RISKS: readonly Column<DemoTenant['risks'][number]>[] = [
  ID,
  CUSTOMER,
  ['kind', 'text', (row) => row.kind],
  ['description', 'text', (row) => row.description],
  ['severity', 'text', (row) => row.severity],
  ['opened_at', 'timestamptz', (row) => String(row.openedAt)],
];
const CATEGORIES: readonly Column<DemoTenant['categories'][number]>[] = [
  ID,
  ['name', 'text', (row) => row.name],
  ['description', 'text', (row) => row.description],
  ['default_owner_id', 'uuid', (row) => row.defaultOwnerId],
  ['default_team_id', 'uuid', (row) => row.defaultTeamId],
  ['sla_hours_p0', 'int', (row) => row.slaHours.P0],
  ['sla_hours_p1', 'int', (row) => row.slaHours.P1],
  ['sla_hours_p2', 'int', (row) => row.slaHours.P2],
  ['sla_hours_p3', 'int', (row) => row.slaHours.P3],
];
const CONVERSATIONS: readonly Column<DemoTenant['conversations'][number]>[] = [
  ID,
  CUSTOMER,
  ['channel', 'text', (row) => row.channel],
  ['subject', 'text', (row) => row.subject],
  ['requester_email', 'text', (row) => row.requesterEmail],
  ['status', 'text', (row) => row.status],
];
