import { Injectable } from '@nestjs/common';
import type { EscalateConversation, InputOf } from '@understudy/contracts';
import { type EscalationId, SEVERITY_OF_PRIORITY, titleOfConversation } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { type ConversationRecord, MessagesService } from '../conversations/index.js';
import { EscalationCreation } from '../escalations/index.js';
import { SupportQueueRepository } from './support-queue.repository.js';
import { FIRST_FREE, NOBODY_FREE, WaitingRoom } from './waiting-room.service.js';

type Input = InputOf<typeof EscalateConversation>;

/** Makes the escalation of a conversation and finds whoever takes it. */
@Injectable()
export class SupportIntake {
  constructor(
    private readonly creation: EscalationCreation,
    private readonly queue: SupportQueueRepository,
    private readonly waitingRoom: WaitingRoom,
    private readonly messages: MessagesService,
    private readonly history: History,
  ) {}

  /** The conversation is locked and has nothing open. Whoever waits already and has as much need comes first. */
  async take(tx: Tx, caller: CallerContext, conversation: ConversationRecord, input: Input): Promise<EscalationId> {
    const severity = SEVERITY_OF_PRIORITY[input.priority];
    const [, isBehind, free] = await Promise.all([
      this.queue.takeTurn(tx),
      this.queue.hasAhead(tx, severity),
      this.queue.pick(tx),
    ]);
    const ownerId = isBehind ? null : (free?.userId ?? null);

    const { id } = await this.creation.createIn(tx, caller, {
      conversationId: conversation.id,
      customerId: conversation.customerId,
      severity,
      title: titleOfConversation(conversation.subject, input.reason),
      description: input.reason,
      customMessage: input.custom_message?.trim() || null,
      ownerId,
      because: ownerId === null ? NOBODY_FREE : FIRST_FREE,
    });
    if (isBehind && free !== null) await this.waitingRoom.shareOutIn(tx);

    await this.introduce(tx, caller, { ...conversation, escalation: { id, ...NEW } }, input.custom_message);
    await this.history.append(tx, {
      ...byCaller(caller),
      type: 'conversation.escalated',
      subject: { kind: 'conversation', id: conversation.id },
      data: {
        escalation_id: id,
        requester_email: conversation.requesterEmail,
        for_somebody_else: conversation.requester?.userId !== caller.userId,
      },
    });
    return id;
  }

  /** What the supporter reads first (supporter document, custom_message). */
  private async introduce(
    tx: Tx,
    caller: CallerContext,
    conversation: ConversationRecord,
    message: string | null | undefined,
  ): Promise<void> {
    if (!message?.trim()) return;
    await this.messages.addIn(tx, caller, conversation, {
      authorUserId: caller.userId,
      authorEmail: null,
      fromRequester: conversation.requester?.userId === caller.userId,
      body: message,
    });
  }
}

const NEW = { status: 'open', owner: null, assignedAt: null, ahead: null } as const;
