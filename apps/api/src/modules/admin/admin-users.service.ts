import { Injectable } from '@nestjs/common';
import type { ChangeUser, CreateUser, InputOf, ListUsers } from '@understudy/contracts';
import { DomainError, type UserId, wouldCycle } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { People } from '../../platform/identity/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { AdminUsersRepository, type AdminUserRow, type UserFields } from './admin-users.repository.js';
import { changesBetween } from './changes.js';
import { Departures } from './departures.service.js';

const OFFICE_HOURS = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } as const;

/** People, as admins keep them. */
@Injectable()
export class AdminUsersService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly users: AdminUsersRepository,
    private readonly directory: DirectoryRepository,
    private readonly history: History,
    private readonly people: People,
    private readonly departures: Departures,
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

      const id = await this.users.add(tx, input.email, {
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
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'user.added',
        subject: { kind: 'user', id },
        data: { email: input.email, roles: [...input.roles] },
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

      if (!(await this.users.save(tx, id, caller.ifMatch ?? before.version, fields)))
        throw new DomainError('version.stale', { current: wire(before) });
      const after = await this.users.get(tx, id);
      if (before.active && !after.active) await this.departures.of(tx, id);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'user.changed',
        subject: { kind: 'user', id },
        data: { changes: changesBetween(wire(before), wire(after)) },
      });
      return after;
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

const merge = (before: AdminUserRow, input: InputOf<typeof ChangeUser>): UserFields => ({
  name: input.name ?? before.name,
  roles: input.roles ?? before.roles,
  timeZone: input.time_zone ?? before.time_zone,
  place: input.place === undefined ? before.place : input.place,
  workingHours: input.working_hours ? toHours(input.working_hours) : before.working_hours,
  teamId: input.team_id === undefined ? (before.team?.id ?? null) : input.team_id,
  managerId: input.manager_id === undefined ? (before.manager?.user_id ?? null) : input.manager_id,
  skills: input.skills ?? before.skills,
  capacityPoints: input.capacity_points ?? before.capacity_points,
  active: input.active ?? before.active,
});

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

/** Plain JSON of a row, for the history and for problem details. */
const wire = ({ created_at, ...row }: AdminUserRow) => ({
  ...row,
  working_hours: { ...row.working_hours, days: [...row.working_hours.days] },
  created_at: created_at.toString({ fractionalSecondDigits: 3 }),
});
