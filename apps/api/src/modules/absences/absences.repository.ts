import { Injectable } from '@nestjs/common';
import {
  type Absence,
  type AbsenceId,
  type AbsenceSeriesId,
  type AbsenceStatus,
  DomainError,
  type UserId,
} from '@understudy/domain';
import { constraintErrors, spanFromText, type Tx } from '../../platform/database/index.js';
import { toSource, toStoredSource, toText } from './absence-sources.js';
import { AbsenceRow } from './absence.entity.js';

/** An absence with what only people and surfaces read of it. */
export interface AbsenceRecord extends Absence {
  readonly title: string | null;
  readonly partialHours: string | null;
  readonly preferredBackupUserId: UserId | null;
  readonly specialInstructions: string | null;
  readonly calendarEventId: string | null;
  readonly cancelledReason: string | null;
  readonly departedAt: Temporal.Instant | null;
  readonly returnedAt: Temporal.Instant | null;
  /** Entered at the last minute: it began when it was entered. */
  readonly unplanned: boolean;
  /** A colleague who entered it for somebody who could not; until `confirmedAt` the person or a manager has not said yes. */
  readonly reportedByUserId: UserId | null;
  readonly confirmedAt: Temporal.Instant | null;
  /** While it has no end: the day on which the manager is asked whether it goes on. */
  readonly reviewOn: Temporal.PlainDate | null;
  readonly seriesId: AbsenceSeriesId | null;
  /** The day the series' rule gave it. */
  readonly seriesOn: Temporal.PlainDate | null;
  readonly version: number;
  readonly createdAt: Temporal.Instant;
}

const refused = constraintErrors({
  csm_absences_user_fkey: 'users.not-found',
  csm_absences_preferred_backup_fkey: 'users.not-found',
  csm_absences_series_idx: 'absences.overlaps-own',
});

const toAbsence = ({
  tenantId: _tenant,
  updatedAt: _updated,
  source: _source,
  firstOn,
  lastOn,
  timeZone,
  isPartial: _partial,
  sources,
  windows,
  ...row
}: AbsenceRow): AbsenceRecord => ({
  ...row,
  sources: sources.map(toSource),
  days: { firstOn, lastOn, timeZone },
  windows: windows.map(spanFromText),
});

const toRow = ({ days, windows, ...absence }: Omit<AbsenceRecord, 'id' | 'createdAt' | 'version'>) => ({
  ...absence,
  source: absence.sources[0]?.source ?? ('manual' as const),
  sources: absence.sources.map(toStoredSource),
  firstOn: days.firstOn,
  lastOn: days.lastOn,
  timeZone: days.timeZone,
  isPartial: windows.length > 0,
  windows: windows.map(toText),
});

const COLUMNS = `a.tenant_id as "tenantId", a.id, a.user_id as "userId", a.absence_type as kind, a.status, a.source, a.sources, a.tombstone, a.title,
  a.time_zone as "timeZone", a.start_date as "firstOn", a.end_date as "lastOn", a.during, a.is_partial as "isPartial", a.partial_hours as "partialHours",
  a.windows, a.preferred_backup_user_id as "preferredBackupUserId", a.special_instructions as "specialInstructions",
  a.calendar_event_id as "calendarEventId", a.cancelled_reason as "cancelledReason", a.departed_at as "departedAt", a.returned_at as "returnedAt",
  a.unplanned, a.reported_by_user_id as "reportedByUserId", a.confirmed_at as "confirmedAt", a.review_on as "reviewOn", a.series_id as "seriesId",
  a.series_on as "seriesOn",  a.version, a.created_at as "createdAt", a.updated_at as "updatedAt"`;

export interface AbsenceFilter {
  readonly userIds?: readonly UserId[] | undefined;
  readonly statuses?: readonly AbsenceStatus[] | undefined;
  /** Absences that touch these days, both inclusive, as the person's own days. */
  readonly from?: Temporal.PlainDate | undefined;
  readonly to?: Temporal.PlainDate | undefined;
  readonly after?: { firstOn: string; id: string } | undefined;
  readonly limit: number;
}

@Injectable()
export class AbsencesRepository {
  async findById(tx: Tx, id: AbsenceId): Promise<AbsenceRecord | null> {
    const row = await tx.em.findOne(AbsenceRow, { where: { tenantId: tx.tenantId, id } });
    return row && toAbsence(row);
  }

