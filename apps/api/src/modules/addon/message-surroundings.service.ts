import { Injectable } from '@nestjs/common';
import type { CustomerId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { BriefsService } from '../briefs/index.js';
import { UpcomingRepository } from './upcoming.repository.js';

/** What the card needs beside the answer to "who": the brief, and absences ahead. */
@Injectable()
export class MessageSurroundings {
  constructor(
    private readonly briefs: BriefsService,
    private readonly upcoming: UpcomingRepository,
  ) {}

  /** The reader's own brief of a customer they cover now; null when they look after it for another reason (fallback, manager). */
  covered(tx: Tx, caller: CallerContext, id: CustomerId) {
    return this.briefs.findOwn(tx, caller, id);
  }

  nextAway(tx: Tx, userId: string, customerId: CustomerId) {
    return this.upcoming.nextAway(tx, userId, customerId);
  }

  awayUntil(tx: Tx, userId: string): Promise<string | null> {
    return this.upcoming.awayUntil(tx, userId);
  }
}
