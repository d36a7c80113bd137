import { randomBytes } from 'node:crypto';
import type { JsonObject } from './json.js';

export interface SlackTeam {
  readonly id: string;
  readonly name: string;
  /** Mail domain of its members, which is what the sandbox tells workspaces apart by. */
  readonly domain: string;
  /** A workspace preference: only admins create channels. */
  restrictsChannels: boolean;
}
export interface SlackUser {
  readonly id: string;
  readonly teamId: string;
  readonly email: string;
  name: string;
  title: string;
  timeZone: string;
  readonly isBot: boolean;
  /** A guest: sees the channels somebody put them into, no others. */
  isGuest: boolean;
  isDeactivated: boolean;
  /** Expiration in seconds since 1970, 0 for none. */
  status: { text: string; emoji: string; expiration: number };
  updated: number;
}
export type ChannelKind = 'public' | 'private' | 'im' | 'mpim';
/** `channel_type` of message events (https://docs.slack.dev/reference/events/message). */
export const CHANNEL_TYPE = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const satisfies Record<
  ChannelKind,
  string
>;
export interface SlackChannel {
  readonly id: string;
  readonly teamId: string;
  name: string;
  readonly kind: ChannelKind;
  readonly creator: string;
  readonly created: number;
  readonly isGeneral: boolean;
  isArchived: boolean;
  members: string[];
  topic: { value: string; creator: string; last_set: number };
  purpose: { value: string; creator: string; last_set: number };
  pins: string[];
  messages: SlackMessage[];
}
export interface SlackMessage {
  readonly ts: string;
  /** Who wrote it: a person's or a bot's user id. */
  readonly user: string;
  text: string;
  blocks?: JsonObject[];
  readonly threadTs?: string;
  /** A reply that stands in the channel too. */
  readonly isBroadcast?: boolean;
  metadata?: JsonObject;
  editedTs?: string;
  /** Only this user sees it. */
  readonly onlyFor?: string;
}
export interface SlackToken {
  readonly teamId: string;
  readonly botUserId: string;
  scopes: string[];
  state: 'active' | 'revoked' | 'uninstalled';
}
export interface StoredView {
  readonly id: string;
  readonly teamId: string;
  readonly userId: string;
  readonly type: 'modal' | 'home';
  view: JsonObject;
  hash: string;
  readonly rootId: string;
  readonly previousId: string | null;
}
export interface SlackState {
  app: {
    readonly id: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly signingSecret: string;
    readonly verificationToken: string;
    /** Where requests go instead of the product's address; for tests whose port is not known beforehand. */
    requestUrl: string | null;
    limits: 'machine' | 'product' | 'off';
    /** Types of events the app is subscribed to, as its manifest names them (`message.channels`); null: to all its scopes let it hear. */
    botEvents: string[] | null;
  };
  teams: Record<string, SlackTeam>;
  users: Record<string, SlackUser>;
  channels: Record<string, SlackChannel>;
  tokens: Record<string, SlackToken>;
  /** Machine time, milliseconds. */
  codes: Record<string, { teamId: string; userId: string; scopes: string[]; redirectUri: string; expires: number }>;
  triggers: Record<string, { teamId: string; userId: string; expires: number; isUsed: boolean }>;
  responses: Record<string, ResponseUrl>;
  views: Record<string, StoredView>;
  /** Open modals of a person, the lowest first. */
  stacks: Record<string, string[]>;
  lastTs: number;
}
/** What a response_url may still be used for. */
export interface ResponseUrl {
  readonly teamId: string;
  readonly userId: string;
  readonly channel: string;
  /** The message the person acted on, if they did. */
  readonly ts: string | null;
  left: number;
  readonly expires: number;
}

/** A new Slack, with one app that nobody has installed. */
export const emptySlackState = (): SlackState => ({
  app: {
    id: 'A0UNDERSTUD',
    clientId: `${digits(11)}.${digits(13)}`,
    clientSecret: randomBytes(16).toString('hex'),
    signingSecret: randomBytes(16).toString('hex'),
    verificationToken: randomBytes(12).toString('base64url'),
    requestUrl: null,
    limits: 'machine',
    botEvents: null,
  },
  teams: {},
  users: {},
  channels: {},
  tokens: {},
  codes: {},
  triggers: {},
  responses: {},
  views: {},
  stacks: {},
  lastTs: 0,
});

/** Random digits, the first not zero. */
export const digits = (count: number): string =>
  String((randomBytes(8).readBigUInt64BE() % (9n * 10n ** BigInt(count - 1))) + 10n ** BigInt(count - 1));
