import { Injectable } from '@nestjs/common';
import type { GetCoverageProof, GetCoverageResilience, InputOf, OutputOf } from '@understudy/contracts';
import {
  type CustomerTile,
  DomainError,
  isGap,
  isWeak,
  proofFigures,
  proveCoverage,
  resilience,
  tilesWhere,
  type UserId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { type TenantRoster, TenantRosterRepository } from '../responsibility/index.js';
import { MOST_HOLES, toHole, toPeopleAtRisk } from './continuity.mapper.js';
import { ContinuityRepository, type CoveredCustomer } from './continuity.repository.js';

type Wanted = InputOf<typeof GetCoverageProof>;

interface Scope {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly timeZone: string;
  readonly customers: readonly CoveredCustomer[];
  readonly roster: TenantRoster;
}

/**
 * The continuous-coverage proof and who must not fall sick. An admin asks about the tenant, a manager about the customers of those they
 * manage, both also about customers without owner; a CSM about their own (api.md, the role table).
 */
@Injectable()
export class ContinuityService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rosters: TenantRosterRepository,
    private readonly continuity: ContinuityRepository,
    private readonly access: AccessService,
    private readonly directory: DirectoryRepository,
  ) {}

  /** Throws teams.not-found. */
  async prove(caller: CallerContext, wanted: Wanted): Promise<OutputOf<typeof GetCoverageProof>> {
    const { from, to, timeZone, customers, roster } = await this.load(caller, wanted);

    const proof = proveCoverage({ customers, from, to, rows: roster.rows });

    const [gaps, weak] = [tilesWhere(proof, isGap), tilesWhere(proof, isWeak)];
    const figures = proofFigures(proof);
    const byId = new Map(customers.map((customer) => [customer.id, customer]));
    const shown = (tiles: readonly CustomerTile[]) =>
      tiles.slice(0, MOST_HOLES).map((tile) => toHole(tile, byId, roster.people, timeZone));
    return {
      from,
      to,
      time_zone: timeZone,
      customers: figures.customers,
      covered_ratio: figures.coveredRatio,
      covered_time_ratio: figures.coveredTimeRatio,
      gaps_total: gaps.length,
      gaps: shown(gaps),
      weak_customers: figures.weak,
      weak_total: weak.length,
      weak: shown(weak),
    };
  }

  /** Throws teams.not-found. */
  async resilience(
    caller: CallerContext,
    { user_id: only, ...wanted }: InputOf<typeof GetCoverageResilience>,
  ): Promise<OutputOf<typeof GetCoverageResilience>> {
    const { from, to, timeZone, customers, roster } = await this.load(caller, wanted);

    const found = resilience({ customers, from, to, rows: roster.rows });
    const people = only === undefined ? found : found.filter(({ userId }) => userId === only);

    const byId = new Map(customers.map((customer) => [customer.id, customer]));
    return {
      from,
      to,
      time_zone: timeZone,
      people: toPeopleAtRisk(people, byId, roster.people, only === undefined ? undefined : MOST_HOLES),
    };
  }

  /** The transaction ends with the reading: what follows takes its time without holding a connection. */
  private load(caller: CallerContext, { horizon_days: days, team_id: teamId }: Wanted): Promise<Scope> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const { timeZone } = await this.directory.getUser(tx, caller.userId);
      if (teamId !== undefined && !(await this.continuity.isTeam(tx, teamId))) throw new DomainError('teams.not-found');
      const from = tx.now;
      const to = from.toZonedDateTimeISO(timeZone).add({ days }).toInstant();
      const roster = await this.rosters.load(tx, from, to);
      const owners = await this.owners(tx, caller, roster);
      const inTeam = (id: UserId) => roster.rows.people.some((one) => one.id === id && one.teamId === teamId);
      const customers = await this.continuity.list(tx, {
        csmIds: teamId === undefined ? owners : (owners ?? [...roster.people.keys()]).filter(inTeam),
        withoutOwner: teamId === undefined && isLeading(caller),
      });
      return { from, to, timeZone, customers, roster };
    });
  }

  /** Whose customers the caller may ask about; null is everybody's. */
  private async owners(tx: Tx, caller: CallerContext, { people }: TenantRoster): Promise<readonly UserId[] | null> {
    if (caller.roles.includes('admin')) return null;
    const managed = await this.access.managedIds(tx, caller);
    return [...people.keys()].filter((id) => managed.has(id));
  }
}

const isLeading = ({ roles }: CallerContext): boolean => roles.some((role) => role === 'admin' || role === 'manager');
