import { Injectable } from '@nestjs/common';
import { isAbsentAt, mayBeToldWhileAway, type NotificationChannel, roster, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { ResponsibleService } from '../responsibility/index.js';
import { type Digest, DigestsRepository } from './digests.repository.js';

/** What a message holds right before it leaves: whoever went away meanwhile, left, or does not want any gets none. */
@Injectable()
export class DigestReader {
  constructor(
    private readonly digests: DigestsRepository,
    private readonly responsible: ResponsibleService,
  ) {}

  /** Null when it was dealt with, or nothing of it is to be sent any more: then it is put aside. */
  async open(tx: Tx, channel: NotificationChannel, id: string): Promise<Digest | null> {
    const digest = await this.digests.findWaiting(tx, channel, id);
    if (digest === null) return null;
    const isAway = await this.isAway(tx, digest.userId);
    const items = digest.items.filter(({ kind, because }) => {
      const isOwn = because === 'yourself' && mayBeToldWhileAway(kind, 'absent');
      return !isAway || isOwn;
    });
    if (digest.isActive && digest.choice !== 'none' && items.length > 0) return { ...digest, items };
    await this.digests.settle(tx, id, 'suppressed');
    return null;
  }

  private async isAway(tx: Tx, userId: UserId): Promise<boolean> {
    const { rows } = await this.responsible.load(tx, [], tx.now, { userIds: [userId] });
    return isAbsentAt(userId, tx.now, roster(rows));
  }
}
