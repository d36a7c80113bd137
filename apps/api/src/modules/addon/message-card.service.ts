import { Inject, Injectable } from '@nestjs/common';
import { type Frame, messageCard, type MessageView, type PersonView, type ThreadView } from '@understudy/cards';
import type { Card, GmailMessage, InputOf, PersonRef } from '@understudy/contracts';
import type { CustomerId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository, type CustomerRecord, toCustomerRow } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { type ResponsibleAnswer, ResponsibleService } from '../responsibility/index.js';
import type { Reader } from './action-desks.js';
import { addressesIn, type Sender, senderOf } from './addresses.js';
import { briefView, factsOf } from './brief-view.js';
import { mayBeLinked } from './contact-cards.service.js';
import { cardInstant, frameOf } from './frame.js';
import { MessageSurroundings } from './message-surroundings.service.js';

type Ref = PersonRef | { user_id: string; name: string; place: string | null };
const personView = (ref: Ref): PersonView => ({ name: ref.name, detail: ref.place });

/** The card beside an open message: the customer found by the thread's addresses, and what the reader needs to act. */
@Injectable()
export class MessageCards {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly customers: CustomersRepository,
    private readonly responsible: ResponsibleService,
    private readonly around: MessageSurroundings,
  ) {}

  async forMessage(caller: CallerContext, input: InputOf<typeof GmailMessage>): Promise<Card> {
    const { sender, others } = addressesIn(input);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const frame = frameOf(this.env, tx.now, await this.directory.getUser(tx, caller.userId), input);
      const bySender = await this.customers.listIdsByEmails(tx, sender);
      const ids = bySender.length > 0 ? bySender : await this.customers.listIdsByEmails(tx, others);
      const thread = { threadId: input.thread_id, subject: input.subject ?? null };
      return messageCard(await this.view(tx, caller, frame, thread, ids, senderOf(input.from)));
    });
  }

  /** The card of one customer, for a thread where several were found, and again after an action. */
  async forCustomer(caller: CallerContext, id: CustomerId, thread: ThreadView, reader: Reader): Promise<Card> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const frame = frameOf(this.env, tx.now, await this.directory.getUser(tx, caller.userId), reader);
      await this.customers.getById(tx, id);
      return messageCard(await this.view(tx, caller, frame, thread, [id], null));
    });
  }

  private async view(
    tx: Tx,
    caller: CallerContext,
    frame: Frame,
    thread: ThreadView,
    ids: readonly CustomerId[],
    sender: Sender | null,
  ): Promise<MessageView> {
    if (ids.length === 0) return this.stranger(tx, caller, frame, sender);
    const [rows, answers] = await Promise.all([this.customers.listByIds(tx, ids), this.responsible.ofMany(tx, ids)]);
    const found = ids.flatMap((id) => {
      const customer = rows.find((row) => row.id === id);
      const answer = answers.get(id)?.wire;
      return customer && answer ? [{ customer, answer }] : [];
    });
    const [only, ...more] = found;
    if (!only) return { kind: 'unknown', frame, address: sender?.address ?? '', linkAs: null };
    if (more.length > 0)
      return {
        kind: 'several',
        frame,
        thread,
        customers: found.map(({ customer, answer }) => severalRow(caller, customer, answer)),
      };
    return this.one(tx, caller, { frame, thread, ...only });
  }

  /** Colleagues are strangers to customers, too, and nobody's contact. */
  private async stranger(tx: Tx, caller: CallerContext, frame: Frame, sender: Sender | null): Promise<MessageView> {
    const address = sender?.address ?? '';
    const isOffered = sender && mayBeLinked(caller, sender) && !(await this.directory.isOwnAddress(tx, address));
    return { kind: 'unknown', frame, address, linkAs: isOffered ? sender.name : null };
  }

  private async one(
    tx: Tx,
    caller: CallerContext,
    given: { frame: Frame; thread: ThreadView; customer: CustomerRecord; answer: ResponsibleAnswer },
  ): Promise<MessageView> {
    const { frame, thread, customer, answer } = given;
    const crmUrl = await this.around.crmUrl(tx, customer.id);
    const about = {
      frame,
      thread,
      customer: {
        id: customer.id,
        name: customer.name,
        url: `${frame.publicUrl}/customers/${customer.id}`,
        crmUrl,
      },
    };
    const { responsible, owner } = answer;
    if (responsible === null)
      return {
        kind: 'gap',
        ...about,
        until: cardInstant(answer.until, answer.time_zone, frame),
        because: answer.explanation.slice(0, -1),
        mayTakeOver: await this.around.mayTakeOver(tx, caller, customer.id),
      };
    if (responsible.user_id === caller.userId && owner?.user_id !== caller.userId) {
      const covered = await this.around.covered(tx, caller, customer.id);
      if (covered && owner)
        return {
          kind: 'covered-by-me',
          ...about,
          assignmentId: covered.assignmentId,
          owner: personView(owner),
          until: cardInstant(answer.until, answer.time_zone, frame),
          brief: briefView(covered.brief, frame.publicUrl),
          isTakenOver: covered.isTakenOver,
        };
    }
    if (responsible.user_id === caller.userId && owner?.user_id === caller.userId)
      return {
        kind: 'mine',
        ...about,
        facts: factsOf(toCustomerRow(customer)),
        nextAway: await this.around.nextAway(tx, caller.userId, customer.id),
      };
    if (answer.because === 'owner')
      return {
        kind: 'owner-here',
        ...about,
        owner: personView(responsible),
        nextAwayAt: cardInstant(answer.until, answer.time_zone, frame),
      };
    return {
      kind: 'covered-by-other',
      ...about,
      because: answer.because === 'gap' ? 'manager' : answer.because,
      responsible: personView(responsible),
      until: cardInstant(answer.until, answer.time_zone, frame),
      next: answer.next && personView(answer.next),
      owner: owner && personView(owner),
      ownerAwayUntil: owner && cardInstant(await this.around.awayUntil(tx, owner.user_id), answer.time_zone, frame),
      mayTakeOver: await this.around.mayTakeOver(tx, caller, customer.id),
    };
  }
}

function severalRow(caller: CallerContext, customer: CustomerRecord, { responsible, owner }: ResponsibleAnswer) {
  const isMe = responsible?.user_id === caller.userId;
  const state =
    responsible === null ? 'gap' : !isMe ? 'other' : owner?.user_id === caller.userId ? 'yours' : 'you-cover';
  return {
    id: customer.id,
    name: customer.name,
    state,
    responsible: responsible && !isMe ? personView(responsible) : null,
  } as const;
}
