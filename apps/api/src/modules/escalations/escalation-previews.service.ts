import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, PreviewEscalation } from '@understudy/contracts';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository } from '../customers/index.js';
import { refOf } from '../routing-rules/index.js';
import { EscalationClock } from './escalation-clock.service.js';
import { categoryNamed } from './escalation-creation.service.js';
import { EscalationOwners, type OwnerQuestion } from './escalation-owner.js';
import { EscalationsRepository } from './escalations.repository.js';

const FALLBACK_ZONE = 'UTC';

/** Owner and clocks of an escalation before it is sent: asked and decided as when it is made, and nothing is written. */
@Injectable()
export class EscalationPreviews {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly customers: CustomersRepository,
    private readonly owners: EscalationOwners,
    private readonly clock: EscalationClock,
    private readonly escalations: EscalationsRepository,
  ) {}

  /** Throws customers.not-found, escalations.category-not-found with the names there are. */
  of(caller: CallerContext, input: InputOf<typeof PreviewEscalation>): Promise<OutputOf<typeof PreviewEscalation>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const asked = questionOf(input);
      const [customer, facts, categories, settings] = await Promise.all([
        this.customers.getById(tx, input.customer_id),
        this.owners.load(tx, asked),
        this.escalations.listCategories(tx),
        this.clock.settings(tx),
      ]);
      const category = categoryNamed(categories, input.category);

      const owner = this.owners.choose(facts, asked, { customer, category, at: tx.now });
      const csm = customer.csm && facts.loaded.names.get(customer.csm.userId);
      const { started } = this.clock.start({
        severity: input.severity,
        openedAt: tx.now,
        settings,
        category,
        multiplier: owner.slaMultiplier,
        timeZone: csm?.timeZone || FALLBACK_ZONE,
      });

      return {
        primary_owner: owner.ownerId && refOf(facts.loaded.names, owner.ownerId),
        explanation: owner.because.explanation,
        response_due_at: started.responseDueAt,
        due_at: started.dueAt,
        now: tx.now,
      };
    });
  }
}

/** Nothing is picked by hand yet. */
const questionOf = (input: InputOf<typeof PreviewEscalation>): OwnerQuestion => ({
  customerId: input.customer_id,
  category: input.category,
  severity: input.severity,
  arrAtRisk: null,
  primaryOwnerId: null,
  ownerReason: null,
  secondaryOwnerId: null,
});
