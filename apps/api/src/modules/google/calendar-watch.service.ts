import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { channelIdFor } from './channel-id.js';
import { CALENDAR, CalendarStreamsRepository } from './calendar-streams.repository.js';
import { GoogleClients } from './google-clients.js';
import { headerOf, isGoogleFailure, readGoogleFailure } from './google-failure.js';
import { GoogleWork } from './google-work.js';

const LIFE_SECONDS = 7 * 86_400;
const TRY_AGAIN_HOURS = 1;

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Push channels: one per calendar, replaced at half of its life, because a channel never renews itself. */
@Injectable()
export class CalendarWatchService {
  private readonly logger = new Logger('GoogleCalendar');

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly streams: CalendarStreamsRepository,
    private readonly directory: DirectoryRepository,
    private readonly google: GoogleClients,
    private readonly work: GoogleWork,
  ) {}

  /** Opens a new channel and closes the one before it. Without push the polls go on, so a refusal is noted and tried again in an hour. */
  async renew(tenantId: TenantId, userId: UserId): Promise<void> {
    const { stream, user } = await this.tenancy.run(tenantId, async (tx) => ({
      stream: await this.streams.find(tx, userId),
      user: await this.directory.findUser(tx, userId),
    }));
    if (!stream || !user) return;
    const before = { id: stream.channelId, resourceId: stream.resourceId };
    if (!stream.active) {
      await this.tenancy.run(tenantId, async (tx) => {
        await this.streams.setChannel(tx, userId, null);
        await this.work.cancel(tx, userId);
      });
      return this.stop(tenantId, user, before);
    }

    const opened = await this.open(tenantId, user).catch((error: unknown) => {
      // No answer, or later: the message is tried again, with growing pauses.
      if (!isGoogleFailure(error) || readGoogleFailure(error).kind === 'wait') throw error;
      this.logger.warn(`no push for ${userId}: ${readGoogleFailure(error).text} The polls go on.`);
      return null;
    });
    await this.tenancy.run(tenantId, async (tx) => {
      if (!opened) return this.work.renewAt(tx, userId, tx.now.add({ hours: TRY_AGAIN_HOURS }));
      const { lifeSeconds, ...channel } = opened;
      await this.streams.setChannel(tx, userId, { ...channel, channelExpiresAt: tx.now.add({ seconds: lifeSeconds }) });
      await this.work.renewAt(tx, userId, tx.now.add({ seconds: Math.floor(lifeSeconds / 2) }));
      // What changed while there was no channel, or before this one was known, is read now.
      await this.work.sync(tx, userId);
    });
    if (opened) await this.stop(tenantId, user, before);
  }

  /** Life is measured on Google's own clock, from its Date header to the expiration it names. */
  private async open(tenantId: TenantId, user: UserRecord) {
    const client = await this.calendarOf(tenantId, user);
    const token = randomBytes(32).toString('base64url');
    const channelId = channelIdFor(tenantId);
    const { data, headers } = await client.events.watch({
      calendarId: CALENDAR,
      requestBody: {
        id: channelId,
        type: 'web_hook',
        address: `${this.env.apiUrl}/api/webhooks/google/calendar`,
        token,
        params: { ttl: String(LIFE_SECONDS) },
      },
    });
    const life = (Number(data.expiration) - sentAt(headers)) / 1000;
    if (!data.resourceId) throw new Error('Google named no resource for the channel');
    return {
      channelId,
      channelTokenHash: hashToken(token),
      resourceId: data.resourceId,
      lifeSeconds: Number.isFinite(life) && life > 0 ? Math.floor(life) : LIFE_SECONDS,
    };
  }

  /** A channel that cannot be stopped ends by itself within a week, and its pushes are refused meanwhile. */
  private async stop(
    tenantId: TenantId,
    user: UserRecord,
    { id, resourceId }: { id: string | null; resourceId: string | null },
  ): Promise<void> {
    if (id === null || resourceId === null) return;
    await this.calendarOf(tenantId, user)
      .then((client) => client.channels.stop({ requestBody: { id, resourceId } }))
      .catch((error: unknown) => {
        if (!isGoogleFailure(error)) throw error;
        this.logger.warn(`channel ${id} could not be stopped: ${readGoogleFailure(error).text}`);
      });
  }

  private async calendarOf(tenantId: TenantId, { id, email }: UserRecord) {
    return (await this.google.of(tenantId, { userId: id, email }, 'read-calendar')).calendar;
  }
}

/** When Google says that it answered, in milliseconds; NaN without a readable Date header. */
const sentAt = (headers: unknown): number => Date.parse(headerOf(headers, 'date') ?? '');
