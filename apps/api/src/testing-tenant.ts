import { randomUUID } from 'node:crypto';
import type { Role } from '@understudy/contracts';
import { asId, type TeamId, type TenantId, type UserId } from '@understudy/domain';
import pg from 'pg';

/** A small organisation for tests: one person per role, all in one team. */
export interface TestTenant {
  readonly tenantId: TenantId;
  readonly slug: string;
  /** `<role>@<slug>.example`. */
  readonly domain: string;
  readonly teamId: TeamId;
  readonly people: Readonly<Record<Role, { readonly userId: UserId; readonly email: string }>>;
}

const HOURS = JSON.stringify({ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' });

/** Adds one through the API's own login, so under the same row-level security as everything else. */
export async function addTenant(appUrl: string, slug: string): Promise<TestTenant> {
  const tenantId = asId<TenantId>(randomUUID());
  const teamId = asId<TeamId>(randomUUID());
  const domain = `${slug}.example`;
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
    await client.query('insert into tenants (tenant_id, slug, name) values ($1, $2, $3)', [
      tenantId,
      slug,
      `Tenant ${slug}`,
    ]);
    await client.query('insert into tenant_domains (tenant_id, domain) values ($1, $2)', [tenantId, domain]);
    await client.query('insert into teams (tenant_id, id, name) values ($1, $2, $3)', [tenantId, teamId, 'Only team']);
    const add = (role: Role) => addPerson(client, { tenantId, teamId, domain }, role);
    const people = {
      admin: await add('admin'),
      manager: await add('manager'),
      csm: await add('csm'),
      supporter: await add('supporter'),
      member: await add('member'),
    };
    await client.query('commit');
    return { tenantId, slug, domain, teamId, people };
  } finally {
    await client.end();
  }
}

async function addPerson(client: pg.Client, at: { tenantId: TenantId; teamId: TeamId; domain: string }, role: Role) {
  const userId = asId<UserId>(randomUUID());
  const email = `${role}@${at.domain}`;
  await client.query(
    `insert into users (tenant_id, id, email, name, roles, time_zone, working_hours, place, team_id)
     values ($1, $2, $3, $4, $5, 'Europe/Lisbon', $6::jsonb, 'Lisbon', $7)`,
    [at.tenantId, userId, email, `The ${role}`, [role], HOURS, at.teamId],
  );
  return { userId, email };
}
