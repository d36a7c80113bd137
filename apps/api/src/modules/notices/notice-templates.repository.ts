import { Injectable } from '@nestjs/common';
import type { OwnTemplate } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** An organisation's own words for notices. */
@Injectable()
export class NoticeTemplatesRepository {
  list(tx: Tx): Promise<OwnTemplate[]> {
    return tx.query(
      'select kind, language, subject, body from notice_templates where tenant_id = $1 order by language, kind',
      [tx.tenantId],
    );
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
