import { Injectable } from '@nestjs/common';
import type { GetFairness, InputOf, OutputOf } from '@understudy/contracts';
import { daysToSpan, DomainError, fairnessLedger } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toPersonRef } from '../customers/index.js';
import { AccessService, DirectoryRepository, type UserRecord } from '../directory/index.js';
import { CandidatesRepository } from './candidates.repository.js';

const USUAL_DAYS = 90;
const LOOKS_AFTER = ['csm', 'manager'] as const;

/** Who of a team gave and received how much coverage (product.md, fairness ledger); computed from the rows each time. */
@Injectable()
export class FairnessService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: CandidatesRepository,
    private readonly directory: DirectoryRepository,
    private readonly access: AccessService,
  ) {}

  /**
   * Of one's own team; managers and admins may ask about a team they look after. Days are read in the caller's zone, `to` included.
   * Throws teams.not-found, identity.not-allowed, absences.ends-before-start.
   */
  list(caller: CallerContext, input: InputOf<typeof GetFairness>): Promise<OutputOf<typeof GetFairness>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const me = await this.directory.getUser(tx, caller.userId);
      const people = await this.listPeople(tx, caller, input.team_id ?? null);
      const to = input.to ?? tx.now.toZonedDateTimeISO(me.timeZone).toPlainDate();
      const from = input.from ?? to.subtract({ days: USUAL_DAYS - 1 });
      const within = daysToSpan({ firstOn: from, lastOn: to, timeZone: me.timeZone });

      const ids = people.map(({ id }) => id);
      const ledger = fairnessLedger(ids, await this.rows.listCovers(tx, ids, within), within);
      const person = new Map(people.map((one) => [one.id, one]));
      return {
        from,
        to,
        items: ledger.map(({ userId, given, received, balance }) => ({
          user: toPersonRef({ userId, name: person.get(userId)?.name ?? '', place: person.get(userId)?.place ?? null }),
          given: round(given),
          received: round(received),
          balance: round(balance),
        })),
      };
    });
  }

  private async listPeople(
    tx: Tx,
    caller: CallerContext,
    asked: InputOf<typeof GetFairness>['team_id'] | null,
  ): Promise<UserRecord[]> {
    const teamId = asked ?? caller.teamId;
    if (asked && !(await this.directory.findTeam(tx, asked))) throw new DomainError('teams.not-found');
    const [users, managed] = await Promise.all([this.directory.listUsers(tx), this.access.managedIds(tx, caller)]);
    const team = users.filter(
      (one) =>
        one.active &&
        LOOKS_AFTER.some((role) => one.roles.includes(role)) &&
        (teamId === null || one.teamId === teamId),
    );
    if (teamId === caller.teamId && teamId !== null) return team;
    const known = team.filter(({ id }) => managed.has(id));
    if (asked && known.length === 0 && team.length > 0) throw new DomainError('identity.not-allowed');
    return known;
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;
