import { Injectable } from '@nestjs/common';
import { type Discreet, discreetText } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** Hides confidential customers in words that go where many listen. */
@Injectable()
export class Discretion {
  /** What replaces every name of a confidential customer of the organisation; few have any, so all are looked for. */
  async wordsFor(tx: Tx): Promise<(text: string) => string> {
    const hidden = await tx.query<Discreet>(
      `select name, is_confidential as "isConfidential", code_name as "codeName" from customers
        where tenant_id = $1 and is_confidential`,
      [tx.tenantId],
    );
    return (text) => discreetText(text, hidden);
  }
}
