import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type AssignmentId, mailAddress, outgoingMail, type Span } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { Handlers, type Message } from '../../platform/jobs/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import type { UserRecord } from '../directory/index.js';
import { MailChannel, MailRefused } from '../mail/index.js';
import { AttendeeCalendars } from './attendee-calendars.service.js';
import { meetingTitle } from './handback-meetings.service.js';
import { HandbacksRepository } from './handbacks.repository.js';

/** Invitations to handback meetings: one e-mail to each of the two, in their own time. */
@Injectable()
export class HandbackMail implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly assignments: AssignmentsRepository,
    private readonly handbacks: HandbacksRepository,
    private readonly calendars: AttendeeCalendars,
    private readonly mail: MailChannel,
  ) {}

  onModuleInit(): void {
    this.handlers.onMessage('handback.meeting-proposed', (message) => this.invite(message), 'handback-invitation');
  }

  private async invite(message: Message): Promise<void> {
    const { tenantId, payload } = message;
    if (!(await this.mail.isConnected(tenantId))) return;
    const id = asId<AssignmentId>(String(payload['assignment_id']));
    const found = await this.tenancy.run(tenantId, async (tx) => {
      const assignment = await this.assignments.findById(tx, id);
      const meeting = assignment && (await this.handbacks.findMeeting(tx, id));
      return meeting && { assignment, meeting, people: await this.calendars.people(tx, assignment) };
    });
    if (!found) return;
    const [absent, backup] = found.people;
    if (!absent || !backup) return;
    for (const [to, other] of [
      [absent, backup],
      [backup, absent],
    ] as const) {
      const mail = outgoingMail({
        tenantId,
        // a new time is a new invitation, the same one again is none
        key: `handback-${id}-${to.id}-${found.meeting.startsAt.epochMilliseconds}`.slice(0, 120),
        from: mailAddress(other.name, other.email),
        to: [mailAddress(to.name, to.email)],
        subject: meetingTitle(found.assignment),
        text: invitationText(to, other, found.meeting),
      });
      await message.confirm();
      await this.mail.send(mail).catch(swallowRefusal);
    }
  }
}

/** A mailbox that refuses for good is no reason to try for ever: the time stands in the handback. */
function swallowRefusal(error: unknown): void {
  if (!(error instanceof MailRefused)) throw error;
}

function invitationText(to: UserRecord, other: UserRecord, { startsAt, endsAt }: Span): string {
  const local = startsAt.toZonedDateTimeISO(to.timeZone);
  const minutes = endsAt === null ? 0 : Math.round(startsAt.until(endsAt).total('minutes'));
  const when = local.toLocaleString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  return [
    `Hi ${to.name},`,
    '',
    `${other.name} and you talk about what happened while one of you was away:`,
    `${when} (${to.timeZone}), ${minutes} minutes.`,
    '',
    'The summary is in Understudy. Put the time into your calendar; propose another one there if it does not fit.',
  ].join('\n');
}
