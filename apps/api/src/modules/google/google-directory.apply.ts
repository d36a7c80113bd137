import { Injectable } from '@nestjs/common';
import {
  DEFAULT_CAPACITY_POINTS,
  DEFAULT_WORKING_HOURS,
  type DirectoryChange,
  type DirectoryChanges,
  type DirectoryPerson,
  type TeamId,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import {
  AdminUsersRepository,
  type AdminUserRow,
  type ChangedBy,
  fieldsOf,
  PeopleChanges,
  type UserFields,
} from '../admin/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { GoogleDirectoryRepository } from './google-directory.repository.js';

type Ids = Map<string, UserId>;

/** Does what a directory changes (libs/domain planDirectory), within the transaction the plan was made in. */
@Injectable()
export class DirectoryApplication {
  constructor(
    private readonly users: AdminUsersRepository,
    private readonly people: PeopleChanges,
    private readonly directory: DirectoryRepository,
    private readonly memory: GoogleDirectoryRepository,
  ) {}

  async apply(tx: Tx, by: ChangedBy, plan: DirectoryChanges<UserId>): Promise<void> {
    for (const name of plan.newTeams) await this.people.addTeam(tx, by, name);
    const teams = new Map((await this.directory.listTeams(tx)).map(({ id, name }) => [name.toLowerCase(), id]));
    const all = await this.users.listAll(tx);
    const ids: Ids = new Map(all.map(({ email, id }) => [email, id]));

    for (const { person, changes } of plan.changed) {
      const to = changes.find(({ field }) => field === 'email')?.to;
      if (!to) continue;
      await this.people.readdress(tx, by, person, to);
      ids.set(to, person.id);
    }
    for (const { email, name, team } of plan.added)
      ids.set(email, await this.people.add(tx, by, email, { ...newcomer(all), name, teamId: teamOf(teams, team) }));
    for (const { person } of plan.leaving) await this.set(tx, by, person, { active: false });
    for (const person of plan.back) await this.set(tx, by, person, { active: true });
    for (const { person, changes } of plan.changed) await this.set(tx, by, person, fieldsFrom(changes, teams, ids));
    for (const { email, managerEmail } of plan.added) await this.reportTo(tx, by, ids, email, managerEmail);
    await this.memory.remember(
      tx,
      plan.seen.flatMap(({ userId, listed }) => {
        const id = userId ?? ids.get(listed.email);
        return id === undefined ? [] : [{ userId: id, listed }];
      }),
    );
  }

  private async set(
    tx: Tx,
    by: ChangedBy,
    { id }: DirectoryPerson<UserId>,
    fields: Partial<UserFields>,
  ): Promise<void> {
    if (Object.keys(fields).length === 0) return;
    const before = await this.users.get(tx, id);
    await this.people.change(tx, by, before, { ...fieldsOf(before), ...fields });
  }

  private async reportTo(tx: Tx, by: ChangedBy, ids: Ids, email: string, manager: string | null): Promise<void> {
    const [id, managerId] = [ids.get(email), manager === null ? undefined : ids.get(manager)];
    if (id === undefined || managerId === undefined) return;
    const before = await this.users.get(tx, id);
    await this.people.change(tx, by, before, { ...fieldsOf(before), managerId });
  }
}

const teamOf = (teams: ReadonlyMap<string, TeamId>, name: string | null): TeamId | null =>
  name === null ? null : (teams.get(name.toLowerCase()) ?? null);

function fieldsFrom(
  changes: DirectoryChange['changes'],
  teams: ReadonlyMap<string, TeamId>,
  ids: Ids,
): Partial<UserFields> {
  return Object.assign(
    {},
    ...changes.map(({ field, to }): Partial<UserFields> => {
      if (field === 'name') return { name: to ?? '' };
      if (field === 'team') return { teamId: teamOf(teams, to) };
      return field === 'manager' ? { managerId: to === null ? null : (ids.get(to) ?? null) } : {};
    }),
  );
}

/** Least rights, office hours, and the zone most people here are in: Google's directory knows none. */
function newcomer(all: readonly AdminUserRow[]): Omit<UserFields, 'name' | 'teamId'> {
  const zones = Map.groupBy(all, ({ time_zone }) => time_zone);
  const [zone = 'UTC'] = [...zones].sort(([, one], [, other]) => other.length - one.length)[0] ?? [];
  return {
    roles: ['member'],
    timeZone: zone,
    place: null,
    workingHours: DEFAULT_WORKING_HOURS,
    managerId: null,
    skills: [],
    capacityPoints: DEFAULT_CAPACITY_POINTS,
    active: true,
  };
}
