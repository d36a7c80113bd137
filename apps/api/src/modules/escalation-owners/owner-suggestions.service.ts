import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, SuggestOwners, SuggestOwnersForNew } from '@understudy/contracts';
import {
  availableInstead,
  type CustomerId,
  DomainError,
  type EscalationId,
  managerChain,
  type OwnerCandidate,
  type OwnerSuggestions,
  roster,
  suggestOwners,
  type UserId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type CustomerRecord, CustomersRepository } from '../customers/index.js';
import { EscalationAccess } from '../escalations/index.js';
import { type TenantRoster, TenantRosterRepository } from '../responsibility/index.js';
import { refOf } from '../routing-rules/index.js';
import { type CandidateRow, type CategoryTags, OwnerCandidatesRepository } from './owner-candidates.repository.js';

type Answer = OutputOf<typeof SuggestOwners>;

const MOST_SUGGESTED = 10;
const MOST_EXCLUDED = 50;

/** What a suggestion is about; both may be missing where it came from a conversation. */
interface Asked {
  readonly category: CategoryTags | null;
  readonly customer: CustomerRecord | null;
  readonly isFromConversation: boolean;
  readonly ownerIds: readonly (UserId | null)[];
}

/** Who would be a good owner (PRD-243 FR-2.4): by expertise tags, load and presence, with the reasons. */
@Injectable()
export class OwnerSuggestionsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly customers: CustomersRepository,
    private readonly candidates: OwnerCandidatesRepository,
    private readonly rosters: TenantRosterRepository,
  ) {}

  /** Throws escalations.not-found. */
  of(caller: CallerContext, id: EscalationId): Promise<Answer> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const row = await this.access.getVisible(tx, caller, id);
      const [category, customer] = await Promise.all([
        row.categoryId && this.candidates.findCategory(tx, { id: row.categoryId }),
        row.customer && this.customers.getById(tx, row.customer.id),
      ]);
      return this.suggest(tx, {
        category,
        customer,
        isFromConversation: row.conversationId !== null,
        ownerIds: [row.primaryOwner?.userId ?? null, row.secondaryOwner?.userId ?? null],
      });
    });
  }

  /** Throws customers.not-found, escalations.category-not-found with the names there are. */
  forNew(caller: CallerContext, input: InputOf<typeof SuggestOwnersForNew>): Promise<Answer> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const [customer, category] = await Promise.all([
        this.customers.getById(tx, input.customer_id),
        this.candidates.findCategory(tx, { name: input.category }),
      ]);
      if (!category)
        throw new DomainError('escalations.category-not-found', {
          categories: await this.candidates.activeCategoryNames(tx),
        });
      return this.suggest(tx, { category, customer, isFromConversation: false, ownerIds: [] });
    });
  }

  private async suggest(tx: Tx, asked: Asked): Promise<Answer> {
    const [rows, there] = await Promise.all([
      this.candidates.list(tx),
      this.rosters.load(tx, tx.now, tx.now.add({ seconds: 1 })),
    ]);
    const { category, customer } = asked;
    const suggested = suggestOwners({
      category: { name: category?.name ?? '', expertise: category?.expertise ?? [] },
      customer,
      candidates: candidatesOf(rows, there, asked, tx.now),
      at: tx.now,
    });
    return toWire(suggested, there);
  }
}

function candidatesOf(
  rows: readonly CandidateRow[],
  there: TenantRoster,
  { category, customer, isFromConversation, ownerIds }: Asked,
  at: Temporal.Instant,
): OwnerCandidate[] {
  const all = roster(there.rows);
  const customerId: CustomerId | null = customer?.id ?? null;
  const csmId = customer?.csm?.userId ?? null;
  const named = new Set<UserId | null>([
    category?.defaultOwnerId ?? null,
    category?.defaultSecondaryId ?? null,
    ...(csmId === null ? [] : managerChain(csmId, all.people)),
  ]);
  const teamId = category?.defaultTeamId ?? null;
  return rows.map((row) => {
    const present = availableInstead(all, row.id, at, customerId).userId;
    return {
      ...row,
      isAbsent: present !== row.id,
      coveredBy: present,
      isNamed:
        named.has(row.id) || (teamId !== null && row.teamId === teamId) || (isFromConversation && row.isSupporter),
      isOwner: ownerIds.includes(row.id),
    };
  });
}

const toWire = ({ wantedTags, items, excluded }: OwnerSuggestions, { people }: TenantRoster): Answer => ({
  wanted_tags: [...wantedTags],
  items: items.slice(0, MOST_SUGGESTED).map((item) => ({
    ...refOf(people, item.userId),
    score: item.score,
    factors: {
      expertise_score: item.factors.expertise,
      load_score: item.factors.load,
      presence_score: item.factors.presence,
    },
    matched_tags: [...item.matchedTags],
    open_escalations: item.openEscalations,
    cap: item.cap,
    named: item.isNamed,
  })),
  excluded: excluded.slice(0, MOST_EXCLUDED).map(({ userId, reason, coveredBy }) => ({
    user: refOf(people, userId),
    reason,
    covered_by: coveredBy && refOf(people, coveredBy),
  })),
});
