import { Injectable, Logger } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { AbsenceIntake } from './absence-intake.port.js';
import { CalendarEvent, readCalendarEvent } from './calendar-event.js';
import { CALENDAR, type CalendarStream, CalendarStreamsRepository } from './calendar-streams.repository.js';
import { GoogleClients } from './google-clients.js';
import { isGoogleFailure, readGoogleFailure } from './google-failure.js';

/** Kept the same for ever: a sync token is good for one selection only. */
const SELECTION = {
  calendarId: CALENDAR,
  eventTypes: ['outOfOffice', 'default'],
  singleEvents: true,
} satisfies calendar_v3.Params$Resource$Events$List;
/** A full sync looks this far back: an absence that is over changes nothing any more. */
const LOOK_BACK_HOURS = 31 * 24;
/**
 * Nobody plans further ahead, but a series without an end goes on for decades, at Google as well. Every month a full sync moves the edge on, so
 * that what lies before it is always known.
 */
const LOOK_AHEAD_HOURS = 2 * 365 * 24;
const FULL_EVERY_HOURS = 30 * 24;
const POLL_SECONDS = 600;

interface Read {
  readonly events: readonly CalendarEvent[];
  readonly syncToken: string;
  readonly isFull: boolean;
}

/** Reads one person's calendar: what changed since the last time, or all of it when there is no token or Google says 410. */
@Injectable()
export class CalendarSyncService {
  private readonly logger = new Logger('GoogleCalendar');

  constructor(
    private readonly tenancy: Tenancy,
    private readonly streams: CalendarStreamsRepository,
    private readonly directory: DirectoryRepository,
    private readonly google: GoogleClients,
    private readonly intake: AbsenceIntake,
  ) {}

  /**
   * Google is asked outside any transaction; sightings and the new token are saved in one. Failures of Google are noted and waited out here;
   * only failures of ours rise.
   */
  async sync(tenantId: TenantId, userId: UserId): Promise<void> {
    while ((await this.syncOnce(tenantId, userId)) === 'overtaken');
  }

  /** Overtaken: another sync saved first, perhaps without what this one was asked for, so it reads again from where that one ended. */
  private async syncOnce(tenantId: TenantId, userId: UserId): Promise<'done' | 'overtaken'> {
    const { stream, user, now } = await this.tenancy.run(tenantId, async (tx) => ({
      stream: await this.streams.find(tx, userId),
      user: await this.directory.findUser(tx, userId),
      now: tx.now,
    }));
    if (!stream?.active || !user) return 'done';

    const read = await this.read(tenantId, stream, user, now).catch((error: unknown) =>
      this.waitOut(tenantId, stream, error),
    );
    if (!read) return 'done';

    return this.tenancy.run(tenantId, async (tx) => {
      const current = await this.streams.lock(tx, userId);
      if (!current?.active) return 'done';
      if (current.syncToken !== stream.syncToken) return 'overtaken';

      await this.take(tx, user, read);
      await this.streams.synced(tx, userId, read);
      return 'done';
    });
  }

  private async read(
    tenantId: TenantId,
    stream: CalendarStream,
    user: UserRecord,
    now: Temporal.Instant,
  ): Promise<Read> {
    const person = { userId: user.id, email: user.email };
    const { calendar: client } = await this.google.of(tenantId, person, 'read-calendar');
    if (stream.syncToken === null || isOld(stream, now)) return this.pages(client, windowAt(now));
    return this.pages(client, { syncToken: stream.syncToken }).catch((error: unknown) => {
      if (readGoogleFailure(error).kind !== 'full-sync-required') throw error;
      return this.pages(client, windowAt(now));
    });
  }

  private async pages(client: calendar_v3.Calendar, from: { syncToken: string } | Window): Promise<Read> {
    const events: CalendarEvent[] = [];
    let pageToken: string | undefined;
    for (;;) {
      const { data } = await client.events.list({
        ...SELECTION,
        ...from,
        maxResults: 2500,
        ...(pageToken && { pageToken }),
      });
      events.push(...(data.items ?? []).map((item) => CalendarEvent.parse(item)));
      if (data.nextSyncToken) return { events, syncToken: data.nextSyncToken, isFull: !('syncToken' in from) };
      if (!data.nextPageToken) throw new Error('Google gave neither a next page nor a sync token');
      pageToken = data.nextPageToken;
    }
  }

  private async take(tx: Tx, user: UserRecord, { events, isFull }: Read): Promise<void> {
    const seen = await this.streams.seen(tx, user.id);
    const vanished = new Set(isFull ? seen : []);
    for (const event of events) {
      vanished.delete(event.id);
      const sighting = readCalendarEvent(event, user, tx.now.add({ hours: LOOK_AHEAD_HOURS }));
      if (sighting.kind === 'ignored' || sighting.kind === 'gone') {
        if (sighting.kind === 'ignored' && sighting.because !== 'not-an-absence' && sighting.because !== 'too-far')
          this.logger.debug(`event ${event.id} of ${user.id}: ${sighting.because}`);
        if (seen.has(event.id)) await this.gone(tx, user.id, event.id);
        continue;
      }
      if (sighting.isZoneAssumed)
        this.logger.warn(`event ${event.id} of ${user.id}: unknown zone, read in ${sighting.timeZone}`);
      await this.intake.apply(tx, tx.tenantId, user.id, sighting);
      await this.streams.remember(tx, user.id, event.id, false);
    }
    // A full sync shows a window only. What ended before it has not vanished but is over, and saying "gone" of that changes nothing.
    for (const externalId of vanished) await this.gone(tx, user.id, externalId);
  }

  private async gone(tx: Tx, userId: UserId, externalId: string): Promise<void> {
    await this.intake.apply(tx, tx.tenantId, userId, { kind: 'gone', externalId });
    await this.streams.remember(tx, userId, externalId, true);
  }

  /** Quota and outages: as long as Google says, else 15 s doubling up to the poll. Anything else waits for the next poll. */
  private async waitOut(tenantId: TenantId, { userId, failures }: CalendarStream, error: unknown): Promise<null> {
    if (!isGoogleFailure(error)) throw error;
    const failure = readGoogleFailure(error);
    const pause =
      failure.kind === 'wait'
        ? Math.max(failure.retryAfterSeconds ?? 0, Math.min(15 * 2 ** Math.min(failures, 6), POLL_SECONDS))
        : POLL_SECONDS;
    this.logger.warn(`calendar of ${userId}: ${failure.text} Next try in ${pause} s.`);
    await this.tenancy.run(tenantId, (tx) => this.streams.failed(tx, userId, failure.text, pause));
    return null;
  }
}

interface Window {
  readonly timeMin: string;
  readonly timeMax: string;
}
const windowAt = (now: Temporal.Instant): Window => ({
  timeMin: now.subtract({ hours: LOOK_BACK_HOURS }).round('second').toString(),
  timeMax: now.add({ hours: LOOK_AHEAD_HOURS }).round('second').toString(),
});

const isOld = ({ fullSyncedAt }: CalendarStream, now: Temporal.Instant): boolean =>
  fullSyncedAt === null || fullSyncedAt.until(now).total('hours') >= FULL_EVERY_HOURS;
