import { Inject, Injectable } from '@nestjs/common';
import type { CustomerView, Frame, PersonView } from '@understudy/cards';
import { type CustomerId, DomainError } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { ResponsibleService } from '../responsibility/index.js';
import type { Reader } from './action-desks.js';
import { cardInstant, crmUrlOf, frameOf } from './frame.js';

/** What every card about one customer begins with. */
export interface AboutCustomer {
  readonly frame: Frame;
  readonly customer: CustomerView;
  /** null: it has none. */
  readonly owner: PersonView | null;
  readonly until: string | null;
}

/** A customer, its owner, and until when the answer to "who" holds. */
@Injectable()
export class CoveredCustomers {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly directory: DirectoryRepository,
    private readonly customers: CustomersRepository,
    private readonly responsible: ResponsibleService,
  ) {}

  /** Throws customers.not-found. */
  async get(tx: Tx, caller: CallerContext, reader: Reader, id: CustomerId): Promise<AboutCustomer> {
    const [user, customer, crmIds, answers] = await Promise.all([
      this.directory.getUser(tx, caller.userId),
      this.customers.getById(tx, id),
      this.customers.listCrmIds(tx, id),
      this.responsible.ofMany(tx, [id]),
    ]);
    const answer = answers.get(id)?.wire;
    if (!answer) throw new DomainError('customers.not-found');
    const frame = frameOf(this.env, tx.now, user, reader);
    return {
      frame,
      customer: {
        id,
        name: customer.name,
        url: `${frame.publicUrl}/customers/${id}`,
        crmUrl: crmUrlOf(this.env, crmIds),
      },
      owner: answer.owner && { name: answer.owner.name, detail: answer.owner.place },
      until: cardInstant(answer.until, answer.time_zone, frame),
    };
  }
}
