import { Injectable } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import type { WarRoomPerson } from '../escalation-thread/index.js';
import { SlackPeople } from '../slack/index.js';

export interface PeopleInSlack {
  /** By their id in Slack. */
  readonly known: ReadonlyMap<string, WarRoomPerson>;
  readonly inSlack: readonly string[];
  /** Names of those nobody reaches there. */
  readonly withoutSlack: readonly string[];
}

/** Which of our people are in the workspace. */
@Injectable()
export class RoomPeople {
  constructor(private readonly people: SlackPeople) {}

  async of(tenantId: TenantId, people: readonly WarRoomPerson[]): Promise<PeopleInSlack> {
    const known = new Map<string, WarRoomPerson>();
    const withoutSlack: string[] = [];
    for (const person of people) {
      const id = await this.people.slackIdOf(tenantId, person.userId);
      if (id === null) withoutSlack.push(person.name);
      else known.set(id, person);
    }
    return { known, inSlack: [...known.keys()], withoutSlack };
  }
}
