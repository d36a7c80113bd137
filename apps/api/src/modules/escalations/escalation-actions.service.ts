import { Injectable } from '@nestjs/common';
import {
  type AddEscalationStakeholder,
  type ChangeEscalation,
  Escalation,
  type InputOf,
  type RemoveEscalationStakeholder,
  type ResolveEscalation,
} from '@understudy/contracts';
import {
  DomainError,
  type EscalationId,
  type EscalationStatus,
  type EscalationWords,
  nextEscalationStatuses,
} from '@understudy/domain';
import { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { EscalationAccess } from './escalation-access.service.js';
import { categoryNamed } from './escalation-creation.service.js';
import type { EscalationEdit, EscalationRecord } from './escalation.records.js';
import { EscalationMoves } from './escalation-moves.service.js';
import { EscalationsRepository } from './escalations.repository.js';
import { type EscalationView, EscalationViews } from './escalation-views.service.js';

type Change = InputOf<typeof ChangeEscalation>;

interface Step {
  readonly from?: EscalationStatus;
  readonly to: EscalationStatus;
  readonly said?: EscalationWords;
}

/** What it says about the problem; who works on it, how urgent it is and how it stands are not among it. */
const WORDS: ReadonlySet<string> = new Set<keyof Change>([
  'escalation_id',
  'reason',
  'title',
  'description',
  'expected_resolution',
  'target_resolution_date',
  'customer_impact',
  'metadata',
]);

/** What people do with an escalation: owners, whoever manages them or the customer's CSM, admins (mayActOn). */
@Injectable()
export class EscalationActions {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly escalations: EscalationsRepository,
    private readonly access: EscalationAccess,
    private readonly moves: EscalationMoves,
    private readonly views: EscalationViews,
  ) {}

  /** An open one moves to investigating; the response clock stops. */
  async acknowledge(caller: CallerContext, id: EscalationId): Promise<EscalationView> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.access.lockVisible(tx, caller, id);
      if (await this.access.mayTakeBack(tx, row, await this.access.sightOf(tx, caller))) {
        await this.requireFresh(tx, caller, row);
        await this.takeBack(tx, caller, row);
        await this.moves.move(tx, caller, id, 'investigating');
        return this.views.of(tx, caller, id);
      }
      return this.stepIn(tx, caller, id, { from: 'open', to: 'investigating' });
    });
  }

  /** Whoever it climbed away from and who answers after all has it again; whoever has it now sees how it goes on. */
  private async takeBack(tx: Tx, caller: CallerContext, row: EscalationRecord): Promise<void> {
    const { id } = row;
    const name = row.stakeholders.find(({ user }) => user.userId === caller.userId)?.user.name ?? 'Whoever had it';
    const reason = 'took it on after it had climbed away';
    await this.moves.assign(tx, caller, id, {
      primaryOwnerId: caller.userId,
      because: { rule: 'override', explanation: `${name} ${reason}`, skipped: [] },
      reason,
    });
    const had = row.primaryOwner?.userId;
    if (had !== undefined && had !== row.secondaryOwner?.userId)
      await this.moves.putStakeholder(tx, caller, id, { userId: had, role: 'watcher' });
  }

  resolve(caller: CallerContext, input: InputOf<typeof ResolveEscalation>): Promise<EscalationView> {
    return this.step(caller, input.escalation_id, { to: 'resolved', said: wordsIn(input) });
  }

  close(caller: CallerContext, id: EscalationId, reason: string | undefined): Promise<EscalationView> {
    return this.step(caller, id, { to: 'closed', said: { reason } });
  }

  /** A resolved one goes back to investigating. */
  reopen(caller: CallerContext, id: EscalationId, reason: string): Promise<EscalationView> {
    return this.step(caller, id, { from: 'resolved', to: 'investigating', said: { reason } });
  }

  /** DELETE: nothing is deleted (product.md 3). */
  void(caller: CallerContext, id: EscalationId, reason: string | undefined): Promise<EscalationView> {
    return this.step(caller, id, { to: 'void', said: { reason } });
  }

  /** Fields first, then the status: what is said with a move counts for the move. Throws version.stale with the current row. */
  async change(caller: CallerContext, input: Change): Promise<EscalationView> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.lockFresh(tx, caller, input.escalation_id, { isCorrection: isCorrection(input) });
      const isMoved = input.status !== undefined && input.status !== row.status;
      const edit = await this.editIn(tx, input, isMoved);

      await this.moves.change(tx, caller, row.id, edit, isMoved ? undefined : input.reason);
      if (isMoved) await this.moves.move(tx, caller, row.id, input.status ?? row.status, wordsIn(input));
      return this.views.of(tx, caller, row.id);
    });
  }

  /** Watching is for everybody who sees it and not for a time only; putting others on it for whoever may act. */
  async addStakeholder(
    caller: CallerContext,
    input: InputOf<typeof AddEscalationStakeholder>,
  ): Promise<EscalationView> {
    return this.tenancy.run(caller, async (tx) => {
      const isOneself = input.user_id === caller.userId && input.role === 'watcher';
      const id = input.escalation_id;
      const row = await (isOneself ? this.access.lockToFollow(tx, caller, id) : this.access.lockToAct(tx, caller, id));
      const { user_id: userId, role } = input;
      await this.moves.putStakeholder(tx, caller, row.id, { userId, role });
      return this.views.of(tx, caller, row.id);
    });
  }

  async removeStakeholder(
    caller: CallerContext,
    input: InputOf<typeof RemoveEscalationStakeholder>,
  ): Promise<EscalationView> {
    return this.tenancy.run(caller, async (tx) => {
      const id = input.escalation_id;
      const isOneself = input.user_id === caller.userId;
      const row = await (isOneself ? this.access.lockVisible(tx, caller, id) : this.access.lockToAct(tx, caller, id));
      // as it is read by somebody who, with this, may not see it any more
      await this.moves.removeStakeholder(tx, caller, row.id, input.user_id);
      return this.views.of(tx, caller, row.id);
    });
  }

  private step(caller: CallerContext, id: EscalationId, step: Step): Promise<EscalationView> {
    return this.tenancy.run(caller, (tx) => this.stepIn(tx, caller, id, step));
  }

  private async stepIn(
    tx: Tx,
    caller: CallerContext,
    id: EscalationId,
    { from, to, said }: Step,
  ): Promise<EscalationView> {
    const { status } = await this.lockFresh(tx, caller, id, { isCorrection: to === 'void' });
    if (from !== undefined && status !== from)
      throw new DomainError('escalations.illegal-transition', {
        from: status,
        to,
        allowed: nextEscalationStatuses(status),
      });
    await this.moves.move(tx, caller, id, to, said);
    return this.views.of(tx, caller, id);
  }

  private async lockFresh(
    tx: Tx,
    caller: CallerContext,
    id: EscalationId,
    { isCorrection: isOwnWords }: { readonly isCorrection: boolean },
  ): Promise<EscalationRecord> {
    const row = await (isOwnWords ? this.access.lockToCorrect(tx, caller, id) : this.access.lockToAct(tx, caller, id));
    await this.requireFresh(tx, caller, row);
    return row;
  }

  private async requireFresh(tx: Tx, caller: CallerContext, row: EscalationRecord): Promise<void> {
    if (caller.ifMatch === undefined || caller.ifMatch === row.version) return;
    const current = z.encode(Escalation, await this.views.of(tx, caller, row.id));
    throw new DomainError('version.stale', { current });
  }

  private async editIn(tx: Tx, input: Change, isMoved: boolean): Promise<EscalationEdit> {
    const category =
      input.category === undefined
        ? undefined
        : categoryNamed(await this.escalations.listCategories(tx), input.category);
    const resolution = {
      resolutionSummary: input.resolution_summary,
      rootCause: input.root_cause,
      outcome: input.outcome,
    };
    return {
      title: input.title,
      description: input.description,
      category,
      severity: input.severity,
      expectedResolution: input.expected_resolution,
      exitCriteria: input.exit_criteria,
      targetResolutionAt: input.target_resolution_date,
      customerImpact: input.customer_impact,
      arrAtRisk: input.arr_at_risk,
      metadata: input.metadata,
      ...(isMoved ? {} : resolution),
    };
  }
}

/** Only words are given, or it is taken back with a reason. */
const isCorrection = ({ status, ...fields }: Change): boolean =>
  (status === undefined || status === 'void') &&
  Object.entries(fields).every(([name, value]) => value === undefined || WORDS.has(name));

const wordsIn = (
  input: Pick<Change, 'resolution_summary' | 'root_cause' | 'outcome'> & { readonly reason?: string | undefined },
): EscalationWords => ({
  reason: input.reason,
  resolutionSummary: input.resolution_summary,
  rootCause: input.root_cause,
  outcome: input.outcome,
});
