import { Injectable } from '@nestjs/common';
import type { GetSuccessMetrics, InputOf } from '@understudy/contracts';
import {
  type BegunAbsence,
  compareInstants,
  contains,
  daysToSpan,
  DomainError,
  intersect,
  type Ownership,
  setupMinutes,
  type Span,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AccessService, DirectoryRepository, type UserRecord } from '../directory/index.js';
import { type AbsenceFacts, type AssignmentFacts, ReportsRepository } from './reports.repository.js';

const USUAL_DAYS = 90;

export type Wanted = InputOf<typeof GetSuccessMetrics>;

export interface ReportedAbsenceFacts extends BegunAbsence {
  readonly person: AbsenceFacts['person'];
  readonly setupMinutes: number | null;
}

/** What every report of a period is made from, as far as the caller may see. */
export interface ReportFacts {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly timeZone: string;
  readonly teamId: Wanted['team_id'];
  /** Up to now: the future is no measurement. */
  readonly within: Span & { readonly endsAt: Temporal.Instant };
  /** People whose absences and customers count. */
  readonly people: readonly UserRecord[];
  /** Absences of people with customers, that began in the period. */
  readonly absences: readonly ReportedAbsenceFacts[];
  /** Touching the period; pick by {@link isAskedIn} and {@link isEndedIn}. */
  readonly assignments: readonly AssignmentFacts[];
  readonly ownerships: readonly Ownership[];
  /** All that touch the period, of these people. */
  readonly away: readonly AbsenceFacts[];
}

export const isAskedIn = (one: AssignmentFacts, within: Span): boolean => contains(within, one.askedAt);

/** Coverage that counted and is over. */
export const isEndedIn = ({ status, inForce, during }: AssignmentFacts, within: Span): boolean =>
  status === 'completed' && inForce && during.endsAt !== null && contains(within, during.endsAt);

/** Loads a period once. An admin sees the tenant, a manager those they manage, others themselves (api.md, the role table). */
@Injectable()
export class ReportFactsService {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly directory: DirectoryRepository,
    private readonly access: AccessService,
  ) {}

  /** Throws teams.not-found, absences.ends-before-start. */
  async load(tx: Tx, caller: CallerContext, wanted: Wanted): Promise<ReportFacts> {
    const { timeZone } = await this.directory.getUser(tx, caller.userId);
    const to = wanted.to ?? tx.now.toZonedDateTimeISO(timeZone).toPlainDate();
    const from = wanted.from ?? to.subtract({ days: USUAL_DAYS - 1 });
    const within = upTo(daysToSpan({ firstOn: from, lastOn: to, timeZone }), tx.now);
    const people = await this.listPeople(tx, caller, wanted);
    const ids = new Set(people.map(({ id }) => id));

    const [all, ownerships] = await Promise.all([
      this.reports.listAbsences(tx, within),
      this.reports.listOwnerships(tx),
    ]);
    const away = all.filter(({ userId }) => ids.has(userId));
    const begun = away.filter(({ during }) => contains(within, during.startsAt));
    const touching = await this.reports.listAssignments(
      tx,
      begun.map(({ id }) => id),
      within,
    );
    const owned = Map.groupBy(ownerships, ({ csmId }) => csmId);
    const absences = begun.flatMap((absence): ReportedAbsenceFacts[] => {
      const customerIds = (owned.get(absence.userId) ?? [])
        .filter(({ during }) => contains(during, absence.during.startsAt))
        .map(({ customerId }) => customerId);
      return customerIds.length === 0
        ? []
        : [{ ...absence, customerIds, setupMinutes: setupMinutes({ ...absence, customerIds }, touching) }];
    });
    const assignments = touching.filter(
      ({ absentUserId, backupUserId }) =>
        ids.has(absentUserId) || (wanted.team_id === undefined && ids.has(backupUserId)),
    );
    return { from, to, timeZone, teamId: wanted.team_id, within, people, absences, assignments, ownerships, away };
  }

  private async listPeople(tx: Tx, caller: CallerContext, { team_id }: Wanted): Promise<UserRecord[]> {
    if (team_id !== undefined && !(await this.directory.findTeam(tx, team_id)))
      throw new DomainError('teams.not-found');
    const users = await this.directory.listUsers(tx);
    const managed = await this.managed(tx, caller);
    return users.filter(
      ({ id, teamId }) => (managed === null || managed.has(id)) && (team_id === undefined || teamId === team_id),
    );
  }

  private async managed(tx: Tx, caller: CallerContext): Promise<ReadonlySet<UserId> | null> {
    if (caller.roles.includes('admin')) return null;
    return caller.roles.includes('manager') ? this.access.managedIds(tx, caller) : new Set([caller.userId]);
  }
}

/** A period that has not begun is empty at its start. */
function upTo(span: Span, now: Temporal.Instant): ReportFacts['within'] {
  const endsAt = span.endsAt !== null && compareInstants(span.endsAt, now) < 0 ? span.endsAt : now;
  return intersect(span, { startsAt: span.startsAt, endsAt })
    ? { startsAt: span.startsAt, endsAt }
    : { startsAt: span.startsAt, endsAt: span.startsAt };
}
