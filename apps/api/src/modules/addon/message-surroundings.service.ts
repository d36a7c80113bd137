import { Injectable } from '@nestjs/common';
import type { CustomerId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { BriefsService } from '../briefs/index.js';
import { TakeoversService } from '../coverage-setup/index.js';
import { UpcomingRepository } from './upcoming.repository.js';

/** What the card needs beside the answer to "who": the brief, and absences ahead. */
@Injectable()
export class MessageSurroundings {
  constructor(
    private readonly briefs: BriefsService,
    private readonly upcoming: UpcomingRepository,
    private readonly takeovers: TakeoversService,
  ) {}

  /** The reader's own brief of a customer they cover now; null when they look after it for another reason (fallback, manager). */
  async covered(tx: Tx, caller: CallerContext, id: CustomerId) {
    const [own, isTakenOver] = await Promise.all([
      this.briefs.findOwn(tx, caller, id),
      this.takeovers.holds(tx, caller, id),
    ]);
    return own && { ...own, isTakenOver };
  }

  mayTakeOver(tx: Tx, caller: CallerContext, id: CustomerId): Promise<boolean> {
    return this.takeovers.mayTakeOver(tx, caller, id);
  }

  nextAway(tx: Tx, userId: string, customerId: CustomerId) {
    return this.upcoming.nextAway(tx, userId, customerId);
  }

  awayUntil(tx: Tx, userId: string): Promise<string | null> {
    return this.upcoming.awayUntil(tx, userId);
  }
}
