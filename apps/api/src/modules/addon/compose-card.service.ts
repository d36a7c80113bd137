import { Inject, Injectable } from '@nestjs/common';
import { composeCard, type ComposeCustomerView, type Frame } from '@understudy/cards';
import type { Card, CardActionAnswer, GmailCompose, InputOf, Introduction } from '@understudy/contracts';
import { asId, type CustomerId, DomainError, type UserId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository } from '../customers/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { addressesIn } from './addresses.js';
import { ComposeFacts, type DraftFacts } from './compose-facts.service.js';
import { draftHtml } from './draft-html.js';
import { cardInstant, frameOf } from './frame.js';

/** Since the card was drawn somebody came back, said yes or no: the draft stays as it is. */
const CHANGED: CardActionAnswer = {
  notification: { text: 'Who looks after this customer has changed meanwhile. Open Understudy again at this draft.' },
};

/** Beside a draft: who looks after the customer it goes to, words to introduce them, and whom to copy in. */
@Injectable()
export class ComposeCards {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly customers: CustomersRepository,
    private readonly facts: ComposeFacts,
  ) {}

  async card(caller: CallerContext, input: InputOf<typeof GmailCompose>): Promise<Card> {
    const recipients = recipientsOf(input);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const users = await this.directory.listUsers(tx);
      const frame = frameOf(this.env, tx.now, userOf(users, caller.userId), input);
      const colleagues = new Set(users.map(({ email }) => email.toLowerCase()));
      const outside = recipients.filter((address) => !colleagues.has(address));
      const ids = outside.length > 0 ? await this.customers.listIdsByEmails(tx, outside) : [];
      const known = await this.facts.load(tx, caller, ids, outside);
      const isIn = new Set(users.filter(({ email }) => recipients.includes(email.toLowerCase())).map(({ id }) => id));
      return composeCard({ frame, customers: known.map((one) => toView(one, frame, isIn)) });
    });
  }

  /** The words go in where the cursor stands, and whoever they introduce, or the owner, into CC. Throws customers.not-found. */
  async introduce(
    caller: CallerContext,
    {
      customer_id: customerId,
      words,
      contact,
    }: { customer_id: string; words: Introduction; contact?: string | undefined },
  ): Promise<CardActionAnswer> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const found = await this.get(tx, caller, customerId, contact === undefined ? [] : [contact.toLowerCase()]);
      const text = found.introductions.find((one) => one.words === words)?.text;
      if (text === undefined) return CHANGED;
      const cc = await this.addressesOf(
        tx,
        found.copies.map(({ userId }) => userId),
      );
      return { draft: { insert_html: draftHtml(text), ...(cc.length > 0 ? { cc } : {}) } };
    });
  }

  /** Only people that the card offered: whoever looks after the customer, or owns it. */
  async copyIn(caller: CallerContext, customerId: string, userId: string): Promise<CardActionAnswer> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const found = await this.get(tx, caller, customerId);
      const wanted = found.copies.filter((one) => one.userId === userId).map((one) => one.userId);
      const cc = await this.addressesOf(tx, wanted);
      return cc.length === 0 ? CHANGED : { draft: { cc } };
    });
  }

  private async get(
    tx: Tx,
    caller: CallerContext,
    customerId: string,
    contacts: readonly string[] = [],
  ): Promise<DraftFacts> {
    const [found] = await this.facts.load(tx, caller, [asId<CustomerId>(customerId)], contacts);
    if (!found) throw new DomainError('customers.not-found');
    return found;
  }

  private async addressesOf(tx: Tx, ids: readonly UserId[]): Promise<string[]> {
    const users = await Promise.all(ids.map((id) => this.directory.findUser(tx, id)));
    return users.flatMap((user) => (user?.active ? [user.email] : []));
  }
}

const userOf = (users: readonly UserRecord[], id: UserId): UserRecord => {
  const user = users.find((one) => one.id === id);
  if (!user) throw new DomainError('users.not-found');
  return user;
};

const recipientsOf = ({ to, cc, bcc }: InputOf<typeof GmailCompose>): string[] => {
  const { others } = addressesIn({ from: '', to: [to, cc ?? '', bcc ?? ''].join(', ') });
  return others;
};

const toView = (known: DraftFacts, frame: Frame, isIn: ReadonlySet<UserId>): ComposeCustomerView => ({
  id: known.customerId,
  name: known.name,
  state: known.state,
  owner: known.owner,
  responsible: known.responsible,
  until: cardInstant(known.until, known.timeZone, frame),
  contact: known.contact,
  voice: known.voice,
  introductions: known.introductions,
  copies: known.copies.map(({ userId, person, why }) => ({ userId, person, why, isIn: isIn.has(userId) })),
});
