import { Injectable } from '@nestjs/common';
import {
  type GetNotificationPreferences,
  type InputOf,
  NotificationPreferences,
  type OutputOf,
  type PatchNotificationPreferences,
} from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { MailChannel } from '../mail/index.js';
import { PluggedChat } from './chat.js';
import { RhythmsRepository } from './rhythms.repository.js';

type Wire = OutputOf<typeof GetNotificationPreferences>;

/** How somebody wants to be told. What is chosen counts from the next notification on. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rhythms: RhythmsRepository,
    private readonly channel: MailChannel,
    private readonly chat: PluggedChat,
  ) {}

  get(caller: CallerContext): Promise<Wire> {
    return this.tenancy.run(caller.tenantId, (tx) => this.describe(tx, caller));
  }

  /** Throws version.stale with what is there now. */
  async change(caller: CallerContext, input: InputOf<typeof PatchNotificationPreferences>): Promise<Wire> {
    return this.tenancy.run(caller, async (tx) => {
      const { rhythm, version } = await this.rhythms.get(tx, caller.userId);
      const chosen = {
        email: input.email ?? rhythm.email,
        slack: input.slack ?? rhythm.slack,
        quietHours: input.quiet_hours ?? rhythm.quietHours,
      };

      const isStale = caller.ifMatch !== undefined && caller.ifMatch !== version;
      const saved = isStale ? null : await this.rhythms.save(tx, caller.userId, chosen, version);
      const current = await this.describe(tx, caller);
      if (saved === null)
        throw new DomainError('version.stale', { current: z.encode(NotificationPreferences, current) });
      return current;
    });
  }

  private async describe(tx: Tx, { tenantId, userId }: CallerContext): Promise<Wire> {
    const [{ rhythm, version }, isConnected, isChatConnected] = await Promise.all([
      this.rhythms.get(tx, userId),
      this.channel.isConnected(tenantId, tx),
      this.chat.isConnected(tx),
    ]);
    return {
      email: rhythm.email,
      slack: rhythm.slack,
      quiet_hours: rhythm.quietHours,
      email_connected: isConnected,
      slack_connected: isChatConnected,
      version,
    };
  }
}
