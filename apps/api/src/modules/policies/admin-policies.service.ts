import { Injectable } from '@nestjs/common';
import { CoveragePolicy, type InputOf, type PutDefaultCoveragePolicy } from '@understudy/contracts';
import { DEFAULT_POLICY, DomainError, type Team, type TeamId } from '@understudy/domain';
import { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { PoliciesRepository, type PolicyRecord } from './policies.repository.js';
import { type PolicyOfTeam, toPolicy, toPolicyView, type View } from './policy.mapper.js';

/** Coverage policies, as admins set them. */
@Injectable()
export class AdminPoliciesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly policies: PoliciesRepository,
    private readonly directory: DirectoryRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async list(caller: CallerContext): Promise<{ items: View[] }> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const [stored, teams] = await Promise.all([this.policies.list(tx), this.directory.listTeams(tx)]);
      const own = new Map(stored.map((policy) => [policy.teamId, policy]));
      return { items: [null, ...teams].map((team) => toPolicyView(forTeam(team, own))) };
    });
  }

  /** Throws teams.not-found, coverage-policies.malformed, version.stale with the policy that counts. */
  async put(
    caller: CallerContext,
    teamId: TeamId | null,
    input: InputOf<typeof PutDefaultCoveragePolicy>,
  ): Promise<View> {
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.get(tx, teamId);
      const policy = toPolicy(teamId, input);

      const stale = () => new DomainError('version.stale', { current: z.encode(CoveragePolicy, before) });
      if (caller.ifMatch !== undefined && caller.ifMatch !== before.version) throw stale();
      if (before.version === 0) await this.policies.add(tx, policy);
      else if (!(await this.policies.save(tx, policy, before.version))) throw stale();

      const after = await this.get(tx, teamId);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'coverage-policy.set',
        subject: teamId === null ? { kind: 'tenant', id: tx.tenantId } : { kind: 'team', id: teamId },
        data: { team_id: teamId, version: after.version, ...input },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'coverage-policy' });
      return after;
    });
  }

  private async get(tx: Tx, teamId: TeamId | null): Promise<View> {
    const team = teamId === null ? null : await this.directory.findTeam(tx, teamId);
    if (teamId !== null && team === null) throw new DomainError('teams.not-found');
    const stored = await this.policies.list(tx);
    return toPolicyView(forTeam(team, new Map(stored.map((policy) => [policy.teamId, policy]))));
  }
}

const forTeam = (team: Team | null, own: ReadonlyMap<TeamId | null, PolicyRecord>): PolicyOfTeam => {
  const stored = own.get(team?.id ?? null) ?? null;
  return {
    team: team && { id: team.id, name: team.name },
    policy: stored ?? own.get(null) ?? DEFAULT_POLICY,
    stored,
  };
};
