import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  asId,
  type EscalationId,
  type EscalationUpdateId,
  isId,
  type UserId,
  withoutMentionIds,
} from '@understudy/domain';
import type { JsonObject } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import type { EscalationRecord } from '../escalations/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { DraftSending } from './draft-sending.service.js';
import { UpdatesRepository } from './updates.repository.js';
import { WarRoomService } from './war-room.service.js';

const NAME = 'war-room';

const escalationIn = (payload: JsonObject): EscalationId => asId<EscalationId>(String(payload['escalation_id']));
const userIn = (payload: JsonObject): UserId[] => {
  const id = payload['user_id'];
  return typeof id === 'string' && isId(id) ? [asId<UserId>(id)] : [];
};

const WORDS = {
  'escalation.acknowledged': ({ primaryOwner }: EscalationRecord) =>
    `Taken on. Owner: ${primaryOwner?.name ?? 'nobody yet'}.`,
  'escalation.resolved': ({ resolutionSummary }: EscalationRecord) => `Resolved: ${resolutionSummary ?? ''}`,
  'escalation.reopened': () => 'It is open again.',
} as const;
const LAST_WORDS = {
  'escalation.closed': () => 'Closed. This channel is archived.',
  'escalation.voided': ({ voidedReason }: EscalationRecord) => `Taken back: ${voidedReason ?? ''}`,
} as const;

/** What follows by itself from what happens to an escalation: its war room, and the e-mails to customers that were approved. */
@Injectable()
export class EscalationThreadJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly warRooms: WarRoomService,
    private readonly updates: UpdatesRepository,
    private readonly drafts: DraftSending,
  ) {}

  onModuleInit(): void {
    for (const type of ['escalation.created', 'escalation.severity-changed', 'escalation.reopened'])
      this.handlers.onMessage(type, (message) => this.warRooms.provide(message, escalationIn(message.payload)), NAME);
    for (const type of ['escalation.stakeholder-added', 'escalation.assigned'])
      this.handlers.onMessage(
        type,
        (message) => this.warRooms.bring(message, escalationIn(message.payload), userIn(message.payload)),
        NAME,
      );
    for (const [type, wordsOf] of Object.entries(WORDS))
      this.handlers.onMessage(
        type,
        (message) => this.warRooms.tell(message, escalationIn(message.payload), (row) => ({ text: wordsOf(row) })),
        'war-room-words',
      );
    for (const [type, wordsOf] of Object.entries(LAST_WORDS))
      this.handlers.onMessage(
        type,
        (message) => this.warRooms.close(message, escalationIn(message.payload), (row) => ({ text: wordsOf(row) })),
        'war-room-words',
      );
    for (const type of ['escalation.commented', 'escalation.comment-corrected'])
      this.handlers.onMessage(type, (message) => this.mirror(message), 'war-room-words');
    this.handlers.onMessage('escalation.draft-due', (message) => this.drafts.send(message), 'customer-mail');
  }

  /** The discussion is read in the room as well; what was written there is not said there again. */
  private async mirror(message: Message): Promise<void> {
    const { payload, type } = message;
    if (payload['origin'] === 'war-room') return;
    const id = asId<EscalationUpdateId>(String(payload['update_id']));
    await this.warRooms.tell(message, escalationIn(payload), async (_row, tx) => {
      const [said] = await this.updates.listByIds(tx, [id]);
      if (!said) throw new Error(`comment ${id} is not there`);
      const text = withoutMentionIds(said.comment);
      return { by: said.user.name, text: type === 'escalation.commented' ? text : `(corrected) ${text}` };
    });
  }
}
