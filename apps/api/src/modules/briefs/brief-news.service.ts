import { Injectable } from '@nestjs/common';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';

const BY_PRODUCT = { actor: { kind: 'system', name: 'brief-desk' } } as const;

/** Tells that briefs are there: in the history of the absence, and to open pages. */
@Injectable()
export class BriefNews {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async written(tx: Tx, assignmentId: string, absenceId: string, count: number, frozen: boolean): Promise<void> {
    await this.history.append(tx, {
      type: frozen ? 'briefs.frozen' : 'briefs.written',
      subject: { kind: 'absence', id: absenceId },
      ...BY_PRODUCT,
      data: { assignment_id: assignmentId, count },
    });
    await this.outbox.add(tx, { type: 'briefs.written', assignment_id: assignmentId, absence_id: absenceId });
  }
}
