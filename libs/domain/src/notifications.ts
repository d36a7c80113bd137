import type { MissingCounts } from './brief-gate.js';
import type { AbsenceStatus } from './absences.js';
import type { Approval, AssignmentStatus, EndedReason } from './assignments.js';
import { canMoveAssignment } from './assignments.js';
import { type EscalationFacts, ESCALATION_NOTIFICATIONS } from './escalation-notifications.js';
import type { AbsenceId, AssignmentId, CustomerId, UserId } from './ids.js';
import { INTEGRATION_NOTIFICATIONS, type IntegrationFacts } from './integration-notifications.js';
import { compareInstants, type Span } from './spans.js';

export type Urgency = 'normal' | 'urgent';

/** What a notification is about; things about the same subject within a few minutes become one. */
export type NotificationSubject = 'absence' | 'assignment' | 'customer' | 'escalation' | 'update';

/** Who is meant. Which person that is, is found at the instant of telling (product.md 11). */
export type RecipientRule =
  | 'absent'
  | 'person'
  | 'backup'
  | 'backups'
  | 'other-backups'
  | 'absent-or-backup'
  | 'manager'
  | 'responsible'
  | 'escalation-owner'
  | 'second-owner'
  | 'stakeholders'
  | 'watchers'
  | 'listed'
  | 'admins'
  | 'requester'
  | 'managers'
  | 'owner-manager'
  | 'manager-by-severity'
  | 'new-owner'
  | 'previous-owner';

/** What is known of the things a message names, read when the message is handled. */
export interface NotificationFacts {
  readonly at: Temporal.Instant;
  /** Who did it; they know already. Null for the product itself and where the message does not say. */
  readonly byUserId: UserId | null;
  readonly absence: {
    readonly id: AbsenceId;
    readonly userId: UserId;
    readonly status: AbsenceStatus;
    readonly firstOn: Temporal.PlainDate;
    readonly lastOn: Temporal.PlainDate | null;
    readonly during: Span;
    /** Somebody else entered it for them. */
    readonly reportedByUserId: UserId | null;
  } | null;
  readonly assignment: {
    readonly id: AssignmentId;
    readonly backupUserId: UserId;
    readonly status: AssignmentStatus;
    readonly approval: Approval;
    readonly during: Span;
    readonly customers: number;
    readonly endedReason: EndedReason | null;
    readonly declinedReason: string | null;
    /** They said yes once: only then there is something to be relieved of. */
    readonly wasAccepted: boolean;
    /** Somebody else was put in by hand: see isPutAside. */
    readonly wasPutAside: boolean;
  } | null;
  /** Asked or in charge for the absence, and not over. */
  readonly backups: readonly {
    readonly assignmentId: AssignmentId;
    readonly userId: UserId;
    readonly customerIds: readonly CustomerId[];
  }[];
  readonly customer: { readonly id: CustomerId; readonly name: string; readonly csmId: UserId | null } | null;
  /** Title of the task, risk or meeting, or the type of the redirect; null when it is gone. */
  readonly item: string | null;
  readonly escalation: EscalationFacts | null;
  /** The connection to another system the message is about; not given, or null, where it is about none. */
  readonly integration?: IntegrationFacts | null;
  /** Of a gap: for how many customers nobody is left; null where the message does not say. */
  readonly uncovered: number | null;
  /** The person the message itself names. */
  readonly personId: UserId | null;
  /** Whom the sender of the message means; null when it does not say. */
  readonly tell: 'owner' | 'manager' | null;
  /** What the briefs lack; null where the message does not say. */
  readonly missing?: MissingCounts | null;
  readonly previousOwnerId: UserId | null;
  /** Those the message lists: mentioned, asked, or sent to. */
  readonly listedIds: readonly UserId[];
  /** Of an escalation or an integration: who is told where managers should be and there are none. */
  readonly adminIds: readonly UserId[];
  /** Who asked for help in the conversation. */
  readonly requesterId: UserId | null;
  /** What was before and what is now, as the message says it: a status, a severity. */
  readonly change: { readonly from: string | null; readonly to: string | null } | null;
  /** So much of the time is used. */
  readonly percent: number | null;
  /** The comment or broadcast the message is about. */
  readonly updateId: string | null;
}

