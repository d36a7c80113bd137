import type { SandboxClock } from '../clock.js';
import type { Faults } from '../faults.js';
import type { Outbox } from '../outbox.js';
import type { Requests } from '../requests.js';
import type { Channels } from './channels.js';
import type { Delivery } from './delivery.js';
import type { SlackEvents } from './events.js';
import type { RateLimits } from './limits.js';
import type { Members } from './members.js';
import type { Messages } from './messages.js';
import type { SlackState } from './state.js';
import type { Views } from './views.js';

/** The stand-in Slack, put together once (index.ts). */
export interface SlackParts {
  readonly state: SlackState;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly outbox: Outbox;
  readonly requests: Requests;
  readonly delivery: Delivery;
  readonly events: SlackEvents;
  readonly limits: RateLimits;
  readonly members: Members;
  readonly channels: Channels;
  readonly messages: Messages;
  readonly views: Views;
  /** Address people and the product reach the sandbox at: the product's own, which hands /sandbox on. */
  readonly apiUrl: string;
  /** Where the sandbox itself listens; the product's address until it does. */
  readonly ownUrl: () => string;
  /** `invalid_client_id` or `bad_client_secret`; null when both are the app's. */
  readonly clientErrors: (clientId: string, clientSecret: string) => string | null;
  /** Resolves when every change so far is on disk. */
  readonly save: () => Promise<void>;
}
