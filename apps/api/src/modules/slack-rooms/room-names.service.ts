import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { SlackPeople } from '../slack/index.js';

/** Who is mentioned, as a comment of ours writes it. */
@Injectable()
export class RoomNames {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly people: SlackPeople,
    private readonly directory: DirectoryRepository,
  ) {}

  /** By their ids in Slack; without those who are none of our people. */
  async of(tenantId: TenantId, slackUserIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, UserId>();
    for (const id of slackUserIds) {
      const userId = await this.people.userOf(tenantId, id);
      if (userId !== null) found.set(id, userId);
    }
    const names = await this.tenancy.run(tenantId, (tx) => this.directory.namesOf(tx, [...found.values()]));
    return new Map(
      [...found].flatMap(([id, userId]) => {
        const name = names.get(userId)?.name;
        return name === undefined ? [] : [[id, `@[${name.replace(/[[\]\n]/g, ' ')}](${userId})`]];
      }),
    );
  }
}
