import { Injectable } from '@nestjs/common';
import type { ComposeCustomerView, PersonView } from '@understudy/cards';
import type { CustomerId, IntroductionVoice, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository, type CustomerRecord } from '../customers/index.js';
import { Introductions } from '../notices/index.js';
import { type ResponsibleAnswer, ResponsibleService } from '../responsibility/index.js';
import { ContactsRepository } from './contacts.repository.js';
import { UpcomingRepository } from './upcoming.repository.js';

/** A customer of a draft, with who answers for it and what may be said of that. */
export interface DraftFacts extends Omit<ComposeCustomerView, 'id' | 'until' | 'copies'> {
  readonly customerId: CustomerId;
  readonly until: Temporal.Instant | null;
  readonly timeZone: string;
  readonly copies: readonly { readonly userId: UserId; readonly person: PersonView; readonly why: string }[];
}

interface Known {
  readonly customer: CustomerRecord;
  readonly answer: ResponsibleAnswer;
  readonly readerId: UserId;
  readonly contact: { readonly name: string; readonly address: string } | null;
}

/** What the card beside a draft is drawn from; of one customer all of it, of several only who. */
@Injectable()
export class ComposeFacts {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly responsible: ResponsibleService,
    private readonly introductions: Introductions,
    private readonly upcoming: UpcomingRepository,
    private readonly contacts: ContactsRepository,
  ) {}

  /** In the order of the ids; customers that are not there are left out. `recipients` tell whom to greet. */
  async load(
    tx: Tx,
    caller: CallerContext,
    ids: readonly CustomerId[],
    recipients: readonly string[],
  ): Promise<DraftFacts[]> {
    if (ids.length === 0) return [];
    const [rows, answers] = await Promise.all([this.customers.listByIds(tx, ids), this.responsible.ofMany(tx, ids)]);
    const found = ids.flatMap((id) => {
      const customer = rows.find((row) => row.id === id);
      const answer = answers.get(id)?.wire;
      return customer && answer ? [{ customer, answer }] : [];
    });
    return Promise.all(
      found.map(async ({ customer, answer }) => {
        const isAlone = found.length === 1;
        const contact = isAlone ? await this.contacts.find(tx, customer.id, recipients) : null;
        return this.describe(tx, { customer, answer, readerId: caller.userId, contact }, isAlone);
      }),
    );
  }

  private async describe(tx: Tx, known: Known, isAlone: boolean): Promise<DraftFacts> {
    const { customer, answer, readerId, contact } = known;
    const state = stateOf(answer, readerId);
    const base: DraftFacts = {
      customerId: customer.id,
      name: customer.name,
      state,
      owner: answer.owner && personOf(answer.owner),
      responsible: answer.responsible && personOf(answer.responsible),
      until: answer.until,
      timeZone: answer.time_zone,
      voice: state === 'you-cover' ? 'mine' : (answer.responsible?.name.split(' ')[0] ?? 'mine'),
      contact: contact?.address ?? null,
      introductions: [],
      copies: copiesOf(answer, state, readerId),
    };
    if (!isAlone) return base;
    if (state === 'yours') return { ...base, ...(await this.beforeLeaving(tx, known)) };
    if (!answer.owner || !answer.responsible || (state !== 'you-cover' && state !== 'other')) return base;
    const absenceId = await this.upcoming.absenceNow(tx, answer.owner.user_id);
    if (absenceId === null) return base;
    const voice = state === 'you-cover' ? 'backup' : 'colleague';
    const texts = await this.write(tx, known, { absenceId, voice, backupUserId: answer.responsible.user_id as UserId });
    return { ...base, introductions: texts };
  }

  /** The reader owns it and leaves within 30 days: whoever has said yes can be introduced now. */
  private async beforeLeaving(tx: Tx, known: Known): Promise<Partial<DraftFacts>> {
    const next = await this.upcoming.nextAway(tx, known.readerId, known.customer.id);
    if (!next?.covers) return {};
    const { userId, name, detail } = next.covers;
    const introductions = await this.write(tx, known, {
      absenceId: next.absenceId,
      voice: 'owner',
      backupUserId: userId,
    });
    return {
      introductions,
      voice: name.split(' ')[0] ?? name,
      copies: [{ userId, person: { name, detail }, why: 'Covers while you are away' }],
    };
  }

  private async write(
    tx: Tx,
    { customer, contact }: Known,
    wish: Pick<Parameters<Introductions['write']>[1], 'absenceId' | 'backupUserId'> & { voice: IntroductionVoice },
  ): Promise<DraftFacts['introductions']> {
    const to = { contactName: contact?.name ?? '', customerName: customer.name, customerLanguage: customer.language };
    const texts = await this.introductions.write(tx, { ...wish, to });
    return texts
      ? [
          { words: 'short', text: texts.short },
          { words: 'full', text: texts.full },
        ]
      : [];
  }
}

const personOf = (ref: { name: string; place: string | null }): PersonView => ({ name: ref.name, detail: ref.place });

function stateOf({ responsible, owner, because }: ResponsibleAnswer, readerId: UserId): ComposeCustomerView['state'] {
  if (responsible === null) return 'gap';
  if (responsible.user_id === readerId) return owner?.user_id === readerId ? 'yours' : 'you-cover';
  return because === 'owner' ? 'owner-here' : 'other';
}

/** Whoever looks after it, unless that is the reader; then the owner, who reads it when back. */
function copiesOf(
  { responsible, owner }: ResponsibleAnswer,
  state: ComposeCustomerView['state'],
  readerId: UserId,
): DraftFacts['copies'] {
  const one = (ref: NonNullable<ResponsibleAnswer['owner']>, why: string) => ({
    userId: ref.user_id as UserId,
    person: personOf(ref),
    why,
  });
  if (state === 'you-cover' && owner) return [one(owner, 'Owner, reads it when back')];
  if (state === 'owner-here' && responsible) return [one(responsible, 'Owner')];
  if (state === 'other' && responsible) return [one(responsible, 'Covers now')];
  return owner && owner.user_id !== readerId ? [one(owner, 'Owner, away now')] : [];
}
