import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { CalendarStreamsRepository } from './calendar-streams.repository.js';
import { hashToken } from './calendar-watch.service.js';
import { tenantOfChannel } from './channel-id.js';
import { GoogleWork } from './google-work.js';

export interface Push {
  readonly channelId: string;
  readonly token: string;
  readonly state: string;
}

/** Push messages of Google Calendar: they have no body and prove little, so all they do is ask for a sync. */
@Injectable()
export class GoogleWebhookService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly streams: CalendarStreamsRepository,
    private readonly work: GoogleWork,
  ) {}

  /** Throws `google.channel-unknown`, for a wrong token too: nobody learns which channels there are. */
  async push({ channelId, token, state }: Push): Promise<{ accepted: true }> {
    const tenantId = tenantOfChannel(channelId);
    if (!tenantId) throw new DomainError('google.channel-unknown');
    // "sync" says that the channel was opened, often before its id is stored here. There is nothing to do.
    if (state === 'sync') return { accepted: true };

    return this.tenancy.run(tenantId, async (tx) => {
      const stream = await this.streams.findByChannel(tx, channelId);
      if (!stream?.channelTokenHash || !isSame(hashToken(token), stream.channelTokenHash))
        throw new DomainError('google.channel-unknown');

      await this.work.sync(tx, stream.userId);
      return { accepted: true };
    });
  }
}

/** Both are hashes in hex, so their length says nothing. */
const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
