import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { CalendarStreamsRepository } from './calendar-streams.repository.js';
import { isConnectedFor } from './google-access.js';
import { GoogleConnectionsRepository } from './google-connections.repository.js';
import { GoogleWork } from './google-work.js';

/** Whose calendar is read: people who look after customers, and those who stand in for them. */
const hasStream = ({ active, roles }: UserRecord): boolean =>
  active && roles.some((role) => role === 'csm' || role === 'manager');

/** Which calendars are read, and when a sync of one is asked for. Talks to the database only. */
@Injectable()
export class CalendarStreamsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly streams: CalendarStreamsRepository,
    private readonly connections: GoogleConnectionsRepository,
    private readonly work: GoogleWork,
  ) {}

  /**
   * One stream for everybody who needs one and is connected, none for anybody else. What Google withdrew keeps its stream: it goes on where it stopped
   * when it is back. Safe to repeat.
   */
  async keep(tenantId: TenantId): Promise<void> {
    await this.tenancy.run(tenantId, async (tx) => {
      const { accessOf } = await this.connections.accesses(tx);
      const people = (await this.directory.listUsers(tx))
        .filter((user) => hasStream(user) && isConnectedFor('read-calendar', user.email, accessOf(user.id)))
        .map(({ id }) => id);

      const { begun, ended } = await this.streams.keepOnly(tx, people);

      await this.askFor(tx, begun);
      for (const userId of [...begun, ...ended]) await this.work.watch(tx, userId);
    });
  }

  /** Asks for a sync of each calendar whose poll is due, and for a look at the connection when that is. */
  async pollDue(tenantId: TenantId): Promise<void> {
    await this.tenancy.run(tenantId, async (tx) => {
      await this.askFor(tx, await this.streams.takeDue(tx));
      if (await this.connections.takeDue(tx)) await this.work.check(tx, null);
    });
  }

  /** A poll of everything, due or not: what the sandbox asks for when it settles. What is lost is looked at as well. */
  async pollAll(tenantId: TenantId): Promise<void> {
    await this.keep(tenantId);
    await this.tenancy.run(tenantId, async (tx) => {
      await this.askFor(tx, await this.streams.listActive(tx));
      if (await this.connections.isBroken(tx)) await this.work.check(tx, null);
    });
  }

  private async askFor(tx: Tx, userIds: readonly UserId[]): Promise<void> {
    for (const userId of userIds) await this.work.sync(tx, userId);
  }
}
