import { Injectable } from '@nestjs/common';
import type { View } from '@slack/web-api';
import type { TenantId } from '@understudy/domain';
import type { CallerContext } from '../../platform/http/index.js';
import { readSlackAction, type SlackAction } from './slack-actions.js';
import { refusalText, SlackCallers, STRANGER } from './slack-callers.service.js';
import { SlackConnections } from './slack-connections.service.js';
import { type FormVerb, SlackDeeds } from './slack-deeds.service.js';
import { type FormAnswer, SlackEscalations } from './slack-escalations.service.js';
import { isSlackFailure } from './slack-failure.js';
import { coverForm, doneView, reasonForm } from './slack-forms.js';
import { fieldsOf, type InteractionOf } from './slack-payloads.js';
import { SlackReplies } from './slack-replies.service.js';

/** Who wants a form, and by what it may be opened. */
export interface FormWish {
  readonly slackUserId: string;
  /** Valid for three seconds. */
  readonly triggerId: string;
  readonly responseUrl: string | null;
  readonly requestId: string;
  /** What is written into it already. */
  readonly description: string;
  /** The message it is about. */
  readonly message: { readonly channelId: string; readonly ts: string } | null;
}

const TOO_LATE = 'Slack did not let me open the form in time. Please try again.';
const NOBODY_LEFT = 'There is nobody left to ask: everybody who could is away, full or asked already.';

const NO_CATEGORIES = 'Your organisation has no kinds of escalation yet. Ask your admin to set some up.';

/** Opens forms and takes what was written in them. */
@Injectable()
export class SlackFormsService {
  constructor(
    private readonly callers: SlackCallers,
    private readonly connections: SlackConnections,
    private readonly replies: SlackReplies,
    private readonly deeds: SlackDeeds,
    private readonly escalations: SlackEscalations,
  ) {}

  /** What cannot be opened is said to the person. */
  async open(tenantId: TenantId, action: SlackAction, wish: FormWish): Promise<void> {
    const said = await this.tryToOpen(tenantId, action, wish);
    if (said !== null) await this.replies.send(tenantId, wish, { text: said });
  }

  /** The answer to a form that was sent; null for one that is none of ours. */
  async submit(
    tenantId: TenantId,
    { user, view }: InteractionOf<'view_submission'>,
    requestId: string,
  ): Promise<FormAnswer | null> {
    const action = readSlackAction(view.callback_id);
    if (action === null) return null;
    const caller = await this.callers.find(tenantId, user.id, requestId);
    if (caller === null) return { response_action: 'update', view: doneView('Understudy', STRANGER, null) };
    if (action.verb === 'escalation-new') return this.escalations.submit(caller, view);
    if (!isFormVerb(action.verb)) return null;
    try {
      const said = await this.deeds.decide(
        caller,
        action.verb,
        action.subjectId ?? '',
        `view:${view.id}`,
        fieldsOf(view),
      );
      return { response_action: 'update', view: doneView('Understudy', said, null) };
    } catch (error) {
      const text = refusalText(error);
      if (text === null) throw error;
      return { response_action: 'errors', errors: { [fieldFor(action)]: text } };
    }
  }

  private async tryToOpen(tenantId: TenantId, action: SlackAction, wish: FormWish): Promise<string | null> {
    const caller = await this.callers.find(tenantId, wish.slackUserId, wish.requestId);
    if (caller === null) return STRANGER;
    const slack = await this.connections.of(tenantId);
    if (slack === null) return null;
    try {
      const view = await this.formFor(tenantId, caller, action, wish);
      if (view === null) return action.verb === 'cover-ask' ? NOBODY_LEFT : NO_CATEGORIES;
      await slack.web.views.open({ trigger_id: wish.triggerId, view });
      return null;
    } catch (error) {
      if (!isSlackFailure(error)) return rethrowUnknown(error);
      await this.connections.failed(tenantId, error);
      return TOO_LATE;
    }
  }

  private async formFor(
    tenantId: TenantId,
    caller: CallerContext,
    action: SlackAction,
    wish: FormWish,
  ): Promise<View | null> {
    switch (action.verb) {
      case 'coverage-decline':
        return reasonForm(action, 'I cannot stand in', 'The person who is away and their manager read it.');
      case 'approval-reject':
        return reasonForm(action, 'Not this backup', 'The person who is away reads it; somebody else is found.');
      case 'cover-ask': {
        const people = await this.deeds.candidates(caller, action.subjectId ?? '');
        return people.length === 0 ? null : coverForm(action, people);
      }
      default:
        return this.escalations.form(
          caller,
          { customerId: action.subjectId, description: wish.description },
          { permalink: await this.permalinkOf(tenantId, wish.message) },
        );
    }
  }

  /** Where the message is; without it the escalation says only that it comes from Slack. */
  private async permalinkOf(tenantId: TenantId, message: FormWish['message']): Promise<string | null> {
    const slack = message && (await this.connections.of(tenantId));
    if (!message || !slack) return null;
    return slack.web.chat.getPermalink({ channel: message.channelId, message_ts: message.ts }).then(
      ({ permalink }) => permalink ?? null,
      (error: unknown) => {
        if (!isSlackFailure(error)) throw error;
        return null;
      },
    );
  }
}

const FORM_VERBS = ['coverage-decline', 'approval-reject', 'cover-ask'] as const satisfies readonly FormVerb[];
const isFormVerb = (verb: string): verb is FormVerb => FORM_VERBS.some((one) => one === verb);

const fieldFor = ({ verb }: SlackAction): string => (verb === 'cover-ask' ? 'backup_user_id' : 'reason');

function rethrowUnknown(error: unknown): string {
  const text = refusalText(error);
  if (text === null) throw error;
  return text;
}
