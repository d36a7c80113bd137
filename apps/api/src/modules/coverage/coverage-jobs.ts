import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type AssignmentId } from '@understudy/domain';
import { Handlers } from '../../platform/jobs/index.js';
import { ApprovalsService } from './approvals.service.js';
import { ReleasesService } from './releases.service.js';

const BY_CLOCK = { actor: { kind: 'system', name: 'clock' } } as const;

/** What happens to assignments by themselves when their deadlines pass. */
@Injectable()
export class CoverageJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly releases: ReleasesService,
    private readonly approvals: ApprovalsService,
  ) {}

  onModuleInit(): void {
    const assignmentIn = (payload: { readonly [name: string]: unknown }) =>
      asId<AssignmentId>(String(payload['assignment_id']));
    this.handlers.onTimer('assignment.answer', (tx, { payload }) =>
      this.releases.lapse(tx, assignmentIn(payload), BY_CLOCK),
    );
    this.handlers.onTimer('assignment.reminder', (tx, { payload }) =>
      this.releases.remind(tx, assignmentIn(payload), BY_CLOCK),
    );
    this.handlers.onTimer('assignment.approve', (tx, { payload }) =>
      this.approvals.passOn(tx, assignmentIn(payload), BY_CLOCK),
    );
    this.handlers.onTimer('assignment.release', (tx, { payload }) =>
      this.releases.letGo(tx, assignmentIn(payload), BY_CLOCK),
    );
  }
}
