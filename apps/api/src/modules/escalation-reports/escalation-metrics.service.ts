import { Injectable } from '@nestjs/common';
import { type GetEscalationMetrics, type OutputOf, SEVERITIES } from '@understudy/contracts';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import type { WantedPeriod } from '../report-scopes/index.js';
import { EscalationFacts, narrowed, partsBy } from './escalation-facts.service.js';
import { figures } from './report-numbers.js';

/** How long escalations took in a period, and whether that was in time (PRD-243 FR-5.2). */
@Injectable()
export class EscalationMetrics {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly facts: EscalationFacts,
  ) {}

  async measure(caller: CallerContext, wanted: WantedPeriod): Promise<OutputOf<typeof GetEscalationMetrics>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const counted = await this.facts.load(tx, caller, wanted);
      const { from, to, timeZone } = counted.scope;
      return {
        from,
        to,
        time_zone: timeZone,
        ...figures(counted),
        by_category: partsBy(counted, 'category').map(({ value, part }) => ({
          category: value || null,
          ...figures(part),
        })),
        by_severity: SEVERITIES.map((severity) => ({ severity, ...figures(narrowed(counted, { severity })) })),
        by_team: partsBy(counted, 'owner_team_id').map(({ value, part }) => ({
          team_id: value || null,
          name: part.rows[0]?.teamName ?? 'No team',
          ...figures(part),
        })),
      };
    });
  }
}
