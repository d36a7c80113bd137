import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  type AbsenceId,
  asId,
  GATE_LISTENERS,
  type GateListener,
  gateMoment,
  isGateAhead,
  type UserId,
} from '@understudy/domain';
import { type Json, Tenancy, type Tx } from '../../platform/database/index.js';
import { Handlers, Timers } from '../../platform/jobs/index.js';
import { type AbsenceRecord, AbsencesRepository } from '../absences/index.js';
import { GateHours } from './gate-hours.service.js';
import { BriefGate } from './brief-gate.service.js';
import { BriefNews } from './brief-news.service.js';

const KIND = { owner: 'brief.owner-deadline', manager: 'brief.manager-deadline' } as const satisfies Record<
  GateListener,
  string
>;
const prefix = (id: AbsenceId): string => `brief:${id}:`;
const key = (id: AbsenceId, listener: GateListener): string => `${prefix(id)}${listener}-deadline`;
const absenceIn = ({ absence_id: id }: { readonly absence_id?: Json }): AbsenceId => asId<AbsenceId>(String(id));

/** Looks at the briefs before somebody leaves: a day ahead for the owner, four hours ahead for the manager, or as the policy says. */
@Injectable()
export class BriefGateJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly timers: Timers,
    private readonly absences: AbsencesRepository,
    private readonly gate: BriefGate,
    private readonly around: GateHours,
    private readonly news: BriefNews,
  ) {}

  onModuleInit(): void {
    for (const type of ['absence.planned', 'absence.changed', 'absence.started', 'absence.cancelled', 'absence.ended'])
      this.handlers.onMessage(
        type,
        ({ tenantId, payload }) =>
          this.tenancy.run(tenantId, (tx) => this.schedule(tx, absenceIn(payload), type === 'absence.planned')),
        'brief-gate',
      );
    for (const listener of GATE_LISTENERS)
      this.handlers.onTimer(KIND[listener], (tx, { payload }) => this.look(tx, absenceIn(payload), listener));
  }

  /** A moment that has passed is not set again when only words of the absence changed: nobody is warned twice of the same. */
  private async schedule(tx: Tx, id: AbsenceId, isNew: boolean): Promise<void> {
    const absence = await this.absences.findById(tx, id);
    const waiting = new Set((await this.timers.list(tx, prefix(id))).map((timer) => timer.key));
    for (const listener of GATE_LISTENERS) {
      const name = key(id, listener);
      const when = absence && isAhead(absence) ? await this.momentOf(tx, absence, listener) : null;
      if (when === null) await this.timers.cancel(tx, name);
      else if (isNew || when.isAhead || waiting.has(name))
        await this.timers.set(tx, { key: name, kind: KIND[listener], dueAt: when.at, payload: { absence_id: id } });
    }
  }

  private async momentOf(tx: Tx, absence: AbsenceRecord, listener: GateListener) {
    const hours = await this.around.of(tx, absence.userId);
    const given = { startsAt: absence.during.startsAt, now: tx.now, hours };
    const at = gateMoment(listener, given);
    return at && { at, isAhead: isGateAhead(listener, given) };
  }

  private async look(tx: Tx, id: AbsenceId, listener: GateListener): Promise<void> {
    const absence = await this.absences.findById(tx, id);
    if (!absence || !isAhead(absence)) return;
    const missing = await this.gate.missing(tx, absence);
    if (missing.length > 0) await this.news.notReady(tx, absence, listener, missing);
  }
}

const isAhead = ({ status }: { readonly status: AbsenceRecord['status']; readonly userId: UserId }): boolean =>
  status === 'planned' || status === 'coverage_assigned';
