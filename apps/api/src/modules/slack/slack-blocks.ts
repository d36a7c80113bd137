import type { Button, KnownBlock, PlainTextElement } from '@slack/web-api';
import type { SlackVerb } from './slack-actions.js';
import { slackActionId } from './slack-actions.js';

/** Sizes of Block Kit (https://docs.slack.dev/reference/block-kit). */
export const MOST_BLOCKS = 100;
const MOST_SECTION = 3_000;
const MOST_CONTEXT = 2_000;
const MOST_LABEL = 75;

export const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/**
 * Text of people as mrkdwn shows it: no link, mention or channel comes out of it. Stars and underscores stay as they are: an invisible
 * character before them would break addresses and names that are copied.
 */
export const mrkdwn = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** An address of ours with words; both are ours or escaped. */
export const link = (url: string, words: string): string => `<${url}|${mrkdwn(words).replaceAll('|', '¦')}>`;

/** An instant in the reader's own zone and language; the fallback is read by programs that do not know the form. */
export const moment = (at: Temporal.Instant): string =>
  `<!date^${Math.floor(at.epochMilliseconds / 1000)}^{date_short_pretty} {time}|${at.toString({ smallestUnit: 'minute' })}>`;
export const dayText = (on: Temporal.PlainDate): string =>
  on.toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

export const plain = (text: string, most = MOST_LABEL): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, most),
  emoji: true,
});
export const section = (text: string): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: cut(text, MOST_SECTION) },
});
export const context = (text: string): KnownBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: cut(text, MOST_CONTEXT) }],
});
export const heading = (text: string): KnownBlock => ({ type: 'header', text: plain(text, 150) });
export const divider = (): KnownBlock => ({ type: 'divider' });

export const button = (
  verb: SlackVerb,
  subjectId: string | null,
  words: string,
  more: Pick<Button, 'style' | 'url'> = {},
): Button => ({ type: 'button', action_id: slackActionId(verb, subjectId), text: plain(words), ...more });

export const buttons = (blockId: string | null, elements: readonly Button[]): KnownBlock => ({
  type: 'actions',
  ...(blockId !== null && { block_id: blockId }),
  elements: [...elements],
});
