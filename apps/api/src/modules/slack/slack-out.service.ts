import { Injectable } from '@nestjs/common';
import { CreateAbsence } from '@understudy/contracts';
import { dayOf, DomainError, readSpokenDays } from '@understudy/domain';
import { z } from 'zod';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { AbsenceChanges } from '../absences/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { dayText } from './slack-blocks.js';
import { actAs, refusalText, SlackCallers, STRANGER } from './slack-callers.service.js';
import { SlackReplies, type SlackReply } from './slack-replies.service.js';

const Out = z.object({ slack_user_id: z.string(), text: z.string(), response_url: z.string() });

/** For days nobody could mean. */
export const WHICH_DAYS =
  'I did not understand the days. For example: `/understudy out 6 Jul to 10 Jul`, `/understudy out tomorrow`, `/understudy out sick today`.';

const AWAY_ALREADY =
  'You are away in that time already, so nothing was entered. Where the days are to change, change that absence in Understudy.';

/** `/understudy out`: the absence, and who is asked to stand in. */
@Injectable()
export class SlackOut {
  constructor(
    private readonly callers: SlackCallers,
    private readonly replies: SlackReplies,
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly absences: AbsenceChanges,
  ) {}

  async enter({ tenantId, id, payload }: Pick<Message, 'tenantId' | 'id' | 'payload'>): Promise<void> {
    const { slack_user_id, response_url, text } = Out.parse(payload);
    const to = { slackUserId: slack_user_id, responseUrl: response_url };
    const caller = await this.callers.find(tenantId, slack_user_id, id);
    await this.replies.send(tenantId, to, caller === null ? { text: STRANGER } : await this.answer(caller, id, text));
  }

  private async answer(caller: CallerContext, key: string, text: string): Promise<SlackReply> {
    const days = await this.tenancy.run(caller.tenantId, async (tx) => {
      const { timeZone } = await this.directory.getUser(tx, caller.userId);
      return readSpokenDays(text, dayOf(tx.now, timeZone));
    });
    if (days === null) return { text: WHICH_DAYS };
    const { firstOn, lastOn, kind } = days;
    try {
      const wire = { absence_type: kind, start_date: String(firstOn), end_date: String(lastOn) } as const;
      const made = await actAs(CreateAbsence, caller, key, wire, (keyed, input) => this.absences.create(keyed, input));
      return { text: saidOf({ firstOn, lastOn }, made.coverage.customer_count) };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'absences.overlaps-own') return { text: AWAY_ALREADY };
      const refusal = refusalText(error);
      if (refusal === null) throw error;
      return { text: refusal };
    }
  }
}

/** Who is asked is found after this, by the team's rules; the person hears of every answer. */
function saidOf(
  { firstOn, lastOn }: { firstOn: Temporal.PlainDate; lastOn: Temporal.PlainDate },
  customers: number,
): string {
  const days = firstOn.equals(lastOn) ? dayText(firstOn) : `${dayText(firstOn)} to ${dayText(lastOn)}`;
  const cover =
    customers === 0
      ? 'You look after no customers, so nobody has to stand in.'
      : 'I see to it that somebody stands in, and tell you who.';
  return `You are away ${days}. ${cover}`;
}
