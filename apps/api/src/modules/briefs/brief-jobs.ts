import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AbsenceId, asId, type AssignmentId, type CustomerId } from '@understudy/domain';
import { type Json, type JsonObject, Tenancy, type Tx } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { BriefNews } from './brief-news.service.js';
import { BriefDesk } from './brief-desk.service.js';
import { BriefsRepository } from './briefs.repository.js';

/** One assignment changed hands, time or customers. */
const ABOUT_ONE = [
  'coverage.requested',
  'coverage.approved',
  'coverage.accepted',
  'coverage.started',
  'coverage.moved',
  'coverage.taken-over',
] as const;
/** All assignments of an absence have other customers, or other words of the owner. */
const ABOUT_ALL = ['coverage.portfolio-changed', 'absence.notes-changed'] as const;

/**
 * Briefs are written as soon as somebody is asked, again when they accept or the owner adds a note, and frozen the moment the absence
 * begins. What is covered from later on is frozen when it is.
 */
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
    for (const type of ABOUT_ONE)
      this.handlers.onMessage(
        type,
        ({ tenantId, payload }) => this.tenancy.run(tenantId, (tx) => this.writeOne(tx, payload['assignment_id'])),
        'briefs',
      );
    for (const type of ABOUT_ALL)
      this.handlers.onMessage(
        type,
        ({ tenantId, payload }) => this.tenancy.run(tenantId, (tx) => this.writeAll(tx, payload)),
        'briefs',
      );
  }

  /** null: what was taken over belongs to no assignment. */
  private async writeOne(tx: Tx, assignmentId: Json | undefined): Promise<void> {
    if (typeof assignmentId !== 'string') return;
    const assignment = await this.assignments.findById(tx, asId<AssignmentId>(assignmentId));
    if (assignment) await this.write(tx, assignment);
  }

  /** A message that names a customer is about that one alone. */
  private async writeAll(tx: Tx, { absence_id: absenceId, customer_id: customerId }: JsonObject): Promise<void> {
    const only = typeof customerId === 'string' ? asId<CustomerId>(customerId) : undefined;
    for (const assignment of await this.assignments.listOfAbsences(tx, [asId<AbsenceId>(String(absenceId))]))
      await this.write(tx, assignment, only);
  }

  private async write(tx: Tx, assignment: AssignmentRecord, only?: CustomerId): Promise<void> {
    if (!['pending', 'accepted', 'active'].includes(assignment.status)) return;
    const isFrozen = assignment.status === 'active';
    const briefs = await this.desk.write(tx, assignment, only);
    const written = await this.briefs.write(tx, assignment.id, briefs, isFrozen);
    if (written > 0) await this.news.written(tx, assignment, written, isFrozen);
  }
}
