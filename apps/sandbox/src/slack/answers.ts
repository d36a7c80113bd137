import { objectsIn, text } from './call.js';
import { slackContract } from './contract.js';
import type { Delivered } from './delivery.js';
import { invalidArguments } from './errors.js';
import { contentOf } from './methods/chat.js';
import type { SlackParts } from './parts.js';
import { POST_TEXT_MAX } from './rules.js';
import type { SlackChannel, SlackUser } from './state.js';
import { problemsOf } from './strict.js';
import type { Json, JsonObject } from './json.js';

/** Members of an answer to a command, a click or a response_url (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses). */
const KNOWN = new Set([
  'text',
  'blocks',
  'attachments',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'mrkdwn',
  'unfurl_links',
  'unfurl_media',
  'metadata',
]);

/**
 * What the app answers is shown: to the person alone, or with `response_type: in_channel` to all. `replace_original` and `delete_original` act on the message
 * that was clicked. A body that is no JSON is shown as it is, an empty one not at all.
 */
export function showAnswer(
  parts: SlackParts,
  user: SlackUser,
  channel: SlackChannel,
  originalTs: string | null,
  body: string,
): void {
  if (!body.trim()) return;
  const answer = readAnswer(body);
  const { messages, members } = parts;
  const bot = members.bot(user.teamId);
  const original = originalTs === null ? null : messages.find(channel, originalTs);
  if (original && answer.delete_original === true) return messages.remove(channel, original);
  const content = contentOf(answer, POST_TEXT_MAX);
  if (original && answer.replace_original === true)
    return messages.update(channel, original, { ...content, blocks: content.blocks ?? [] });
  const isForAll = answer.response_type === 'in_channel';
  messages.post(channel, bot, { ...content, ...(!isForAll && { onlyFor: user.id }) });
}

function readAnswer(body: string): JsonObject {
  let answer: Json;
  try {
    answer = JSON.parse(body) as Json;
  } catch {
    return { text: body };
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return { text: body };
  const problems = Object.keys(answer)
    .filter((name) => !KNOWN.has(name))
    .map((name) => `no such argument: ${name}`);
  const blocks = slackContract.methods['chat.postMessage']?.blocks;
  if (blocks && objectsIn(answer, 'blocks')) problems.push(...problemsOf(blocks, answer.blocks ?? [], '/blocks'));
  if (!['', 'ephemeral', 'in_channel'].includes(text(answer, 'response_type'))) problems.push('response_type');
  if (problems.length > 0) throw invalidArguments(problems);
  return answer;
}

/** What Slack's client says when the app did not answer a command in time, or with an error. */
export function sayFailed(
  { messages, members }: SlackParts,
  user: SlackUser,
  channel: SlackChannel,
  command: string,
  { status }: Delivered,
): void {
  const why = status === null ? 'operation_timeout' : 'dispatch_failed';
  messages.post(channel, members.bot(user.teamId), {
    text: `${command} failed with the error "${why}"`,
    onlyFor: user.id,
  });
}
