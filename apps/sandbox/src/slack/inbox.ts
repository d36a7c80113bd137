import type { SlackParts } from './parts.js';
import type { SlackChannel, SlackMessage, SlackUser } from './state.js';
import type { JsonObject } from './json.js';

/** What a person sees in Slack: conversations with what is said in them, the app's home tab, the dialog on top. */
export function inboxOf(parts: SlackParts, user: SlackUser): JsonObject {
  const { channels, members, views, state } = parts;
  const seen = channels
    .in(user.teamId)
    .filter((one) => one.members.includes(user.id) || (one.kind === 'public' && channels.sees(user, one)));
  const top = views.top(user.id);
  const home = views.home(user.id);
  return {
    user: { ...person(user), status: user.status, team: members.team(user.teamId).name, team_id: user.teamId },
    is_installed: Object.values(state.tokens).some((one) => one.teamId === user.teamId && one.state === 'active'),
    channels: seen.map((channel) => conversation(parts, user, channel)),
    home: home && views.wire(home),
    modal: top && views.wire(top),
    people: members.of(user.teamId).map(person),
  };
}

const person = ({ id, name, email, title, isBot, isGuest, isDeactivated }: SlackUser): JsonObject => ({
  id,
  name,
  email,
  title,
  is_bot: isBot,
  is_guest: isGuest,
  is_deactivated: isDeactivated,
});

function conversation({ members }: SlackParts, user: SlackUser, channel: SlackChannel): JsonObject {
  const { id, kind, isArchived, topic, purpose, pins } = channel;
  const others = channel.members.filter((one) => one !== user.id);
  const name =
    kind === 'im' || kind === 'mpim'
      ? others.map((one) => members.find(user.teamId, one)?.name ?? '').join(', ')
      : channel.name;
  return {
    id,
    kind,
    name,
    is_archived: isArchived,
    is_member: channel.members.includes(user.id),
    members: channel.members,
    topic: topic.value,
    purpose: purpose.value,
    pins,
    messages: channel.messages
      .filter(({ onlyFor }) => onlyFor === undefined || onlyFor === user.id)
      .map((message) => said(message, members.find(user.teamId, message.user))),
  };
}

const said = (message: SlackMessage, from: SlackUser | null): JsonObject => ({
  ts: message.ts,
  from: { id: message.user, name: from?.name ?? '', is_bot: from?.isBot ?? false },
  text: message.text,
  blocks: message.blocks ?? [],
  thread_ts: message.threadTs ?? null,
  is_broadcast: message.isBroadcast === true,
  is_ephemeral: message.onlyFor !== undefined,
  is_edited: message.editedTs !== undefined,
});
