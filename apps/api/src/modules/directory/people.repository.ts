import { Injectable } from '@nestjs/common';
import { asId, type TenantId, type UserId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { type Person, PeopleDirectory } from '../../platform/identity/index.js';

/** Signing in knows no tenant yet. Only the narrow lookup functions of migration 0010 answer in this "tenant". */
const NO_TENANT = asId<TenantId>('00000000-0000-0000-0000-000000000000');

const PERSON = `
  select u.tenant_id as "tenantId", t.slug as "tenantSlug", u.id as "userId", u.email, u.name, u.roles, u.team_id as "teamId", u.active,
         array(select d.domain from tenant_domains d where d.tenant_id = u.tenant_id order by d.domain) as domains
    from users u join tenants t on t.tenant_id = u.tenant_id
   where u.tenant_id = $1 and u.id = $2`;

interface Found {
  tenant_id: TenantId;
  user_id: UserId;
}

/** Where identity finds people: always the committed state, never a cache, so that somebody who left is out at once. */
@Injectable()
export class PeopleRepository extends PeopleDirectory {
  constructor(private readonly tenancy: Tenancy) {
    super();
  }

  async findByEmail(email: string): Promise<Person | null> {
    const found = await this.lookUp('select tenant_id, user_id from find_person_by_email($1)', [email]);
    // two tenants with one address cannot be told apart by it: nobody is signed in by guess
    return found.length === 1 && found[0] ? this.findById(found[0].tenant_id, found[0].user_id) : null;
  }

  async findById(tenantId: TenantId, userId: UserId): Promise<Person | null> {
    const { rows } = await this.tenancy.read(tenantId, [PERSON, [tenantId, userId]]);
    const [person] = (rows[0] ?? []) as Person[];
    return person ?? null;
  }

  async findBySubject(issuer: string, subject: string): Promise<Person | null> {
    const [found] = await this.lookUp('select tenant_id, user_id from find_person_by_subject($1, $2)', [
      issuer,
      subject,
    ]);
    return found ? this.findById(found.tenant_id, found.user_id) : null;
  }

  async linkSubject(
    { tenantId, userId }: Pick<Person, 'tenantId' | 'userId'>,
    issuer: string,
    subject: string,
  ): Promise<void> {
    await this.tenancy.run(tenantId, (tx) =>
      tx.query(
        `insert into user_subjects (tenant_id, issuer, subject, user_id) values ($1, $2, $3, $4)
         on conflict on constraint user_subjects_pkey do nothing`,
        [tenantId, issuer, subject, userId],
      ),
    );
  }

  private async lookUp(sql: string, params: readonly unknown[]): Promise<Found[]> {
    const { rows } = await this.tenancy.read(NO_TENANT, [sql, params]);
    return (rows[0] ?? []) as Found[];
  }
}
