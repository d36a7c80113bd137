import { Injectable } from '@nestjs/common';
import type { GetEscalationClock, OutputOf } from '@understudy/contracts';
import { clockOf, type EscalationId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { EscalationAccess, EscalationClockRepository, policyOf } from '../escalations/index.js';
import { ClimbsRepository } from './climbs.repository.js';
import { toClockView } from './clock.mapper.js';

/** Why it is due when it is due: events, intervals, climbs. */
@Injectable()
export class ClockReasons {
  constructor(
    private readonly access: EscalationAccess,
    private readonly clocks: EscalationClockRepository,
    private readonly climbs: ClimbsRepository,
  ) {}

  async of(tx: Tx, caller: CallerContext, id: EscalationId): Promise<OutputOf<typeof GetEscalationClock>> {
    const row = await this.access.getVisible(tx, caller, id);
    const [events, climbs] = await Promise.all([this.clocks.list(tx, id), this.climbs.list(tx, id)]);
    return toClockView(clockOf(events, policyOf(row)), events, climbs);
  }
}
