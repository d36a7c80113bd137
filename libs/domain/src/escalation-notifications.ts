import type { EscalationId, UserId } from './ids.js';
import type { NotificationFacts, NotificationRule, Urgency } from './notifications.js';
import type { EscalationStatus, Severity } from './escalations.js';

/** Of an escalation what deciding who hears of it needs. */
export interface EscalationFacts {
  readonly id: EscalationId;
  readonly title: string;
  readonly severity: Severity;
  readonly status: EscalationStatus;
  readonly ownerId: UserId | null;
  readonly secondOwnerId: UserId | null;
  readonly createdById: UserId;
  /** Handed to a human from a conversation: it waits in a queue of its own where nobody is free. */
  readonly isForSupporters: boolean;
  readonly stakeholders: readonly {
    readonly userId: UserId;
    readonly role: 'owner' | 'watcher' | 'approver' | 'informed';
  }[];
  readonly isUnresolved: boolean;
}

const bySeverity = ({ escalation }: NotificationFacts): Urgency =>
  escalation?.severity === 'P0' || escalation?.severity === 'P1' ? 'urgent' : 'normal';
/** What is only good to know wakes people for a P0 and for nothing else. */
const whenP0 = ({ escalation }: NotificationFacts): Urgency => (escalation?.severity === 'P0' ? 'urgent' : 'normal');

const isUnresolved = ({ escalation }: NotificationFacts): boolean => escalation?.isUnresolved === true;
const is =
  (status: EscalationStatus) =>
  ({ escalation }: NotificationFacts): boolean =>
    escalation?.status === status;
/** Rules found nobody who is there: somebody above has to give it to a person. */
const isNobodys = ({ escalation }: NotificationFacts): boolean =>
  escalation !== null && escalation.isUnresolved && escalation.ownerId === null && !escalation.isForSupporters;
/** They own it still, so there is something to ask them. */
const isTheirs = (facts: NotificationFacts): boolean =>
  isUnresolved(facts) && facts.personId !== null && facts.escalation?.ownerId === facts.personId;
/** Every other move has a message of its own. */
const isPause = ({ change }: NotificationFacts): boolean =>
  change?.to === 'action_required' || (change?.from === 'action_required' && change.to === 'investigating');

/** Who answers for it: both owners, and whoever looks after the customer at that moment. */
const answerable = (more: Omit<NotificationRule, 'to' | 'about'>): NotificationRule[] => [
  { to: 'escalation-owner', about: 'escalation', ...more },
  { to: 'second-owner', about: 'escalation', ...more },
  { to: 'responsible', about: 'escalation', ...more },
];
/** A key state change (PRD-243 FR-4.3): who answers for it, and everybody who follows it. */
const stateChange = (more: Omit<NotificationRule, 'to' | 'about'>): NotificationRule[] => [
  ...answerable(more),
  { to: 'stakeholders', about: 'escalation', ...more },
];

/**
 * Who of our people hears what about an escalation or a conversation (PRD-243 FR-2.3, FR-3.4, FR-4.1, FR-4.3, FR-4.5; the supporter
 * document, R1 step 7). `informed` hears of state changes and broadcasts, not of the discussion.
 */
