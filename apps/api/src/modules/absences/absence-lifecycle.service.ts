import { Injectable } from '@nestjs/common';
import { type AbsenceId, dayOf, isLive, isSameTime, REVIEW_DAYS, reviewAt, stopAbsence } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { AssignmentsService, type By, type OnCollision } from '../coverage/index.js';
import { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';

export type NewAbsenceRecord = Omit<AbsenceRecord, 'id' | 'createdAt' | 'version'>;

const MOMENTS = ['starts', 'ends', 'review', 'announced'] as const;
const key = (id: AbsenceId, moment: (typeof MOMENTS)[number]): string => `absence:${id}:${moment}`;

/** An occurrence of a series is told, and its backups asked, so many days before it begins: not thirty of them at once. */
const ANNOUNCED_DAYS = 28;

/**
 * The one way an absence is made, moved and ended, whoever reported it: row, timers, coverage, history and messages together, in the
 * caller's transaction.
 */
@Injectable()
export class AbsenceLifecycle {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly coverage: AssignmentsService,
    private readonly timers: Timers,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async create(tx: Tx, absence: NewAbsenceRecord, by: By): Promise<AbsenceRecord> {
    const created = await this.absences.add(tx, reviewed(absence, tx.now));
    await this.schedule(tx, created);
    await this.tellPlanned(tx, created, by);
    return created;
  }

  /** It lay inside a longer absence that is gone now: as if it were entered anew. The caller has seen that its time is free. */
  async revive(tx: Tx, absence: AbsenceRecord, by: By): Promise<AbsenceRecord> {
    const revived = await this.absences.update(tx, { ...absence, tombstone: null, cancelledReason: null });
    await this.schedule(tx, revived);
    await this.tellPlanned(tx, revived, by);
    return revived;
  }

  /** New days, hours or facts; coverage moves along when the time changed. Throws version.stale, coverage.already-covered. */
  async change(
    tx: Tx,
    before: AbsenceRecord,
    after: AbsenceRecord,
    by: By,
    onCollision: OnCollision,
  ): Promise<AbsenceRecord> {
    const saved = await this.absences.update(tx, reviewed(after, tx.now));
    await this.schedule(tx, saved);
    if (isLive(saved) && !isSameTime(before, saved)) await this.coverage.follow(tx, saved, by, onCollision);
    const confirmed = before.status === 'suggested' && saved.status !== 'suggested';
    await this.tell(tx, confirmed ? 'absence.planned' : 'absence.changed', saved, by, {
      starts_at_before: String(before.during.startsAt),
      ends_at_before: before.during.endsAt && String(before.during.endsAt),
    });
    return saved;
  }

  /**
   * Stops it now: cancelled when it has not begun, completed when it runs. Throws absences.ended. Nothing is deleted; the
   * tombstone keeps a source from bringing it back.
   */
  async stop(
    tx: Tx,
    absence: AbsenceRecord,
    by: By,
    reason: { text: string | null; tombstone: AbsenceRecord['tombstone'] },
  ): Promise<AbsenceRecord> {
    const end = stopAbsence(absence, tx.now);
    const stopped = await this.absences.update(tx, {
      ...absence,
      tombstone: reason.tombstone,
      cancelledReason: reason.text,
      ...(end.do === 'cancel'
        ? { status: 'cancelled' as const }
        : { status: 'completed' as const, ...ended(absence, end, tx.now) }),
    });
    await this.unschedule(tx, absence.id);
    await this.coverage.endAll(tx, stopped, end.do === 'cancel' ? 'absence_cancelled' : 'returned', by);
    await this.tell(tx, end.do === 'cancel' ? 'absence.cancelled' : 'absence.ended', stopped, by, {
      reason: reason.text,
    });
    return stopped;
  }

  /** Its first instant has come (timer). Safe to repeat. */
  async begin(tx: Tx, absence: AbsenceRecord, by: By): Promise<void> {
    if (!isLive(absence)) return;
    const begun = await this.absences.update(tx, {
      ...absence,
      status: 'active',
      departedAt: absence.departedAt ?? tx.now,
    });
    await this.coverage.start(tx, begun, by);
    if (absence.departedAt === null) await this.tell(tx, 'absence.started', begun, by);
  }

  /** Its last instant has passed (timer). Safe to repeat. */
  async finish(tx: Tx, absence: AbsenceRecord, by: By): Promise<void> {
    if (!isLive(absence)) return;
    const done = await this.absences.update(tx, { ...absence, status: 'completed', returnedAt: tx.now });
    await this.coverage.endAll(tx, done, 'returned', by);
    await this.tell(tx, 'absence.ended', done, by);
  }

  /** Nobody knows its end yet (timer): the manager is asked, now and again later. Safe to repeat. */
  async review(tx: Tx, absence: AbsenceRecord, by: By): Promise<void> {
    if (!isLive(absence) || absence.during.endsAt !== null) return;
    const asked = await this.absences.update(tx, {
      ...absence,
      reviewOn: dayOf(tx.now, absence.days.timeZone).add({ days: REVIEW_DAYS }),
    });
    await this.schedule(tx, asked);
    await this.tell(tx, 'absence.review-due', asked, by, { next_review_on: String(asked.reviewOn) });
  }

  /** An occurrence of a series is near (timer): whoever follows absences hears of it now. Safe to repeat. */
  async announce(tx: Tx, absence: AbsenceRecord): Promise<void> {
    if (isLive(absence)) await this.send(tx, 'absence.planned', absence);
  }

  private async schedule(tx: Tx, { id, status, during, departedAt, reviewOn, days }: AbsenceRecord): Promise<void> {
    if (status === 'suggested' || status === 'cancelled') return this.unschedule(tx, id);
    const payload = { absence_id: id };
    if (reviewOn)
      await this.timers.set(tx, {
        key: key(id, 'review'),
        kind: 'absence.review',
        dueAt: reviewAt(reviewOn, days.timeZone),
        payload,
      });
    else await this.timers.cancel(tx, key(id, 'review'));
    if (departedAt === null)
      await this.timers.set(tx, { key: key(id, 'starts'), kind: 'absence.starts', dueAt: during.startsAt, payload });
    if (during.endsAt)
      await this.timers.set(tx, { key: key(id, 'ends'), kind: 'absence.ends', dueAt: during.endsAt, payload });
    else await this.timers.cancel(tx, key(id, 'ends'));
  }

  private async unschedule(tx: Tx, id: AbsenceId): Promise<void> {
    for (const moment of MOMENTS) await this.timers.cancel(tx, key(id, moment));
  }

  private async tellPlanned(tx: Tx, absence: AbsenceRecord, by: By): Promise<void> {
    const type = absence.status === 'suggested' ? 'absence.suggested' : 'absence.planned';
    const { id, seriesId, during, reportedByUserId, unplanned } = absence;
    const announcedAt = during.startsAt.subtract({ hours: ANNOUNCED_DAYS * 24 });
    if (seriesId === null || Temporal.Instant.compare(announcedAt, tx.now) <= 0)
      return this.tell(tx, type, absence, by, {
        ...(reportedByUserId && { reported_by: reportedByUserId }),
        ...(unplanned && { unplanned }),
      });
    await this.note(tx, type, absence, by, { series_id: seriesId });
    const timer = { key: key(id, 'announced'), kind: 'absence.announced', dueAt: announcedAt };
    await this.timers.set(tx, { ...timer, payload: { absence_id: id } });
  }

  /** In the history, and to whatever follows from it. */
  private async tell(tx: Tx, type: string, absence: AbsenceRecord, by: By, more: More = {}): Promise<void> {
    await this.note(tx, type, absence, by, more);
    await this.send(tx, type, absence, more);
  }

  private async note(tx: Tx, type: string, absence: AbsenceRecord, by: By, more: More): Promise<void> {
    const data = {
      absence_id: absence.id,
      user_id: absence.userId,
      status: absence.status,
      source: absence.sources[0]?.source ?? 'manual',
      first_on: String(absence.days.firstOn),
      last_on: absence.days.lastOn && String(absence.days.lastOn),
      time_zone: absence.days.timeZone,
      ...more,
    };
    await this.history.append(tx, { type, subject: { kind: 'absence', id: absence.id }, ...by, data });
  }

  private async send(tx: Tx, type: string, absence: AbsenceRecord, { reported_by }: More = {}): Promise<void> {
    const about = { absence_id: absence.id, user_id: absence.userId };
    await this.outbox.add(tx, { type, ...about, ...(reported_by !== undefined && { reported_by }) });
  }
}

/** An open-ended one has its last day now; others keep what was typed. */
const ended = (
  { days }: AbsenceRecord,
  { during, windows }: Pick<AbsenceRecord, 'during' | 'windows'>,
  now: Temporal.Instant,
): Pick<AbsenceRecord, 'days' | 'during' | 'windows' | 'returnedAt' | 'reviewOn'> => ({
  days: { ...days, lastOn: days.lastOn ?? dayOf(now, days.timeZone) },
  during,
  windows,
  returnedAt: now,
  reviewOn: null,
});

type More = Readonly<Record<string, string | boolean | null>>;

/** What has no end is looked at again; what has one is not. */
const reviewed = <Row extends NewAbsenceRecord>(absence: Row, now: Temporal.Instant): Row => {
  const { during, days, reviewOn } = absence;
  if (during.endsAt !== null) return { ...absence, reviewOn: null };
  const today = dayOf(now, days.timeZone);
  const from = Temporal.PlainDate.compare(days.firstOn, today) > 0 ? days.firstOn : today;
  return { ...absence, reviewOn: reviewOn ?? from.add({ days: REVIEW_DAYS }) };
};
