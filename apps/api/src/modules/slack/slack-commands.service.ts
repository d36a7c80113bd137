import { Injectable } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { customerAsked } from './slack-asked.js';
import { refusalText, SlackCallers, STRANGER } from './slack-callers.service.js';
import { SlackCustomers } from './slack-customers.service.js';
import { WHICH_DAYS } from './slack-out.service.js';
import { SlackFormsService } from './slack-forms.service.js';
import { readShape, SlackIncoming } from './slack-incoming.service.js';
import { Command } from './slack-payloads.js';
import type { SlackReply } from './slack-replies.service.js';
import type { SignedRequest } from './slack-signature.js';
import { SLACK_WORK } from './slack-work.js';

const HELP = [
  '*What I can do*',
  '`/understudy who Acme` tells who looks after a customer now',
  '`/understudy out 6 Jul to 10 Jul` enters your absence (also: tomorrow, next week, sick today, mon to fri)',
  '`/understudy escalate Acme` opens the form to escalate',
  'You can also use the shortcut *Escalate*, on a message too.',
].join('\n');
/** `/understudy`: what can be read is answered at once, for this person only; what changes something is queued. */
@Injectable()
export class SlackCommandsService {
  constructor(
    private readonly incoming: SlackIncoming,
    private readonly callers: SlackCallers,
    private readonly tenancy: Tenancy,
    private readonly outbox: Outbox,
    private readonly customers: SlackCustomers,
    private readonly forms: SlackFormsService,
  ) {}

  async take(request: SignedRequest, requestId: string): Promise<object | null> {
    await this.incoming.requireSigned(request);
    const command = readShape(Command, Object.fromEntries(new URLSearchParams(request.body)));
    const tenantId = await this.incoming.tenantOf(command.team_id);
    const [, verb = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(command.text) ?? [];

    await this.tenancy.run(tenantId, async (tx) => {
      await this.incoming.requireFirstIn(tx, request);
      if (verb.toLowerCase() === 'out' && rest !== '')
        await this.outbox.add(tx, {
          type: SLACK_WORK.commandGiven,
          slack_user_id: command.user_id,
          text: rest,
          response_url: command.response_url,
        });
    });
    const reply = await this.answer(tenantId, command, { verb: verb.toLowerCase(), rest }, requestId);
    return reply && { response_type: 'ephemeral', ...reply };
  }

  private async answer(
    tenantId: TenantId,
    command: Command,
    { verb, rest }: { verb: string; rest: string },
    requestId: string,
  ): Promise<SlackReply | null> {
    if (verb === 'out') return { text: rest === '' ? WHICH_DAYS : 'One moment…' };
    if (verb !== 'who' && verb !== 'escalate') return { text: HELP };
    const caller = await this.callers.find(tenantId, command.user_id, requestId);
    if (caller === null) return { text: STRANGER };
    if (verb === 'who') {
      const asked = customerAsked(rest);
      return asked === '' ? { text: HELP } : this.who(caller, asked);
    }
    const customerId = rest === '' ? null : await this.customers.idNamed(caller, rest);
    await this.forms.open(
      tenantId,
      { verb: 'escalation-new', subjectId: customerId },
      {
        slackUserId: command.user_id,
        triggerId: command.trigger_id,
        responseUrl: command.response_url,
        requestId,
        description: '',
        message: null,
      },
    );
    return null;
  }

  private async who(caller: CallerContext, typed: string): Promise<SlackReply> {
    try {
      return await this.customers.who(caller, typed);
    } catch (error) {
      const text = refusalText(error);
      if (text === null) throw error;
      return { text };
    }
  }
}
