import { Inject, Injectable } from '@nestjs/common';
import { declineCard, type Frame, homeCard, releaseCard, whyCard } from '@understudy/cards';
import type { Card } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { DashboardService } from '../dashboard/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import type { Reader, TypedBack } from './action-desks.js';
import { cardInstant, frameOf } from './frame.js';
import { type Dashboard, toHomeView, toRequest } from './home-view.js';
import { reasonsToAsk, RUNG_WORDS } from './why-words.js';

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
    return homeCard(toHomeView(board, frame, { name: me.name, detail: me.place || null }));
  }

  /** The card that asks why not; comes back with what was typed when something is missing. */
  async declineForm(
    caller: CallerContext,
    reader: Reader,
    assignmentId: string,
    { form, errors }: TypedBack = {},
  ): Promise<Card> {
    const { frame, board } = await this.load(caller, reader);
    return declineCard({
      frame,
      request: toRequest(requestOf(board, assignmentId), frame),
      ...typed({ form, errors }),
    });
  }

  /** Why the reader is asked: the factors that were stored with the question, in words. */
  async why(caller: CallerContext, reader: Reader, assignmentId: string): Promise<Card> {
    const { frame, board } = await this.load(caller, reader);
    const request = requestOf(board, assignmentId);
    const { customers, capacity_points: capacity } = request.load_after;
    return whyCard({
      frame,
      request: toRequest(request, frame),
      rung: RUNG_WORDS[request.assignment.rung],
      reasons: reasonsToAsk(request.assignment.factors, {
        isForAll: request.assignment.coverage_type === 'full',
        owner: request.assignment.absent.name,
      }),
      loadAfter: `${customers} customers, of ${capacity} that are your limit`,
    });
  }

  /** Asks why somebody who said yes cannot go on. Throws coverage.not-accepted. */
  async releaseForm(caller: CallerContext, reader: Reader, assignmentId: string, back: TypedBack = {}): Promise<Card> {
    const { frame, board } = await this.load(caller, reader);
    const found = board.standing_in.find(({ assignment }) => assignment.id === assignmentId)?.assignment;
    if (!found) throw new DomainError('coverage.not-accepted');
    return releaseCard({
      frame,
      assignmentId: found.id,
      owner: { name: found.absent.name, detail: found.absent.place },
      until: cardInstant(found.during.ends_at, found.time_zone, frame),
      customerCount: found.covered_customer_ids.length,
      ...typed(back),
    });
  }

  private async load(
    caller: CallerContext,
    reader: Reader,
  ): Promise<{ board: Dashboard; me: UserRecord; frame: Frame }> {
    const [board, me] = await Promise.all([
      this.dashboard.get(caller, { show: 'covered' }),
      this.tenancy.run(caller.tenantId, (tx) => this.directory.getUser(tx, caller.userId)),
    ]);
    return { board, me, frame: frameOf(this.env, board.now, me, reader) };
  }
}

function requestOf(board: Dashboard, assignmentId: string): Dashboard['waiting_for_my_answer'][number] {
  const request = board.waiting_for_my_answer.find(({ assignment }) => assignment.id === assignmentId);
  if (!request) throw new DomainError('coverage.already-answered');
  return request;
}

const typed = ({ form, errors }: TypedBack) => ({ ...(form ? { form } : {}), ...(errors ? { errors } : {}) });
