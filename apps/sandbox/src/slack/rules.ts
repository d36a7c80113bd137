import { SlackError } from './errors.js';
import type { ChannelKind } from './state.js';

/**
 * What Slack asks for and the typings do not say: scopes, tiers, names, sizes. METHOD is https://docs.slack.dev/reference/methods/<method>, its "Facts"
 * and "Errors"; LIMITS is https://docs.slack.dev/apis/web-api/rate-limits. Sentences in quotes are the vendor's own.
 */
type ByKind = Readonly<Record<ChannelKind, readonly string[]>>;
const READ: ByKind = {
  public: ['channels:read'],
  private: ['groups:read'],
  im: ['im:read'],
  mpim: ['mpim:read'],
};
const MANAGE: ByKind = {
  public: ['channels:manage'],
  private: ['groups:write'],
  im: ['im:write'],
  mpim: ['mpim:write'],
};
const INVITE: ByKind = {
  ...MANAGE,
  public: ['channels:manage', 'channels:write.invites'],
  private: ['groups:write', 'groups:write.invites'],
};
const TOPIC: ByKind = {
  public: ['channels:manage', 'channels:write.topic'],
  private: ['groups:write', 'groups:write.topic'],
  im: ['im:write', 'im:write.topic'],
  mpim: ['mpim:write', 'mpim:write.topic'],
};
/** Which scopes let an app hear the messages of a conversation (https://docs.slack.dev/reference/events/message.channels and siblings). */
export const HISTORY: ByKind = {
  public: ['channels:history'],
  private: ['groups:history'],
  im: ['im:history'],
  mpim: ['mpim:history'],
};

interface MethodRule {
  /** METHOD, "Required scopes", bot token; any one of them does. By kind of conversation where the method is about one. */
  readonly scopes: readonly string[] | ByKind;
  /** METHOD, "Rate Limits": requests a minute. `channel`: "one message per second per channel" (LIMITS, special tier). */
  readonly perMinute: 1 | 20 | 50 | 100 | 'channel' | null;
}
const rule = (scopes: MethodRule['scopes'], perMinute: MethodRule['perMinute']): MethodRule => ({ scopes, perMinute });

export const METHOD_RULES = {
  'auth.test': rule([], null),
  'auth.revoke': rule([], 50),
  'apps.uninstall': rule([], 1),
  'oauth.v2.access': rule([], null),
  'team.info': rule(['team:read'], 50),
  'users.list': rule(['users:read'], 20),
  'users.info': rule(['users:read'], 100),
  'users.lookupByEmail': rule(['users:read.email'], 50),
  'users.profile.get': rule(['users.profile:read'], 100),
  // METHOD: user tokens with users.profile:write only; a bot cannot set anybody's status.
  'users.profile.set': rule(['users.profile:write'], 50),
  'users.conversations': rule(READ, 50),
  'conversations.create': rule(MANAGE, 20),
  'conversations.invite': rule(INVITE, 50),
  'conversations.kick': rule(MANAGE, 50),
  'conversations.archive': rule(MANAGE, 20),
  'conversations.unarchive': rule(MANAGE, 20),
  'conversations.join': rule(['channels:join'], 50),
  'conversations.leave': rule(MANAGE, 50),
  'conversations.info': rule(READ, 50),
  'conversations.list': rule(READ, 20),
  'conversations.members': rule(READ, 100),
  'conversations.setTopic': rule(TOPIC, 20),
  'conversations.setPurpose': rule(TOPIC, 20),
  'conversations.open': rule(MANAGE, 50),
  'conversations.rename': rule(MANAGE, 20),
  'chat.postMessage': rule(['chat:write'], 'channel'),
  'chat.update': rule(['chat:write'], 50),
  'chat.delete': rule(['chat:write'], 50),
  'chat.postEphemeral': rule(['chat:write'], 100),
  'chat.getPermalink': rule([], null),
  'pins.add': rule(['pins:write'], 20),
  'pins.remove': rule(['pins:write'], 20),
  'pins.list': rule(['pins:read'], 20),
  'views.open': rule([], 100),
  'views.push': rule([], 100),
  'views.update': rule([], 100),
  'views.publish': rule([], 100),
} as const satisfies Record<string, MethodRule>;
export type HandledMethod = keyof typeof METHOD_RULES;
export const ruleOf = (method: HandledMethod): MethodRule => METHOD_RULES[method];

