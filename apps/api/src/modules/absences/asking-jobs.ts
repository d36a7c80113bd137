import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AbsenceId, asId, type UserId } from '@understudy/domain';
import { type Json, Tenancy } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import { AutomaticAsking } from './automatic-asking.service.js';

/** After each of these somebody may have to be asked for the absence they are about. */
const OF_AN_ABSENCE = [
  'absence.planned',
  'absence.changed',
  'absence.started',
  'coverage.declined',
  'coverage.lapsed',
  'coverage.rejected',
  'coverage.release-requested',
  'coverage.modified',
  'coverage.released',
  'coverage.ended',
  'coverage.portfolio-changed',
] as const;

/** After each of these a backup may not be there in a time they said yes to: it is about their own absence, or they have left. */
const OF_A_BACKUP = ['absence.planned', 'absence.changed', 'absence.started', 'user.left'] as const;

/** The ladder goes on by itself: whenever something happened to an absence, its coverage, or one of its backups. */
@Injectable()
export class AskingJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly asking: AutomaticAsking,
    private readonly assignments: AssignmentsRepository,
  ) {}

  onModuleInit(): void {
    for (const type of OF_AN_ABSENCE)
      this.handlers.onMessage(
        type,
        ({ tenantId, payload }) =>
          this.tenancy.run(tenantId, (tx) => this.asking.ensureAsked(tx, asId<AbsenceId>(text(payload['absence_id'])))),
        'ask-backup',
      );
    for (const type of OF_A_BACKUP)
      this.handlers.onMessage(
        type,
        async ({ tenantId, payload }) => {
          const backup = asId<UserId>(text(payload['user_id']));
          const ids = await this.tenancy.run(tenantId, (tx) => this.assignments.listBackedAbsences(tx, backup));
          for (const id of ids) await this.tenancy.run(tenantId, (tx) => this.asking.ensureAsked(tx, id));
        },
        'backup-away',
      );
  }
}

const text = (value: Json | undefined): string => String(value);
