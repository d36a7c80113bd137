import { Injectable } from '@nestjs/common';
import { type Frame, otherEventCard } from '@understudy/cards';
import type { AddonCalendarEvent, CalendarCards, Card, InputOf } from '@understudy/contracts';
import { type AbsenceId, dayOf, DomainError, isAwayAt, isLive } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type AbsenceRecord, AbsenceRights, AbsencesRepository } from '../absences/index.js';
import { CustomersRepository } from '../customers/index.js';
import type { UserRecord } from '../directory/index.js';
import { CalendarLooks, type EventLook, type SeenEvent } from '../google/index.js';
import { AbsenceCards } from './calendar-absence.service.js';
import { CalendarFrames, timeOf } from './calendar-frame.service.js';
import { isAlone, organises, othersIn, timeOfEvent, titleOf } from './calendar-event.reading.js';
import { MeetingCards, type OpenMeeting } from './calendar-meeting.service.js';
import { CalendarSetups } from './calendar-setup.service.js';
import { CalendarSetupsRepository } from './calendar-setups.repository.js';
import { CalendarSightings } from './calendar-sightings.service.js';

type Input = InputOf<typeof AddonCalendarEvent>;
/** What an open event turned out to be; what it takes to draw it is asked after the transaction. */
type Found =
  | { readonly is: 'absence'; readonly id: AbsenceId; readonly isToSetUp: boolean }
  | { readonly is: 'card'; readonly card: Card }
  | { readonly is: 'meeting'; readonly meeting: OpenMeeting };

