import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, PutGoogleChanges } from '@understudy/contracts';
import type { TenantId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';

export type GoogleWishes = OutputOf<typeof PutGoogleChanges>;

/** Until an admin chooses: all but the mailbox itself, which holds more than the covered customers. */
const UNSAID: GoogleWishes = {
  reply: true,
  forward: true,
  delegate: false,
  meetings: true,
  notices: true,
  documents: true,
};

/** What an organisation wants changed in Google. */
@Injectable()
export class GoogleChangeSettings {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** In the transaction of whoever is in one. */
  get(tenantId: TenantId, tx?: Tx): Promise<GoogleWishes> {
    return tx ? this.find(tx) : this.tenancy.run(tenantId, (own) => this.find(own));
  }

  put(caller: CallerContext, wishes: InputOf<typeof PutGoogleChanges>): Promise<GoogleWishes> {
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.find(tx);
      const { reply, forward, delegate, meetings, notices, documents } = wishes;

      await tx.query(
        `insert into google_change_settings (tenant_id, reply, forward, delegate, meetings, notices, documents, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict on constraint google_change_settings_pkey do update set reply = excluded.reply, forward = excluded.forward,
           delegate = excluded.delegate, meetings = excluded.meetings, notices = excluded.notices, documents = excluded.documents,
           updated_at = excluded.updated_at`,
        [tx.tenantId, reply, forward, delegate, meetings, notices, documents, tx.now],
      );
      const after = await this.find(tx);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'google.changes-chosen',
        subject: { kind: 'tenant', id: tx.tenantId },
        data: { before: { ...before }, after: { ...after } },
      });
      await this.outbox.add(tx, { type: 'routing.look-at-all' });
      return after;
    });
  }

  private async find(tx: Tx): Promise<GoogleWishes> {
    const [row] = await tx.query<GoogleWishes>(
      'select reply, forward, delegate, meetings, notices, documents from google_change_settings where tenant_id = $1',
      [tx.tenantId],
    );
    return row ?? UNSAID;
  }
}
