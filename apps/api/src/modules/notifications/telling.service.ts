import { Injectable } from '@nestjs/common';
import {
  bundleKeyOf,
  climbsUnread,
  leadsBundle,
  type NotificationFacts,
  type NotificationId,
  type NotificationKind,
  notificationLink,
  type NotificationRecipient,
  notificationTitle,
  paceOf,
  recipientsOf,
  rulesOf,
  UNREAD_MINUTES,
  type UserId,
} from '@understudy/domain';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import { type Known, NotificationFactsService } from './notification-facts.service.js';
import { DigestDesk } from './digest-desk.service.js';
import type { Leaving, NewNotification } from './notification.records.js';
import { NotificationsRepository } from './notifications.repository.js';
import { SightOfTold } from './sight-of-told.service.js';

/** A message as far as telling people about it needs it. */
export interface Told {
  readonly id: string;
  readonly type: NotificationKind;
  readonly payload: JsonObject;
}

type Written = Pick<NewNotification, 'kind' | 'title' | 'details' | 'link' | 'bundleKey' | 'leavesAt'>;
type Addressed = Pick<NotificationRecipient, 'userId' | 'because' | 'forUserId' | 'assignmentId' | 'urgency'>;

export const unreadKey = (id: NotificationId): string => `notification:${id}:unread`;
/**
 * Tells our people. Row, counter of the coverage, timers and the live event are one transaction with the mark that this message has
 * told this person: handled twice it changes nothing, killed in the middle it happens again as a whole.
 */
@Injectable()
export class TellingService {
  constructor(
    private readonly facts: NotificationFactsService,
    private readonly notifications: NotificationsRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly sight: SightOfTold,
    private readonly desk: DigestDesk,
  ) {}

  /** Everybody the message means, or only one person: who was away and is back. */
  async tell(tx: Tx, message: Told, only: UserId | null = null): Promise<void> {
    if (rulesOf(message.type).length === 0) return;
    const known = await this.facts.load(tx, message.type, message.payload);

    const { tell, held } = recipientsOf(message.type, known.facts, known.all);
    const isMeant = ({ userId }: { readonly userId: UserId }) => only === null || userId === only;

    if (known.facts.absence !== null) await this.notifications.shareAbsence(tx, known.facts.absence.id);
    for (const recipient of tell.filter(isMeant).toSorted((a, b) => (a.userId < b.userId ? -1 : 1)))
      await this.tellOne(tx, message.type, known, recipient, causeKey(message, known.facts, recipient));
    for (const { userId, until } of held.filter(isMeant))
      await this.timers.set(tx, {
        key: `notification:${message.id}:${userId}:held`,
        kind: 'notification.held',
        dueAt: until,
        payload: { message_id: message.id, type: message.type, payload: message.payload, user_id: userId },
      });
  }

  /** One person, once for the key. */
  async tellOne(tx: Tx, kind: NotificationKind, known: Known, to: Addressed, key: string): Promise<void> {
    const { escalation } = known.facts;
    if (escalation !== null) await this.sight.ensure(tx, escalation.id, to.userId, to.because);
    await this.notifications.lockPerson(tx, to.userId);
    if (await this.notifications.wasTold(tx, to.userId, key)) return;
    const recent = await this.notifications.listRecent(tx, to.userId);
    const { facts, nameOf } = known;
    const bundle = bundleKeyOf(
      { kind, urgency: to.urgency, subjectId: subjectOf(kind, facts), coverageId: to.assignmentId },
      recent,
      tx.now,
    );
    const title = notificationTitle(kind, facts, nameOf, to);
    const link = notificationLink(kind, facts, to);

    const pace = paceOf(kind, to.urgency, facts.escalation);
    const { leaving, isQuiet } = await this.desk.leaving(tx, to.userId, pace, bundle.joins);
    const row = { kind, title, link, bundleKey: bundle.key, leavesAt: leaving, details: known.details };
    const id = bundle.joins
      ? await this.join(tx, to, row, leadsBundle(kind))
      : await this.add(tx, facts, to, { ...row, isGathered: bundle.isGathered });
    await this.notifications.addCause(tx, to.userId, key, { notificationId: id, kind, title });
    // whether a page may make itself noticed, or only count one more
    await this.announce(tx, to.userId, id, { quiet: isQuiet, leaving });
  }

  private async join(tx: Tx, { userId, urgency }: Addressed, row: Written, leads: boolean): Promise<NotificationId> {
    const { id, changesId } = await this.notifications.join(tx, userId, { ...row, urgency }, leads);
    if (changesId !== null) await this.outbox.add(tx, { type: 'notifications.slack-changed', mail_id: changesId });
    return id;
  }

  private async add(
    tx: Tx,
    facts: NotificationFacts,
    to: Addressed,
    row: Written & { readonly isGathered: boolean },
  ): Promise<NotificationId> {
    const { isGathered, ...written } = row;
    const id = await this.notifications.add(tx, {
      ...written,
      userId: to.userId,
      urgency: to.urgency,
      because: to.because,
      forUserId: to.forUserId,
      assignmentId: to.assignmentId,
      customerId: isGathered ? null : (facts.customer?.id ?? null),
      absenceId: facts.absence?.id ?? null,
      aboutAssignmentId: isGathered ? null : (facts.assignment?.id ?? null),
      escalationId: isGathered ? null : (facts.escalation?.id ?? null),
    });
    if (to.assignmentId !== null) await this.assignments.countNotification(tx, to.assignmentId);
    if (to.urgency === 'urgent' && facts.customer !== null && climbsUnread(written.kind))
      await this.timers.set(tx, {
        key: unreadKey(id),
        kind: 'notification.unread',
        dueAt: tx.now.add({ minutes: UNREAD_MINUTES }),
        payload: { notification_id: id },
      });
    return id;
  }

  private async announce(
    tx: Tx,
    userId: UserId,
    id: NotificationId,
    { quiet, leaving }: { readonly quiet: boolean; readonly leaving: Leaving },
  ): Promise<void> {
    await this.outbox.add(tx, {
      type: 'notification.created',
      notification_id: id,
      user_id: userId,
      quiet,
    });
    await this.desk.schedule(tx, userId, leaving);
  }
}

const subjectOf = (
  kind: NotificationKind,
  { customer, assignment, absence, escalation, updateId }: NotificationFacts,
): string => {
  const [rule] = rulesOf(kind);
  const BY_SUBJECT = {
    customer: customer?.id,
    assignment: assignment?.id ?? absence?.id,
    absence: absence?.id,
    escalation: escalation?.id,
    update: updateId ?? undefined,
  };
  return (rule && BY_SUBJECT[rule.about]) ?? kind;
};

/** What makes it the same thing: the message, or the subject where people hear of it only once. */
const causeKey = ({ id, type }: Told, facts: NotificationFacts, { rule }: NotificationRecipient): string =>
  rule.isOnce ? `${type}:${subjectOf(type, facts)}` : `${type}:${id}`;
