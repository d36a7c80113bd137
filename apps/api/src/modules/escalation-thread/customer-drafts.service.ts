import { Injectable } from '@nestjs/common';
import {
  type ChangeCustomerDraft,
  type CreateCustomerDraft,
  CustomerDraft,
  type InputOf,
  type ListCustomerDrafts,
  type OutputOf,
  type ProposeCustomerDraft,
} from '@understudy/contracts';
import {
  type CustomerDraftId,
  DomainError,
  draftProposal,
  type DraftRecipient,
  type EscalationId,
  foreignRecipients,
  isUnresolved,
  mayActOn,
  oneLine,
  stepDraft,
} from '@understudy/domain';
import { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { actorOf, EscalationAccess, type EscalationRecord, peopleOf } from '../escalations/index.js';
import { MailChannel } from '../mail/index.js';
import { toDraft } from './draft.mapper.js';
import { DraftNews } from './draft-news.service.js';
import { type DraftAudience, type DraftRecord, DraftsRepository } from './drafts.repository.js';

export type DraftView = z.output<typeof CustomerDraft>;
type To = InputOf<typeof CreateCustomerDraft>['to'];

const LONGEST_NAME = 120;

/** Words to a customer (PRD-243 FR-4.4): whoever sees the escalation may write some, a second person has to approve them. */
@Injectable()
export class CustomerDrafts {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly drafts: DraftsRepository,
    private readonly directory: DirectoryRepository,
    private readonly channel: MailChannel,
    private readonly news: DraftNews,
  ) {}

  /** Made of public facts and nothing else: neither title nor severity nor figures can come in (product.md 13). */
  propose(
    caller: CallerContext,
    { escalation_id: id, language }: InputOf<typeof ProposeCustomerDraft>,
  ): Promise<OutputOf<typeof ProposeCustomerDraft>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const row = await this.getRow(tx, caller, id);
      const [audience, tenant, author, isConnected] = await Promise.all([
        this.audienceOf(tx, row),
        this.directory.getTenant(tx),
        this.directory.findUser(tx, caller.userId),
        this.channel.isConnected(tx.tenantId, tx),
      ]);
      const [first] = audience.contacts;
      const words = draftProposal(
        {
          contactName: first?.name ?? null,
          customerName: audience.customerName,
          organisation: tenant.name,
          authorName: author?.name ?? tenant.name,
          ownerName: row.primaryOwner?.name ?? null,
          isResolved: !isUnresolved(row.status),
        },
        language ?? audience.language ?? 'en',
      );
      return {
        ...words,
        contacts: audience.contacts.map(({ id: stakeholderId, name, email, isPrimary }) => ({
          stakeholder_id: stakeholderId,
          name,
          email,
          is_primary: isPrimary,
        })),
        domains: [...audience.domains],
        email_connected: isConnected,
      };
    });
  }

  create(caller: CallerContext, input: InputOf<typeof CreateCustomerDraft>): Promise<DraftView> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.getRow(tx, caller, input.escalation_id);
      const recipients = recipientsIn(input.to, await this.audienceOf(tx, row));

      const id = await this.drafts.add(tx, {
        escalationId: row.id,
        recipients,
        subject: input.subject,
        body: input.body,
        authorId: caller.userId,
      });
      const made = await this.require(tx, row.id, id);
      await this.news.waiting(tx, caller, row, null, made);
      return this.view(tx, caller, row, made);
    });
  }

  list(caller: CallerContext, id: EscalationId): Promise<OutputOf<typeof ListCustomerDrafts>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const row = await this.getRow(tx, caller, id);
      const reader = actorOf(await this.access.sightOf(tx, caller));
      return { items: (await this.drafts.listOf(tx, id)).map((draft) => toDraft(draft, row, reader)) };
    });
  }

  get(caller: CallerContext, escalationId: EscalationId, id: CustomerDraftId): Promise<DraftView> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const row = await this.getRow(tx, caller, escalationId);
      return this.view(tx, caller, row, await this.require(tx, escalationId, id));
    });
  }

  /** What was approved were other words: they have to be approved again. The same words change nothing. */
  change(caller: CallerContext, input: InputOf<typeof ChangeCustomerDraft>): Promise<DraftView> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.getRow(tx, caller, input.escalation_id);
      const draft = await this.lockForHands(tx, caller, row, input.draft_id);
      if (caller.ifMatch !== undefined && caller.ifMatch !== draft.version)
        throw new DomainError('version.stale', {
          current: z.encode(CustomerDraft, await this.view(tx, caller, row, draft)),
        });
      const state = stepDraft(draft.state, 'edit');
      const recipients = input.to && recipientsIn(input.to, await this.audienceOf(tx, row));
      const edit = {
        ...(recipients && { recipients }),
        ...(input.subject !== undefined && { subject: input.subject }),
        ...(input.body !== undefined && { body: input.body }),
      };
      if (Object.entries(edit).every(([name, value]) => isSame(value, Reflect.get(draft, name))))
        return this.view(tx, caller, row, draft);

      await this.drafts.change(tx, draft, { ...edit, state, editedByUserId: caller.userId, decision: null });
      const after = await this.require(tx, row.id, draft.id);
      await this.news.waiting(tx, caller, row, draft, after);
      return this.view(tx, caller, row, after);
    });
  }

  /** Words to a customer are internal until they are sent. Throws escalations.not-found, identity.not-allowed for whoever asked for help. */
  async getRow(tx: Tx, caller: CallerContext, id: EscalationId): Promise<EscalationRecord> {
    const row = await this.access.getVisible(tx, caller, id);
    if (await this.access.isOutsider(tx, caller, row)) throw new DomainError('identity.not-allowed');
    return row;
  }

  /** False: what is approved can only be copied. */
  canSend(tx: Tx): Promise<boolean> {
    return this.channel.isConnected(tx.tenantId, tx);
  }

  /** Locked, for its author and whoever may act on the escalation. Throws drafts.not-found, identity.not-allowed. */
  async lockForHands(tx: Tx, caller: CallerContext, row: EscalationRecord, id: CustomerDraftId): Promise<DraftRecord> {
    const draft = await this.lockOf(tx, row.id, id);
    const mayAct = mayActOn(peopleOf(row), actorOf(await this.access.sightOf(tx, caller)));
    if (draft.author.userId !== caller.userId && !mayAct) throw new DomainError('identity.not-allowed');
    return draft;
  }

  /** Throws drafts.not-found, also for one of another escalation. */
  async lockOf(tx: Tx, escalationId: EscalationId, id: CustomerDraftId): Promise<DraftRecord> {
    const draft = await this.drafts.lock(tx, id);
    if (draft?.escalationId !== escalationId) throw new DomainError('drafts.not-found');
    return draft;
  }

  async require(tx: Tx, escalationId: EscalationId, id: CustomerDraftId): Promise<DraftRecord> {
    const draft = await this.drafts.find(tx, id);
    if (draft?.escalationId !== escalationId) throw new DomainError('drafts.not-found');
    return draft;
  }

  async view(tx: Tx, caller: CallerContext, row: EscalationRecord, draft: DraftRecord): Promise<DraftView> {
    return toDraft(draft, row, actorOf(await this.access.sightOf(tx, caller)));
  }

  private audienceOf(tx: Tx, { customer }: EscalationRecord): Promise<DraftAudience> {
    if (customer === null) throw new DomainError('drafts.no-customer');
    return this.drafts.audience(tx, customer.id);
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Once each. Throws stakeholders.not-found, drafts.foreign-recipient with the addresses. */
function recipientsIn(to: To, { contacts, domains }: DraftAudience): DraftRecipient[] {
  const named = to.map((one) => {
    if ('email' in one) {
      const known = contacts.find(({ email }) => email === one.email);
      return { name: oneLine(one.name ?? known?.name ?? one.email, LONGEST_NAME), email: one.email };
    }
    const contact = contacts.find(({ id }) => id === one.stakeholder_id);
    if (!contact) throw new DomainError('stakeholders.not-found', { stakeholder_id: one.stakeholder_id });
    return { name: oneLine(contact.name, LONGEST_NAME), email: contact.email };
  });
  const addresses = foreignRecipients(named, { domains, contactEmails: contacts.map(({ email }) => email) });
  if (addresses.length > 0) throw new DomainError('drafts.foreign-recipient', { addresses });
  return [...new Map(named.map((one) => [one.email, one])).values()];
}
