import { Injectable } from '@nestjs/common';
import { type Roster, roster } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import {
  CustomerContexts,
  EscalationMoves,
  EscalationOwners,
  type EscalationRecord,
  EscalationsRepository,
} from '../escalations/index.js';

const BY_SEARCH = { system: 'owner-search' } as const;

/** An escalation that nobody could be found for is not left alone (product.md 2): the same question is asked again. */
@Injectable()
export class OwnerSearch {
  constructor(
    private readonly escalations: EscalationsRepository,
    private readonly contexts: CustomerContexts,
    private readonly owners: EscalationOwners,
    private readonly moves: EscalationMoves,
  ) {}

  /** Whether somebody is there now and has it; `all` are those whose presence matters. The row is locked. */
  async find(tx: Tx, row: EscalationRecord): Promise<{ readonly isFound: boolean; readonly all: Roster | null }> {
    const { customer, category: name, categoryId } = row;
    if (customer === null || name === null || categoryId === null) return { isFound: false, all: null };
    const asked = {
      customerId: customer.id,
      category: name,
      severity: row.severity,
      arrAtRisk: row.arrAtRisk,
      primaryOwnerId: null,
      secondaryOwnerId: null,
      ownerReason: null,
    };
    const [known, facts, category] = await Promise.all([
      this.contexts.load(tx, customer.id),
      this.owners.load(tx, asked),
      this.escalations.findCategory(tx, categoryId),
    ]);
    const all = roster(facts.loaded.rows);
    if (!category) return { isFound: false, all };
    const { ownerId, because } = this.owners.choose(facts, asked, { customer: known.customer, category, at: tx.now });
    if (ownerId === null) return { isFound: false, all };
    await this.moves.assign(tx, BY_SEARCH, row.id, {
      primaryOwnerId: ownerId,
      because,
      reason: 'nobody could be found before',
    });
    return { isFound: true, all };
  }
}