export interface NotificationRule {
  readonly to: RecipientRule;
  readonly about: NotificationSubject;
  readonly urgency?: Urgency | ((facts: NotificationFacts) => Urgency);
  /** False: what the message told is not so any more, or means somebody else. */
  readonly holds?: (facts: NotificationFacts) => boolean;
  /** Somebody who is away now is told when they are back, if it still holds then. Others who are away are never told. */
  readonly isHeld?: true;
  /** Told once for the subject, however often the message comes. */
  readonly isOnce?: true;
}

const SOON = { hours: 4 } as const;

/** Runs already, or begins within four hours: an answer cannot wait for the morning. */
const whenNear = ({ absence, at }: NotificationFacts): Urgency =>
  absence !== null && compareInstants(absence.during.startsAt, at.add(SOON)) <= 0 ? 'urgent' : 'normal';

const isOpen = ({ assignment }: NotificationFacts): boolean =>
  assignment !== null && canMoveAssignment(assignment.status, 'completed');
const isWaiting = ({ assignment }: NotificationFacts): boolean =>
  assignment?.status === 'pending' && assignment.approval !== 'waiting';
const isToApprove = ({ assignment }: NotificationFacts): boolean =>
  assignment?.status === 'pending' && assignment.approval === 'waiting';
const wasAccepted = ({ assignment }: NotificationFacts): boolean => assignment?.wasAccepted === true;
const isPlanned = ({ absence }: NotificationFacts): boolean =>
  absence !== null && ['planned', 'coverage_assigned', 'active'].includes(absence.status);
const wasReported = (facts: NotificationFacts): boolean =>
  isPlanned(facts) &&
  facts.absence?.reportedByUserId != null &&
  facts.absence.reportedByUserId !== facts.absence.userId;

const always = { about: 'customer', to: 'responsible' } as const satisfies NotificationRule;

/**
 * Who is told about what, by the message that says it happened (PRD-258 FR-4.1, FR-5.1; PRD-131 FR-5). Closed: a message that is not
 * here tells nobody. An empty list is a decision too: `absence.started` tells nobody, because `coverage.started` tells the backups.
 */
