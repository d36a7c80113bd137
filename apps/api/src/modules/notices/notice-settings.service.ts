import { Injectable } from '@nestjs/common';
import type { AbsenceId, CoveragePolicy, NoticeMethod, TeamId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { MailChannel } from '../mail/index.js';
import { PoliciesService } from '../policies/index.js';
import { NoticePlans } from './notice-plans.service.js';

export interface NoticeSetting {
  readonly method: NoticeMethod;
  readonly rules: Pick<CoveragePolicy['notices'], 'segments' | 'minDays'>;
  readonly isConnected: boolean;
}

/** What holds for the notices of one absence: its own plan before the team's policy, and whether anything can be sent. */
@Injectable()
export class NoticeSettings {
  constructor(
    private readonly plans: NoticePlans,
    private readonly policies: PoliciesService,
    private readonly channel: MailChannel,
  ) {}

  async of(tx: Tx, absenceId: AbsenceId, teamId: TeamId | null): Promise<NoticeSetting> {
    const [plan, { notices }, isConnected] = await Promise.all([
      this.plans.find(tx, absenceId),
      this.policies.ofTeam(tx, teamId),
      this.channel.isConnected(tx.tenantId, tx),
    ]);
    return { method: plan ?? notices.method, rules: notices, isConnected };
  }
}
