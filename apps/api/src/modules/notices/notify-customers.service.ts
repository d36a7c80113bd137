import { Injectable } from '@nestjs/common';
import type { InputOf, NotifyCustomers, OutputOf } from '@understudy/contracts';
import {
  type CustomerId,
  DomainError,
  isStillAhead,
  isOfSegment,
  isOpenAt,
  type NoticeRequest,
  ownersMessage,
  requestNotices,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { type AssignmentRecord, CoverageService } from '../coverage/index.js';
import { CustomersRepository } from '../customers/index.js';
import { NoticeRequests } from './notice-requests.service.js';
import { toContact } from './notice.mapper.js';
import type { ContactRecord } from './notice.records.js';
import type { LoadedNotices } from './notice-worlds.service.js';

type Input = InputOf<typeof NotifyCustomers>;
type Answer = OutputOf<typeof NotifyCustomers>;
type Skipped = Answer['skipped'][number];

/** A person tells customers who looks after them (PRD-131: POST .../notify-customers), or looks at what they would read. */
@Injectable()
export class NotifyCustomersService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly coverage: CoverageService,
    private readonly customers: CustomersRepository,
    private readonly requests: NoticeRequests,
  ) {}

  /**
   * By the person who is away, the backup who said yes, and whoever manages one of them. Throws coverage.absence-over,
   * notices.nobody-accepted, notices.turned-off, coverage.customer-not-in-portfolio.
   */
  async notify(caller: CallerContext, input: Input): Promise<Answer> {
    return this.tenancy.run(caller, async (tx) => {
      const assignment = await this.getTold(tx, caller, input);
      const world = await this.requests.load(tx, assignment, input.preview === true);
      requireTellable(world, assignment, input);
      const chosen = await this.chosen(tx, assignment, input);
      const { contacts, skipped } = divide(world, chosen, input);
      const unreached = await this.withoutContact(tx, world, chosen);

      const asked = requestNotices({ ...world, contacts }, new Set(contacts.map(({ customerId }) => customerId)));
      const refused = asked.flatMap((request) => toSkipped(request, contacts) ?? []);
      const wanted = { userId: caller.userId, message: ownersMessage(input.message) };
      const items = input.preview
        ? await this.requests.preview(tx, world, contacts, asked, wanted.message)
        : await this.requests.place(tx, world, assignment.id, asked, wanted, byCaller(caller));
      return {
        preview: input.preview === true,
        connected: world.isConnected,
        items,
        skipped: [...unreached, ...skipped, ...refused],
      };
    });
  }

  private async getTold(tx: Tx, caller: CallerContext, { coverage_id }: Input): Promise<AssignmentRecord> {
    const assignment = await this.coverage.getOpen(tx, caller, coverage_id, 'identity.not-allowed');
    if (!isOpenAt(assignment, tx.now)) throw new DomainError('coverage.absence-over');
    return assignment;
  }

  private async chosen(
    tx: Tx,
    assignment: AssignmentRecord,
    { customer_ids }: Input,
  ): Promise<ReadonlySet<CustomerId>> {
    const covered = new Set(assignment.coveredCustomerIds);
    const foreign = customer_ids?.find((id) => !covered.has(id));
    if (foreign !== undefined) {
      await this.customers.getById(tx, foreign);
      throw new DomainError('coverage.customer-not-in-portfolio', { customer_id: foreign });
    }
    return customer_ids ? new Set(customer_ids) : covered;
  }

  /** Customers of whom nobody can be written to are said, not dropped. */
  private async withoutContact(tx: Tx, world: LoadedNotices, chosen: ReadonlySet<CustomerId>): Promise<Skipped[]> {
    const reached = new Set(world.contacts.map(({ customerId }) => customerId));
    const ids = [...chosen].filter((id) => !reached.has(id));
    const customers = ids.length === 0 ? [] : await this.customers.listByIds(tx, ids);
    return customers.map(({ id, name }) => ({
      customer: { customer_id: id, name },
      contact: null,
      reason: 'no-contact',
    }));
  }
}

function requireTellable(world: LoadedNotices, assignment: AssignmentRecord, { preview }: Input): void {
  if (!isStillAhead(world)) throw new DomainError('coverage.absence-over');
  if (preview) return;
  if (assignment.acceptedAt === null) throw new DomainError('notices.nobody-accepted');
  if (world.method === 'none') throw new DomainError('notices.turned-off');
}

/** Whoever names customers decides themselves; else the policy's segments do. */
function divide(
  world: LoadedNotices,
  chosen: ReadonlySet<CustomerId>,
  { customer_ids }: Input,
): { contacts: ContactRecord[]; skipped: Skipped[] } {
  const of = world.contacts.filter(({ customerId }) => chosen.has(customerId));
  const contacts = of.filter((contact) => customer_ids !== undefined || isOfSegment(world, contact));
  const rest = of.filter((contact) => !contacts.includes(contact));
  return { contacts, skipped: rest.map((contact) => skip(contact, 'segment')) };
}

const skip = (contact: ContactRecord, reason: Skipped['reason']): Skipped => ({
  customer: { customer_id: contact.customerId, name: contact.customerName },
  contact: toContact(contact),
  reason,
});

function toSkipped({ contact, reason }: NoticeRequest, contacts: readonly ContactRecord[]): Skipped | null {
  const record = contacts.find(
    ({ customerId, address }) => customerId === contact.customerId && address === contact.address,
  );
  return record && reason !== null ? skip(record, reason) : null;
}
