import { Injectable } from '@nestjs/common';
import type { InputOf, SetSlackPerson, SlackPersonRow } from '@understudy/contracts';
import { DomainError, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext, MalformedInput } from '../../platform/http/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { SlackPeopleRepository } from './slack-people.repository.js';

type PersonRow = z.output<typeof SlackPersonRow>;

/** Who is who, as admins see and correct it. */
@Injectable()
export class SlackPeopleAdmin {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly people: SlackPeopleRepository,
    private readonly directory: DirectoryRepository,
    private readonly history: History,
  ) {}

  async list(caller: CallerContext): Promise<{ items: PersonRow[] }> {
    return this.tenancy.run(caller.tenantId, async (tx) => ({ items: (await this.people.list(tx)).map(toRow) }));
  }

  /** Throws users.not-found, MalformedInput. */
  async set(caller: CallerContext, input: InputOf<typeof SetSlackPerson>): Promise<PersonRow> {
    const { user_id: userId, mapped_by: mappedBy, slack_user_id: slackUserId } = input;
    if ((mappedBy === 'hand') !== (slackUserId !== undefined))
      throw new MalformedInput([{ path: 'slack_user_id', message: 'belongs to mapped_by "hand", and only to it' }]);
    return this.tenancy.run(caller, async (tx) => {
      await this.directory.getUser(tx, userId);
      await (slackUserId === undefined ? this.people.forget(tx, userId) : this.people.set(tx, userId, slackUserId));
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'slack.person-mapped',
        subject: { kind: 'user', id: userId },
        data: { mapped_by: mappedBy, slack_user_id: slackUserId ?? null },
      });
      return this.rowOf(tx, userId);
    });
  }

  private async rowOf(tx: Tx, userId: UserId): Promise<PersonRow> {
    const row = (await this.people.list(tx)).find((one) => one.userId === userId);
    if (row === undefined) throw new DomainError('users.not-found');
    return toRow(row);
  }
}

const toRow = (row: Awaited<ReturnType<SlackPeopleRepository['list']>>[number]): PersonRow => ({
  user_id: row.userId,
  name: row.name,
  email: row.email,
  slack_user_id: row.slackUserId,
  mapped_by: row.mappedBy,
});
