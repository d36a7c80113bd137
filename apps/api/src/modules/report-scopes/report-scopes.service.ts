import { Injectable } from '@nestjs/common';
import type { GetSuccessMetrics, InputOf } from '@understudy/contracts';
import {
  compareInstants,
  daysToSpan,
  DomainError,
  intersect,
  requireReportDays,
  type Span,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AccessService, DirectoryRepository, type UserRecord } from '../directory/index.js';

const USUAL_DAYS = 90;

export type WantedPeriod = InputOf<typeof GetSuccessMetrics>;

/** Which time and which people a report is about. */
export interface ReportScope {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  /** The reader's: days are counted there. */
  readonly timeZone: string;
  readonly teamId: WantedPeriod['team_id'];
  /** Up to now: the future is no measurement. */
  readonly within: Span & { readonly endsAt: Temporal.Instant };
  /** People the caller may report on, of the team that was asked for. */
  readonly people: readonly UserRecord[];
  /** True when these are all of the tenant: nothing is left out. */
  readonly isWholeTenant: boolean;
}

/** Periods and people of reports. An admin sees the tenant, a manager those they manage, others themselves (api.md, the role table). */
@Injectable()
export class ReportScopes {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly access: AccessService,
  ) {}

  /** The last 90 days when nothing is given. Throws teams.not-found, absences.ends-before-start, reports.period-too-long. */
  async load(tx: Tx, caller: CallerContext, wanted: WantedPeriod): Promise<ReportScope> {
    const { timeZone } = await this.directory.getUser(tx, caller.userId);
    const to = wanted.to ?? tx.now.toZonedDateTimeISO(timeZone).toPlainDate();
    const from = wanted.from ?? to.subtract({ days: USUAL_DAYS - 1 });
    requireReportDays(from.until(to).days + 1);
    const within = upTo(daysToSpan({ firstOn: from, lastOn: to, timeZone }), tx.now);
    const [users, managed] = await Promise.all([this.listOfTeam(tx, wanted.team_id), this.managed(tx, caller)]);
    return {
      from,
      to,
      timeZone,
      teamId: wanted.team_id,
      within,
      people: users.filter(({ id }) => managed === null || managed.has(id)),
      isWholeTenant: managed === null && wanted.team_id === undefined,
    };
  }

  private async listOfTeam(tx: Tx, teamId: WantedPeriod['team_id']): Promise<UserRecord[]> {
    if (teamId !== undefined && !(await this.directory.findTeam(tx, teamId))) throw new DomainError('teams.not-found');
    const users = await this.directory.listUsers(tx);
    return users.filter((user) => teamId === undefined || user.teamId === teamId);
  }

  private async managed(tx: Tx, caller: CallerContext): Promise<ReadonlySet<UserId> | null> {
    if (caller.roles.includes('admin')) return null;
    return caller.roles.includes('manager') ? this.access.managedIds(tx, caller) : new Set([caller.userId]);
  }
}

/** A period that has not begun is empty at its start. */
function upTo(span: Span, now: Temporal.Instant): ReportScope['within'] {
  const endsAt = span.endsAt !== null && compareInstants(span.endsAt, now) < 0 ? span.endsAt : now;
  return intersect(span, { startsAt: span.startsAt, endsAt })
    ? { startsAt: span.startsAt, endsAt }
    : { startsAt: span.startsAt, endsAt: span.startsAt };
}
