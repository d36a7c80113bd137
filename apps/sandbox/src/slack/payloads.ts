import { newId } from './ids.js';
import type { SlackParts } from './parts.js';
import { RESPONSE_MILLISECONDS, RESPONSE_USES } from './rules.js';
import type { SlackChannel, SlackMessage, SlackUser } from './state.js';
import type { JsonObject } from './json.js';

/** Members that every interaction carries (https://docs.slack.dev/reference/interaction-payloads). */
export function common({ state, members }: SlackParts, user: SlackUser): JsonObject {
  const { id, domain } = members.team(user.teamId);
  const username = user.email.split('@')[0] ?? '';
  return {
    token: state.app.verificationToken,
    api_app_id: state.app.id,
    team: { id, domain: domain.split('.')[0] ?? '' },
    user: { id: user.id, username, name: username, team_id: id },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Where the person was when they acted on a message. */
export function around(parts: SlackParts, user: SlackUser, channel: SlackChannel, message: SlackMessage): JsonObject {
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: message.onlyFor !== undefined,
    },
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    message: parts.messages.wire(channel, message),
    response_url: responseUrl(parts, user, channel, message.ts),
  };
}

/** An address that takes up to five answers within half an hour (rules.ts). */
export function responseUrl(
  { state, clock, ownUrl }: SlackParts,
  user: SlackUser,
  channel: SlackChannel,
  ts: string | null,
): string {
  const key = `${user.teamId}/${newId('')}${newId('')}`;
  const now = clock.machine().epochMilliseconds;
  for (const [old, { expires }] of Object.entries(state.responses)) if (expires <= now) delete state.responses[old];
  state.responses[key] = {
    teamId: user.teamId,
    userId: user.id,
    channel: channel.id,
    ts,
    left: RESPONSE_USES,
    expires: now + RESPONSE_MILLISECONDS,
  };
  return `${ownUrl()}/sandbox/slack/actions/${key}`;
}
