import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type AssignmentId, type Span, type TenantId, type UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { GoogleClients, isGoogleFailure, readGoogleFailure } from '../google/index.js';
import { BusyTimes, HandbacksService, meetingTitle } from '../handbacks/index.js';
import { ChangedPeopleRepository, type Mailbox } from './changed-people.repository.js';
import type { Calendar } from './customer-meetings.js';
import { statusOf } from './google-fault.js';

/** Google lets us choose the id (base32hex), so that a second try meets the first one's event. */
const eventIdOf = (id: AssignmentId): string => `handback${id.replaceAll('-', '')}`;

/** Handback meetings in the calendars of both (PRD-258 FR-5.3), and when both are free. */
@Injectable()
export class HandbackEvents implements OnModuleInit {
  private readonly logger = new Logger('Google');

  constructor(
    private readonly tenancy: Tenancy,
    private readonly clients: GoogleClients,
    private readonly people: ChangedPeopleRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly handbacks: HandbacksService,
    private readonly busyTimes: BusyTimes,
  ) {}

  onModuleInit(): void {
    this.busyTimes.register((...given) => this.busy(...given));
  }

  /** Makes the event, or moves it to where the meeting is now. It stands in the calendar of whoever comes back; both are invited by our own mail. */
  async follow(tenantId: TenantId, id: AssignmentId): Promise<void> {
    const found = await this.tenancy.run(tenantId, (tx) => this.load(tx, id));
    if (!found) return;
    const { assignment, meeting } = found;
    if (!(await this.clients.can(tenantId, assignment.absent.userId, 'change-calendar')).yes) return;
    const both = await this.people.mailboxes(tenantId, [assignment.absent.userId, assignment.backupUserId]);
    const [owner] = both;
    if (!owner) return;
    const { calendar } = await this.clients.of(tenantId, owner, 'change-calendar');
    await put(calendar, eventIdOf(id), meetingTitle(assignment), meeting, both);
  }

  /** By Google's free/busy; whoever cannot be asked is left to what we know ourselves. */
  private async busy(
    tenantId: TenantId,
    userIds: readonly UserId[],
    { startsAt, endsAt }: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant },
  ): Promise<Map<UserId, Span[]>> {
    const busy = new Map<UserId, Span[]>();
    const [asking] = userIds;
    if (asking === undefined || !(await this.clients.can(tenantId, asking, 'change-calendar')).yes) return busy;
    try {
      const people = await this.people.mailboxes(tenantId, userIds);
      const [first] = people;
      if (!first) return busy;
      const { calendar } = await this.clients.of(tenantId, first, 'change-calendar');
      const { data } = await calendar.freebusy.query({
        requestBody: {
          timeMin: String(startsAt),
          timeMax: String(endsAt),
          items: people.map(({ email }) => ({ id: email })),
        },
      });
      for (const { userId, email } of people) busy.set(userId, spansOf(data.calendars?.[email]?.busy));
    } catch (error) {
      if (!isGoogleFailure(error)) throw error;
      this.logger.warn(`free times were not asked: ${readGoogleFailure(error).text}`);
    }
    return busy;
  }

  private async load(tx: Tx, id: AssignmentId): Promise<{ assignment: AssignmentRecord; meeting: Span } | null> {
    const assignment = await this.assignments.findById(tx, id);
    const view = assignment && (await this.handbacks.viewOf(tx, assignment));
    if (!assignment || !view?.meeting) return null;
    return { assignment, meeting: { startsAt: view.meeting.starts_at, endsAt: view.meeting.ends_at } };
  }
}

const spansOf = (busy: readonly { start?: string | null; end?: string | null }[] = []): Span[] =>
  busy.flatMap(({ start, end }) =>
    start && end ? [{ startsAt: Temporal.Instant.from(start), endsAt: Temporal.Instant.from(end) }] : [],
  );

async function put(
  calendar: Calendar,
  eventId: string,
  summary: string,
  { startsAt, endsAt }: Span,
  people: readonly Mailbox[],
): Promise<void> {
  const event = {
    summary,
    status: 'confirmed',
    description: 'What happened while one of you was away. The summary is in Understudy.',
    start: { dateTime: String(startsAt), timeZone: 'UTC' },
    end: { dateTime: String(endsAt ?? startsAt), timeZone: 'UTC' },
    attendees: people.map(({ name, email }) => ({ displayName: name, email })),
  };
  // our own invitation says more than Google's, and goes out where Google is not connected, too
  const quietly = { calendarId: 'primary', sendUpdates: 'none' } as const;
  try {
    await calendar.events.insert({ ...quietly, requestBody: { ...event, id: eventId } });
  } catch (error) {
    if (statusOf(error) !== 409) throw error;
    await calendar.events.patch({ ...quietly, eventId, requestBody: event });
  }
}
