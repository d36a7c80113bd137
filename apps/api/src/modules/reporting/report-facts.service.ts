import { Injectable } from '@nestjs/common';
import { type BegunAbsence, contains, type Ownership, setupMinutes, type Span } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type ReportScope, ReportScopes, type WantedPeriod } from '../report-scopes/index.js';
import { type AbsenceFacts, type AssignmentFacts, ReportsRepository } from './reports.repository.js';

export interface ReportedAbsenceFacts extends BegunAbsence {
  readonly person: AbsenceFacts['person'];
  readonly timeZone: string;
  readonly setupMinutes: number | null;
}

/** What every report of a period is made from, as far as the caller may see: absences and customers of the people count. */
export interface ReportFacts extends ReportScope {
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

/** Loads a period once. */
@Injectable()
export class ReportFactsService {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly scopes: ReportScopes,
  ) {}

  /** Throws teams.not-found, absences.ends-before-start. */
  async load(tx: Tx, caller: CallerContext, wanted: WantedPeriod): Promise<ReportFacts> {
    const scope = await this.scopes.load(tx, caller, wanted);
    const ids = new Set(scope.people.map(({ id }) => id));

    const [all, ownerships] = await Promise.all([
      this.reports.listAbsences(tx, scope.within),
      this.reports.listOwnerships(tx),
    ]);
    const away = all.filter(({ userId }) => ids.has(userId));
    const begun = away.filter(({ during }) => contains(scope.within, during.startsAt));
    const touching = await this.reports.listAssignments(
      tx,
      begun.map(({ id }) => id),
      scope.within,
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
        ids.has(absentUserId) || (scope.teamId === undefined && ids.has(backupUserId)),
    );
    return { ...scope, absences, assignments, ownerships, away };
  }
}
