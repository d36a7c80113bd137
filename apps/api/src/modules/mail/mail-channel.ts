import type { OutgoingMail, TenantId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** The channel will never take this e-mail, however often it is tried: a wrong address, a refused sender. */
export class MailRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'MailRefused';
  }
}

/** The channel did not take it this time, and certainly not at all: nothing left the house. Any other error leaves that open. */
export class MailNotTaken extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'MailNotTaken';
  }
}

export interface MailTaken {
  readonly providerId: string;
  readonly refused?: readonly string[];
}

/**
 * The way e-mails leave the house. Used by the worker only, after COMMIT, with the delivery confirmed right before (Message.confirm).
 * Encoding headers (RFC 2047) is the channel's work; that no header can be smuggled in is the work of {@link OutgoingMail}.
 */
export abstract class MailChannel {
  /**
   * False where nothing can be sent for this organisation: what is for customers becomes a draft to copy, what is for users stays in the app.
   * Whoever is in a transaction gives it: a second connection of the pool for each would leave none when all are taken.
   */
  abstract isConnected(tenantId: TenantId, tx?: Tx): Promise<boolean>;

  /**
   * Hands it over once per `key`: a second try with a key that was taken sends nothing and answers the same. Throws MailRefused (for
   * good), MailNotTaken (try again, nothing was sent), or any other error (try again, it may have been sent). `refused` are those of
   * several recipients whom it did not reach while it reached others.
   */
  abstract send(mail: OutgoingMail): Promise<MailTaken>;
}
