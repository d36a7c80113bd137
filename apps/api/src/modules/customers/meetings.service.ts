import { Injectable } from '@nestjs/common';
import type { CreateEvent, InputOf, OutputOf, PatchEvent } from '@understudy/contracts';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toMeeting } from './customer.mapper.js';
import { CustomerNews } from './customer-news.service.js';
import { CustomerRights } from './customer-rights.service.js';
import { MeetingsRepository } from './meetings.repository.js';

/** Meetings with or about a customer, and what becomes of them while their owner is away. */
@Injectable()
export class MeetingsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly meetings: MeetingsRepository,
    private readonly rights: CustomerRights,
    private readonly news: CustomerNews,
  ) {}

  /** The caller organizes it when nobody is named. Throws identity.not-allowed, events.ends-before-start, users.not-found. */
  async add(caller: CallerContext, input: InputOf<typeof CreateEvent>): Promise<OutputOf<typeof CreateEvent>> {
    return this.tenancy.run(caller, async (tx) => {
      const { id: customerId } = await this.rights.getKept(tx, caller, input.customer_id);

      const meeting = await this.meetings.add(tx, customerId, {
        title: input.title,
        startsAt: input.starts_at,
        endsAt: input.ends_at,
        organizerId: input.organizer_id === undefined ? caller.userId : input.organizer_id,
        isCustomerFacing: input.customer_facing,
        handling: null,
        cancelledAt: null,
      });
      await this.news.tell(tx, caller, customerId, {
        type: 'meeting.added',
        data: { meeting_id: meeting.id, title: meeting.title, starts_at: String(meeting.startsAt) },
        message: 'customer.meeting-added',
        about: { meeting_id: meeting.id },
      });
      return toMeeting(meeting);
    });
  }

  /** Moves or cancels it, or says what becomes of it. Throws identity.not-allowed, events.*, users.not-found. */
  async change(caller: CallerContext, input: InputOf<typeof PatchEvent>): Promise<OutputOf<typeof PatchEvent>> {
    return this.tenancy.run(caller, async (tx) => {
      const { id: customerId } = await this.rights.getKept(tx, caller, input.customer_id);
      const before = await this.meetings.lock(tx, customerId, input.event_id);

      const { title = before.title, starts_at: startsAt = before.startsAt, ends_at: endsAt = before.endsAt } = input;
      const { organizer_id: organizerId = before.organizer?.userId ?? null, handling = before.handling } = input;
      const { customer_facing: isCustomerFacing = before.isCustomerFacing, cancelled } = input;
      const cancelledAt = cancelled ? tx.now : null;
      const change = { title, startsAt, endsAt, organizerId, isCustomerFacing, handling, cancelledAt };
      await this.meetings.update(tx, before.id, change);
      await this.news.tell(tx, caller, customerId, {
        type: cancelled ? 'meeting.cancelled' : 'meeting.changed',
        data: {
          meeting_id: before.id,
          title,
          starts_at: String(startsAt),
          starts_at_before: String(before.startsAt),
          handling,
          handling_before: before.handling,
        },
        message: 'customer.meeting-changed',
        about: { meeting_id: before.id },
      });
      return toMeeting(
        cancelled ? { ...before, title, startsAt, endsAt } : await this.meetings.get(tx, customerId, before.id),
      );
    });
  }
}
