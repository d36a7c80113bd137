import { Injectable } from '@nestjs/common';
import type { CreateEscalation, InputOf, OutputOf } from '@understudy/contracts';
import {
  type ConversationId,
  type CustomerId,
  DomainError,
  choosePlaybook,
  requireExpectedResolution,
  requireTargetAhead,
  type Severity,
  type UserId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomerContexts } from './customer-context.js';
import { EscalationBirths } from './escalation-births.service.js';
import { EscalationOwners, type OwnerQuestion } from './escalation-owner.js';
import type { CategoryRecord, EscalationRecord, OwnerBecause } from './escalation.records.js';
import { EscalationsRepository } from './escalations.repository.js';
import { EscalationViews } from './escalation-views.service.js';

type Given = InputOf<typeof CreateEscalation>;
/** What is needed beside what may be left out, typed or from a template. */
export type EscalationInput = Given & Required<Pick<Given, 'category' | 'severity' | 'title' | 'description'>>;

/** One whose owner is decided already: it comes from a conversation, with or without a customer (product.md 1). */
export interface ConversationEscalation {
  readonly conversationId: ConversationId;
  readonly customerId: CustomerId | null;
  readonly severity: Severity;
  readonly title: string;
  readonly description: string;
  readonly customMessage: string | null;
  /** null: nobody is free; it is stored all the same (product.md 2). */
  readonly ownerId: UserId | null;
  readonly because: OwnerBecause;
}

/** Makes an escalation: persist first, assign second (product.md 2). One transaction; whoever reads 201 can rely on it. */
@Injectable()
export class EscalationCreation {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly escalations: EscalationsRepository,
    private readonly owners: EscalationOwners,
    private readonly contexts: CustomerContexts,
    private readonly births: EscalationBirths,
    private readonly views: EscalationViews,
  ) {}

  async create(caller: CallerContext, input: EscalationInput): Promise<OutputOf<typeof CreateEscalation>> {
    requireExpectedResolution(input.severity, input.expected_resolution ?? null);
    return this.tenancy.run(caller, async (tx) => {
      requireTargetAhead(input.target_resolution_date ?? null, tx.now);
      const asked = questionOf(input);
      const [known, facts, categories, sla, playbooks] = await Promise.all([
        this.contexts.load(tx, input.customer_id),
        this.owners.load(tx, asked),
        this.escalations.listCategories(tx),
        this.births.settings(tx),
        this.births.playbooks(tx, input),
        this.requireConversation(tx, caller, input),
      ]);
      const category = categoryNamed(categories, input.category);
      const owner = this.owners.choose(facts, asked, { customer: known.customer, category, at: tx.now });

      const { id, done } = this.births.write(tx, caller, {
        ...saidIn(input),
        customer: known.customer,
        category,
        owner,
        playbook: choosePlaybook(playbooks, { categoryId: category.id, severity: input.severity }),
        sla,
        customerContext: this.contexts.freeze(known, facts.loaded, tx.now),
        timeZone: this.contexts.timeZoneOf(known, facts.loaded),
      });
      const [, made, duplicates] = await Promise.all([
        done,
        this.views.of(tx, caller, id),
        this.views.openDuplicates(tx, caller, { customerId: input.customer_id, category: category.name, except: id }),
      ]);
      return { ...made, open_duplicates: duplicates };
    });
  }

  /**
   * For conversations, in the caller's transaction: no category, no rules, no required fields of PRD-243; the customer is frozen where
   * there is one. Throws customers.not-found, conversations.not-found, conversations.escalated-already.
   */
  async createIn(tx: Tx, caller: CallerContext, given: ConversationEscalation): Promise<EscalationRecord> {
    const { customerId, ownerId, because, ...said } = given;
    const [known, sla] = await Promise.all([
      customerId && this.contexts.loadWhole(tx, customerId),
      this.births.settings(tx),
    ]);
    const { id, done } = this.births.write(tx, caller, {
      ...NOTHING_SAID,
      ...said,
      customer: known?.customer ?? null,
      category: null,
      playbook: null,
      sla,
      owner: { ownerId, because, secondaryId: null, informedIds: [], slaMultiplier: 1, routing: {} },
      customerContext: known?.frozen ?? null,
      timeZone: known?.timeZone ?? 'UTC',
    });
    const [, made] = await Promise.all([done, this.escalations.getById(tx, id)]);
    return made;
  }

  /** One that is about the same customer, or the caller's own; and nothing open comes from it yet (product.md 2). */
  private async requireConversation(tx: Tx, caller: CallerContext, input: EscalationInput): Promise<void> {
    if (input.conversation_id === undefined) return;
    const found = await this.escalations.findConversation(tx, input.conversation_id, caller.userId);
    if (!found || !(found.isOwn || found.customerId === input.customer_id))
      throw new DomainError('conversations.not-found');
    if (found.openEscalationId !== null)
      throw new DomainError('conversations.escalated-already', { escalation_id: found.openEscalationId });
  }
}

const NOTHING_SAID = {
  expectedResolution: null,
  exitCriteria: null,
  targetResolutionAt: null,
  customerImpact: null,
  metadata: {},
} as const;

const questionOf = (input: EscalationInput): OwnerQuestion => ({
  customerId: input.customer_id,
  category: input.category,
  severity: input.severity,
  arrAtRisk: input.arr_at_risk ?? null,
  primaryOwnerId: input.primary_owner_id ?? null,
  ownerReason: input.owner_reason ?? null,
  secondaryOwnerId: input.secondary_owner_id ?? null,
});

/** Whatever its case. Throws escalations.category-not-found with the names there are. */
export function categoryNamed(categories: readonly CategoryRecord[], name: string): CategoryRecord {
  const category = categories.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (!category)
    throw new DomainError('escalations.category-not-found', { categories: categories.map((each) => each.name) });
  return category;
}

/** What was typed, with null for what was not. */
const saidIn = (input: EscalationInput) => ({
  conversationId: input.conversation_id ?? null,
  severity: input.severity,
  title: input.title,
  description: input.description,
  expectedResolution: input.expected_resolution ?? null,
  exitCriteria: input.exit_criteria ?? null,
  targetResolutionAt: input.target_resolution_date ?? null,
  customerImpact: input.customer_impact ?? null,
  arrAtRisk: input.arr_at_risk,
  metadata: input.metadata ?? {},
  customMessage: null,
  source: input.source,
});
