import { type WarRoomBrief, warRoomBrief } from '@understudy/domain';
import { slackBlocks } from '../slack/index.js';

const { moment, mrkdwn } = slackBlocks;

/** METHOD chat.postMessage: messages above 4,000 characters are shown badly, and their changes are refused. */
const MOST_TEXT = 3_900;
const TOPIC_MAX = 250;

const cut = (text: string, most: number): string => {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
};

/** What somebody said, or the product: text is text, nothing in it becomes a mention or a link. */
export const roomText = (text: string, by?: string): string => {
  const words = cut(mrkdwn(cut(text, MOST_TEXT)), MOST_TEXT);
  return by === undefined ? words : `*${mrkdwn(by)}:* ${words}`;
};

/** The brief of a war room; `hidden` replaces what Slack must not read. The due time is shown in the reader's own zone. */
export const briefText = (brief: WarRoomBrief, hidden: (text: string) => string): string =>
  cut(warRoomBrief(brief, { text: (words) => mrkdwn(hidden(words)), time: moment }), MOST_TEXT);

/** One line above a room. */
export const topicText = (topic: string): string => cut(topic.replace(/\s+/gu, ' ').trim(), TOPIC_MAX);

/** Mentions them, so that they hear of it. */
export const mentions = (slackUserIds: readonly string[]): string => slackUserIds.map((id) => `<@${id}>`).join(' ');

/** Slack ids that are mentioned in what a person wrote there. */
export const mentionedIds = (text: string): string[] => [
  ...new Set([...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].map(([, id = '']) => id)),
];

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/**
 * What a person wrote in Slack as a comment of ours reads it. `mentionOf` answers `@[name](id)` of one of our people, null for anybody else.
 */
export const fromSlackText = (text: string, mentionOf: (slackUserId: string) => string | null): string =>
  unescaped(
    text
      .replace(
        /<@([UW][A-Z0-9]+)(?:\|([^>]*))?>/g,
        (_, id: string, label?: string) => mentionOf(id) ?? `@${label ?? id}`,
      )
      .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
      .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
      .replace(/<!subteam\^[A-Z0-9]+(?:\|([^>]*))?>/g, (_, label?: string) => label ?? '@a group')
      .replace(/<!date\^[^>|]*\|([^>]*)>/g, '$1')
      .replace(/<((?:https?|mailto|tel):[^>|]*)(?:\|([^>]*))?>/g, (_, url: string, label?: string) =>
        label === undefined || label === url ? url.replace(/^(?:mailto|tel):/, '') : `${label} (${url})`,
      ),
  );