/** Scopes an authorization may ask for (https://docs.slack.dev/reference/scopes): those of the methods, and those behind events, commands and the like. */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set([
  ...Object.values<MethodRule>(METHOD_RULES).flatMap(({ scopes }) =>
    Array.isArray(scopes) ? scopes : Object.values(scopes as ByKind).flat(),
  ),
  ...Object.values(HISTORY).flat(),
  'app_mentions:read',
  'bookmarks:read',
  'bookmarks:write',
  'chat:write.customize',
  'chat:write.public',
  'commands',
  'incoming-webhook',
  'reactions:read',
  'reactions:write',
  'usergroups:read',
  'users:write',
]);

/**
 * METHOD conversations.create: "Channel names may only contain lowercase letters, numbers, hyphens, and underscores, and must be 80 characters or
 * less." Letters of other alphabets pass at Slack; ours are transliterated, so they are refused here.
 */
export function requireChannelName(name: string): void {
  if (!name) throw new SlackError('invalid_name_required'); // "Value passed for name was empty."
  if (name.length > 80) throw new SlackError('invalid_name_maxlength'); // "Value passed for name exceeded max length."
  // "Value passed for name contained unallowed special characters or upper case characters."
  if (!/^[a-z0-9_-]+$/.test(name)) throw new SlackError('invalid_name_specials');
  // "Value passed for name contained only punctuation."
  if (/^[_-]+$/.test(name)) throw new SlackError('invalid_name_punctuation');
}

/** METHOD conversations.setTopic: "Topic was longer than 250 characters." setPurpose says the same of the description. */
export const TOPIC_MAX = 250;
/** METHOD conversations.invite, users: "A comma separated list of user IDs. Up to 100 users may be listed." (The typings' comment says 1000.) */
export const INVITE_MAX = 100;
/** METHOD conversations.open: "Needs at most 8 users to open". */
export const OPEN_MAX = 8;
/** METHOD chat.update: "Message text is too long. The text field cannot exceed 4,000 characters." */
export const UPDATE_TEXT_MAX = 4000;
/**
 * METHOD chat.postMessage: "Slack will truncate messages containing more than 40,000 characters". Text that would be lost is refused here with the
 * error of chat.update, so that nobody finds out later.
 */
export const POST_TEXT_MAX = 40_000;
/** https://docs.slack.dev/reference/block-kit/blocks: "You can include up to 50 blocks in each message, and 100 blocks in modals or Home tabs." */
export const MESSAGE_BLOCKS_MAX = 50;
/** METHOD views.open: "Error returned if the provided view is greater than 250kb." */
export const VIEW_BYTES_MAX = 250_000;
/** METHOD views.push: "Error returned when the max push limit has been reached for views. Currently the limit is 3." */
export const STACK_MAX = 3;
/** https://docs.slack.dev/interactivity/handling-user-interaction: a trigger_id "will expire 3 seconds after it is sent to your app". */
export const TRIGGER_MILLISECONDS = 3000;
/** The same page on response_url: "These responses can be sent up to 5 times within 30 minutes of receiving the payload." */
export const RESPONSE_USES = 5;
export const RESPONSE_MILLISECONDS = 30 * 60_000;
/** https://docs.slack.dev/authentication/installing-with-oauth: the temporary code "expires after ten minutes". */
export const CODE_MILLISECONDS = 10 * 60_000;
/** METHOD users.profile.set: "You attempted to set a custom status but it was longer than the maximum allowed, 100." */
export const STATUS_TEXT_MAX = 100;
/** https://docs.slack.dev/apis/events-api: "Your app should respond to the event request with an HTTP 2xx within three seconds." */
export const ANSWER_MILLISECONDS = 3000;
