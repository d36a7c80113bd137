import { Inject, Injectable } from '@nestjs/common';
import { declineCard, type Frame, homeCard, type RequestView } from '@understudy/cards';
import type { Card, CardForm, GetCoverageDashboard, OutputOf } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { DashboardService } from '../dashboard/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { asReadersDay, cardInstant, frameOf } from './frame.js';

type Dashboard = OutputOf<typeof GetCoverageDashboard>;
type Reader = { locale?: string | undefined; time_zone?: string | undefined };
const SHOWN = 20;

/** The add-on without a message open: what waits for my answer, what I cover, when I am away. */
@Injectable()
export class HomeCards {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly dashboard: DashboardService,
  ) {}

  async home(caller: CallerContext, reader: Reader): Promise<Card> {
    const { frame, me, board } = await this.load(caller, reader);
    const covered = board.rows;
    const hasBegun = ({ assignment }: Dashboard['standing_in'][number]) =>
      Temporal.Instant.compare(assignment.during.starts_at, board.now) <= 0;
    const running = board.standing_in.filter(hasBegun);
    return homeCard({
      frame,
      reader: { name: me.name, detail: me.place || null },
      requests: board.waiting_for_my_answer.map((request) => toRequest(request, frame)),
      covering:
        running.length === 0
          ? null
          : {
              owners: running.map(({ assignment }) => ({
                name: assignment.absent.name,
                detail: assignment.absent.place,
              })),
              customerCount: board.counts.covered,
              customers: covered.slice(0, SHOWN).map((row) => ({
                id: row.customer_id,
                name: row.name,
                priority: row.priority,
                due: row.due && { what: row.due.what, dueAt: String(row.due.due_at) },
                openEscalation: row.open_escalation && {
                  severity: row.open_escalation.severity,
                  dueAt: String(row.open_escalation.due_at),
                },
              })),
            },
      ahead: board.standing_in
        .filter((standing) => !hasBegun(standing))
        .map(({ assignment }) => ({
          owner: { name: assignment.absent.name, detail: assignment.absent.place },
          startsAt: String(asReadersDay(assignment.during.starts_at, assignment.time_zone, frame.timeZone)),
          endsAt: cardInstant(assignment.during.ends_at, assignment.time_zone, frame),
          customerCount: assignment.covered_customer_ids.length,
        })),
      absences: board.my_absences
        .filter(({ status }) => status !== 'suggested')
        .map((absence) => ({
          startsAt: String(asReadersDay(absence.during.starts_at, absence.time_zone, frame.timeZone)),
          endsAt: cardInstant(absence.during.ends_at, absence.time_zone, frame),
          customerCount: absence.coverage.customer_count,
          coveredCount: absence.coverage.accepted,
          askedCount: absence.coverage.waiting,
          covers: absence.coverage.assignments
            .filter(({ status }) => status === 'accepted' || status === 'active')
            .map(({ backup }) => ({ name: backup.name, detail: backup.place })),
          url: `${frame.publicUrl}/absences/${absence.id}`,
        })),
    });
  }

  /** The card that asks why not; comes back with what was typed when something is missing. */
  async declineForm(
    caller: CallerContext,
    reader: Reader,
    assignmentId: string,
    given: { form?: CardForm; errors?: readonly { path: string; message: string }[] } = {},
  ): Promise<Card> {
    const { frame, board } = await this.load(caller, reader);
    const request = board.waiting_for_my_answer.find(({ assignment }) => assignment.id === assignmentId);
    if (!request) throw new DomainError('coverage.already-answered');
    return declineCard({ frame, request: toRequest(request, frame), ...given });
  }

  private async load(caller: CallerContext, reader: Reader) {
    const [board, me] = await Promise.all([
      this.dashboard.get(caller, { show: 'covered' }),
      this.tenancy.run(caller.tenantId, (tx) => this.directory.getUser(tx, caller.userId)),
    ]);
    return { board, me, frame: frameOf(this.env, board.now, me, reader) };
  }
}

const toRequest = ({ assignment, at_risk }: Dashboard['waiting_for_my_answer'][number], frame: Frame): RequestView => ({
  assignmentId: assignment.id,
  owner: { name: assignment.absent.name, detail: assignment.absent.place },
  startsAt: String(asReadersDay(assignment.during.starts_at, assignment.time_zone, frame.timeZone)),
  endsAt: cardInstant(assignment.during.ends_at, assignment.time_zone, frame),
  customerCount: assignment.covered_customer_ids.length,
  atRiskCount: at_risk,
  answerBy: null,
});
