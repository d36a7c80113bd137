import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { contactCard, type ContactFormView, MATCHES_SHOWN, type MatchView } from '@understudy/cards';
import { type Card, CARD_ACTIONS, type CardActionCall, CreateStakeholder, may } from '@understudy/contracts';
import { asId, type CustomerId, DomainError } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type CustomerRecord, CustomerRights, CustomersRepository, StakeholdersService } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';
import type { Reader, TypedBack } from './action-desks.js';
import type { Sender } from './addresses.js';
import { frameOf } from './frame.js';
import { once } from './once.js';

type Find = Extract<CardActionCall, { id: 'contact.find' }>;
type Link = Extract<CardActionCall, { id: 'contact.link' }>;

/** Looked at before the reader's own come first. */
const MOST_MATCHES = 100;

/** What the endpoint for a customer's people asks of the caller; actions of cards come by an endpoint that is open to all who are signed in. */
const mayWrite = ({ roles }: CallerContext): boolean => may(roles, 'customers:write');

/** True when the caller may add contacts, and this sender can be one. */
export const mayBeLinked = (caller: CallerContext, { address, name }: Sender): boolean =>
  mayWrite(caller) && CARD_ACTIONS['contact.form'].parameters.safeParse({ address, name }).success;

/** Somebody whom no customer has becomes a contact of one: which one, and that they are. */
@Injectable()
export class ContactCards {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly customers: CustomersRepository,
    private readonly rights: CustomerRights,
    private readonly stakeholders: StakeholdersService,
  ) {}

  /** Asks for a part of the customer's name. Throws identity.not-allowed for who may change no customer. */
  form(caller: CallerContext, reader: Reader, sender: Sender, { form, errors }: TypedBack = {}): Promise<Card> {
    return this.draw(caller, reader, sender, async () => ({
      found: null,
      ...(form ? { form } : {}),
      ...(errors ? { errors } : {}),
    }));
  }

  /** Customers of that name, found as the dashboard finds them; those the reader may change come first and have a button. */
  find(caller: CallerContext, reader: Reader, { parameters, form }: Find): Promise<Card> {
    return this.draw(caller, reader, parameters, async (tx) => {
      const rows = await this.customers.listPage(tx, { query: form.customer, limit: MOST_MATCHES });
      const counted = rows.slice(0, MOST_MATCHES);
      const kept = await this.rights.keptAmong(tx, caller, counted);
      const [own, others] = [counted.filter(({ id }) => kept.has(id)), counted.filter(({ id }) => !kept.has(id))];
      return {
        found: {
          shown: [
            ...own.map((row) => matchOf(caller, row, randomUUID())),
            ...others.map((row) => matchOf(caller, row, null)),
          ].slice(0, MATCHES_SHOWN),
          total: counted.length,
          isMore: rows.length > counted.length,
        },
        form: { customer: [form.customer] },
      };
    });
  }

  /**
   * Once per button that was drawn, by the rules the dashboard has. Throws what StakeholdersService.link throws. Answers whose contact it is
   * now, and the sentence that says so.
   */
  async link(caller: CallerContext, { parameters }: Link): Promise<{ customerId: CustomerId; said: string }> {
    if (!mayWrite(caller)) throw new DomainError('identity.not-allowed');
    const { customer_id, address: email, name, request_key: key } = parameters;
    const customerId = asId<CustomerId>(customer_id);
    const input = { customer_id: customerId, name, email, title: null, role: null, is_primary: false };
    await once(CreateStakeholder, caller, key, input, (keyed) => this.stakeholders.link(keyed, input));
    const customer = await this.tenancy.run(caller.tenantId, (tx) => this.customers.getById(tx, customerId));
    return { customerId, said: `${short(name)} is a contact of ${short(customer.name)} now.` };
  }

  private async draw(
    caller: CallerContext,
    reader: Reader,
    { address, name }: Sender,
    more: (tx: Tx) => Promise<Pick<ContactFormView, 'found' | 'form' | 'errors'>>,
  ): Promise<Card> {
    if (!mayWrite(caller)) throw new DomainError('identity.not-allowed');
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const user = await this.directory.getUser(tx, caller.userId);
      return contactCard({
        frame: frameOf(this.env, tx.now, user, reader),
        sender: { address, name },
        ...(await more(tx)),
      });
    });
  }
}

/** Two names and their sentence fit into the line at the foot. */
const short = (name: string): string => name.slice(0, 80).toWellFormed();

const matchOf = (
  { userId }: CallerContext,
  { id, name, csm, segment }: CustomerRecord,
  requestKey: string | null,
): MatchView => ({
  id,
  name,
  owner: csm && { name: csm.name, detail: csm.place },
  isMine: csm?.userId === userId,
  segment,
  requestKey,
});
