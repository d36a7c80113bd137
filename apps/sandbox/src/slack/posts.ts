import type { SlackCall } from './call.js';
import type { SlackParts } from './parts.js';
import type { HandledMethod } from './rules.js';
import { isObject, type JsonObject } from './json.js';

/** What only reads or opens a door; nobody sees it. */
const UNSEEN: ReadonlySet<HandledMethod> = new Set([
  'auth.test',
  'chat.getPermalink',
  'conversations.info',
  'conversations.list',
  'conversations.members',
  'conversations.open',
  'pins.list',
  'team.info',
  'users.conversations',
  'users.info',
  'users.list',
  'users.lookupByEmail',
  'users.profile.get',
]);

/**
 * Puts what the app did into the outbox: the method with its arguments; of posts besides the text and blocks, the channel by id and by the name people
 * know it by, and the addresses of the people it reaches when it is a direct message.
 */
export function recordPost(
  { outbox, state }: SlackParts,
  method: HandledMethod,
  { caller, args }: SlackCall,
  answer: JsonObject,
): void {
  if (UNSEEN.has(method)) return;
  const id = idIn(answer.channel) ?? (typeof args.channel === 'string' ? args.channel : '');
  const channel = state.channels[id];
  const others = (channel?.members ?? []).filter((one) => one !== caller.user.id).map((one) => state.users[one]);
  const isDirect = channel?.kind === 'im' || channel?.kind === 'mpim';
  const onlyFor = typeof args.user === 'string' ? state.users[args.user] : undefined;
  const to = onlyFor ? [onlyFor.email] : isDirect ? others.map((one) => one?.email ?? '') : [];
  const names = isDirect ? others.map((one) => one?.name ?? '').join(', ') : `#${channel?.name ?? ''}`;
  outbox.add('slack', {
    method,
    team: caller.team.domain,
    channel: id,
    channel_name: channel ? names : '',
    to,
    text: typeof args.text === 'string' ? args.text : (SAID[method] ?? ''),
    ...(args.blocks !== undefined && { blocks: args.blocks }),
    ...(typeof answer.ts === 'string' && { ts: answer.ts }),
    args,
  });
}

const idIn = (channel: JsonObject[string] | undefined): string | null => {
  if (typeof channel === 'string') return channel;
  return isObject(channel) && typeof channel.id === 'string' ? channel.id : null;
};

/** For people who look at what was sent. */
const SAID: Partial<Record<HandledMethod, string>> = {
  'conversations.create': 'Made a channel',
  'conversations.invite': 'Invited people to a channel',
  'conversations.kick': 'Took somebody out of a channel',
  'conversations.archive': 'Archived a channel',
  'conversations.unarchive': 'Brought an archived channel back',
  'conversations.rename': 'Renamed a channel',
  'conversations.join': 'Joined a channel',
  'conversations.leave': 'Left a channel',
  'conversations.setTopic': "Changed a channel's topic",
  'conversations.setPurpose': "Changed a channel's description",
  'chat.delete': 'Deleted a message',
  'pins.add': 'Pinned a message',
  'pins.remove': 'Unpinned a message',
  'views.open': 'Opened a dialog',
  'views.push': 'Opened a further dialog',
  'views.update': 'Changed a dialog',
  'views.publish': 'Drew the home tab',
  'auth.revoke': 'Gave its access back',
  'apps.uninstall': 'Uninstalled itself',
};
