import { Injectable } from '@nestjs/common';
import { meetingCard, type MeetingView } from '@understudy/cards';
import type { Card, CardActionCall } from '@understudy/contracts';
import { type AbsenceId, asId, type CustomerId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AbsenceRights } from '../absences/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { CustomersRepository, MeetingDecisions } from '../customers/index.js';
import { GoogleClients } from '../google/index.js';
import { CalendarFrames, type CalendarReader } from './calendar-frame.service.js';

type Decide = Extract<CardActionCall, { id: 'meeting.decide' }>;
export interface OpenMeeting {
  readonly eventId: string;
  readonly customerId: CustomerId;
  readonly absenceId: AbsenceId;
  readonly title: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly isMine: boolean;
}

/** A meeting with a customer in my calendar, while I am away. */
@Injectable()
export class MeetingCards {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly frames: CalendarFrames,
    private readonly rights: AbsenceRights,
    private readonly assignments: AssignmentsRepository,
    private readonly customers: CustomersRepository,
    private readonly decisions: MeetingDecisions,
    private readonly clients: GoogleClients,
  ) {}

  async draw(caller: CallerContext, reader: CalendarReader, meeting: OpenMeeting): Promise<Card> {
    const mayInvite = (await this.clients.can(caller.tenantId, caller.userId, 'change-calendar')).yes;
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const { frame } = await this.frames.of(tx, caller, reader);
      const customer = await this.customers.getById(tx, meeting.customerId);
      const decided = await this.decisions.find(tx, caller.userId, meeting.eventId);
      const cover = await this.coverOf(tx, caller, meeting);
      const view: MeetingView = {
        frame,
        title: meeting.title,
        startsAt: String(meeting.startsAt),
        endsAt: String(meeting.endsAt),
        eventId: meeting.eventId,
        customer: { id: customer.id, name: customer.name },
        absenceId: meeting.absenceId,
        covers: cover && { name: cover.backup.name, detail: cover.backup.place },
        hasAgreed: cover?.acceptedAt != null,
        mayInvite,
        decided,
        isMine: meeting.isMine,
      };
      return meetingCard(view);
    });
  }

  /** Pressed twice it is decided once. */
  async decide(caller: CallerContext, reader: CalendarReader, { parameters, form }: Decide): Promise<Card> {
    const meeting = {
      eventId: parameters.event_id,
      customerId: asId<CustomerId>(parameters.customer_id),
      absenceId: asId<AbsenceId>(parameters.absence_id),
      title: parameters.title,
      startsAt: Temporal.Instant.from(parameters.starts_at),
      endsAt: Temporal.Instant.from(parameters.ends_at),
    };
    await this.tenancy.run(caller.tenantId, (tx) => this.rights.getManaged(tx, caller, meeting.absenceId));
    await this.decisions.decide(caller, { ...meeting, decision: form.decision });
    return this.draw(caller, reader, { ...meeting, isMine: parameters.mine === 'yes' });
  }

  /** Who stands in for this customer at that hour: who said yes before who is asked. */
  private async coverOf(
    tx: Tx,
    caller: CallerContext,
    { absenceId, customerId, startsAt }: OpenMeeting,
  ): Promise<AssignmentRecord | null> {
    const absence = await this.rights.getVisible(tx, caller, absenceId);
    const rows = await this.assignments.listOfAbsences(tx, [absence.id]);
    const open = rows.filter(
      ({ status, tier, coveredCustomerIds, during }) =>
        ['pending', 'accepted', 'active'].includes(status) &&
        tier === 1 &&
        coveredCustomerIds.includes(customerId) &&
        Temporal.Instant.compare(during.startsAt, startsAt) <= 0 &&
        (during.endsAt === null || Temporal.Instant.compare(startsAt, during.endsAt) < 0),
    );
    return open.find(({ acceptedAt }) => acceptedAt !== null) ?? open[0] ?? null;
  }
}
