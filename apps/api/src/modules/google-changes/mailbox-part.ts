import type { RoutingValue } from '@understudy/domain';
import type { GoogleNeed, PersonClients } from '../google/index.js';

export type Gmail = PersonClients['gmail'];

/** One kind of thing in a mailbox that is set and put back by itself. `about` is what stands behind the kind in the part's name. */
export interface MailboxPart {
  readonly need: GoogleNeed;
  read(gmail: Gmail, about: string): Promise<RoutingValue>;
  /** Null takes it away. */
  write(gmail: Gmail, about: string, value: RoutingValue): Promise<void>;
}

/** The mailbox that a request's token is for. */
export const ME = { userId: 'me' } as const;
