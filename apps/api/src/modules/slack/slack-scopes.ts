/** What the app asks a workspace for, and what does not work without it. */
export const SLACK_SCOPES = {
  commands: 'the command /understudy and the shortcut "Escalate"',
  'chat:write': 'every message: questions with buttons, notifications, war rooms',
  'users:read': 'knowing who somebody is, and reading a status such as "Vacationing"',
  'users:read.email': 'finding people by their e-mail address',
  'im:write': 'writing to people directly',
  'im:history':
    'noticing that a message to somebody arrived although the answer was lost; what people write to the app is dropped unread',
  'channels:manage': 'opening, naming and closing war rooms, and letting backups into customer channels',
  'channels:read': 'seeing which channels a customer has and who is in them',
  'channels:join': 'being where a backup is to be let in',
  'channels:history': 'taking what is said in a war room into the escalation; no other channel is listened to',
  'groups:write': 'letting backups into private customer channels the app is in',
  'groups:read': 'seeing private customer channels the app is in',
  'pins:write': 'pinning the brief in a war room',
} as const satisfies Record<string, string>;
export type SlackScope = keyof typeof SLACK_SCOPES;
export const SCOPE_NAMES = Object.keys(SLACK_SCOPES) as readonly SlackScope[];

/** What the app listens to. Channel messages reach us of rooms the app is in; what is not a war room of ours is dropped unread. */
export const SLACK_BOT_EVENTS = [
  'app_home_opened',
  'app_uninstalled',
  'message.channels',
  'message.im',
  'tokens_revoked',
  'user_change',
  'user_status_changed',
] as const;

export const missingScopes = (granted: readonly string[]): SlackScope[] =>
  SCOPE_NAMES.filter((scope) => !granted.includes(scope));
