import type { UserId } from './ids.js';
import type { NotificationFacts, NotificationRule, Urgency } from './notifications.js';

/** Of an integration what deciding who hears of it, and saying so, needs. */
export interface IntegrationFacts {
  /** "Google", "Slack"; of a webhook the host it goes to. */
  readonly name: string;
  /** What does not work any more, in words; empty where the message does not say. */
  readonly what: string;
  /** Absences from now on that may go wrong by it, the next first; `total` counts those that are not listed too. */
  readonly atRisk: readonly {
    readonly userId: UserId;
    readonly firstOn: Temporal.PlainDate;
    readonly lastOn: Temporal.PlainDate | null;
    readonly hasBegun: boolean;
  }[];
  readonly total: number;
}

const isForEverybody = ({ personId }: NotificationFacts): boolean => personId === null;
/** The person is away: they are told when they are back, and until then it is the admins' to mend. */
const isAdmins = (facts: NotificationFacts): boolean =>
  isForEverybody(facts) || facts.integration?.atRisk.some(({ hasBegun }) => hasBegun) === true;
/** An absence that nobody may follow any more cannot wait for the end of quiet hours. */
const whenAtRisk = ({ integration }: NotificationFacts): Urgency =>
  (integration?.total ?? 0) > 0 ? 'urgent' : 'normal';

/** Who hears what about connections to other systems (design/integrations.md): whose it is, else the admins. */
export const INTEGRATION_NOTIFICATIONS = {
  'integration.lost': [
    { to: 'person', about: 'absence', urgency: whenAtRisk, isHeld: true },
    { to: 'admins', about: 'absence', urgency: whenAtRisk, holds: isAdmins },
  ],
  'integration.restored': [
    { to: 'person', about: 'absence' },
    { to: 'admins', about: 'absence', holds: isForEverybody },
  ],
  'pto.entry-unmatched': [{ to: 'admins', about: 'absence' }],
  'webhook.disabled': [{ to: 'admins', about: 'absence' }],
  'webhook.delivery-failed': [{ to: 'admins', about: 'absence' }],
} as const satisfies Record<string, readonly NotificationRule[]>;
