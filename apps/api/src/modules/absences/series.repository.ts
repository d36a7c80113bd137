import { Injectable } from '@nestjs/common';
import type { AbsenceKind, AbsenceSeriesId, Recurrence, UserId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';

/** An absence that comes again: what its occurrences are made from. */
export interface SeriesRecord {
  readonly id: AbsenceSeriesId;
  readonly userId: UserId;
  readonly kind: AbsenceKind;
  readonly timeZone: string;
  readonly rule: Recurrence;
  /** The first day of the rule: interval and count run from it. */
  readonly firstOn: Temporal.PlainDate;
  /** Occurrences are made from here on; those before keep what they were made from. */
  readonly fromOn: Temporal.PlainDate;
  readonly lengthDays: number;
  readonly partialHours: string | null;
  /** Occurrences exist up to this day. */
  readonly madeUntil: Temporal.PlainDate;
  readonly preferredBackupUserId: UserId | null;
  readonly specialInstructions: string | null;
}

interface SeriesRow extends Omit<SeriesRecord, 'rule'> {
  readonly freq: Recurrence['freq'];
  readonly every: number;
  readonly byWeekday: number[];
  readonly untilOn: Temporal.PlainDate | null;
  readonly maxCount: number | null;
}

const COLUMNS = `id, user_id as "userId", absence_type as kind, time_zone as "timeZone", first_on as "firstOn", from_on as "fromOn",
  length_days as "lengthDays", partial_hours as "partialHours", freq, every, by_weekday as "byWeekday", until_on as "untilOn",
  max_count as "maxCount", made_until as "madeUntil", preferred_backup_user_id as "preferredBackupUserId",
  special_instructions as "specialInstructions"`;

const refused = constraintErrors({
  absence_series_user_fkey: 'users.not-found',
  absence_series_preferred_backup_fkey: 'users.not-found',
});

const toSeries = ({ freq, every, byWeekday, untilOn, maxCount, ...row }: SeriesRow): SeriesRecord => ({
  ...row,
  rule: { freq, interval: every, byWeekday, untilOn, count: maxCount },
});

const valuesOf = (series: Omit<SeriesRecord, 'id'>): readonly unknown[] => [
  series.userId,
  series.kind,
  series.timeZone,
  series.firstOn,
  series.fromOn,
  series.lengthDays,
  series.partialHours,
  series.rule.freq,
  series.rule.interval,
  series.rule.byWeekday,
  series.rule.untilOn,
  series.rule.count,
  series.madeUntil,
  series.preferredBackupUserId,
  series.specialInstructions,
];

@Injectable()
export class SeriesRepository {
  /** Those that are there, in no order. */
  async listByIds(tx: Tx, ids: readonly AbsenceSeriesId[]): Promise<SeriesRecord[]> {
    if (ids.length === 0) return [];
    const rows = await tx.query<SeriesRow>(
      `select ${COLUMNS} from absence_series where tenant_id = $1 and id = any($2::uuid[])`,
      [tx.tenantId, ids],
    );
    return rows.map(toSeries);
  }

  /** Locks it for the decision that follows; the person is locked already. Null when there is none. */
  async lockById(tx: Tx, id: AbsenceSeriesId): Promise<SeriesRecord | null> {
    const [row] = await tx.query<SeriesRow>(
      `select ${COLUMNS} from absence_series where tenant_id = $1 and id = $2 for update`,
      [tx.tenantId, id],
    );
    return row ? toSeries(row) : null;
  }

  async add(tx: Tx, series: Omit<SeriesRecord, 'id'>): Promise<SeriesRecord> {
    const [row] = await tx
      .query<{ id: AbsenceSeriesId }>(
        `insert into absence_series (tenant_id, user_id, absence_type, time_zone, first_on, from_on, length_days, partial_hours, freq, every,
                                     by_weekday, until_on, max_count, made_until, preferred_backup_user_id, special_instructions, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17) returning id`,
        [tx.tenantId, ...valuesOf(series), tx.now],
      )
      .catch(refused);
    if (!row) throw new Error('an insert answers its row');
    return { ...series, id: row.id };
  }

  async update(tx: Tx, { id, ...series }: SeriesRecord): Promise<void> {
    await tx
      .query(
        `update absence_series
            set user_id = $2, absence_type = $3, time_zone = $4, first_on = $5, from_on = $6, length_days = $7, partial_hours = $8, freq = $9,
                every = $10, by_weekday = $11, until_on = $12, max_count = $13, made_until = $14, preferred_backup_user_id = $15,
                special_instructions = $16, updated_at = $17
          where tenant_id = $1 and id = $18`,
        [tx.tenantId, ...valuesOf(series), tx.now, id],
      )
      .catch(refused);
  }
}
