import type { SandboxClock } from '../../clock.js';
import type { Outbox } from '../../outbox.js';
import type { People } from '../../people.js';
import type { MailThread } from '../../world.js';
import type { Handlers } from '../handler.js';
import { Arrivals } from './arriving.js';
import { draftHandlers } from './draft-handlers.js';
import { identityHandlers } from './identity-handlers.js';
import { Mailboxes } from './mailbox.js';
import { messageHandlers } from './message-handlers.js';
import { Sending } from './sending.js';
import { settingsHandlers } from './settings-handlers.js';
import type { GmailState } from './state.js';

export interface GmailParts {
  readonly state: GmailState;
  readonly people: People;
  readonly clock: SandboxClock;
  readonly outbox: Outbox;
  readonly threads: readonly MailThread[];
}
export interface Gmail {
  readonly handlers: Handlers;
  readonly mailboxes: Mailboxes;
  readonly arrivals: Arrivals;
}

/** Gmail v1 over one state. A method that is not here answers 501. */
export function createGmail({ state, people, clock, outbox, threads }: GmailParts): Gmail {
  const mailboxes = new Mailboxes(state, people, clock, threads);
  const arrivals = new Arrivals(mailboxes, people, outbox);
  const sending = new Sending(mailboxes, arrivals, outbox);
  return {
    handlers: {
      ...messageHandlers(mailboxes, people, sending),
      ...draftHandlers(mailboxes, people, sending),
      ...settingsHandlers(mailboxes, people, arrivals),
      ...identityHandlers(mailboxes, people),
    },
    mailboxes,
    arrivals,
  };
}
