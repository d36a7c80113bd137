import { Injectable } from '@nestjs/common';
import { type AbsenceId, addBusinessTime, type AssignmentId, isLive } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { type AbsenceRecord, AbsencesRepository } from '../absences/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import { CustomersRepository } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { HandbackDesk } from './handback.desk.js';
import { HandbackMaker } from './handback.maker.js';
import { SurveysRepository } from './surveys.repository.js';

const BY_CLOCK = { actor: { kind: 'system', name: 'clock' } } as const;
/** People are asked when they have sat down again. */
const MINUTES_AT_THE_DESK = 60;

/** The work behind the jobs of handbacks, each piece safe to repeat. */
@Injectable()
export class HandbackWork {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly customers: CustomersRepository,
    private readonly directory: DirectoryRepository,
    private readonly maker: HandbackMaker,
    private readonly desk: HandbackDesk,
    private readonly surveys: SurveysRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** Of everything the person looks after, once the absence runs; who joins later is kept when they join. */
  async keepSnapshots(tx: Tx, absence: AbsenceRecord): Promise<void> {
    if (absence.status !== 'active') return;
    const portfolio = await this.customers.listPortfolios(tx, [absence.userId]);
    await this.maker.keepSnapshots(
      tx,
      absence.id,
      portfolio.map(({ id }) => id),
    );
  }

  async freeze(tx: Tx, id: AssignmentId): Promise<void> {
    const assignment = await this.assignments.findById(tx, id);
    if (assignment) await this.desk.freezeEnded(tx, assignment);
  }

  /** An hour into the first working morning after the return, in the person's own zone. */
  async surveyAt(tx: Tx, absence: AbsenceRecord): Promise<Temporal.Instant> {
    const { workingHours, timeZone } = await this.directory.getUser(tx, absence.userId);
    const backAt = absence.returnedAt ?? absence.during.endsAt ?? tx.now;
    return addBusinessTime(backAt, MINUTES_AT_THE_DESK, { ...workingHours, timeZone, holidays: [] });
  }

  async askSurvey(tx: Tx, id: AbsenceId): Promise<void> {
    for (const userId of await this.surveys.ask(tx, id))
      await this.outbox.add(tx, { type: 'survey.asked', absence_id: id, user_id: userId });
  }

  async tellNear(tx: Tx, id: AbsenceId): Promise<void> {
    const absence = await this.absences.lockById(tx, id);
    if (!isLive(absence) || absence.during.endsAt === null) return;
    const about = { absence_id: id, user_id: absence.userId };
    const data = { ...about, ends_at: String(absence.during.endsAt) };
    await this.history.append(tx, { type: 'absence.return-near', subject: { kind: 'absence', id }, ...BY_CLOCK, data });
    await this.outbox.add(tx, { type: 'absence.return-near', ...about });
  }
}
