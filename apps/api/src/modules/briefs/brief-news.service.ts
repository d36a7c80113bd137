import { Injectable } from '@nestjs/common';
import type { CustomerId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { AssignmentRecord } from '../coverage/index.js';
import { HandoffsRepository } from './handoffs.repository.js';

const BY_PRODUCT = { actor: { kind: 'system', name: 'brief-desk' } } as const;

/** Tells what happens with briefs: in the history of the absence, and to open pages. */
@Injectable()
export class BriefNews {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
    private readonly handoffs: HandoffsRepository,
  ) {}

  async written(tx: Tx, { id, absenceId }: AssignmentRecord, count: number, isFrozen: boolean): Promise<void> {
    await this.handoffs.markGenerated(tx, id);
    await this.history.append(tx, {
      type: isFrozen ? 'briefs.frozen' : 'briefs.written',
      subject: { kind: 'absence', id: absenceId },
      ...BY_PRODUCT,
      data: { assignment_id: id, count },
    });
    await this.outbox.add(tx, { type: 'briefs.written', assignment_id: id, absence_id: absenceId });
  }

  /** What a person did with one brief, or with several. */
  async byPerson(tx: Tx, caller: CallerContext, type: string, absenceId: string, data: JsonObject): Promise<void> {
    await this.history.append(tx, { type, subject: { kind: 'absence', id: absenceId }, ...byCaller(caller), data });
  }

  /** The owner left a word: briefs that are not frozen are written again. */
  async noted(
    tx: Tx,
    caller: CallerContext,
    absence: { readonly id: string; readonly userId: string },
    customerId: CustomerId,
    data: JsonObject,
  ): Promise<void> {
    await this.byPerson(tx, caller, 'absence.note-written', absence.id, { customer_id: customerId, ...data });
    const about = { absence_id: absence.id, user_id: absence.userId, customer_id: customerId };
    await this.outbox.add(tx, { type: 'absence.notes-changed', ...about });
  }

  async notReady(
    tx: Tx,
    absence: { readonly id: string; readonly userId: string },
    tell: 'owner' | 'manager',
    missing: readonly { readonly what: string; readonly customerIds: readonly CustomerId[] }[],
  ): Promise<void> {
    const counts = Object.fromEntries(missing.map(({ what, customerIds }) => [what, customerIds.length]));
    await this.history.append(tx, {
      type: 'briefs.not-ready',
      subject: { kind: 'absence', id: absence.id },
      ...BY_PRODUCT,
      data: { told: tell, missing: counts },
    });
    const about = { absence_id: absence.id, user_id: absence.userId };
    await this.outbox.add(tx, { type: 'brief.not-ready', ...about, tell, missing: counts });
  }
}
