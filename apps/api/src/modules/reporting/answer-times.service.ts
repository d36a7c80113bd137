import { Injectable } from '@nestjs/common';
import { asId, type CustomerId, replyTimes } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { MessagesService } from '../conversations/index.js';
import type { ReportFacts } from './report-facts.service.js';

/** Median minutes to the first reply; null where nothing was answered. */
export interface AnsweredTimes {
  readonly during: number | null;
  readonly normal: number | null;
  /** How it was measured, or why it was not. */
  readonly why: string;
}

/** How fast customers' messages are answered while their CSM is away, and otherwise (product.md 19). */
@Injectable()
export class AnswerTimes {
  constructor(private readonly messages: MessagesService) {}

  async measure(tx: Tx, { within, ownerships, people, away }: ReportFacts): Promise<AnsweredTimes> {
    const mine = new Set(people.map(({ id }) => id));
    const asked = await this.messages.responseTimes(tx, within);
    const times = replyTimes({
      ownerships: ownerships.filter(({ csmId }) => csmId !== null && mine.has(csmId)),
      away: Map.groupBy(away, ({ userId }) => userId),
      replies: asked.flatMap(({ customerId, askedAt, seconds }) =>
        customerId === null
          ? []
          : [{ customerId: asId<CustomerId>(customerId), askedAt, minutes: seconds === null ? null : seconds / 60 }],
      ),
    });
    const { away: during, normal, awayCount, normalCount, unanswered } = times;
    const counts = `first replies to ${awayCount} messages while owners were away, to ${normalCount} while they were there; ${unanswered} wait`;
    return {
      during,
      normal,
      why:
        during !== null && normal !== null
          ? `The median: ${counts}`
          : `Not measured: no message of a customer was answered in one of the two kinds of time (${counts})`,
    };
  }
}
