import { Injectable, Logger } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import type { UserRecord } from '../directory/index.js';
import { AbsenceIntake } from './absence-intake.port.js';
import { CalendarEvent, readCalendarEvent } from './calendar-event.js';
import { CALENDAR, CalendarStreamsRepository } from './calendar-streams.repository.js';
import { CalendarSyncService } from './calendar-sync.service.js';
import { GoogleClients } from './google-clients.js';
import { isGoogleFailure, readGoogleFailure } from './google-failure.js';

/** An event as somebody looks at it: when, what, and who else is there. */
export const SeenEvent = CalendarEvent.extend({
  visibility: z.string().nullish(),
  attendees: z
    .array(z.object({ email: z.string().nullish(), self: z.boolean().nullish(), responseStatus: z.string().nullish() }))
    .nullish(),
});
export type SeenEvent = z.infer<typeof SeenEvent>;

export type EventLook =
  | { readonly kind: 'event'; readonly event: SeenEvent }
  /** Deleted, or not in their own calendar. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly because: string };

/** Somebody waits for the card: Google has so long, then what is stored is shown. */
const PATIENCE_MS = 2_000;

/** A person looks at their calendar, and the product looks with them: at once instead of with the next push or poll. */
@Injectable()
export class CalendarLooks {
  private readonly logger = new Logger('GoogleCalendar');

  constructor(
    private readonly clients: GoogleClients,
    private readonly syncs: CalendarSyncService,
    private readonly streams: CalendarStreamsRepository,
    private readonly intake: AbsenceIntake,
  ) {}

  /** False: their calendar is none of the server's to read, so the add-on reads it where it may. */
  async mayRead(tenantId: TenantId, user: Pick<UserRecord, 'id'>): Promise<boolean> {
    return (await this.clients.can(tenantId, user.id, 'read-calendar')).yes;
  }

  /** What changed in their calendar since the last time, if Google answers soon; else it comes with the next poll. Never throws. */
  async freshen(tenantId: TenantId, { id }: Pick<UserRecord, 'id'>): Promise<void> {
    const read = this.syncs.sync(tenantId, id).catch((error: unknown) => this.logger.error(error));
    await soon(read);
  }

  /** One event of their own calendar, outside any transaction. What Google refuses, or not in time, is an answer; our own mistakes rise. */
  async event(tenantId: TenantId, user: Pick<UserRecord, 'id' | 'email'>, eventId: string): Promise<EventLook> {
    const asked = this.ask(tenantId, user, eventId).catch((error: unknown): EventLook => {
      if (!isGoogleFailure(error)) throw error;
      if (z.object({ status: z.literal([404, 410]) }).safeParse(error).success) return { kind: 'missing' };
      return { kind: 'refused', because: readGoogleFailure(error).text };
    });
    return (await soon(asked)) ?? { kind: 'refused', because: 'Google did not answer.' };
  }

  /**
   * Events as they are now, whoever read them; `known` are those of this calendar that count as absences so far, `gone` those of them that are
   * not there any more. Safe to repeat.
   */
  async take(
    tx: Tx,
    user: UserRecord,
    events: readonly CalendarEvent[],
    known: ReadonlySet<string>,
    gone: readonly string[] = [],
  ): Promise<void> {
    const hasStream = (await this.streams.find(tx, user.id)) !== null;
    const remember = async (id: string, isGone: boolean) =>
      hasStream ? this.streams.remember(tx, user.id, id, isGone) : undefined;
    for (const event of events) {
      const sighting = readCalendarEvent(event, user);
      if (sighting.kind === 'ignored') {
        if (known.has(event.id)) await this.vanish(tx, user, event.id, remember);
        continue;
      }
      if (sighting.kind === 'gone' && !known.has(event.id)) continue;
      await this.intake.apply(tx, tx.tenantId, user.id, sighting);
      await remember(event.id, sighting.kind === 'gone');
    }
    for (const id of gone) await this.vanish(tx, user, id, remember);
  }

  private async vanish(
    tx: Tx,
    user: UserRecord,
    externalId: string,
    remember: (id: string, isGone: boolean) => Promise<void>,
  ): Promise<void> {
    await this.intake.apply(tx, tx.tenantId, user.id, { kind: 'gone', externalId });
    await remember(externalId, true);
  }

  private async ask(tenantId: TenantId, user: Pick<UserRecord, 'id' | 'email'>, eventId: string): Promise<EventLook> {
    const { calendar } = await this.clients.of(tenantId, { userId: user.id, email: user.email }, 'read-calendar');
    const { data } = await calendar.events.get({ calendarId: CALENDAR, eventId, maxAttendees: 200 });
    return { kind: 'event', event: SeenEvent.parse(data) };
  }
}

/** The answer, or nothing when it takes too long; then it goes on by itself. */
async function soon<R>(work: Promise<R>): Promise<R | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
