import { Injectable } from '@nestjs/common';
import type { ChangeTeam, CreateTeam, InputOf, ListTeams } from '@understudy/contracts';
import { DomainError, type TeamId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { AdminTeamsRepository, type TeamRow } from './admin-teams.repository.js';
import { changesBetween } from './changes.js';

/** Teams, as admins keep them. */
@Injectable()
export class AdminTeamsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly teams: AdminTeamsRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async list(caller: CallerContext, { limit, cursor }: InputOf<typeof ListTeams>) {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ['name', 'id']);
    const found = await this.tenancy.run(caller, (tx) => this.teams.list(tx, after, limit + 1));
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ name: last.name, id: last.id }) : null };
  }

  get(caller: CallerContext, id: TeamId): Promise<TeamRow> {
    return this.tenancy.run(caller, (tx) => this.teams.get(tx, id));
  }

  create(caller: CallerContext, { name, fallback_user_id }: InputOf<typeof CreateTeam>): Promise<TeamRow> {
    return this.tenancy.run(caller, async (tx) => {
      const id = await this.teams.add(tx, name, fallback_user_id);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'team.added',
        subject: { kind: 'team', id },
        data: { name },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'teams' });
      return this.teams.get(tx, id);
    });
  }

  change(caller: CallerContext, input: InputOf<typeof ChangeTeam>): Promise<TeamRow> {
    const id = input.team_id;
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.teams.get(tx, id);
      const fallback =
        input.fallback_user_id === undefined ? (before.fallback?.user_id ?? null) : input.fallback_user_id;

      if (!(await this.teams.save(tx, id, caller.ifMatch ?? before.version, input.name ?? before.name, fallback)))
        throw new DomainError('version.stale', { current: wire(await this.teams.get(tx, id)) });
      const after = await this.teams.get(tx, id);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'team.changed',
        subject: { kind: 'team', id },
        data: { changes: changesBetween(wire(before), wire(after)) },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'teams' });
      return after;
    });
  }
}

const wire = ({ created_at, ...row }: TeamRow) => ({
  ...row,
  created_at: created_at.toString({ fractionalSecondDigits: 3 }),
});
