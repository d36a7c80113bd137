import { Injectable } from '@nestjs/common';
import { type EscalateConversation, EscalationResponse, type InputOf, type OutputOf } from '@understudy/contracts';
import { asId, DomainError, type EscalationId } from '@understudy/domain';
import { z } from 'zod';
import { ReplayedAnswer, Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { ConversationsService } from '../conversations/index.js';
import { EscalationsRepository } from '../escalations/index.js';
import { SupportEscalationsRepository } from './support-escalations.repository.js';
import { SupportIntake } from './support-intake.service.js';
import { SupportTurns } from './support-turns.js';
import { toEscalationResponse } from './supporter.mapper.js';

type Input = InputOf<typeof EscalateConversation>;
type Answer = OutputOf<typeof EscalateConversation>;

/** How soon it is worth asking again; whoever waits is served by itself meanwhile. */
const RETRY_AFTER_SECONDS = 30;

/** `POST /api/{tenant_id}/escalate`: persist first, assign second (product.md 2). Nothing accepted is lost, whoever is free. */
@Injectable()
export class EscalatingService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly conversations: ConversationsService,
    private readonly escalations: EscalationsRepository,
    private readonly intake: SupportIntake,
    private readonly views: SupportEscalationsRepository,
    private readonly turns: SupportTurns,
  ) {}

  /** Throws supporters.none-free once it is stored: the problem says under which id it waits. */
  async escalate(caller: CallerContext, input: Input): Promise<Answer> {
    const answer = await this.turns.inTurn(caller.tenantId, () => this.once(caller, input));
    if (answer.status === 'pending') throw noneFree(answer);
    return answer;
  }

  /** A key that is used again is answered by how it stands now: clients try again after a 503 with the same one. */
  private async once(caller: CallerContext, input: Input): Promise<Answer> {
    try {
      return await this.tenancy.run(caller, (tx) => this.escalateIn(tx, caller, input));
    } catch (error) {
      if (!(error instanceof ReplayedAnswer)) throw error;
      const { escalation_id: id } = z.object({ escalation_id: z.uuid() }).parse(error.body);
      return this.tenancy.run(caller.tenantId, async (tx) =>
        toEscalationResponse(await this.views.get(tx, asId<EscalationId>(id))),
      );
    }
  }

  private async escalateIn(tx: Tx, caller: CallerContext, input: Input): Promise<Answer> {
    const [conversation, open] = await Promise.all([
      this.conversations.lockOwn(tx, caller, input.session_id),
      this.escalations.findOpenOfConversation(tx, input.session_id),
    ]);

    const id = open?.id ?? (await this.intake.take(tx, caller, conversation, input));
    return toEscalationResponse(await this.views.get(tx, id));
  }
}

/** Kept and waiting: the problem says so itself, `status` is "pending" there (product.md 2, the error's own row). */
const noneFree = (answer: Answer): DomainError =>
  new DomainError('supporters.none-free', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    escalation_id: answer.escalation_id,
    session_id: answer.session_id,
    escalation: z.encode(EscalationResponse, answer),
  });
