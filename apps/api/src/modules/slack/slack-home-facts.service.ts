import { Inject, Injectable } from '@nestjs/common';
import { discreetName, isOpenAt, isUnresolved, type UserId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import type { Tx } from '../../platform/database/index.js';
import { AbsencesRepository, needsConfirmation } from '../absences/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { Discretion } from '../customers/index.js';
import { EscalationsRepository } from '../escalations/index.js';
import type { HomeAbsence, HomeCover, HomeFacts } from './slack-home.js';

const IN_SIGHT = ['pending', 'accepted', 'active'] as const;
const MOST_READ = 50;

/** What stands on somebody's home tab. */
@Injectable()
export class SlackHomeFacts {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly assignments: AssignmentsRepository,
    private readonly absences: AbsencesRepository,
    private readonly escalations: EscalationsRepository,
    private readonly discretion: Discretion,
  ) {}

  async load(tx: Tx, userId: UserId): Promise<HomeFacts> {
    const [hidden, covering, covered, away, owned] = await Promise.all([
      this.discretion.wordsFor(tx),
      this.assignments.listOfBackup(tx, userId, IN_SIGHT),
      this.assignments.listOfAbsent(tx, userId, IN_SIGHT),
      this.absences.list(tx, {
        userIds: [userId],
        statuses: ['suggested', 'planned', 'coverage_assigned', 'active'],
        limit: MOST_READ,
      }),
      this.escalations.list(
        tx,
        { userId, managed: [], ownCustomers: false },
        { ownerId: userId },
        { after: undefined, limit: MOST_READ },
      ),
    ]);
    return {
      url: this.env.apiUrl,
      covers: covering.filter((row) => isOpenAt(row, tx.now)).map((row) => toCover(row, tx.now)),
      absences: away.map((row): HomeAbsence => ({
        absenceId: row.id,
        firstOn: row.days.firstOn,
        lastOn: row.days.lastOn,
        isQuestion: row.status === 'suggested' || needsConfirmation(row),
        covers: covered
          .filter(({ absenceId }) => absenceId === row.id)
          .map(({ backup, status }) => ({ name: backup.name, isAsked: status === 'pending' })),
      })),
      escalations: owned
        .filter(({ status }) => isUnresolved(status))
        .map(({ id, severity, title, customer, status, dueAt }) => ({
          id,
          severity,
          title: hidden(title),
          customer: customer && discreetName(customer),
          isOpen: status === 'open',
          dueAt,
        })),
    };
  }
}

const toCover = (row: AssignmentRecord, now: Temporal.Instant): HomeCover => ({
  assignmentId: row.id,
  absentName: row.absent.name,
  startsAt: row.during.startsAt,
  endsAt: row.during.endsAt,
  customers: row.coveredCustomerIds.length,
  state: row.status === 'pending' ? 'asked' : Temporal.Instant.compare(row.during.startsAt, now) > 0 ? 'next' : 'now',
});
