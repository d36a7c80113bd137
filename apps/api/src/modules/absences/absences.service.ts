import { Injectable } from '@nestjs/common';
import type { InputOf, ListAbsenceCoverage, ListAbsences, ListTeamAbsences, OutputOf } from '@understudy/contracts';
import { type AbsenceId, DomainError, type TeamId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { AbsenceRights } from './absence-rights.service.js';
import { type AbsenceView, AbsenceViews } from './absence-views.service.js';
import { AbsencesRepository } from './absences.repository.js';

/** Read at a time when only some statuses are wanted. */
const BATCH = 200;

const SHOWN = ['suggested', 'planned', 'coverage_assigned', 'active'] as const;

const cursorAfter = (firstOn: Temporal.PlainDate, id: string): string => encodeCursor({ firstOn: String(firstOn), id });

/** Absences as people read them. */
@Injectable()
export class AbsencesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly absences: AbsencesRepository,
    private readonly views: AbsenceViews,
    private readonly rights: AbsenceRights,
    private readonly access: AccessService,
    private readonly directory: DirectoryRepository,
  ) {}

  async list(caller: CallerContext, input: InputOf<typeof ListAbsences>): Promise<OutputOf<typeof ListAbsences>> {
    const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, ['firstOn', 'id']);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const found = await this.find(tx, caller, input, after);
      const items = found.slice(0, input.limit);
      const last = items.at(-1);
      const hasMore = found.length > input.limit && last !== undefined;
      return { items, next_cursor: hasMore ? cursorAfter(last.start_date, last.id) : null };
    });
  }

  get(caller: CallerContext, id: AbsenceId): Promise<AbsenceView> {
    return this.tenancy.run(caller.tenantId, async (tx) =>
      this.views.of(tx, caller, await this.rights.getVisible(tx, caller, id)),
    );
  }

  async listTeam(
    caller: CallerContext,
    input: InputOf<typeof ListTeamAbsences>,
  ): Promise<OutputOf<typeof ListTeamAbsences>> {
    const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, ['firstOn', 'id']);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const visible = await this.access.visibleUserIds(tx, caller);
      const team = input.team_id === undefined ? null : await this.getTeam(tx, input.team_id);
      const users = (await this.directory.listUsers(tx)).filter(
        (user) => visible.has(user.id) && (!team || user.teamId === team.id),
      );
      const found = await this.absences.list(tx, {
        userIds: users.map(({ id }) => id),
        statuses: SHOWN,
        from: input.from,
        to: input.to,
        after,
        limit: input.limit,
      });
      const rows = found.slice(0, input.limit);
      const last = found.length > input.limit ? rows.at(-1) : undefined;
      return {
        items: await this.views.ofMany(tx, caller, rows),
        gaps: await this.views.gaps(tx, rows),
        next_cursor: last ? cursorAfter(last.days.firstOn, last.id) : null,
      };
    });
  }

  async coverage(caller: CallerContext, id: AbsenceId): Promise<OutputOf<typeof ListAbsenceCoverage>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const absence = await this.rights.getVisible(tx, caller, id);
      const view = await this.views.of(tx, caller, absence);
      return { items: view.coverage.assignments, gaps: await this.views.gaps(tx, [absence]) };
    });
  }

  /** One more than the page holds, when there is more. Statuses depend on time and coverage: filtered where they are computed. */
  private async find(
    tx: Tx,
    caller: CallerContext,
    { user_id, status, from, to, limit }: InputOf<typeof ListAbsences>,
    after: { firstOn: string; id: string } | undefined,
  ): Promise<AbsenceView[]> {
    const visible = await this.access.visibleUserIds(tx, caller);
    const userIds = [...visible].filter((id) => user_id === undefined || id === user_id);
    const batch = status ? Math.max(BATCH, limit) : limit;
    const found: AbsenceView[] = [];
    for (let place = after, hasMore = true; hasMore && found.length <= limit;) {
      const rows = await this.absences.list(tx, { userIds, from, to, after: place, limit: batch });
      hasMore = rows.length > batch;
      const last = rows.at(-1);
      place = last && { firstOn: String(last.days.firstOn), id: last.id };
      const page = await this.views.ofMany(tx, caller, rows);
      found.push(...page.filter((view) => !status || view.status === status));
    }
    return found;
  }

  private async getTeam(tx: Tx, id: TeamId) {
    const team = await this.directory.findTeam(tx, id);
    if (!team) throw new DomainError('teams.not-found');
    return team;
  }
}
