import { Injectable } from '@nestjs/common';
import type { InputOf, KeepEscalation, OutputOf, TransferEscalation } from '@understudy/contracts';
import { DomainError, type EscalationId, isUnresolved } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { EscalationAccess, EscalationMoves, type EscalationView, EscalationViews } from '../escalations/index.js';
import { KeepQuestions } from './keep-questions.service.js';
import { TransferTargets } from './transfer-targets.service.js';

/** Work that changes hands because a person says so: taken, handed on with a note, or kept. */
@Injectable()
export class HandingOver {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly moves: EscalationMoves,
    private readonly views: EscalationViews,
    private readonly targets: TransferTargets,
    private readonly questions: KeepQuestions,
  ) {}

  /** To somebody named, or to whoever is free; what nobody began may wait again (product.md, questions of the supporter document). */
  transfer(
    caller: CallerContext,
    input: InputOf<typeof TransferEscalation>,
  ): Promise<OutputOf<typeof TransferEscalation>> {
    const id = input.escalation_id;
    return this.tenancy.run(caller, async (tx) => {
      await this.targets.takeTurn(tx);
      const row = await this.access.lockToAct(tx, caller, id);
      const to = await this.targets.find(tx, row, { supporterId: input.to_supporter_id, userId: input.to_user_id });

      await this.moves.assign(tx, caller, id, {
        primaryOwnerId: to?.userId ?? null,
        because: {
          rule: to === null ? 'nobody' : 'transferred',
          explanation: to === null ? 'handed back; it goes to the first who is free' : `handed on: ${input.note}`,
          skipped: [],
        },
        reason: input.note,
      });
      await this.questions.settle(tx, id);
      await this.targets.tell(tx, caller, row, to);
      return this.views.of(tx, caller, id);
    });
  }

  /** Whoever was asked, or whoever may act for them, says that it stays. */
  keep(caller: CallerContext, id: EscalationId): Promise<OutputOf<typeof KeepEscalation>> {
    return this.tenancy.run(caller, async (tx): Promise<EscalationView> => {
      const row = await this.access.lockToAct(tx, caller, id);
      if (!isUnresolved(row.status)) throw new DomainError('escalations.over');
      await this.questions.answer(tx, caller, row);
      return this.views.of(tx, caller, id);
    });
  }
}
