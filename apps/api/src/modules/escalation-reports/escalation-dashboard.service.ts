import { Injectable, type StreamableFile } from '@nestjs/common';
import type { GetEscalationDashboard, InputOf, ListDashboardEscalations, OutputOf } from '@understudy/contracts';
import {
  ageOf,
  AGES,
  DomainError,
  ESCALATION_STATUSES,
  isOpenCounted,
  isUnresolved,
  OPEN_FILTERS,
  type OpenFilter,
  SEVERITIES,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { EscalationAccess } from '../escalations/index.js';
import { csvFile, ITEM_COLUMNS, toCells } from './escalation-csv.js';
import { EscalationFactsRepository, type EscalationRow } from './escalation-facts.repository.js';
import { openByOwner } from './escalation-loads.js';
import { toItem } from './report-numbers.js';
import { WorkingMinutes } from './working-minutes.js';

const LIST = '/api/escalations/dashboard/list';
const NEXT_DUE = 10;

type TeamId = InputOf<typeof GetEscalationDashboard>['team_id'];
type Asked = Pick<InputOf<typeof ListDashboardEscalations>, 'severity' | 'category' | 'status' | 'age'>;
type Page = OutputOf<typeof ListDashboardEscalations>;

/** Every open escalation the caller may see, as numbers with their lists (PRD-243 FR-5.1). */
@Injectable()
export class EscalationDashboard {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly directory: DirectoryRepository,
    private readonly facts: EscalationFactsRepository,
  ) {}

  async show(
    caller: CallerContext,
    { team_id: teamId }: InputOf<typeof GetEscalationDashboard>,
  ): Promise<OutputOf<typeof GetEscalationDashboard>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const rows = await this.load(tx, caller, teamId);
      const { now } = tx;
      const count = (filter: OpenFilter, asked: Asked = {}) => ({
        value: pick(rows, filter, asked, now).length,
        list: addressOf(filter, asked, teamId),
      });
      const categories = [...new Set(rows.map(({ category }) => category))].sort();
      const minutes = new WorkingMinutes();
      return {
        at: now,
        counts: Object.fromEntries(OPEN_FILTERS.map((filter) => [filter, count(filter)])) as Record<
          OpenFilter,
          ReturnType<typeof count>
        >,
        by_status: ESCALATION_STATUSES.filter(isUnresolved).map((status) => ({
          status,
          open: count('open', { status }),
        })),
        by_category: categories.map((category) => ({
          category,
          open: count('open', { category: category ?? '' }),
          by_severity: SEVERITIES.map((severity) => ({
            severity,
            open: count('open', { category: category ?? '', severity }),
          })),
        })),
        by_severity: SEVERITIES.map((severity) => ({ severity, open: count('open', { severity }) })),
        by_age: AGES.map((age) => ({ age, open: count('open', { age }) })),
        by_owner: openByOwner(rows),
        next_due: rows.slice(0, NEXT_DUE).map((row) => toItem(row, now, minutes)),
      };
    });
  }

  async list(caller: CallerContext, input: InputOf<typeof ListDashboardEscalations>): Promise<Page | StreamableFile> {
    const { limit, offset, filter, format, team_id: teamId } = input;
    const { rows, now } = await this.tenancy.run(caller.tenantId, async (tx) => ({
      rows: pick(await this.load(tx, caller, teamId), filter, input, tx.now),
      now: tx.now,
    }));
    const minutes = new WorkingMinutes();
    const items = (some: readonly EscalationRow[]) => some.map((row) => toItem(row, now, minutes));
    if (format === 'csv') return csvFile('open-escalations', ITEM_COLUMNS, [items(rows).map(toCells)]);
    return { items: items(rows.slice(offset, offset + limit)), total: rows.length, limit, offset };
  }

  /** Throws teams.not-found. */
  private async load(tx: Tx, caller: CallerContext, teamId: TeamId): Promise<EscalationRow[]> {
    if (teamId !== undefined && !(await this.directory.findTeam(tx, teamId))) throw new DomainError('teams.not-found');
    return this.facts.listOpen(tx, await this.access.sightOf(tx, caller), teamId ?? null);
  }
}

const pick = (rows: readonly EscalationRow[], filter: OpenFilter, asked: Asked, now: Temporal.Instant) =>
  rows.filter(
    (row) =>
      isOpenCounted(row, filter, now) &&
      (asked.severity === undefined || row.severity === asked.severity) &&
      (asked.category === undefined || (row.category ?? '') === asked.category) &&
      (asked.status === undefined || row.status === asked.status) &&
      (asked.age === undefined || ageOf(row, now) === asked.age),
  );

const addressOf = (filter: OpenFilter, asked: Asked, teamId: TeamId): string => {
  const named = Object.entries({ ...asked, team_id: teamId }).filter(([, value]) => value !== undefined);
  return `${LIST}?${new URLSearchParams([['filter', filter], ...named.map(([name, value]) => [name, String(value)])])}`;
};
