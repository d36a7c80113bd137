import { Inject, Injectable } from '@nestjs/common';
import type { AwayTime, Frame } from '@understudy/cards';
import type { Absence, AbsenceId, TenantId, UserId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { GoogleClients } from '../google/index.js';
import { GoogleChangeSettings } from '../google-changes/index.js';
import { asReadersDay, cardInstant, frameOf } from './frame.js';

export interface CalendarReader {
  readonly locale?: string | undefined;
  readonly time_zone?: string | undefined;
}

/** What all Calendar cards begin with: who reads, and how times are said to them. */
@Injectable()
export class CalendarFrames {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly directory: DirectoryRepository,
    private readonly clients: GoogleClients,
    private readonly wishes: GoogleChangeSettings,
  ) {}

  async of(tx: Tx, caller: CallerContext, reader: CalendarReader): Promise<{ frame: Frame; user: UserRecord }> {
    const user = await this.directory.getUser(tx, caller.userId);
    return { user, frame: frameOf(this.env, tx.now, user, reader) };
  }

  /** What happens in the mailbox of whoever is away: wanted by the organisation, and possible for this person. */
  async mailChanges(tenantId: TenantId, userId: UserId): Promise<{ reply: boolean; forward: boolean }> {
    const [wishes, reply, filters] = await Promise.all([
      this.wishes.get(tenantId),
      this.clients.can(tenantId, userId, 'vacation'),
      this.clients.can(tenantId, userId, 'forwarding'),
    ]);
    return { reply: wishes.reply && reply.yes, forward: wishes.forward && filters.yes };
  }
}

type Timed = Pick<Absence, 'days' | 'during'> & { readonly partialHours: string | null };

/** Days stay the days of whoever is away, wherever the reader is. */
export const timeOf = ({ days, during, partialHours }: Timed, frame: Frame): AwayTime => ({
  startsAt: String(asReadersDay(during.startsAt, days.timeZone, frame.timeZone)),
  endsAt: cardInstant(during.endsAt, days.timeZone, frame),
  hours: partialHours,
  timeZone: days.timeZone,
});

export const absenceUrl = (frame: Frame, id: AbsenceId): string => `${frame.publicUrl}/absences/${id}`;
