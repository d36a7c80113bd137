import type { Answer } from '../protocol.js';
import type { Api } from './api.js';
import type { Badge } from './badge.js';
import type { Outbox } from './outbox.js';
import type { Person } from './person.js';
import type { Session } from './session.js';

/** What the worker's parts share. Made once, in start.ts. */
export interface World {
  readonly api: Api;
  readonly session: Session;
  readonly person: Person;
  readonly outbox: Outbox;
  readonly badge: Badge;
  /** Failures that a person can understand become answers; a bug rises and is logged by the browser. */
  answering<T extends object>(work: () => Promise<T>): Promise<Answer<T>>;
}
