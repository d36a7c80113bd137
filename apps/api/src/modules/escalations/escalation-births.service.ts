import { Injectable } from '@nestjs/common';
import { type EscalationId, plannedActions, type Playbook, type Severity, type UserId } from '@understudy/domain';
import { newId, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { PlaybookActionsRepository, PlaybooksRepository } from '../playbooks/index.js';
import type { SlaSettings } from '../sla/index.js';
import type { KnownCustomer } from './customer-context.js';
import { EscalationClock } from './escalation-clock.service.js';
import { EscalationNews } from './escalation-news.service.js';
import type { OwnerDecision } from './escalation-owner.js';
import type { CategoryRecord, NewEscalation } from './escalation.records.js';
import { EscalationRowsRepository } from './escalation-rows.repository.js';

const DEFAULT_SURFACE = {
  web: 'web',
  extension: 'extension',
  addon: 'addon',
  slack: 'slack',
  'api-key': 'api',
  sandbox: 'api',
  system: 'api',
} as const satisfies Record<CallerContext['surface'], string>;

type Said = Pick<
  NewEscalation,
  | 'conversationId'
  | 'severity'
  | 'title'
  | 'description'
  | 'expectedResolution'
  | 'exitCriteria'
  | 'targetResolutionAt'
  | 'customerImpact'
  | 'metadata'
  | 'customMessage'
  | 'customerContext'
>;

/** Everything that is known when an escalation is written. */
export interface DecidedEscalation extends Said {
  readonly customer: KnownCustomer['customer'] | null;
  readonly category: CategoryRecord | null;
  readonly owner: OwnerDecision;
  /** Its steps become suggested actions; null: none fits. */
  readonly playbook: Playbook | null;
  /** What counts for clocks that begin now. */
  readonly sla: SlaSettings;
  /** Whose business hours the clock keeps, where no calendar is chosen. */
  readonly timeZone: string;
  /** The customer's ARR when it is left out; 0 without a customer. */
  readonly arrAtRisk?: number | undefined;
  readonly source?: { readonly surface: string; readonly url?: string | undefined } | undefined;
}

/** Writes a new escalation with its clocks, its first event and the messages that tell of it. */
@Injectable()
export class EscalationBirths {
  constructor(
    private readonly rows: EscalationRowsRepository,
    private readonly clock: EscalationClock,
    private readonly news: EscalationNews,
    private readonly actions: PlaybookActionsRepository,
    private readonly library: PlaybooksRepository,
  ) {}

  /** What counts for clocks that begin now; one round trip, to travel with others. */
  settings(tx: Tx): Promise<SlaSettings> {
    return this.clock.settings(tx);
  }

  /** Those that may fit; one round trip, to travel with others. */
  playbooks(tx: Tx, of: { readonly category: string; readonly severity: Severity }): Promise<Playbook[]> {
    return this.library.listFitting(tx, of);
  }

  /** The id is there at once, so that reading it travels with writing it. The promise says when it is written. */
  write(
    tx: Tx,
    caller: CallerContext,
    given: DecidedEscalation,
  ): { readonly id: EscalationId; readonly done: Promise<void> } {
    const id = newId<EscalationId>();
    return { id, done: this.writeAs(tx, caller, id, given) };
  }

  private async writeAs(tx: Tx, caller: CallerContext, id: EscalationId, given: DecidedEscalation): Promise<void> {
    const { owner, category, customer, severity, playbook } = given;
    const clocked = this.clock.start({
      severity,
      openedAt: tx.now,
      settings: given.sla,
      category,
      multiplier: owner.slaMultiplier,
      timeZone: given.timeZone,
    });
    await Promise.all([
      this.rows.add(tx, id, { ...toRow(caller, given), ...clocked.started }),
      playbook && this.actions.add(tx, id, playbook, plannedActions(playbook.steps, tx.now)),
      this.clock.opened(tx, id, clocked, {
        severity,
        hasOwner: owner.ownerId !== null,
        isRouted: category !== null,
      }),
      this.news.tell(
        tx,
        caller,
        { id, customer },
        {
          type: 'escalation.created',
          said: {
            customer_id: customer?.id ?? null,
            conversation_id: given.conversationId,
            severity,
            category: category?.name ?? null,
            title: given.title,
            primary_owner_id: owner.ownerId,
            secondary_owner_id: owner.secondaryId,
            owner_because: owner.because.rule,
            due_at: String(clocked.started.dueAt),
          },
          messages: { 'escalation.created': {} },
        },
      ),
    ]);
  }
}

/** What was said and decided, with what stands for what was not. */
const toRow = (
  caller: CallerContext,
  given: DecidedEscalation,
): Omit<NewEscalation, 'dueAt' | 'responseDueAt' | 'warnAt' | 'slaPolicy'> => ({
  customerId: given.customer?.id ?? null,
  conversationId: given.conversationId,
  createdByUserId: caller.userId satisfies UserId,
  categoryId: given.category?.id ?? null,
  severity: given.severity,
  title: given.title,
  description: given.description,
  primaryOwnerId: given.owner.ownerId,
  secondaryOwnerId: given.owner.secondaryId,
  ownerBecause: given.owner.because,
  informedIds: given.owner.informedIds,
  routing: given.owner.routing,
  expectedResolution: given.expectedResolution,
  exitCriteria: given.exitCriteria,
  targetResolutionAt: given.targetResolutionAt,
  customerImpact: given.customerImpact,
  customerContext: given.customerContext,
  arrAtRisk: given.arrAtRisk ?? given.customer?.arr ?? 0,
  source: { surface: given.source?.surface ?? DEFAULT_SURFACE[caller.surface], url: given.source?.url ?? null },
  metadata: given.metadata,
  customMessage: given.customMessage,
});
