import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, ProposeHandbackMeeting } from '@understudy/contracts';
import {
  type AssignmentId,
  calendarFile,
  DomainError,
  firstCommonSlot,
  type Span,
  type UserId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import type { AssignmentRecord } from '../coverage/index.js';
import { toPersonRef } from '../customers/index.js';
import type { UserRecord } from '../directory/index.js';
import { MailChannel } from '../mail/index.js';
import { AttendeeCalendars } from './attendee-calendars.service.js';
import { HandbackDesk } from './handback.desk.js';
import { HandbackNews } from './handback-news.service.js';
import { HandbackRights } from './handback.rights.js';
import { HandbacksRepository } from './handbacks.repository.js';

/** A time for the two to talk about what happened (PRD-258 FR-5.3). */
@Injectable()
export class HandbackMeetings {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: HandbackRights,
    private readonly desk: HandbackDesk,
    private readonly handbacks: HandbacksRepository,
    private readonly calendars: AttendeeCalendars,
    private readonly news: HandbackNews,
    private readonly mail: MailChannel,
  ) {}

  /**
   * The given time, or the first both are free and at work after the return. Both get an invitation where e-mail is connected; otherwise the
   * answer says so and carries the calendar entry. Proposing again replaces the time.
   */
  async propose(
    caller: CallerContext,
    input: InputOf<typeof ProposeHandbackMeeting>,
  ): Promise<OutputOf<typeof ProposeHandbackMeeting>> {
    const isConnected = await this.mail.isConnected(caller.tenantId);
    const busy = input.starts_at ? new Map() : await this.busyOf(caller, input.assignment_id);
    return this.tenancy.run(caller, async (tx) => {
      const { assignment } = await this.rights.getOpen(tx, caller, input.assignment_id);
      if (!this.desk.hasBegun(tx, assignment)) throw new DomainError('handbacks.nothing-to-hand-back');
      if ((await this.handbacks.find(tx, assignment.id))?.completedAt) throw new DomainError('handbacks.completed');
      const people = await this.calendars.people(tx, assignment);
      const time = await this.find(tx, assignment, people, input, busy);

      await this.handbacks.setMeeting(tx, assignment.id, time, caller.userId);
      const data = { starts_at: String(time.startsAt), ends_at: String(time.endsAt) };
      await this.news.tell(tx, 'handback.meeting-proposed', assignment, byCaller(caller), data);
      return {
        starts_at: time.startsAt,
        ends_at: time.endsAt,
        title: meetingTitle(assignment),
        attendees: [assignment.absent, assignment.backup].map(toPersonRef),
        delivered: isConnected ? 'sent' : 'copy',
        ics: invitation(assignment, people, time, tx.now),
      };
    });
  }

  /** Their own calendars are asked before the transaction; who may ask is decided here, too. */
  private async busyOf(caller: CallerContext, id: AssignmentId): Promise<ReadonlyMap<UserId, readonly Span[]>> {
    const { people, startsAt } = await this.tenancy.run(caller.tenantId, async (tx) => {
      const { assignment } = await this.rights.getOpen(tx, caller, id);
      return {
        people: await this.calendars.people(tx, assignment),
        startsAt: returnOf(assignment.during, tx.now),
      };
    });
    return this.calendars.busyOf(caller.tenantId, people, startsAt);
  }

  private async find(
    tx: Tx,
    { during, id }: AssignmentRecord,
    people: readonly UserRecord[],
    { starts_at: startsAt, duration_minutes: minutes }: InputOf<typeof ProposeHandbackMeeting>,
    busy: ReadonlyMap<UserId, readonly Span[]>,
  ): Promise<{ startsAt: Temporal.Instant; endsAt: Temporal.Instant }> {
    if (startsAt) {
      if (Temporal.Instant.compare(startsAt, tx.now) <= 0) throw new DomainError('handbacks.meeting-in-the-past');
      return { startsAt, endsAt: startsAt.add({ minutes }) };
    }
    const returnAt = returnOf(during, tx.now);
    const slot = firstCommonSlot(await this.calendars.of(tx, people, returnAt, busy), returnAt, minutes);
    if (slot?.endsAt == null) throw new DomainError('handbacks.no-common-time', { assignment_id: id });
    return { startsAt: slot.startsAt, endsAt: slot.endsAt };
  }
}

const returnOf = ({ endsAt }: Span, now: Temporal.Instant): Temporal.Instant =>
  endsAt !== null && Temporal.Instant.compare(endsAt, now) > 0 ? endsAt : now;

export const meetingTitle = ({ absent, backup }: Pick<AssignmentRecord, 'absent' | 'backup'>): string =>
  `Handback: ${backup.name} → ${absent.name}`;

const meetingUid = (id: AssignmentId): string => `handback-${id}@understudy`;

const invitation = (
  assignment: AssignmentRecord,
  people: readonly UserRecord[],
  when: { startsAt: Temporal.Instant; endsAt: Temporal.Instant },
  now: Temporal.Instant,
): string =>
  calendarFile(meetingTitle(assignment), [
    {
      uid: meetingUid(assignment.id),
      summary: meetingTitle(assignment),
      when,
      attendees: people.map(({ name, email }) => ({ name, email })),
      changedAt: now,
    },
  ]);
