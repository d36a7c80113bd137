import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

/** What came in already, for a day: far longer than Slack repeats anything. Machine time. */
@Injectable()
export class SlackReceipts {
  /** False when this came before. */
  async take(tx: Tx, key: string): Promise<boolean> {
    const [fresh] = await Promise.all([
      tx.query(
        `insert into slack_receipts (tenant_id, receipt_key) values ($1, $2)
         on conflict on constraint slack_receipts_pkey do nothing returning receipt_key`,
        [tx.tenantId, key],
      ),
      tx.query(
        `delete from slack_receipts where tenant_id = $1 and received_at < clock_timestamp() - interval '1 day'`,
        [tx.tenantId],
      ),
    ]);
    return fresh.length > 0;
  }
}
