import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type AssignmentId } from '@understudy/domain';
import { type Json, Tenancy, type Tx } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import { BriefNews } from './brief-news.service.js';
import { BriefDesk } from './brief-desk.service.js';
import { BriefsRepository } from './briefs.repository.js';

/** Briefs are written as soon as somebody is asked, again when they accept, and frozen the moment the absence begins. */
@Injectable()
export class BriefJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly assignments: AssignmentsRepository,
    private readonly desk: BriefDesk,
    private readonly briefs: BriefsRepository,
    private readonly news: BriefNews,
  ) {}

  onModuleInit(): void {
    for (const type of ['coverage.requested', 'coverage.accepted', 'coverage.started', 'coverage.moved']) {
      this.handlers.onMessage(
        type,
        ({ tenantId, payload }) => this.tenancy.run(tenantId, (tx) => this.write(tx, payload['assignment_id'])),
        'briefs',
      );
    }
  }

  private async write(tx: Tx, assignmentId: Json | undefined): Promise<void> {
    const assignment = await this.assignments.findById(tx, asId<AssignmentId>(String(assignmentId)));
    if (!assignment || !['pending', 'accepted', 'active'].includes(assignment.status)) return;
    const written = await this.desk.write(tx, assignment);
    await this.briefs.write(tx, assignment.id, written, assignment.status === 'active');
    await this.news.written(tx, assignment.id, assignment.absenceId, written.length, assignment.status === 'active');
  }
}