export const ESCALATION_NOTIFICATIONS = {
  'escalation.created': [
    { to: 'escalation-owner', about: 'escalation', urgency: bySeverity, holds: isUnresolved },
    { to: 'second-owner', about: 'escalation', urgency: bySeverity, holds: isUnresolved },
    { to: 'responsible', about: 'escalation', urgency: bySeverity, holds: isUnresolved },
    { to: 'manager-by-severity', about: 'escalation', urgency: bySeverity, holds: isUnresolved },
    { to: 'managers', about: 'escalation', urgency: 'urgent', holds: isNobodys },
    { to: 'stakeholders', about: 'escalation', urgency: bySeverity, holds: isUnresolved },
  ],
  // a change by itself says nothing; what is worth telling has a message of its own below
  'escalation.changed': [],
  'escalation.acknowledged': stateChange({ urgency: whenP0, holds: isUnresolved }),
  'escalation.moved': stateChange({ urgency: whenP0, holds: isPause }),
  'escalation.resolved': [
    ...stateChange({ urgency: whenP0, holds: is('resolved') }),
    { to: 'manager-by-severity', about: 'escalation', urgency: whenP0, holds: is('resolved') },
  ],
  'escalation.closed': stateChange({ holds: is('closed') }),
  'escalation.reopened': [
    ...stateChange({ urgency: bySeverity, holds: isUnresolved }),
    { to: 'manager-by-severity', about: 'escalation', urgency: bySeverity, holds: isUnresolved },
  ],
  'escalation.voided': stateChange({ urgency: whenP0, holds: is('void') }),
  'escalation.severity-changed': [
    ...stateChange({ urgency: bySeverity, holds: isUnresolved }),
    { to: 'manager-by-severity', about: 'escalation', urgency: bySeverity, holds: isUnresolved },
  ],
  'escalation.stakeholder-added': [{ to: 'person', about: 'escalation', isHeld: true }],
  'escalation.assigned': [
    { to: 'escalation-owner', about: 'escalation', urgency: bySeverity, holds: isUnresolved },
    { to: 'previous-owner', about: 'escalation', holds: isUnresolved },
    { to: 'responsible', about: 'escalation', urgency: whenP0, holds: isUnresolved },
    { to: 'stakeholders', about: 'escalation', urgency: whenP0, holds: isUnresolved },
  ],
  // handing over is an assignment too, and that is told
  'escalation.transferred': [],
  'escalation.keep-asked': [{ to: 'person', about: 'escalation', urgency: bySeverity, holds: isTheirs, isHeld: true }],
  'escalation.keep-unanswered': [{ to: 'owner-manager', about: 'escalation', urgency: bySeverity, holds: isTheirs }],

  'escalation.sla-warning': answerable({ urgency: bySeverity, holds: isUnresolved }),
  'escalation.sla-breached': [
    ...answerable({ urgency: 'urgent', holds: isUnresolved }),
    { to: 'manager', about: 'escalation', urgency: 'urgent', holds: isUnresolved },
  ],
  'escalation.response-breached': [
    ...answerable({ urgency: bySeverity, holds: is('open') }),
    { to: 'manager', about: 'escalation', urgency: bySeverity, holds: is('open') },
  ],
  'escalation.climbed': [
    { to: 'person', about: 'escalation', urgency: 'urgent', holds: isUnresolved },
    { to: 'previous-owner', about: 'escalation', holds: isUnresolved },
    { to: 'responsible', about: 'escalation', urgency: whenP0, holds: isUnresolved },
  ],
  'escalation.unconfirmed-at-end': [
    ...answerable({ urgency: 'urgent', holds: isUnresolved }),
    { to: 'managers', about: 'escalation', urgency: 'urgent', holds: isUnresolved },
  ],
  'escalation.stale': answerable({ holds: isUnresolved }),

  'escalation.commented': [
    { to: 'listed', about: 'escalation', urgency: bySeverity, isHeld: true },
    ...answerable({}),
    { to: 'watchers', about: 'escalation' },
  ],
  // whoever was told of a comment reads it as it stands; only who is mentioned now hears of a correction
  'escalation.comment-corrected': [{ to: 'listed', about: 'escalation', urgency: bySeverity, isHeld: true }],
  'escalation.broadcast': [{ to: 'listed', about: 'update', urgency: whenP0, isHeld: true, isOnce: true }],
  'escalation.attached': [...answerable({}), { to: 'watchers', about: 'escalation' }],

  'escalation.draft-waiting': [
    { to: 'listed', about: 'escalation', urgency: bySeverity },
    { to: 'manager', about: 'escalation', urgency: bySeverity },
  ],
  'escalation.draft-approved': [{ to: 'listed', about: 'escalation', isHeld: true }],
  'escalation.draft-rejected': [{ to: 'listed', about: 'escalation', isHeld: true }],
  'escalation.draft-sent': [
    { to: 'listed', about: 'escalation' },
    { to: 'escalation-owner', about: 'escalation' },
  ],
  'escalation.draft-failed': [
    { to: 'listed', about: 'escalation', urgency: bySeverity },
    { to: 'escalation-owner', about: 'escalation', urgency: bySeverity },
  ],
  'escalation.draft-to-copy': [{ to: 'listed', about: 'escalation' }],

  'escalation.war-room-opened': stateChange({ urgency: whenP0, holds: isUnresolved }),
  // the timeline and the escalation itself say it; nobody can do anything about it that minute
  'escalation.war-room-missing': [],

  'conversation.message-added': [
    { to: 'escalation-owner', about: 'escalation', urgency: whenP0, holds: isUnresolved },
    { to: 'requester', about: 'escalation' },
  ],
  'routing.dead-end-found': [{ to: 'listed', about: 'escalation', urgency: 'urgent' }],
} as const satisfies Record<string, readonly NotificationRule[]>;

/** Unread, these go on to the next in line (PRD-258 FR-4.4); of the others there is nothing that somebody else could do instead. */
const CLIMBING: ReadonlySet<string> = new Set([
  'escalation.created',
  'escalation.sla-warning',
  'escalation.sla-breached',
]);

/** True when something urgent of this kind that nobody reads is told to somebody else after a while. */
export const climbsUnread = (kind: string): boolean => !(kind in ESCALATION_NOTIFICATIONS) || CLIMBING.has(kind);

/** True when nobody else has to hear of it any more: it is over, or all that was told is that it is there, and somebody took it on. */
export const isDealtWith = (kind: string, { status, isUnresolved: goesOn }: EscalationFacts): boolean =>
  !goesOn || (kind === 'escalation.created' && status !== 'open');

/** Who needs no telling when it goes on unread: whoever made it. That its time runs out is news to them as well. */
export const knowsAlready = (kind: string, escalation: EscalationFacts | null): readonly UserId[] =>
  escalation !== null && kind === 'escalation.created' ? [escalation.createdById] : [];