  /** Locks the row for the decision that follows. Throws `absences.not-found`. */
  async lockById(tx: Tx, id: AbsenceId): Promise<AbsenceRecord> {
    const row = await tx.em.findOne(AbsenceRow, {
      where: { tenantId: tx.tenantId, id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!row) throw new DomainError('absences.not-found');
    return toAbsence(row);
  }

  /**
   * Whoever decides about a person's absences takes this first, before any row of them: two sources reporting at once decide one
   * after the other, and nobody waits for the other crosswise. Throws `users.not-found`.
   */
  async lockPerson(tx: Tx, userId: UserId): Promise<void> {
    const [person] = await tx.query('select 1 from users where tenant_id = $1 and id = $2 for no key update', [
      tx.tenantId,
      userId,
    ]);
    if (!person) throw new DomainError('users.not-found');
  }

  /** All absences of one person, also cancelled ones (tombstones), for merging; the person is locked. */
  async lockAllOf(tx: Tx, userId: UserId): Promise<AbsenceRecord[]> {
    await this.lockPerson(tx, userId);
    const rows = await tx.query<AbsenceRow>(
      `select ${COLUMNS} from csm_absences a where a.tenant_id = $1 and a.user_id = $2 order by a.start_date, a.id`,
      [tx.tenantId, userId],
    );
    return rows.map(toAbsence);
  }

  /** True when something of theirs waits inside a longer absence. */
  async hasAbsorbed(tx: Tx, userId: UserId): Promise<boolean> {
    const rows = await tx.query(
      "select 1 from csm_absences where tenant_id = $1 and user_id = $2 and tombstone = 'absorbed' and upper(during) > $3 limit 1",
      [tx.tenantId, userId, tx.now],
    );
    return rows.length > 0;
  }

  /** By first day, then id. One more than `limit` says that there is a next page. */
  async list(tx: Tx, filter: AbsenceFilter): Promise<AbsenceRecord[]> {
    const rows = await tx.query<AbsenceRow>(
      `select ${COLUMNS} from csm_absences a
        where a.tenant_id = $1 and ($2::uuid[] is null or a.user_id = any($2)) and ($3::text[] is null or a.status = any($3))
          and ($4::date is null or coalesce(a.end_date, 'infinity'::date) >= $4) and ($5::date is null or a.start_date <= $5)
          and ($6::date is null or (a.start_date, a.id) > ($6, $7::uuid))
        order by a.start_date, a.id limit $8`,
      [
        tx.tenantId,
        filter.userIds ?? null,
        filter.statuses ?? null,
        filter.from ?? null,
        filter.to ?? null,
        filter.after?.firstOn ?? null,
        filter.after?.id ?? null,
        filter.limit + 1,
      ],
    );
    return rows.map(toAbsence);
  }

  /** The one that counts before those that were put aside; null when no absence came from that event of a calendar. */
  async findByCalendarEvent(tx: Tx, eventId: string): Promise<AbsenceRecord | null> {
    const [row] = await tx.query<AbsenceRow>(
      `select ${COLUMNS} from csm_absences a where a.tenant_id = $1 and a.calendar_event_id = $2
        order by a.status = 'cancelled', a.start_date desc, a.id limit 1`,
      [tx.tenantId, eventId],
    );
    return row ? toAbsence(row) : null;
  }

  /** In no order; ids that are not there are left out. */
  async listByIds(tx: Tx, ids: readonly AbsenceId[]): Promise<AbsenceRecord[]> {
    const rows = await tx.query<AbsenceRow>(
      `select ${COLUMNS} from csm_absences a where a.tenant_id = $1 and a.id = any($2::uuid[])`,
      [tx.tenantId, ids],
    );
    return rows.map(toAbsence);
  }

  /** True when the person was ever asked to stand in for this absence. */
  async isBackup(tx: Tx, id: AbsenceId, userId: UserId): Promise<boolean> {
    const rows = await tx.query(
      'select 1 from coverage_assignments where tenant_id = $1 and absence_id = $2 and backup_user_id = $3 limit 1',
      [tx.tenantId, id, userId],
    );
    return rows.length > 0;
  }

  async add(tx: Tx, absence: Omit<AbsenceRecord, 'id' | 'createdAt' | 'version'>): Promise<AbsenceRecord> {
    const inserted = await tx.em
      .insert(AbsenceRow, { ...toRow(absence), tenantId: tx.tenantId, createdAt: tx.now, updatedAt: tx.now })
      .catch(refused);
    const id: AbsenceId = inserted.identifiers[0]?.['id'];
    return { ...absence, id, version: 1, createdAt: tx.now };
  }

  /** Throws `version.stale` when somebody changed it after it was read. Answers it with the new version. */
  async update(tx: Tx, absence: AbsenceRecord): Promise<AbsenceRecord> {
    const { id, version, createdAt: _created, ...rest } = absence;
    const result = await tx.em
      .update(
        AbsenceRow,
        { tenantId: tx.tenantId, id, version },
        { ...toRow(rest), version: version + 1, updatedAt: tx.now },
      )
      .catch(refused);
    if (result.affected !== 1) throw new DomainError('version.stale');
    return { ...absence, version: version + 1 };
  }
}
