import { Injectable } from '@nestjs/common';
import {
  dayOf,
  DomainError,
  firstOccurrence,
  isAwayTogether,
  isInside,
  isLive,
  occurrences,
  planAbsence,
  requireRecurrence,
  SERIES_AHEAD_DAYS,
  SERIES_EXTEND_DAYS,
  startOfDay,
} from '@understudy/domain';
import { newId, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Timers } from '../../platform/jobs/index.js';
import type { By } from '../coverage/index.js';
import type { UserRecord } from '../directory/index.js';
import { AbsenceLifecycle } from './absence-lifecycle.service.js';
import { type EnteredAbsence, hoursOf, missing, type Plan, planNew } from './absence-plan.js';
import { withShown } from './absence-sources.js';
import { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';
import { blank } from './blank-absence.js';
import { toRule } from './recurrence.mapper.js';
import { type SeriesRecord, SeriesRepository } from './series.repository.js';

/** Absences that come again: their occurrences are absences of their own, made ahead (ADR 6). */
@Injectable()
export class SeriesService {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly series: SeriesRepository,
    private readonly lifecycle: AbsenceLifecycle,
    private readonly timers: Timers,
  ) {}

  /**
   * Makes a series and its occurrences of the months ahead; the person is locked. Days on which they are away anyway wait inside that
   * absence. Throws absences.bad-recurrence, absences.overlaps-own, and what a single one throws. Answers the first occurrence.
   */
  async start(
    tx: Tx,
    caller: CallerContext,
    user: UserRecord,
    existing: readonly AbsenceRecord[],
    input: EnteredAbsence,
  ): Promise<AbsenceRecord> {
    const { start_date: startOn, end_date: endOn, absence_type: kind, recurrence } = input;
    if (!startOn || !endOn || !kind || !recurrence)
      throw missing({ absence_type: kind, start_date: startOn, end_date: endOn ?? undefined });
    const rule = toRule(recurrence);
    const firstOn = firstOccurrence(rule, startOn);
    const timeZone = input.time_zone ?? user.timeZone;
    const lengthDays = startOn.until(endOn, { largestUnit: 'days' }).days + 1;
    const firstTyped = { ...input, start_date: firstOn, end_date: firstOn.add({ days: lengthDays - 1 }) };
    const { partialHours } = planNew(firstTyped, timeZone, tx.now);
    requireRecurrence(rule, firstOn, lengthDays);

    const series = await this.series.add(tx, {
      userId: user.id,
      kind,
      timeZone,
      rule,
      firstOn,
      fromOn: firstOn,
      lengthDays,
      partialHours,
      madeUntil: firstOn,
      preferredBackupUserId:
        input.preferred_backup_user_id === undefined ? user.preferredBackupUserId : input.preferred_backup_user_id,
      specialInstructions: input.special_instructions ?? null,
    });
    const made = await this.extend(tx, series, existing, byCaller(caller), 'refuse');
    const first = made.find(isLive) ?? made[0];
    if (!first) throw new DomainError('absences.bad-recurrence');
    return first;
  }

  /**
   * Makes what is missing of the months ahead, and sets the timer that goes on. A day that meets something else of theirs is refused
   * with that row, or waits until it is free. Safe to repeat.
   */
  async extend(
    tx: Tx,
    series: SeriesRecord,
    existing: readonly AbsenceRecord[],
    by: By,
    onOverlap: 'refuse' | 'wait',
  ): Promise<AbsenceRecord[]> {
    const today = dayOf(tx.now, series.timeZone);
    const ahead = today.add({ days: SERIES_AHEAD_DAYS });
    const until = Temporal.PlainDate.compare(series.fromOn, ahead) > 0 ? series.fromOn : ahead;
    const known = new Set(existing.filter((row) => row.seriesId === series.id).map((row) => String(row.seriesOn)));
    const others = existing.filter((row) => isLive(row) && row.seriesId !== series.id);
    const made: AbsenceRecord[] = [];
    for (const on of occurrences(series.rule, series.firstOn, until)) {
      if (Temporal.PlainDate.compare(on, series.fromOn) < 0 || known.has(String(on))) continue;
      const plan = planOccurrence(series, on, tx.now);
      if (plan) made.push(await this.make(tx, series, on, plan, others, by, onOverlap));
    }
    await this.series.update(tx, { ...series, madeUntil: until });
    await this.goOn(tx, series, until);
    return made;
  }

  /** No occurrence is made any more. */
  async close(tx: Tx, series: SeriesRecord, lastOn: Temporal.PlainDate): Promise<void> {
    await this.series.update(tx, { ...series, rule: { ...series.rule, untilOn: lastOn, count: null } });
    await this.timers.cancel(tx, timerKey(series));
  }

  private async make(
    tx: Tx,
    series: SeriesRecord,
    on: Temporal.PlainDate,
    plan: Plan,
    others: readonly AbsenceRecord[],
    by: By,
    onOverlap: 'refuse' | 'wait',
  ): Promise<AbsenceRecord> {
    const ref = { source: 'manual', externalId: newId(), certainty: 'fact' } as const;
    const occurrence = {
      ...blank({ id: series.userId, preferredBackupUserId: series.preferredBackupUserId }, series.kind, plan, tx.now),
      specialInstructions: series.specialInstructions,
      sources: [withShown(ref, plan)],
      seriesId: series.id,
      seriesOn: on,
    };
    const met = others.filter((other) => isAwayTogether(other, plan));
    const [first] = met;
    if (!first) return this.lifecycle.create(tx, occurrence, by);
    const isHidden = met.some((other) => other.seriesId === null && isInside(plan, other));
    if (onOverlap === 'refuse' && !isHidden) throw new DomainError('absences.overlaps-own', { absence_id: first.id });
    return this.absences.add(tx, {
      ...occurrence,
      status: 'cancelled',
      tombstone: 'absorbed',
      cancelledReason: 'inside a longer absence',
    });
  }

  private async goOn(tx: Tx, series: SeriesRecord, until: Temporal.PlainDate): Promise<void> {
    const next = [...occurrences(series.rule, series.firstOn, until.add({ years: 2 }))].some(
      (on) => Temporal.PlainDate.compare(on, until) > 0,
    );
    if (!next) return this.timers.cancel(tx, timerKey(series));
    const dueOn = until.subtract({ days: SERIES_AHEAD_DAYS - SERIES_EXTEND_DAYS });
    await this.timers.set(tx, {
      key: timerKey(series),
      kind: 'absence-series.extend',
      dueAt: startOfDay(dueOn, series.timeZone),
      payload: { series_id: series.id, user_id: series.userId },
    });
  }
}

/** When the occurrence of that day is; null when it is over already, or a clock change leaves nothing of its hours. */
export function planOccurrence(series: SeriesRecord, on: Temporal.PlainDate, now: Temporal.Instant): Plan | null {
  const days = { firstOn: on, lastOn: on.add({ days: series.lengthDays - 1 }), timeZone: series.timeZone };
  try {
    return { days, partialHours: series.partialHours, ...planAbsence(days, hoursOf(series.partialHours), now) };
  } catch (error) {
    if (error instanceof DomainError && ['absences.in-the-past', 'absences.bad-hours'].includes(error.code))
      return null;
    throw error;
  }
}

const timerKey = ({ id }: SeriesRecord): string => `absence-series:${id}:extend`;
