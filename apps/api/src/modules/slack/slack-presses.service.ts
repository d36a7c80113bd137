import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { CallerContext } from '../../platform/http/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { refusalText, SlackCallers, STRANGER } from './slack-callers.service.js';
import { SlackCustomers } from './slack-customers.service.js';
import { SlackDeeds } from './slack-deeds.service.js';
import { SlackQuestions } from './slack-questions.service.js';
import { SlackReplies, type SlackReply } from './slack-replies.service.js';

const PRESSES = [
  'coverage-accept',
  'approval-approve',
  'absence-confirm',
  'absence-dismiss',
  'escalation-acknowledge',
  'customer-who',
] as const;
const Pressed = z.object({
  verb: z.enum(PRESSES),
  subject_id: z.uuid(),
  slack_user_id: z.string(),
  response_url: z.string().nullable(),
});

/** True for a button whose work is done by pressing it; the others open a form, or only a page. */
export const isPress = (verb: string): boolean => PRESSES.some((one) => one === verb);

/** Buttons that were pressed, one after the other as the queue brings them. */
@Injectable()
export class SlackPresses {
  constructor(
    private readonly callers: SlackCallers,
    private readonly replies: SlackReplies,
    private readonly questions: SlackQuestions,
    private readonly deeds: SlackDeeds,
    private readonly customers: SlackCustomers,
  ) {}

  /**
   * Once for each press, however often the queue brings it. That it worked is seen at the message, which changes; that it did not is said to
   * the person alone, and the message is brought up to date all the same: often somebody else was faster.
   */
  async press({ tenantId, id, payload }: Pick<Message, 'tenantId' | 'id' | 'payload'>): Promise<void> {
    const pressed = Pressed.parse(payload);
    const to = { slackUserId: pressed.slack_user_id, responseUrl: pressed.response_url };
    const caller = await this.callers.find(tenantId, pressed.slack_user_id, id);
    if (caller === null) return this.replies.send(tenantId, to, { text: STRANGER });
    try {
      const reply = await this.perform(caller, pressed, id);
      if (reply !== null) await this.replies.send(tenantId, to, reply);
    } catch (error) {
      const text = refusalText(error);
      if (text === null) throw error;
      await this.replies.send(tenantId, to, { text });
      await this.questions.settle(tenantId, [pressed.subject_id]);
    }
  }

  private async perform(
    caller: CallerContext,
    { verb, subject_id }: z.output<typeof Pressed>,
    key: string,
  ): Promise<SlackReply | null> {
    if (verb === 'customer-who') return this.customers.whoOf(caller, subject_id);
    await this.deeds.press(caller, verb, subject_id, key);
    return null;
  }
}
