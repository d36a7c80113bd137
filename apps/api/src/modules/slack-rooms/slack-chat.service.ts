import { Injectable } from '@nestjs/common';
import type { KnownBlock } from '@slack/web-api';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Chat, type ChatItem, type ChatMessage, ChatRefused } from '../notifications/index.js';
import {
  questionBlock,
  questionIn,
  slackBlocks,
  SlackPeople,
  type SlackQuestion,
  SlackQuestions,
} from '../slack/index.js';
import { SlackRefusal } from './slack-calls.service.js';
import { SlackChannels } from './slack-channels.service.js';
import { SlackPosts } from './slack-posts.service.js';
import { SlackRoomsRepository } from './slack-rooms.repository.js';

const { context, divider, link, mrkdwn, section } = slackBlocks;

/** With a line, its details, its buttons and what is between them a message stays below Slack's 50 blocks. */
const MOST_ITEMS = 10;

interface Written {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** Direct messages to our people: what happened, with the buttons of what they are asked. */
@Injectable()
export class SlackChat extends Chat {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rooms: SlackRoomsRepository,
    private readonly people: SlackPeople,
    private readonly channels: SlackChannels,
    private readonly posts: SlackPosts,
    private readonly questions: SlackQuestions,
  ) {
    super();
  }

  isConnected(tx: Tx): Promise<boolean> {
    return this.rooms.isConnected(tx);
  }

  async send(message: ChatMessage): Promise<void> {
    const { tenantId, userId, key, items } = message;
    await refusing(async () => {
      const slackUserId = await this.people.slackIdOf(tenantId, userId);
      if (slackUserId === null) throw new ChatRefused('nobody in the workspace has their address');
      const channelId = await this.channels.openDirect(tenantId, slackUserId);
      const asked = await this.asked(message);
      const written = write(items, asked);
      const { ts } = await this.posts.post(tenantId, { key, channelId, ...written });
      await this.questions.asked(
        tenantId,
        { channelId, messageTs: ts, userId, fallback: written.text, blocks: written.blocks },
        asked.flatMap((question) => question ?? []),
      );
    });
  }

  /** One that asks something is kept true by its question, and not written anew. */
  async change({ tenantId, key, items }: ChatMessage): Promise<void> {
    if (items.some((item) => questionIn(item) !== null)) return;
    await refusing(async () => void (await this.posts.change(tenantId, { key, ...write(items, []) })));
  }

  private asked({ tenantId, userId, items }: ChatMessage): Promise<(SlackQuestion | null)[]> {
    return this.tenancy.run(tenantId, async (tx) => {
      const asked: (SlackQuestion | null)[] = [];
      for (const { kind, assignmentId, absenceId, escalationId } of items.slice(0, MOST_ITEMS))
        asked.push(await this.questions.in(tx, { kind, userId, assignmentId, absenceId, escalationId }));
      return asked;
    });
  }
}

/** The same question twice has its buttons once, under the first line that asks it. */
function write(items: readonly ChatItem[], asked: readonly (SlackQuestion | null)[]): Written {
  const seen = new Set<string>();
  const shown = items.slice(0, MOST_ITEMS);
  const blocks = shown.flatMap((item, at): KnownBlock[] => {
    const question = asked[at] ?? null;
    const isNew = question !== null && !seen.has(`${question.kind} ${question.subjectId}`);
    if (question !== null) seen.add(`${question.kind} ${question.subjectId}`);
    return [
      ...(at === 0 ? [] : [divider()]),
      section(`*${link(item.link, item.title)}*${item.details === null ? '' : `\n${mrkdwn(item.details)}`}`),
      ...(item.also.length === 0 ? [] : [context(item.also.map(mrkdwn).join('\n'))]),
      ...(isNew ? [questionBlock(question)] : []),
    ];
  });
  const rest = items.length - shown.length;
  const [first] = items;
  return {
    text: items.length === 1 && first ? mrkdwn(first.title) : `${items.length} things you should know`,
    blocks: [...blocks, ...(rest > 0 ? [context(`And ${rest} more in Understudy.`)] : [])],
  };
}

async function refusing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof SlackRefusal ? new ChatRefused(error.message) : error;
  }
}
