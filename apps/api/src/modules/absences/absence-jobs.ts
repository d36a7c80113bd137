import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AbsenceId, asId } from '@understudy/domain';
import { type Json, Tenancy } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { AbsenceLifecycle } from './absence-lifecycle.service.js';
import { AbsencesRepository } from './absences.repository.js';
import { AutomaticAsking } from './automatic-asking.service.js';

const BY_CLOCK = { actor: { kind: 'system', name: 'clock' } } as const;
const absenceIn = ({ absence_id }: { readonly absence_id?: Json }): AbsenceId => asId<AbsenceId>(String(absence_id));

/** What happens to absences by themselves: somebody is asked as soon as one is known, and it begins and ends on time. */
@Injectable()
export class AbsenceJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly absences: AbsencesRepository,
    private readonly lifecycle: AbsenceLifecycle,
    private readonly asking: AutomaticAsking,
  ) {}

  onModuleInit(): void {
    for (const type of ['absence.planned', 'absence.changed', 'coverage.declined']) {
      this.handlers.onMessage(
        type,
        ({ tenantId, payload }) => this.tenancy.run(tenantId, (tx) => this.asking.ensureAsked(tx, absenceIn(payload))),
        'ask-backup',
      );
    }
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
