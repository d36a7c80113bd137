import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { briefCard, noteCard } from '@understudy/cards';
import { AddBriefNote, type Card, type CardActionCall } from '@understudy/contracts';
import { asId, type BriefId, type CustomerId, DomainError } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { BriefAnswers, BriefsService } from '../briefs/index.js';
import type { Reader, TypedBack } from './action-desks.js';
import { briefView } from './brief-view.js';
import { CoveredCustomers } from './covered-customers.service.js';
import { once } from './once.js';
import { type Conversation, threadOf } from './thread.js';

type Add = Extract<CardActionCall, { id: 'note.add' }>;

/** The brief whole, and what readers add to it. */
@Injectable()
export class BriefCards {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly covered: CoveredCustomers,
    private readonly briefs: BriefsService,
    private readonly answers: BriefAnswers,
  ) {}

  /** Throws briefs.not-found for who does not cover the customer now. */
  async brief(caller: CallerContext, reader: Reader, about: Conversation): Promise<Card> {
    const id = asId<CustomerId>(about.customer_id);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const known = await this.covered.get(tx, caller, reader, id);
      const own = await this.briefs.findOwn(tx, caller, id);
      if (!own || !known.owner) throw new DomainError('briefs.not-found');
      return briefCard({
        ...known,
        owner: known.owner,
        thread: threadOf(about),
        assignmentId: own.assignmentId,
        brief: briefView(own.brief, this.env.apiUrl),
      });
    });
  }

  async noteForm(
    caller: CallerContext,
    reader: Reader,
    about: Conversation & { brief_id: string },
    back: TypedBack = {},
  ): Promise<Card> {
    const { requestKey = randomUUID(), ...typed } = back;
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const { owner, ...known } = await this.covered.get(tx, caller, reader, asId<CustomerId>(about.customer_id));
      return noteCard({
        ...known,
        owner: owner ?? { name: 'The owner' },
        thread: threadOf(about),
        briefId: about.brief_id,
        requestKey,
        ...typed,
      });
    });
  }

  /** Once per form that was drawn. Throws briefs.not-found for a former backup. */
  async addNote(caller: CallerContext, { parameters, form }: Add): Promise<void> {
    await once(AddBriefNote, caller, parameters.request_key, { parameters, form }, (keyed) =>
      this.answers.addNote(keyed, asId<BriefId>(parameters.brief_id), form.note),
    );
  }

  async acknowledge(caller: CallerContext, briefId: string): Promise<void> {
    await this.answers.acknowledge(caller, asId<BriefId>(briefId));
  }
}
