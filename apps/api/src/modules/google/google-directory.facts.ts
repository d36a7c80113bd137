import { Injectable } from '@nestjs/common';
import type { DirectoryChanges, DirectoryFacts, UserId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { AdminUsersRepository, type ChangedBy } from '../admin/index.js';
import { DirectoryRepository } from '../directory/index.js';
import type { DirectorySettings } from './google-connection.view.js';
import { GoogleConnectionsRepository } from './google-connections.repository.js';
import { GoogleDirectoryRepository } from './google-directory.repository.js';

/** What planning a directory's changes needs of us, and what is kept of having applied them. */
@Injectable()
export class DirectoryFactsService {
  constructor(
    private readonly users: AdminUsersRepository,
    private readonly directory: DirectoryRepository,
    private readonly connections: GoogleConnectionsRepository,
    private readonly memory: GoogleDirectoryRepository,
    private readonly history: History,
  ) {}

  /** One change of people at a time: what is decided about circles and last admins stays true. */
  lock(tx: Tx): Promise<void> {
    return this.users.lockAll(tx);
  }

  settings(tx: Tx): Promise<DirectorySettings> {
    return this.connections.directory(tx);
  }

  async load(tx: Tx): Promise<Omit<DirectoryFacts<UserId>, 'listed'>> {
    const all = await this.users.listAll(tx);
    const emails = new Map(all.map(({ id, email }) => [id, email]));
    return {
      kept: all.map(({ id, email, name, manager, team, active, roles }) => ({
        id,
        email,
        name,
        managerEmail: manager && (emails.get(manager.user_id) ?? null),
        team: team?.name ?? null,
        active,
        isAdmin: roles.includes('admin'),
      })),
      remembered: await this.memory.list(tx),
      teams: (await this.directory.listTeams(tx)).map(({ name }) => name),
      domains: await this.users.listDomains(tx),
    };
  }

  async applied(tx: Tx, by: ChangedBy, plan: DirectoryChanges<UserId>): Promise<void> {
    await this.connections.directorySynced(tx, null);
    await this.history.append(tx, {
      ...by,
      type: 'google.directory-applied',
      subject: { kind: 'integration', id: 'google' },
      data: {
        added: plan.added.length,
        changed: plan.changed.length,
        leaving: plan.leaving.length,
        back: plan.back.length,
        kept: plan.kept.length,
        problems: plan.problems.length,
      },
    });
  }

  /** What kept it from being applied, for the admins. */
  note(tx: Tx, problem: string): Promise<void> {
    return this.connections.directorySynced(tx, problem);
  }
}
