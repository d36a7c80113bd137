import { Injectable } from '@nestjs/common';
import type { ChangeUser, CreateUser, InputOf, ListUsers } from '@understudy/contracts';
import { DomainError, type UserId, wouldCycle } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { People } from '../../platform/identity/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { AdminUsersRepository, type AdminUserRow, type UserFields } from './admin-users.repository.js';
import { fieldsOf, PeopleChanges } from './people-changes.service.js';

const OFFICE_HOURS = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } as const;

/** People, as admins keep them. */
@Injectable()
export class AdminUsersService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly users: AdminUsersRepository,
    private readonly directory: DirectoryRepository,
    private readonly changes: PeopleChanges,
    private readonly people: People,
  ) {}

  async list(caller: CallerContext, input: InputOf<typeof ListUsers>) {
    const { limit, cursor, query, team_id, role, active } = input;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ['name', 'id']);
    const found = await this.tenancy.run(caller, (tx) =>
      this.users.list(tx, {
        query,
        teamId: team_id,
        role,
        active: active === undefined ? undefined : active === 'true',
        after,
        limit: limit + 1,
      }),
    );
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ name: last.name, id: last.id }) : null };
  }

  get(caller: CallerContext, id: UserId): Promise<AdminUserRow> {
    return this.tenancy.run(caller, (tx) => this.users.get(tx, id));
  }

  create(caller: CallerContext, input: InputOf<typeof CreateUser>): Promise<AdminUserRow> {
    return this.tenancy.run(caller, async (tx) => {
      await this.users.lockAll(tx);
      const domains = await this.users.listDomains(tx);
      if (!domains.includes(input.email.slice(input.email.lastIndexOf('@') + 1)))
        throw new DomainError('users.foreign-domain', { domains });

      const id = await this.changes.add(tx, byCaller(caller), input.email, {
        name: input.name,
        roles: input.roles,
        timeZone: input.time_zone,
        place: input.place,
        workingHours: toHours(input.working_hours ?? OFFICE_HOURS),
        teamId: input.team_id,
        managerId: input.manager_id,
        skills: input.skills,
        capacityPoints: input.capacity_points,
        active: true,
      });
      return this.users.get(tx, id);
    });
  }

  /** Only what is given changes. Whoever is no longer active is signed out everywhere in the same transaction. */
  async change(caller: CallerContext, input: InputOf<typeof ChangeUser>): Promise<AdminUserRow> {
    const id = input.user_id;
    const changed = await this.tenancy.run(caller, async (tx) => {
      await this.users.lockAll(tx);
      const before = await this.users.get(tx, id);
      const fields = merge(before, input);
      await this.ensureAllowed(tx, before, fields);

      return this.changes.change(tx, byCaller(caller), before, {
        ...fields,
        ...(caller.ifMatch !== undefined && { version: caller.ifMatch }),
      });
    });
    this.people.forget(caller.tenantId, id);
    return changed;
  }

  /** Chains of managers end, and somebody is always admin. */
  private async ensureAllowed(tx: Tx, before: AdminUserRow, fields: UserFields): Promise<void> {
    const { managerId } = fields;
    if (managerId !== null && managerId !== before.manager?.user_id) {
      const people = await this.directory.reporting(tx);
      if (!people.has(managerId)) throw new DomainError('users.not-found');
      if (wouldCycle(before.id, managerId, people)) throw new DomainError('users.manager-cycle');
    }
    const wasAdmin = before.active && before.roles.includes('admin');
    const staysAdmin = fields.active && fields.roles.includes('admin');
    if (wasAdmin && !staysAdmin && (await this.users.countOtherAdmins(tx, before.id)) === 0)
      throw new DomainError('users.last-admin');
  }
}

const merge = (before: AdminUserRow, input: InputOf<typeof ChangeUser>): UserFields => {
  const known = fieldsOf(before);
  return {
    name: input.name ?? known.name,
    roles: input.roles ?? known.roles,
    timeZone: input.time_zone ?? known.timeZone,
    place: input.place === undefined ? known.place : input.place,
    workingHours: input.working_hours ? toHours(input.working_hours) : known.workingHours,
    teamId: input.team_id === undefined ? known.teamId : input.team_id,
    managerId: input.manager_id === undefined ? known.managerId : input.manager_id,
    skills: input.skills ?? known.skills,
    capacityPoints: input.capacity_points ?? known.capacityPoints,
    active: input.active ?? known.active,
  };
};

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** The contract has checked that the numbers are ISO weekdays. */
const toHours = ({
  days,
  from,
  to,
}: {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}) => ({
  days: WEEKDAYS.filter((day) => days.includes(day)),
  from,
  to,
});
