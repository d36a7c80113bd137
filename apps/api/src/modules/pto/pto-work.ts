import { Injectable } from '@nestjs/common';
import type { PtoFeedId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';

/** Messages of this module, by name. */
export const PTO_WORK = {
  sync: 'pto.sync',
  settle: 'pto.settle',
  request: 'pto.hibob-request',
  pollAll: 'pto.poll-all',
  /** To whoever tells admins: entries wait for somebody to say whose they are. */
  unmatched: 'pto.entry-unmatched',
} as const;

/** What is asked of the worker. Everything that talks to a PTO system happens there, after the transaction that asked for it. */
@Injectable()
export class PtoWork {
  constructor(private readonly outbox: Outbox) {}

  sync(tx: Tx, feedId: PtoFeedId): Promise<void> {
    return this.outbox.add(tx, { type: PTO_WORK.sync, feed_id: feedId });
  }

  /** The absences are told what changed in the entries. */
  settle(tx: Tx, feedId: PtoFeedId): Promise<void> {
    return this.outbox.add(tx, { type: PTO_WORK.settle, feed_id: feedId });
  }

  /** One request of HiBob changed. */
  request(tx: Tx, feedId: PtoFeedId, employeeId: string, requestId: string): Promise<void> {
    return this.outbox.add(tx, {
      type: PTO_WORK.request,
      feed_id: feedId,
      employee_id: employeeId,
      request_id: requestId,
    });
  }

  unmatched(tx: Tx, feedId: PtoFeedId): Promise<void> {
    return this.outbox.add(tx, { type: PTO_WORK.unmatched, feed_id: feedId });
  }

  lost(tx: Tx, what: string): Promise<void> {
    return this.outbox.add(tx, { type: 'integration.lost', integration: 'pto', user_id: null, what });
  }

  restored(tx: Tx): Promise<void> {
    return this.outbox.add(tx, { type: 'integration.restored', integration: 'pto', user_id: null });
  }
}
