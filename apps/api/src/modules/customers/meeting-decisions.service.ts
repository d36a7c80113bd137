import { Injectable } from '@nestjs/common';
import type { MeetingDecision } from '@understudy/contracts';
import {
  type AbsenceId,
  type CustomerId,
  DomainError,
  type MeetingHandling,
  type MeetingId,
  type UserId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { CustomerNews } from './customer-news.service.js';
import { CustomerRights } from './customer-rights.service.js';
import { MeetingsRepository } from './meetings.repository.js';

export interface DecidedMeeting {
  /** In the calendar of whoever is away. */
  readonly eventId: string;
  readonly customerId: CustomerId;
  readonly absenceId: AbsenceId;
  readonly title: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly decision: MeetingDecision;
}

/** As the brief says it: who attends all the same needs nobody. */
const HANDLING = { hand_over: 'hand_over', attend: null, move: 'move' } as const satisfies Record<
  MeetingDecision,
  MeetingHandling | null
>;

/** What becomes of a meeting in a calendar while its person is away (surfaces.md: attend, hand over, move). */
@Injectable()
export class MeetingDecisions {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: CustomerRights,
    private readonly meetings: MeetingsRepository,
    private readonly news: CustomerNews,
    private readonly outbox: Outbox,
  ) {}

  /**
   * The last answer counts; the brief says it, and guests in Google follow. By whoever looks after the customer. Throws identity.not-allowed,
   * customers.not-found, events.ends-before-start. Safe to repeat.
   */
  async decide(caller: CallerContext, decided: DecidedMeeting): Promise<void> {
    const { eventId, customerId, absenceId, title, startsAt, endsAt, decision } = decided;
    if (Temporal.Instant.compare(startsAt, endsAt) >= 0) throw new DomainError('events.ends-before-start');
    await this.tenancy.run(caller, async (tx) => {
      await this.rights.getKept(tx, caller, customerId);

      if ((await this.find(tx, caller.userId, eventId)) === decision) return;
      await tx.query(
        `insert into meeting_decisions (tenant_id, user_id, event_id, customer_id, decision, title, starts_at, ends_at, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict on constraint meeting_decisions_pkey do update
            set customer_id = excluded.customer_id, decision = excluded.decision, title = excluded.title, starts_at = excluded.starts_at,
                ends_at = excluded.ends_at, decided_at = excluded.decided_at`,
        [tx.tenantId, caller.userId, eventId, customerId, decision, title, startsAt, endsAt, tx.now],
      );
      const meetingId = await this.keep(tx, caller, decided);

      await this.news.tell(tx, caller, customerId, {
        type: 'meeting.decided',
        data: { meeting_id: meetingId, title, starts_at: String(startsAt), decision },
        message: 'customer.meeting-changed',
        about: { meeting_id: meetingId },
      });
      await this.outbox.add(tx, { type: 'routing.look', absence_id: absenceId });
    });
  }

  /** null: nothing is decided about that event. */
  async find(tx: Tx, userId: UserId, eventId: string): Promise<MeetingDecision | null> {
    const [row] = await tx.query<{ decision: MeetingDecision }>(
      'select decision from meeting_decisions where tenant_id = $1 and user_id = $2 and event_id = $3',
      [tx.tenantId, userId, eventId],
    );
    return row?.decision ?? null;
  }

  /** The meeting as the product knows it; one that stands in the calendar only is entered when there is something to say of it. */
  private async keep(
    tx: Tx,
    caller: CallerContext,
    { customerId, title, startsAt, endsAt, decision }: DecidedMeeting,
  ): Promise<MeetingId | null> {
    const [same] = await tx.query<{ id: MeetingId }>(
      `select id from meetings where tenant_id = $1 and customer_id = $2 and starts_at = $3 and cancelled_at is null order by id limit 1`,
      [tx.tenantId, customerId, startsAt],
    );
    const handling = HANDLING[decision];
    if (same) {
      const before = await this.meetings.lock(tx, customerId, same.id);
      const organizerId = before.organizer?.userId ?? null;
      await this.meetings.update(tx, same.id, { ...before, organizerId, handling, cancelledAt: null });
      return same.id;
    }
    if (handling === null) return null;
    const added = await this.meetings.add(tx, customerId, {
      title: title || 'Meeting',
      startsAt,
      endsAt,
      organizerId: caller.userId,
      isCustomerFacing: true,
      handling,
      cancelledAt: null,
    });
    return added.id;
  }
}
