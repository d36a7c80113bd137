import { Injectable } from '@nestjs/common';
import { type CoveragePolicy, type CoverageRule, DEFAULT_POLICY, type TeamId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { CoverageRulesRepository } from './coverage-rules.repository.js';
import { PoliciesRepository } from './policies.repository.js';

/** What a team has decided about coverage, for everybody who acts on it. */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly policies: PoliciesRepository,
    private readonly rules: CoverageRulesRepository,
  ) {}

  /** The team's own policy, else the tenant's, else the defaults; `teamId` says whose it is. null: somebody without a team. */
  async ofTeam(tx: Tx, teamId: TeamId | null): Promise<CoveragePolicy> {
    return (await this.policies.findFor(tx, teamId)) ?? DEFAULT_POLICY;
  }

  /** The coverage rules in their order, inactive ones too. */
  listRules(tx: Tx): Promise<CoverageRule[]> {
    return this.rules.list(tx);
  }
}
