import { Injectable } from '@nestjs/common';
import { type CreateEscalation, CustomerContext, type Escalation, type InputOf } from '@understudy/contracts';
import {
  BRIEF_ACTIVITIES,
  BRIEF_DAYS,
  DEFAULT_WORKING_HOURS,
  DomainError,
  type EscalationId,
  requireExpectedResolution,
  slaOf,
  type TeamId,
  type TeamMember,
  type UserId,
} from '@understudy/domain';
import { z } from 'zod';
import { newId, Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import {
  CustomerFactsRepository,
  type CustomerFacts,
  CustomersRepository,
  type CustomerRecord,
  toPersonRefOrNull,
} from '../customers/index.js';
import { type LoadedRoster, type ResponsibleAnswer, ResponsibleService } from '../responsibility/index.js';
import { EscalationNews } from './escalation-news.service.js';
import { pickOwner, requirePeople, withSecondary } from './escalation-owner.js';
import { toEscalation } from './escalation.mapper.js';
import type { CategoryRecord } from './escalation.records.js';
import { EscalationsRepository } from './escalations.repository.js';

const DEFAULT_SURFACE = {
  web: 'web',
  extension: 'extension',
  addon: 'addon',
  slack: 'slack',
  'api-key': 'api',
  sandbox: 'api',
  system: 'api',
} as const satisfies Record<CallerContext['surface'], string>;

/** Makes an escalation: persist first, assign second (product.md 2). One transaction; whoever reads 201 can rely on it. */
@Injectable()
export class EscalationCreation {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly escalations: EscalationsRepository,
    private readonly customers: CustomersRepository,
    private readonly facts: CustomerFactsRepository,
    private readonly responsible: ResponsibleService,
    private readonly told: EscalationNews,
  ) {}

  async create(caller: CallerContext, input: InputOf<typeof CreateEscalation>): Promise<z.output<typeof Escalation>> {
    requireExpectedResolution(input.severity, input.expected_resolution ?? null);
    return this.tenancy.run(caller, async (tx) => {
      const known = await this.load(tx, input);
      const decided = decide(input, known, tx.now);

      const id = newId<EscalationId>();
      const [, , made] = await Promise.all([
        this.escalations.add(tx, id, {
          ...toRow(caller, input, known.customer),
          ...decided,
          categoryId: known.category.id,
          customerContext: freeze(
            known.customer,
            known.facts,
            this.responsible.answers(known.loaded, tx.now)[0]?.wire,
            tx.now,
          ),
        }),
        this.told.created(tx, caller, { id, because: decided.ownerBecause.rule, input, ...decided }),
        this.escalations.getById(tx, id),
      ]);
      return toEscalation(made, tx.now);
    });
  }

  /** All in one round trip. Throws customers.not-found, escalations.category-not-found, users.not-found. */
  private async load(tx: Tx, input: Input): Promise<Known> {
    const picked = [input.primary_owner_id, input.secondary_owner_id].filter((id): id is UserId => id !== undefined);
    const [customer, facts, categories, loaded, teams] = await Promise.all([
      this.customers.getById(tx, input.customer_id),
      this.facts.load(tx, [input.customer_id], {
        since: tx.now.subtract({ hours: BRIEF_DAYS * 24 }),
        mostPerCustomer: BRIEF_ACTIVITIES,
      }),
      this.escalations.listCategories(tx),
      this.responsible.load(tx, [input.customer_id], tx.now, { userIds: picked, category: input.category }),
      this.escalations.listTeamLoads(tx, input.category),
    ]);
    const category = categories.find(({ name }) => name.toLowerCase() === input.category.toLowerCase());
    if (!category)
      throw new DomainError('escalations.category-not-found', { categories: categories.map(({ name }) => name) });
    requirePeople(loaded, picked);
    return { customer, facts, category, loaded, teams };
  }
}

type Input = InputOf<typeof CreateEscalation>;

interface Known {
  readonly customer: CustomerRecord;
  readonly facts: CustomerFacts;
  readonly category: CategoryRecord;
  readonly loaded: LoadedRoster;
  readonly teams: ReadonlyMap<TeamId, readonly TeamMember[]>;
}

/** Who owns it, and its clocks. */
function decide(input: Input, { customer, category, loaded, teams }: Known, at: Temporal.Instant) {
  const csmId = customer.csm?.userId ?? null;
  const first = pickOwner({
    handPickedId: input.primary_owner_id ?? null,
    category,
    customer: { id: customer.id, csmId, name: customer.name },
    loaded,
    teams,
    at,
  });
  const { ownerId, secondaryId, because } = withSecondary(first, loaded, input.secondary_owner_id ?? null, at);
  const timeZone = (csmId && loaded.names.get(csmId)?.timeZone) || 'UTC';
  const sla = slaOf({
    severity: input.severity,
    openedAt: at,
    slaHours: category.slaHours,
    calendar: { ...DEFAULT_WORKING_HOURS, timeZone, holidays: [] },
  });
  return { primaryOwnerId: ownerId, secondaryOwnerId: secondaryId, ownerBecause: because, ...sla };
}

/** What was said, with what stands for what was not. */
const toRow = (caller: CallerContext, input: Input, customer: CustomerRecord) => ({
  customerId: customer.id,
  createdByUserId: caller.userId,
  severity: input.severity,
  title: input.title,
  description: input.description,
  expectedResolution: input.expected_resolution ?? null,
  targetResolutionAt: input.target_resolution_date ?? null,
  customerImpact: input.customer_impact ?? null,
  arrAtRisk: input.arr_at_risk ?? customer.arr,
  source: { surface: input.source?.surface ?? DEFAULT_SURFACE[caller.surface], url: input.source?.url ?? null },
  metadata: input.metadata ?? {},
});

/** The wire form, as JSON: what was true now, whatever happens to the customer later. */
function freeze(
  customer: CustomerRecord,
  facts: CustomerFacts,
  answer: ResponsibleAnswer | undefined,
  now: Temporal.Instant,
) {
  return z.encode(CustomerContext, {
    frozen_at: now,
    name: customer.name,
    arr: customer.arr,
    health_score: customer.healthScore,
    stage: customer.stage,
    segment: customer.segment,
    renewal_on: customer.renewalOn,
    csm: toPersonRefOrNull(customer.csm),
    responsible: answer?.responsible ?? null,
    responsible_because: answer?.because ?? 'gap',
    recent_activity: facts.activities.map(({ kind, summary, occurredAt }) => ({
      kind,
      summary,
      occurred_at: occurredAt,
    })),
    open_risks: facts.risks.map(({ kind, description, severity }) => ({ kind, description, severity })),
  });
}
