import { Inject, Injectable } from '@nestjs/common';
import type { ChangeMe, GetMe, InputOf, OutputOf } from '@understudy/contracts';
import { DomainError, isOpenAt, type UserId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AdminUsersService } from '../admin/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { type PersonName, toPersonRef } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';

const IN_SIGHT = ['pending', 'accepted', 'active'] as const;

@Injectable()
export class MeService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly users: AdminUsersService,
    private readonly assignments: AssignmentsRepository,
  ) {}

  async get(caller: CallerContext): Promise<OutputOf<typeof GetMe>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const [tenant, users, teams, covering, coveredBy] = await Promise.all([
        this.directory.getTenant(tx),
        this.directory.listUsers(tx),
        this.directory.listTeams(tx),
        this.assignments.listOfBackup(tx, caller.userId, IN_SIGHT),
        this.assignments.listOfAbsent(tx, caller.userId, IN_SIGHT),
      ]);
      const me = users.find(({ id }) => id === caller.userId);
      if (!me) throw new DomainError('users.not-found');
      const named = (id: UserId | null) => {
        const user = users.find((row) => row.id === id);
        return user ? toPersonRef({ userId: user.id, name: user.name, place: user.place }) : null;
      };
      const team = teams.find(({ id }) => id === me.teamId);
      return {
        user: {
          id: me.id,
          email: me.email,
          name: me.name,
          roles: [...me.roles],
          time_zone: me.timeZone,
          place: me.place || null,
          working_hours: { ...me.workingHours, days: [...me.workingHours.days] },
          team: team ? { id: team.id, name: team.name } : null,
          manager: named(me.managerId),
          preferred_backup: named(me.preferredBackupUserId),
          version: me.version,
        },
        tenant,
        mode: this.env.mode,
        now: tx.now,
        i_cover: covering.filter((row) => isOpenAt(row, tx.now)).map((row) => toCover(row, row.absent)),
        covers_me: coveredBy.filter((row) => isOpenAt(row, tx.now)).map((row) => toCover(row, row.backup)),
      };
    });
  }

  /** Only what is given changes; what people cannot say of themselves is not in the contract. Throws `version.stale`. */
  async change(caller: CallerContext, input: InputOf<typeof ChangeMe>): Promise<OutputOf<typeof GetMe>> {
    await this.users.change(caller, { ...input, user_id: caller.userId });
    return this.get(caller);
  }
}

const toCover = (row: AssignmentRecord, person: PersonName) => ({
  assignment_id: row.id,
  absence_id: row.absenceId,
  person: toPersonRef(person),
  starts_at: row.during.startsAt,
  ends_at: row.during.endsAt,
  time_zone: row.timeZone,
  customer_count: row.coveredCustomerIds.length,
  status: row.status,
});
