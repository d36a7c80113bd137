import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AbsenceId, asId, type AssignmentId, isLive, returnReminderAt } from '@understudy/domain';
import { type Json, Tenancy, type Tx } from '../../platform/database/index.js';
import { Handlers, Timers } from '../../platform/jobs/index.js';
import { type AbsenceRecord, AbsencesRepository } from '../absences/index.js';
import { HandbackWork } from './handback-work.service.js';

const absenceIn = ({ absence_id }: { readonly absence_id?: Json }): AbsenceId => asId<AbsenceId>(String(absence_id));
const nearKey = (id: AbsenceId): string => `absence:${id}:return-near`;
const surveyKey = (id: AbsenceId): string => `absence:${id}:survey`;

/** What happens around a return by itself: snapshots at the departure, the reminder, the handback, the question afterwards. */
@Injectable()
export class HandbackJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly timers: Timers,
    private readonly absences: AbsencesRepository,
    private readonly work: HandbackWork,
  ) {}

  onModuleInit(): void {
    for (const type of ['absence.planned', 'absence.changed', 'absence.started', 'absence.cancelled', 'absence.ended'])
      this.onAbsence(type, 'return-reminder', (tx, absence) => this.remind(tx, absence));
    for (const type of ['absence.started', 'coverage.portfolio-changed', 'coverage.started'])
      this.onAbsence(type, 'departure-snapshot', (tx, absence) => this.work.keepSnapshots(tx, absence));
    for (const type of ['coverage.ended', 'coverage.released'])
      this.handlers.onMessage(
        type,
        ({ tenantId, payload }) =>
          this.tenancy.run(tenantId, (tx) =>
            this.work.freeze(tx, asId<AssignmentId>(String(payload['assignment_id']))),
          ),
        'handback',
      );
    this.onAbsence('absence.ended', 'survey', async (tx, absence) => {
      const dueAt = await this.work.surveyAt(tx, absence);
      await this.timers.set(tx, {
        key: surveyKey(absence.id),
        kind: 'absence.survey',
        dueAt,
        payload: { absence_id: absence.id },
      });
    });
    this.handlers.onTimer('absence.return-near', async (tx, { payload }) => this.work.tellNear(tx, absenceIn(payload)));
    this.handlers.onTimer('absence.survey', async (tx, { payload }) => this.work.askSurvey(tx, absenceIn(payload)));
  }

  private onAbsence(type: string, name: string, handle: (tx: Tx, absence: AbsenceRecord) => Promise<void>): void {
    this.handlers.onMessage(
      type,
      ({ tenantId, payload }) =>
        this.tenancy.run(tenantId, async (tx) => handle(tx, await this.absences.lockById(tx, absenceIn(payload)))),
      name,
    );
  }

  /** The timer follows the absence: set, moved, taken away. */
  private async remind(tx: Tx, absence: AbsenceRecord): Promise<void> {
    const dueAt = isLive(absence) ? returnReminderAt(absence.during, tx.now) : null;
    if (dueAt === null) return this.timers.cancel(tx, nearKey(absence.id));
    await this.timers.set(tx, {
      key: nearKey(absence.id),
      kind: 'absence.return-near',
      dueAt,
      payload: { absence_id: absence.id },
    });
  }
}
