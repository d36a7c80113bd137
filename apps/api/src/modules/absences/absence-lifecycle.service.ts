import { Injectable } from '@nestjs/common';
import { type AbsenceId, isLive, isSameTime, stopAbsence } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { AssignmentsService, type By, type OnCollision } from '../coverage/index.js';
import { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';

export type NewAbsenceRecord = Omit<AbsenceRecord, 'id' | 'createdAt' | 'version'>;

const key = (id: AbsenceId, moment: 'starts' | 'ends'): string => `absence:${id}:${moment}`;

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
    const created = await this.absences.add(tx, absence);
    await this.schedule(tx, created);
    await this.tell(tx, created.status === 'suggested' ? 'absence.suggested' : 'absence.planned', created, by);
    return created;
  }

  /** New days, hours or facts; coverage moves along when the time changed. Throws version.stale, coverage.already-covered. */
  async change(
    tx: Tx,
    before: AbsenceRecord,
    after: AbsenceRecord,
    by: By,
    onCollision: OnCollision,
  ): Promise<AbsenceRecord> {
    const saved = await this.absences.update(tx, after);
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
        : { status: 'completed' as const, during: end.during, windows: end.windows, returnedAt: tx.now }),
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

  private async schedule(tx: Tx, { id, status, during, departedAt }: AbsenceRecord): Promise<void> {
    if (status === 'suggested' || status === 'cancelled') return this.unschedule(tx, id);
    const payload = { absence_id: id };
    if (departedAt === null)
      await this.timers.set(tx, { key: key(id, 'starts'), kind: 'absence.starts', dueAt: during.startsAt, payload });
    if (during.endsAt)
      await this.timers.set(tx, { key: key(id, 'ends'), kind: 'absence.ends', dueAt: during.endsAt, payload });
    else await this.timers.cancel(tx, key(id, 'ends'));
  }

  private async unschedule(tx: Tx, id: AbsenceId): Promise<void> {
    await this.timers.cancel(tx, key(id, 'starts'));
    await this.timers.cancel(tx, key(id, 'ends'));
  }

  private async tell(
    tx: Tx,
    type: string,
    absence: AbsenceRecord,
    by: By,
    more: Readonly<Record<string, string | null>> = {},
  ): Promise<void> {
    const about = { absence_id: absence.id, user_id: absence.userId };
    const data = {
      ...about,
      status: absence.status,
      source: absence.sources[0]?.source ?? 'manual',
      first_on: String(absence.days.firstOn),
      last_on: String(absence.days.lastOn),
      time_zone: absence.days.timeZone,
      ...more,
    };
    await this.history.append(tx, { type, subject: { kind: 'absence', id: absence.id }, ...by, data });
    await this.outbox.add(tx, { type, ...about });
  }
}