/** The card beside an open event (surfaces.md, "Calendar, event open"). */
@Injectable()
export class CalendarEventCards {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly frames: CalendarFrames,
    private readonly looks: CalendarLooks,
    private readonly sightings: CalendarSightings,
    private readonly absences: AbsencesRepository,
    private readonly rights: AbsenceRights,
    private readonly customers: CustomersRepository,
    private readonly setups: CalendarSetupsRepository,
    private readonly steps: CalendarSetups,
    private readonly states: AbsenceCards,
    private readonly meetings: MeetingCards,
  ) {}

  async event(caller: CallerContext, input: Input): Promise<CalendarCards> {
    const { user, frame } = await this.tenancy.run(caller.tenantId, (tx) => this.frames.of(tx, caller, input));
    const mayRead = await this.looks.mayRead(caller.tenantId, user);
    const isOwn = input.calendar_id === 'primary' || input.calendar_id.toLowerCase() === user.email.toLowerCase();
    const look = isOwn ? await this.look(caller, user, input, mayRead) : null;
    const found = await this.tenancy.run(caller.tenantId, async (tx): Promise<Found> => {
      if (look === null) return this.colleagues(tx, caller, frame, input.event_id);
      return this.own(tx, user, frame, input.event_id, look);
    });
    return { cards: [await this.draw(caller, input, found)], reads: mayRead ? 'server' : 'addon' };
  }

  /** The server's own reading wins over what the add-on sends along. */
  private async look(caller: CallerContext, user: UserRecord, input: Input, mayRead: boolean): Promise<EventLook> {
    if (mayRead) return this.looks.event(caller.tenantId, user, input.event_id);
    if (input.event?.id === input.event_id) return { kind: 'event', event: input.event };
    return {
      kind: 'refused',
      because: 'Understudy may not read your calendar, neither itself nor through this add-on.',
    };
  }

  private async own(tx: Tx, user: UserRecord, frame: Frame, eventId: string, look: EventLook): Promise<Found> {
    if (look.kind === 'refused') {
      const stored = await this.sightings.find(tx, user.id, eventId);
      if (stored) return this.ofAbsence(tx, stored);
      return { is: 'card', card: otherEventCard({ kind: 'unreadable', frame, because: look.because }) };
    }
    const event = look.kind === 'event' && look.event.status !== 'cancelled' ? look.event : null;
    const absence = await this.sightings.see(tx, user, eventId, event);
    if (!event) return { is: 'card', card: otherEventCard({ kind: 'gone', frame }) };
    if (absence && absence.status !== 'cancelled') return this.ofAbsence(tx, absence);
    return this.other(tx, user, frame, event);
  }

  /** Suggested, or ahead and nobody has gone through its set-up: the set-up. Else how covered it is. */
  private async ofAbsence(tx: Tx, absence: AbsenceRecord): Promise<Found> {
    const isAhead = Temporal.Instant.compare(absence.during.startsAt, tx.now) > 0;
    const setUp = await this.setups.listSetUp(tx, [absence.id]);
    const isToSetUp = absence.status === 'suggested' || (isLive(absence) && isAhead && !setUp.has(absence.id));
    return { is: 'absence', id: absence.id, isToSetUp };
  }

  private async other(tx: Tx, user: UserRecord, frame: Frame, event: SeenEvent): Promise<Found> {
    const time = timeOfEvent(event, user.timeZone);
    const customerIds = await this.customers.listIdsByEmails(tx, othersIn(event, user.email));
    const [customerId] = customerIds;
    if (time && customerId) {
      const absence = await this.absenceAt(tx, user, time.startsAt);
      if (absence) {
        const meeting = {
          eventId: event.id,
          customerId,
          absenceId: absence.id,
          title: titleOf(event) ?? 'A private meeting',
          startsAt: time.startsAt,
          endsAt: time.endsAt,
          isMine: organises(event, user.email),
        };
        return { is: 'meeting', meeting };
      }
      const customer = await this.customers.getById(tx, customerId);
      return {
        is: 'card',
        card: otherEventCard({ kind: 'with-customer', frame, customer: { id: customer.id, name: customer.name } }),
      };
    }
    const isAhead = time !== null && Temporal.Instant.compare(time.endsAt, tx.now) > 0;
    if (!time || !time.isAllDay || !isAhead || !isAlone(event, user.email))
      return { is: 'card', card: otherEventCard({ kind: 'nothing', frame }) };
    const days = {
      firstOn: dayOf(time.startsAt, user.timeZone),
      lastOn: dayOf(time.endsAt.subtract({ nanoseconds: 1 }), user.timeZone),
      timeZone: user.timeZone,
    };
    return {
      is: 'card',
      card: otherEventCard({
        kind: 'maybe',
        frame,
        title: titleOf(event),
        time: timeOf({ days, during: time, partialHours: null }, frame),
        plan: {
          kind: 'vacation',
          starts_on: String(days.firstOn),
          ends_on: String(days.lastOn),
          time_zone: user.timeZone,
        },
      }),
    };
  }

  private async absenceAt(tx: Tx, user: UserRecord, at: Temporal.Instant): Promise<AbsenceRecord | null> {
    const on = dayOf(at, user.timeZone);
    const rows = await this.absences.list(tx, {
      userIds: [user.id],
      from: on.subtract({ days: 1 }),
      to: on.add({ days: 1 }),
      limit: 50,
    });
    return rows.find((row) => isLive(row) && isAwayAt(row, at)) ?? null;
  }

  /** Somebody else's calendar: what is known of that event, for whoever may see it. */
  private async colleagues(tx: Tx, caller: CallerContext, frame: Frame, eventId: string): Promise<Found> {
    const absence = await this.absences.findByCalendarEvent(tx, eventId);
    const visible = absence && (await this.rights.getVisible(tx, caller, absence.id).catch(notTheirs));
    return visible
      ? { is: 'absence', id: visible.id, isToSetUp: false }
      : { is: 'card', card: otherEventCard({ kind: 'nothing', frame }) };
  }

  private async draw(caller: CallerContext, input: Input, found: Found): Promise<Card> {
    switch (found.is) {
      case 'card':
        return found.card;
      case 'meeting':
        return this.meetings.draw(caller, input, found.meeting);
      case 'absence':
        return found.isToSetUp
          ? this.steps.whoCovers(caller, input, { absence_id: found.id, first: 'yes' })
          : this.states.state(caller, input, found.id);
    }
  }
}

const notTheirs = (error: unknown): null => {
  if (error instanceof DomainError && error.code === 'absences.not-found') return null;
  throw error;
};
