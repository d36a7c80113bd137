import { Inject, Injectable } from '@nestjs/common';
import type { CustomerId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { BriefsService } from '../briefs/index.js';
import { TakeoversService } from '../coverage-setup/index.js';
import { CrmLinks } from '../crm-sites/index.js';
import { CustomersRepository } from '../customers/index.js';
import { crmUrlOf } from './frame.js';
import { UpcomingRepository } from './upcoming.repository.js';

/** What the card needs beside the answer to "who": the brief, and absences ahead. */
@Injectable()
export class MessageSurroundings {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly briefs: BriefsService,
    private readonly upcoming: UpcomingRepository,
    private readonly takeovers: TakeoversService,
    private readonly customers: CustomersRepository,
    private readonly crmLinks: CrmLinks,
  ) {}

  /** The reader's own brief of a customer they cover now; null when they look after it for another reason (fallback, manager). */
  async covered(tx: Tx, caller: CallerContext, id: CustomerId) {
    const [own, isTakenOver] = await Promise.all([
      this.briefs.findOwn(tx, caller, id),
      this.takeovers.holds(tx, caller, id),
    ]);
    return own && { ...own, isTakenOver };
  }

  /** Where "Open in CRM" leads; null where the customer has no record, or nobody has said how its address reads. */
  async crmUrl(tx: Tx, id: CustomerId): Promise<string | null> {
    if (this.env.mode === 'sandbox') return crmUrlOf(this.env, await this.customers.listCrmIds(tx, id));
    const links = await this.crmLinks.of(tx, [id]);
    // through a page of ours: Google lets the add-on open addresses of its own backend only
    return links.has(id) ? `${this.env.apiUrl}/customers/${id}/crm` : null;
  }

  mayTakeOver(tx: Tx, caller: CallerContext, id: CustomerId): Promise<boolean> {
    return this.takeovers.mayTakeOver(tx, caller, id);
  }

  nextAway(tx: Tx, userId: string, customerId: CustomerId) {
    return this.upcoming.nextAway(tx, userId, customerId);
  }

  awayUntil(tx: Tx, userId: string): Promise<Temporal.Instant | null> {
    return this.upcoming.awayUntil(tx, userId);
  }
}
