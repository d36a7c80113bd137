import { Injectable } from '@nestjs/common';
import {
  DomainError,
  isLive,
  moveAbsence,
  requireNoOwnOverlap,
  requireRecurrence,
  shiftRecurrence,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { By } from '../coverage/index.js';
import { AbsenceLifecycle } from './absence-lifecycle.service.js';
import { type ChangedAbsence, hoursGiven } from './absence-plan.js';
import { withShown } from './absence-sources.js';
import { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';
import { planOccurrence, SeriesService } from './series.service.js';
import { type SeriesRecord, SeriesRepository } from './series.repository.js';

export type SeriesScope = 'following' | 'all';

const INSIDE_NO_MORE = { text: 'nothing is left of it', tombstone: 'cancelled' } as const;

/** Changing or ending more than one occurrence of a series. The person is locked. */
@Injectable()
export class SeriesChanges {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly series: SeriesRepository,
    private readonly making: SeriesService,
    private readonly lifecycle: AbsenceLifecycle,
  ) {}

  /**
   * Ends the series: with `following` from this occurrence on, with `all` wholly; what is over stays. Throws absences.not-a-series,
   * absences.ended when nothing is left to end. Answers the occurrence.
   */
  async cancel(
    tx: Tx,
    target: AbsenceRecord,
    scope: SeriesScope,
    by: By,
    reason: string | null,
  ): Promise<AbsenceRecord> {
    const { series, on, rows } = await this.load(tx, target, scope);
    const open = rows.filter((row) => isLive(row));
    if (open.length === 0) throw new DomainError('absences.ended');

    const lastOn = (scope === 'all' ? series.fromOn : on).subtract({ days: 1 });
    await this.making.close(tx, series, lastOn);
    let answer = target;
    for (const row of open) {
      const stopped = await this.lifecycle.stop(tx, row, by, { text: reason, tombstone: 'cancelled' });
      if (row.id === target.id) answer = stopped;
    }
    for (const row of rows.filter(({ tombstone }) => tombstone === 'absorbed'))
      await this.absences.update(tx, { ...row, tombstone: 'cancelled' });
    return answer;
  }

  /**
   * The same change for the occurrence and those after it, or for all that have not begun; changes made to single ones give way to it.
   * A new first day moves all by as many days. Throws absences.not-a-series, absences.has-begun, absences.bad-recurrence, and
   * what a single one throws. Answers the occurrence.
   */
  async change(
    tx: Tx,
    target: AbsenceRecord,
    scope: SeriesScope,
    input: ChangedAbsence,
    by: By,
  ): Promise<AbsenceRecord> {
    moveAbsence(target, target, tx.now);
    if (input.end_date === null || target.days.lastOn === null) throw new DomainError('absences.bad-recurrence');
    const { series, rows } = await this.load(tx, target, scope);
    const ahead = rows.filter((row) => Temporal.Instant.compare(row.during.startsAt, tx.now) > 0);
    if (!ahead.some(({ id }) => id === target.id))
      throw new DomainError('absences.has-begun', { starts_at: String(target.during.startsAt) });

    const after = changed(series, target, input, ahead);
    requireRecurrence(after.rule, after.firstOn, after.lengthDays);
    const shiftDays = series.firstOn.until(after.firstOn, { largestUnit: 'days' }).days;
    const ids = new Set(ahead.map(({ id }) => id));
    const others = (await this.absences.lockAllOf(tx, target.userId)).filter(({ id }) => !ids.has(id));
    let answer = target;
    // from the far end when they move towards it, so that no two of them want the same day of the series
    for (const row of shiftDays > 0 ? ahead.toReversed() : ahead) {
      const saved = await this.changeOne(tx, row, after, shiftDays, others, by);
      if (row.id === target.id) answer = saved;
    }
    await this.series.update(tx, after);
    return answer;
  }

  private async changeOne(
    tx: Tx,
    row: AbsenceRecord,
    series: SeriesRecord,
    shiftDays: number,
    others: readonly AbsenceRecord[],
    by: By,
  ): Promise<AbsenceRecord> {
    const seriesOn = row.seriesOn?.add({ days: shiftDays }) ?? null;
    const plan = seriesOn && planOccurrence(series, seriesOn, tx.now);
    const { kind, preferredBackupUserId, specialInstructions } = series;
    if (!plan) return isLive(row) ? this.lifecycle.stop(tx, row, by, INSIDE_NO_MORE) : row;
    const [source] = row.sources;
    const sources = source && row.sources.length === 1 ? [withShown(source, plan)] : row.sources;
    const after = { ...row, ...plan, seriesOn, kind, preferredBackupUserId, specialInstructions, sources };
    if (row.tombstone === 'absorbed') return this.absences.update(tx, after);
    requireNoOwnOverlap(others, after, row.id);
    return this.lifecycle.change(tx, row, after, by, 'refuse');
  }

  /** The series with its occurrences in scope that are live or wait inside a longer absence, by their days. */
  private async load(tx: Tx, target: AbsenceRecord, scope: SeriesScope) {
    const series = target.seriesId && (await this.series.lockById(tx, target.seriesId));
    const on = target.seriesOn;
    if (!series || !on) throw new DomainError('absences.not-a-series');
    const rows = (await this.absences.lockAllOf(tx, target.userId))
      .filter((row) => row.seriesId === series.id && (isLive(row) || row.tombstone === 'absorbed'))
      .filter((row) => scope === 'all' || Temporal.PlainDate.compare(row.seriesOn ?? on, on) >= 0)
      .toSorted((a, b) => Temporal.PlainDate.compare(a.seriesOn ?? on, b.seriesOn ?? on));
    return { series, on, rows };
  }
}

/** What occurrences are made from after the change: only what is given changes. */
function changed(
  series: SeriesRecord,
  target: AbsenceRecord,
  input: ChangedAbsence,
  ahead: readonly AbsenceRecord[],
): SeriesRecord {
  const startOn = input.start_date ?? target.days.firstOn;
  const shift = target.days.firstOn.until(startOn, { largestUnit: 'days' });
  const lengthDays = input.end_date
    ? startOn.until(input.end_date, { largestUnit: 'days' }).days + 1
    : series.lengthDays;
  if (lengthDays < 1)
    throw new DomainError('absences.ends-before-start', {
      start_date: String(startOn),
      end_date: String(input.end_date),
    });
  const hours = input.partial_hours === undefined ? series.partialHours : input.partial_hours;
  const first = ahead[0]?.seriesOn ?? series.fromOn;
  return {
    ...series,
    kind: input.absence_type ?? series.kind,
    timeZone: input.time_zone ?? series.timeZone,
    rule: shiftRecurrence(series.rule, shift.days),
    firstOn: series.firstOn.add(shift),
    fromOn: first.add(shift),
    lengthDays,
    partialHours: hoursGiven(input.is_partial, hours),
    preferredBackupUserId:
      input.preferred_backup_user_id === undefined ? series.preferredBackupUserId : input.preferred_backup_user_id,
    specialInstructions:
      input.special_instructions === undefined ? series.specialInstructions : input.special_instructions,
  };
}
