import { Injectable } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { readSlackAction } from './slack-actions.js';
import { SlackCallers } from './slack-callers.service.js';
import { SlackEscalations } from './slack-escalations.service.js';
import { SlackFormsService } from './slack-forms.service.js';
import { readPayload, SlackIncoming } from './slack-incoming.service.js';
import { Interaction, type InteractionOf } from './slack-payloads.js';
import { isPress } from './slack-presses.service.js';
import type { SignedRequest } from './slack-signature.js';
import { SLACK_WORK } from './slack-work.js';

/** The shortcut of the app's manifest, from anywhere and on a message. */
export const ESCALATE_SHORTCUT = 'understudy_escalate';

const OPENS_FORM = new Set<string>(['coverage-decline', 'approval-reject', 'cover-ask', 'escalation-new']);

/**
 * Buttons, forms, shortcuts, menus. What needs Slack's three seconds (a form to open, errors in a form, a menu) is done at once; the rest is
 * taken and queued.
 */
@Injectable()
export class SlackInteractionsService {
  constructor(
    private readonly incoming: SlackIncoming,
    private readonly callers: SlackCallers,
    private readonly tenancy: Tenancy,
    private readonly outbox: Outbox,
    private readonly forms: SlackFormsService,
    private readonly escalations: SlackEscalations,
  ) {}

  /** The body of the answer: none, a form's answer, or the options of a menu. */
  async take(request: SignedRequest, requestId: string): Promise<object | null> {
    await this.incoming.requireSigned(request);
    const payload = readPayload(Interaction, new URLSearchParams(request.body).get('payload') ?? '');
    const tenantId = await this.incoming.tenantOf(payload.team.id);
    if (payload.type === 'block_suggestion') return this.options(tenantId, payload, requestId);
    if (payload.type === 'block_actions') return this.press(tenantId, payload, request, requestId);
    await this.incoming.requireFirst(tenantId, request);
    switch (payload.type) {
      case 'view_submission':
        return this.forms.submit(tenantId, payload, requestId);
      case 'shortcut':
      case 'message_action':
        return this.shortcut(tenantId, payload, requestId);
      case 'view_closed':
        return null;
    }
  }

  private async options(tenantId: TenantId, payload: InteractionOf<'block_suggestion'>, requestId: string) {
    const caller = await this.callers.find(tenantId, payload.user.id, requestId);
    return { options: caller === null ? [] : await this.escalations.options(caller, payload.value) };
  }

  private async press(
    tenantId: TenantId,
    payload: InteractionOf<'block_actions'>,
    request: SignedRequest,
    requestId: string,
  ): Promise<object | null> {
    const action = payload.actions.map(({ action_id }) => readSlackAction(action_id)).find((one) => one !== null);
    const isQueued = action !== undefined && isPress(action.verb) && action.subjectId !== null;
    await this.tenancy.run(tenantId, async (tx) => {
      await this.incoming.requireFirstIn(tx, request);
      if (isQueued)
        await this.outbox.add(tx, {
          type: SLACK_WORK.pressed,
          verb: action.verb,
          subject_id: action.subjectId,
          slack_user_id: payload.user.id,
          response_url: payload.response_url ?? null,
        });
    });
    if (action && OPENS_FORM.has(action.verb))
      await this.forms.open(tenantId, action, {
        slackUserId: payload.user.id,
        triggerId: payload.trigger_id,
        responseUrl: payload.response_url ?? null,
        requestId,
        description: '',
        message: null,
      });
    return null;
  }

  private async shortcut(
    tenantId: TenantId,
    payload: InteractionOf<'shortcut'> | InteractionOf<'message_action'>,
    requestId: string,
  ): Promise<object | null> {
    if (payload.callback_id !== ESCALATE_SHORTCUT) return null;
    await this.forms.open(
      tenantId,
      { verb: 'escalation-new', subjectId: null },
      {
        slackUserId: payload.user.id,
        triggerId: payload.trigger_id,
        responseUrl: null,
        requestId,
        description: payload.type === 'message_action' ? payload.message.text : '',
        message: payload.type === 'message_action' ? { channelId: payload.channel.id, ts: payload.message.ts } : null,
      },
    );
    return null;
  }
}
