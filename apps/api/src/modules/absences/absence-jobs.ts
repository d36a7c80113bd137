import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AbsenceId, asId } from '@understudy/domain';
import type { Json } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { AbsenceLifecycle } from './absence-lifecycle.service.js';
import { AbsencesRepository } from './absences.repository.js';

const BY_CLOCK = { actor: { kind: 'system', name: 'clock' } } as const;
const absenceIn = ({ absence_id }: { readonly absence_id?: Json }): AbsenceId => asId<AbsenceId>(String(absence_id));

/** What happens to absences by themselves: each begins and ends on time. */
@Injectable()
export class AbsenceJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly absences: AbsencesRepository,
    private readonly lifecycle: AbsenceLifecycle,
  ) {}

  onModuleInit(): void {
    this.handlers.onTimer('absence.starts', async (tx, { payload }) =>
      this.lifecycle.begin(tx, await this.absences.lockById(tx, absenceIn(payload)), BY_CLOCK),
    );
    this.handlers.onTimer('absence.review', async (tx, { payload }) =>
      this.lifecycle.review(tx, await this.absences.lockById(tx, absenceIn(payload)), BY_CLOCK),
    );
    this.handlers.onTimer('absence.announced', async (tx, { payload }) =>
      this.lifecycle.announce(tx, await this.absences.lockById(tx, absenceIn(payload))),
    );
    this.handlers.onTimer('absence.ends', async (tx, { payload }) =>
      this.lifecycle.finish(tx, await this.absences.lockById(tx, absenceIn(payload)), BY_CLOCK),
    );
  }
}
