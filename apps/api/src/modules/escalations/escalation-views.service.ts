import { Injectable } from '@nestjs/common';
import type { Escalation, EscalationRow } from '@understudy/contracts';
import { allowedStatuses, type CustomerId, type EscalationId } from '@understudy/domain';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { actorOf, EscalationAccess, peopleOf } from './escalation-access.service.js';
import { toEscalation, toEscalationRow } from './escalation.mapper.js';
import { EscalationsRepository } from './escalations.repository.js';

export type EscalationView = z.output<typeof Escalation>;

/** One escalation as somebody reads it: the row, when it entered each status, and what they may do with it now. */
@Injectable()
export class EscalationViews {
  constructor(
    private readonly escalations: EscalationsRepository,
    private readonly access: EscalationAccess,
  ) {}

  /** As the row stands in this transaction. It is not asked whether the caller may see it. Throws `escalations.not-found`. */
  async of(tx: Tx, caller: CallerContext, id: EscalationId): Promise<EscalationView> {
    const [row, times, sight] = await Promise.all([
      this.escalations.getById(tx, id),
      this.escalations.statusTimes(tx, id),
      this.access.sightOf(tx, caller),
    ]);
    const about = { ...peopleOf(row), status: row.status, createdById: row.createdBy.userId };
    const allowed = [...allowedStatuses(about, actorOf(sight))];
    if (await this.access.mayTakeBack(tx, row, sight)) allowed.unshift('investigating');
    const isRestricted = !(await this.access.isInside(tx, caller, row, sight));
    return toEscalation(row, { now: tx.now, times, allowed, isRestricted });
  }

  /** Open ones of the same customer and category that the caller may see, the oldest first. */
  async openDuplicates(
    tx: Tx,
    caller: CallerContext,
    of: { readonly customerId: CustomerId; readonly category: string; readonly except?: EscalationId },
  ): Promise<z.output<typeof EscalationRow>[]> {
    const rows = await this.escalations.listOpenDuplicates(tx, await this.access.sightOf(tx, caller), of);
    return rows.map((row) => toEscalationRow(row, tx.now));
  }
}
