import { Injectable } from '@nestjs/common';
import { oneLine, type RoutingPart, type RoutingValue } from '@understudy/domain';
import { GoogleClients } from '../google/index.js';
import { type RoutedCoverage, type RoutingContext, RoutingFault, RoutingTarget } from '../routing/index.js';
import { ChangedPeopleRepository, type Mailbox } from './changed-people.repository.js';
import {
  type Calendar,
  type CalendarEvent,
  customerMeetings,
  listMeetings,
  mayInvite,
  meetingLabel,
} from './customer-meetings.js';
import { atGoogle, orMissing, statusOf } from './google-fault.js';
import { GoogleChangeSettings } from './google-change-settings.js';

/** On the event, in the copy of whoever is away: who was added by us. */
const TAG = 'understudyBackup';
/** Somebody else changes the event at the same moment: so often we look again at once. */
const MOST_RACES = 3;

/**
 * Meetings with customers in the time of the coverage (PRD-131 FR-5, calendar): the backup comes along. The organiser stays, nobody is
 * mailed about it, and at the end only those are taken out whom we brought in. A meeting whose organiser lets nobody else invite stays a
 * suggestion, and says so.
 */
@Injectable()
export class MeetingsTarget extends RoutingTarget {
  readonly type = 'calendar' as const;
  /** New meetings come, old ones move. */
  override readonly looksAgainAfter = Temporal.Duration.from({ hours: 4 });
  private readonly listed = new WeakMap<readonly RoutedCoverage[], Promise<CalendarEvent[]>>();

  constructor(
    private readonly clients: GoogleClients,
    private readonly people: ChangedPeopleRepository,
    private readonly settings: GoogleChangeSettings,
  ) {
    super();
  }

  async intend(coverage: RoutedCoverage, together: readonly RoutedCoverage[]): Promise<RoutingPart[]> {
    if (coverage.tier > 1) return [];
    const { assignmentId, tenantId, absentUserId, backupUserId, customerIds, startsAt, endsAt } = coverage;
    const can = await this.clients.can(tenantId, absentUserId, 'change-calendar');
    if (!can.yes) return [{ assignmentId, part: '', label: null, because: can.because }];
    if (!(await this.settings.get(tenantId)).meetings) return [];
    const domains = await this.people.customerDomains(tenantId, customerIds);
    if (domains.length === 0) return [];
    const backup = await this.people.mailbox(tenantId, backupUserId);
    const kept = await this.people.keptMeetings(tenantId, absentUserId);
    const meetings = customerMeetings(await this.eventsOf(together), domains).filter(
      (meeting) =>
        !kept.has(meeting.event.id) &&
        Temporal.Instant.compare(meeting.startsAt, startsAt) >= 0 &&
        (endsAt === null || Temporal.Instant.compare(meeting.startsAt, endsAt) < 0),
    );
    return meetings.map(({ event }) => ({
      assignmentId,
      part: `meeting:${event.id}:${backup.email}`,
      label: oneLine(meetingLabel(event), 120),
      ...(mayInvite(event) || isInvited(event, backup.email)
        ? { intended: { attendee: backup.email } }
        : { because: `Only ${organiserOf(event)} may invite to this meeting: ask them to add ${backup.name}` }),
    }));
  }

  async read(context: RoutingContext): Promise<RoutingValue> {
    const { eventId, email } = partsOf(context);
    return this.as(context, async (calendar) => {
      const event = await eventAt(calendar, eventId);
      return event && isInvited(event, email) ? { attendee: email } : null;
    });
  }

  async write(context: RoutingContext, value: RoutingValue): Promise<void> {
    const { eventId, email } = partsOf(context);
    await this.as(context, async (calendar) => {
      for (let race = 0; race < MOST_RACES; race++) {
        const event = await eventAt(calendar, eventId);
        if (!event || (await invite(calendar, event, email, value !== null))) return;
      }
      throw new RoutingFault(null);
    });
  }

  /** Once for all coverages that are planned together. The list is of whoever is away, so one serves all. */
  private eventsOf(together: readonly RoutedCoverage[]): Promise<CalendarEvent[]> {
    const known = this.listed.get(together);
    if (known) return known;
    const asked = this.list(together);
    this.listed.set(together, asked);
    return asked;
  }

  private async list(together: readonly RoutedCoverage[]): Promise<CalendarEvent[]> {
    const [first] = together;
    if (!first) return [];
    const from = together.map(({ startsAt }) => startsAt).toSorted(Temporal.Instant.compare)[0] ?? first.startsAt;
    const ends = together.map(({ endsAt }) => endsAt);
    const until = ends.some((end) => end === null)
      ? null
      : (ends
          .filter((end) => end !== null)
          .toSorted(Temporal.Instant.compare)
          .at(-1) ?? null);
    return this.as(first, (calendar) => listMeetings(calendar, from, until));
  }

  private async as<R>(
    { tenantId, absentUserId }: Pick<RoutingContext, 'tenantId' | 'absentUserId'>,
    work: (calendar: Calendar) => Promise<R>,
  ): Promise<R> {
    const absent: Mailbox = await this.people.mailbox(tenantId, absentUserId);
    return atGoogle(async () => work((await this.clients.of(tenantId, absent, 'change-calendar')).calendar));
  }
}

const partsOf = ({ part }: RoutingContext): { eventId: string; email: string } => {
  const [, eventId = '', ...rest] = part.split(':');
  return { eventId, email: rest.join(':') };
};

const eventAt = async (calendar: Calendar, eventId: string): Promise<CalendarEvent | null> => {
  const found = await orMissing(() => calendar.events.get({ calendarId: 'primary', eventId }));
  return found && found.data.status !== 'cancelled' ? found.data : null;
};

const isInvited = ({ attendees = [] }: CalendarEvent, email: string): boolean =>
  attendees.some((attendee) => attendee.email?.toLowerCase() === email.toLowerCase());

const organiserOf = ({ organizer }: CalendarEvent): string =>
  organizer?.displayName ?? organizer?.email ?? 'the organiser';

/** False when somebody else changed the event since it was read. Attendees are written as a whole, so none may be missing. */
async function invite(
  calendar: Calendar,
  { id, etag, attendees = [], attendeesOmitted }: CalendarEvent,
  email: string,
  isIn: boolean,
): Promise<boolean> {
  if (attendeesOmitted) throw new RoutingFault('Google does not name all guests of this meeting, so none is added');
  const others = attendees.filter((attendee) => attendee.email?.toLowerCase() !== email.toLowerCase());
  try {
    await calendar.events.patch(
      {
        calendarId: 'primary',
        eventId: id ?? '',
        // deliberately: customers are not mailed because a guest comes or goes; the backup is told by the product
        sendUpdates: 'none',
        requestBody: {
          attendees: isIn ? [...others, { email }] : others,
          extendedProperties: { private: { [TAG]: isIn ? email : '' } },
        },
      },
      { headers: { 'If-Match': etag ?? '*' } },
    );
    return true;
  } catch (error) {
    if (statusOf(error) === 412) return false;
    throw error;
  }
}
