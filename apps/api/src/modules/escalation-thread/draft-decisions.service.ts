import { Injectable } from '@nestjs/common';
import {
  type ApproveCustomerDraft,
  CustomerDraft,
  type InputOf,
  type RejectCustomerDraft,
  type SendCustomerDraft,
} from '@understudy/contracts';
import { DomainError, mayDecideDraft, stepDraft } from '@understudy/domain';
import { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { actorOf, EscalationAccess, type EscalationRecord } from '../escalations/index.js';
import { CustomerDrafts, type DraftView } from './customer-drafts.service.js';
import { draftPeople } from './draft.mapper.js';
import { DraftNews } from './draft-news.service.js';
import { type DraftRecord, DraftsRepository } from './drafts.repository.js';

/** The second person's word on what goes to a customer, and sending what was approved. */
@Injectable()
export class DraftDecisions {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly shelf: CustomerDrafts,
    private readonly drafts: DraftsRepository,
    private readonly news: DraftNews,
    private readonly outbox: Outbox,
  ) {}

  /** Of the version that was read. Throws version.stale, drafts.not-yours-to-decide, drafts.illegal-step. */
  approve(caller: CallerContext, input: InputOf<typeof ApproveCustomerDraft>): Promise<DraftView> {
    return this.decide(caller, input, async (tx, row, draft) => {
      const state = stepDraft(draft.state, 'approve');
      if (input.version !== draft.version)
        throw new DomainError('version.stale', {
          current: z.encode(CustomerDraft, await this.shelf.view(tx, caller, row, draft)),
        });
      const decision = { byUserId: caller.userId, approvedVersion: draft.version, reason: null };
      await this.drafts.change(tx, draft, { state, decision });
      return { step: 'approved' as const, reason: null };
    });
  }

  reject(caller: CallerContext, input: InputOf<typeof RejectCustomerDraft>): Promise<DraftView> {
    return this.decide(caller, input, async (tx, _row, draft) => {
      const state = stepDraft(draft.state, 'reject');
      const decision = { byUserId: caller.userId, approvedVersion: null, reason: input.reason };
      await this.drafts.change(tx, draft, { state, decision });
      return { step: 'rejected' as const, reason: input.reason };
    });
  }

  /** Once for each time somebody asks; the worker hands it over. Without a mail service it is there to be copied. */
  send(caller: CallerContext, input: InputOf<typeof SendCustomerDraft>): Promise<DraftView> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.shelf.getRow(tx, caller, input.escalation_id);
      const draft = await this.shelf.lockForHands(tx, caller, row, input.draft_id);
      const sending = stepDraft(draft.state, 'send');
      const canSend = await this.shelf.canSend(tx);

      await this.drafts.change(tx, draft, { state: canSend ? sending : 'to_copy', sentByUserId: caller.userId });

      const after = await this.shelf.require(tx, row.id, draft.id);
      await this.news.tell(tx, caller, row, { step: canSend ? 'sending' : 'to-copy', before: draft, after });
      if (canSend)
        await this.outbox.add(tx, { type: 'escalation.draft-due', draft_id: draft.id, sending: after.sendings });
      return this.shelf.view(tx, caller, row, after);
    });
  }

  private decide(
    caller: CallerContext,
    input: Pick<InputOf<typeof RejectCustomerDraft>, 'escalation_id' | 'draft_id'>,
    write: (
      tx: Tx,
      row: EscalationRecord,
      draft: DraftRecord,
    ) => Promise<{ readonly step: 'approved' | 'rejected'; readonly reason: string | null }>,
  ): Promise<DraftView> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.shelf.getRow(tx, caller, input.escalation_id);
      const draft = await this.shelf.lockOf(tx, row.id, input.draft_id);
      const reader = actorOf(await this.access.sightOf(tx, caller));
      if (!mayDecideDraft(draftPeople(draft, row), reader)) throw new DomainError('drafts.not-yours-to-decide');

      const { step, reason } = await write(tx, row, draft);

      const after = await this.shelf.require(tx, row.id, draft.id);
      const userIds = [draft.author.userId, draft.editedBy.userId];
      await this.news.tell(tx, caller, row, {
        step,
        before: draft,
        after,
        reason,
        message: { type: `escalation.draft-${step}`, userIds },
      });
      return this.shelf.view(tx, caller, row, after);
    });
  }
}
