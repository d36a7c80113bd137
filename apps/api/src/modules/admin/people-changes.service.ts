import { Injectable } from '@nestjs/common';
import { DomainError, type TeamId, type UserId } from '@understudy/domain';
import { History, type NewEvent } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { AdminTeamsRepository } from './admin-teams.repository.js';
import { AdminUsersRepository, type AdminUserRow, type UserFields } from './admin-users.repository.js';
import { changesBetween } from './changes.js';
import { Departures } from './departures.service.js';

/** Who changes people: an admin, or a directory that is followed. */
export type ChangedBy = Pick<NewEvent, 'actor' | 'requestId'>;

/** People come, change and leave here, whoever says so: with what the history keeps, and what follows elsewhere. */
@Injectable()
export class PeopleChanges {
  constructor(
    private readonly users: AdminUsersRepository,
    private readonly teams: AdminTeamsRepository,
    private readonly departures: Departures,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** Throws `users.email-taken`, and not-found codes for a team or manager that is not the tenant's. */
  async add(tx: Tx, by: ChangedBy, email: string, fields: UserFields): Promise<UserId> {
    const id = await this.users.add(tx, email, fields);
    await this.history.append(tx, {
      ...by,
      type: 'user.added',
      subject: { kind: 'user', id },
      data: { email, roles: [...fields.roles] },
    });
    await this.outbox.add(tx, { type: 'directory.user-changed' });
    return id;
  }

  /** Throws `version.stale` unless the row still has that version. Whoever is no longer active is signed out everywhere. */
  async change(
    tx: Tx,
    by: ChangedBy,
    before: AdminUserRow,
    { version = before.version, ...fields }: UserFields & { version?: number },
  ): Promise<AdminUserRow> {
    if (!(await this.users.save(tx, before.id, version, fields)))
      throw new DomainError('version.stale', { current: wire(before) });
    const after = await this.users.get(tx, before.id);
    if (before.active && !after.active) await this.departures.of(tx, before.id);
    await this.history.append(tx, {
      ...by,
      type: 'user.changed',
      subject: { kind: 'user', id: before.id },
      data: { changes: changesBetween(wire(before), wire(after)) },
    });
    await this.outbox.add(tx, { type: 'directory.user-changed' });
    return after;
  }

  /** Their address as the directory has it now. Throws `users.email-taken`. */
  async readdress(tx: Tx, by: ChangedBy, { id, email }: Pick<AdminUserRow, 'id' | 'email'>, to: string): Promise<void> {
    await this.users.setEmail(tx, id, to);
    await this.history.append(tx, {
      ...by,
      type: 'user.changed',
      subject: { kind: 'user', id },
      data: { changes: { email: { from: email, to } } },
    });
  }

  /** Throws `teams.name-taken`. */
  async addTeam(tx: Tx, by: ChangedBy, name: string): Promise<TeamId> {
    const id = await this.teams.add(tx, name, null);
    await this.history.append(tx, { ...by, type: 'team.added', subject: { kind: 'team', id }, data: { name } });
    return id;
  }
}

/** What can be set, as it is. */
export const fieldsOf = (row: AdminUserRow): UserFields => ({
  name: row.name,
  roles: row.roles,
  timeZone: row.time_zone,
  place: row.place,
  workingHours: row.working_hours,
  teamId: row.team?.id ?? null,
  managerId: row.manager?.user_id ?? null,
  skills: row.skills,
  capacityPoints: row.capacity_points,
  active: row.active,
});

/** Plain JSON of a row, for the history and for problem details. */
const wire = ({ created_at, ...row }: AdminUserRow) => ({
  ...row,
  working_hours: { ...row.working_hours, days: [...row.working_hours.days] },
  created_at: created_at.toString({ fractionalSecondDigits: 3 }),
});
