import { Injectable } from '@nestjs/common';
import type { InputOf, ListSupportEscalations, OutputOf, SetSupportStatus } from '@understudy/contracts';
import { DomainError, moveOfSupporter, requireNotes } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { EscalationAccess, EscalationMoves } from '../escalations/index.js';
import { SupportEscalationsRepository } from './support-escalations.repository.js';
import { toEscalationResponse, toEscalationSummary } from './supporter.mapper.js';

/** Escalations as supporters read and move them (supporter document, requirements 3 and 5). */
@Injectable()
export class SupportEscalationsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly moves: EscalationMoves,
    private readonly views: SupportEscalationsRepository,
  ) {}

  async list(
    caller: CallerContext,
    { status, assigned_to, limit, offset }: InputOf<typeof ListSupportEscalations>,
  ): Promise<OutputOf<typeof ListSupportEscalations>> {
    return this.tenancy.run(caller, async (tx) => {
      const sight = await this.access.sightOf(tx, caller);
      const { rows, total } = await this.views.list(tx, sight, { status, assignedTo: assigned_to, limit, offset });
      return { escalations: rows.map(toEscalationSummary), total, limit, offset };
    });
  }

  /** Notes of a resolution become its summary; the root cause may stay empty here (product.md 1). */
  async setStatus(
    caller: CallerContext,
    input: InputOf<typeof SetSupportStatus>,
  ): Promise<OutputOf<typeof SetSupportStatus>> {
    const id = input.escalation_id;
    const notes = input.notes?.trim() || null;
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.access.lockToAct(tx, caller, id);
      if (caller.ifMatch !== undefined && caller.ifMatch !== row.version)
        throw new DomainError('version.stale', { current: { escalation_id: id, version: row.version } });
      const to = moveOfSupporter({ status: row.status, ownerId: row.primaryOwner?.userId ?? null }, input.status);
      requireNotes(input.status, notes);

      if (notes !== null) await this.views.note(tx, id, notes);
      await this.moves.move(tx, caller, id, to, { reason: notes, resolutionSummary: notes, withoutRootCause: true });
      return toEscalationResponse(await this.views.get(tx, id));
    });
  }
}