export const NOTIFICATIONS = {
  'absence.suggested': [
    { to: 'absent', about: 'absence', holds: ({ absence }) => absence?.status === 'suggested', isOnce: true },
  ],
  'absence.planned': [
    { to: 'manager', about: 'absence', urgency: whenNear, holds: isPlanned, isOnce: true },
    { to: 'absent', about: 'absence', urgency: 'urgent', holds: wasReported, isOnce: true },
  ],
  'absence.changed': [{ to: 'manager', about: 'absence', holds: isPlanned }],
  'absence.cancelled': [{ to: 'manager', about: 'absence', holds: ({ absence }) => absence?.status === 'cancelled' }],
  'absence.started': [],
  'absence.ended': [],
  'absence.return-near': [
    { to: 'absent', about: 'absence', holds: isPlanned },
    { to: 'backups', about: 'absence', holds: isPlanned },
  ],
  'absence.review-due': [{ to: 'manager', about: 'absence', holds: isPlanned }],

  'coverage.requested': [{ to: 'backup', about: 'assignment', urgency: whenNear, holds: isWaiting, isHeld: true }],
  'coverage.answer-due': [{ to: 'backup', about: 'assignment', urgency: 'urgent', holds: isWaiting }],
  'coverage.accepted': [
    { to: 'absent', about: 'assignment' },
    { to: 'manager', about: 'assignment' },
  ],
  'coverage.declined': [
    { to: 'absent', about: 'assignment' },
    { to: 'manager', about: 'assignment' },
  ],
  // of several parts of an absence, at the same hour: one line
  'coverage.lapsed': [{ to: 'backup', about: 'absence' }],
  'coverage.moved': [{ to: 'backup', about: 'assignment', urgency: whenNear, holds: isOpen, isHeld: true }],
  'coverage.started': [{ to: 'backup', about: 'assignment', urgency: 'urgent', holds: isOpen }],
  'coverage.ended': [{ to: 'backup', about: 'assignment', holds: wasAccepted }],
  'coverage.activity-logged': [],
  'coverage.approval-requested': [{ to: 'manager', about: 'assignment', urgency: whenNear, holds: isToApprove }],
  'coverage.approved': [{ to: 'absent', about: 'assignment' }],
  'coverage.rejected': [{ to: 'absent', about: 'assignment' }],
  'coverage.released': [
    { to: 'absent', about: 'assignment' },
    { to: 'manager', about: 'assignment', urgency: whenNear },
  ],
  'coverage.gap': [
    { to: 'manager', about: 'absence', urgency: 'urgent', holds: isPlanned },
    { to: 'absent', about: 'absence', holds: isPlanned },
  ],
  'coverage.taken-over': [
    { to: 'absent', about: 'customer' },
    { to: 'other-backups', about: 'customer' },
    { to: 'manager', about: 'customer' },
  ],
  'coverage.portfolio-changed': [{ to: 'backups', about: 'absence', holds: isPlanned }],

  'briefs.written': [{ to: 'backup', about: 'assignment', holds: isOpen, isOnce: true }],
  'brief.not-ready': [
    { to: 'absent', about: 'absence', urgency: whenNear, holds: (facts) => isPlanned(facts) && facts.tell === 'owner' },
    {
      to: 'manager',
      about: 'absence',
      urgency: 'urgent',
      holds: (facts) => isPlanned(facts) && facts.tell !== 'owner',
    },
  ],

  // a change by itself says nothing; what is worth telling has a message of its own below
  'customer.changed': [],
  'customer.created': [always],
  'customer.owner-changed': [
    { to: 'new-owner', about: 'customer' },
    { to: 'previous-owner', about: 'customer' },
  ],
  'customer.health-dropped': [{ ...always, urgency: 'urgent' }],
  'customer.risk-opened': [{ ...always, urgency: 'urgent' }],
  'customer.risk-resolved': [always],
  'customer.task-added': [always],
  'customer.task-changed': [always],
  'customer.task-done': [always],
  'customer.meeting-added': [always],
  'customer.meeting-changed': [always],
  'customer.renewal-near': [always],

  ...ESCALATION_NOTIFICATIONS,
  ...INTEGRATION_NOTIFICATIONS,

  // there is one for each contact: that it began is worth telling, not each of them
  'notice.sent': [{ to: 'absent', about: 'absence', isOnce: true }],
  'notice.failed': [{ to: 'absent-or-backup', about: 'absence', urgency: 'normal' }],
  'notice.draft': [{ to: 'absent', about: 'absence', holds: isPlanned }],
  'routing.conflict': [
    { to: 'absent', about: 'assignment' },
    { to: 'manager', about: 'assignment' },
  ],
  'handback.ready': [
    { to: 'absent', about: 'assignment' },
    { to: 'backup', about: 'assignment' },
  ],
  'handback.completed': [{ to: 'backup', about: 'assignment' }],
  'survey.asked': [{ to: 'person', about: 'absence' }],
} as const satisfies Record<string, readonly NotificationRule[]>;

/** The message that made it; what people filter by. */
export type NotificationKind = keyof typeof NOTIFICATIONS;
export const NOTIFICATION_KINDS = Object.keys(NOTIFICATIONS) as readonly NotificationKind[];

/**
 * What somebody may be told while they are away, and nothing else (PRD-258 FR-4: "the original CSM can truly disconnect"): that they
 * are due back, and that somebody else entered their absence, because only they can say that it is not so.
 */
export const TOLD_WHILE_AWAY = {
  'absence.return-near': 'the reminder, 24 hours before',
  'absence.planned': 'entered by somebody else for them',
} as const satisfies Partial<Record<NotificationKind, string>>;

/** May the person be told this while away? Only about their own absence, see {@link TOLD_WHILE_AWAY}. */
export const mayBeToldWhileAway = (kind: NotificationKind, to: RecipientRule): boolean =>
  to === 'absent' && kind in TOLD_WHILE_AWAY;

export const isNotificationKind = (text: string): text is NotificationKind => text in NOTIFICATIONS;

/** The rules of a message; none for one that tells nobody. */
export const rulesOf = (kind: NotificationKind): readonly NotificationRule[] => NOTIFICATIONS[kind];

export const urgencyOf = ({ urgency = 'normal' }: NotificationRule, facts: NotificationFacts): Urgency =>
  typeof urgency === 'function' ? urgency(facts) : urgency;
