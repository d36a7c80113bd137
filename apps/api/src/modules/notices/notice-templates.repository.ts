import { Injectable } from '@nestjs/common';
import type { OwnTemplate, PublicFacts, PublicPerson } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

type Example = Pick<PublicFacts, 'contactName' | 'customerName' | 'organisation' | 'timeZone'> & {
  readonly csm: PublicPerson;
  readonly backup: PublicPerson;
  readonly escalation: PublicPerson;
};
const PERSON = (of: string) => `jsonb_build_object('name', ${of}.name, 'email', ${of}.email)`;
const NOBODY_YET = {
  contactName: 'Lena Novak',
  customerName: 'Example Ltd',
  timeZone: 'Etc/UTC',
  csm: { name: 'Ana Duarte', email: 'ana@example.com' },
  backup: { name: 'Ben Okafor', email: 'ben@example.com' },
  escalation: { name: 'Mia Kruse', email: 'mia@example.com' },
};

/** An organisation's own words for notices. */
@Injectable()
export class NoticeTemplatesRepository {
  list(tx: Tx): Promise<OwnTemplate[]> {
    return tx.query(
      'select kind, language, subject, body from notice_templates where tenant_id = $1 order by language, kind',
      [tx.tenantId],
    );
  }

  /** Public facts to show a text with: the first customer that has a CSM, a colleague of theirs and their manager; made-up people before. */
  async example(tx: Tx): Promise<Example> {
    const [tenant] = await tx.query<{ organisation: string }>(
      'select name as organisation from tenants where tenant_id = $1',
      [tx.tenantId],
    );
    const [found] = await tx.query<Omit<Example, 'organisation'>>(
      `select c.name as "customerName", coalesce(s.name, 'Lena Novak') as "contactName", u.time_zone as "timeZone",
              ${PERSON('u')} as csm, ${PERSON('b')} as backup, ${PERSON('m')} as escalation
         from customers c
         join users u on u.tenant_id = c.tenant_id and u.id = c.csm_id and u.active
         join lateral (select name, email from users where tenant_id = c.tenant_id and active and id <> u.id
                        order by team_id is distinct from u.team_id, name limit 1) b on true
         left join users boss on boss.tenant_id = u.tenant_id and boss.id = u.manager_id
         join lateral (select coalesce(boss.name, b.name) as name, coalesce(boss.email, b.email) as email) m on true
         left join lateral (select name from stakeholders where tenant_id = c.tenant_id and customer_id = c.id and active
                             order by name limit 1) s on true
        where c.tenant_id = $1
        order by c.name limit 1`,
      [tx.tenantId],
    );
    return { ...(found ?? NOBODY_YET), organisation: tenant?.organisation ?? '' };
  }

  /** These and no others from now on. */
  async replace(tx: Tx, templates: readonly OwnTemplate[]): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('notice templates ' || $1::text, 0))`, [tx.tenantId]);
    await tx.query('delete from notice_templates where tenant_id = $1', [tx.tenantId]);
    await tx.query(
      `insert into notice_templates (tenant_id, kind, language, subject, body, updated_at)
       select $1::uuid, kind, language, subject, body, $6::timestamptz
         from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as t (kind, language, subject, body)`,
      [
        tx.tenantId,
        templates.map(({ kind }) => kind),
        templates.map(({ language }) => language),
        templates.map(({ subject }) => subject),
        templates.map(({ body }) => body),
        tx.now,
      ],
    );
  }
}
