import { Injectable } from '@nestjs/common';
import { isDealtWith, knowsAlready, type NotificationFacts, type NotificationId, nextToTell } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { NotificationFactsService } from './notification-facts.service.js';
import { NotificationsRepository } from './notifications.repository.js';
import { TellingService } from './telling.service.js';

/** Something urgent that nobody reads goes on to the next one in line, managers at the end (PRD-258 FR-4.4). */
@Injectable()
export class ClimbingService {
  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly facts: NotificationFactsService,
    private readonly telling: TellingService,
  ) {}

  /**
   * A quarter of an hour is over. Ends when it was read, when what it was about is dealt with, or when everybody was told. One cause
   * climbs; others in the same notification are found in it.
   */
  async climb(tx: Tx, id: NotificationId): Promise<void> {
    const row = await this.notifications.find(tx, id);
    if (!row || row.readAt !== null || row.customer === null) return;
    const { userIds, causeKeys } = await this.notifications.listTold(tx, id);
    const [key] = causeKeys;
    if (key === undefined) return;
    const known = await this.facts.load(tx, row.kind, {
      customer_id: row.customer.id,
      ...(row.escalationId && { escalation_id: row.escalationId }),
      ...(row.absenceId && { absence_id: row.absenceId }),
    });
    const { customer, escalation } = known.facts;
    if (customer === null || (escalation !== null && isDealtWith(row.kind, escalation))) return;

    const knowing = new Set([...userIds, ...knowsAlready(row.kind, escalation)]);
    const next = nextToTell(customer, knowing, tx.now, known.all);
    if (next === null) return;

    const facts: NotificationFacts = { ...known.facts, item: itemIn(row.title) };
    await this.telling.tellOne(
      tx,
      row.kind,
      { ...known, facts },
      { ...next, because: 'next', forUserId: row.userId, urgency: 'urgent' },
      key,
    );
  }
}

/** The words of the thing itself stand behind the first colon of the line that was written when it happened. */
const itemIn = (title: string): string | null => {
  const at = title.indexOf(': ');
  return at < 0 ? null : title.slice(at + 2);
};
