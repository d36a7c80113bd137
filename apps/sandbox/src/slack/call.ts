import { SlackError } from './errors.js';
import type { HandledMethod } from './rules.js';
import type { SlackTeam, SlackToken, SlackUser } from './state.js';
import { isObject, type JsonObject } from './json.js';

/** Who calls the Web API: the app with its bot token, or a person doing something in front of their own Slack. */
export interface SlackCaller {
  readonly team: SlackTeam;
  readonly user: SlackUser;
  /** `null` for a person, who needs no scopes. */
  readonly token: SlackToken | null;
}
export interface SlackCall {
  readonly caller: SlackCaller;
  readonly args: JsonObject;
}
/** One method. Its call has passed authentication, scopes, limits and the contract; `ok: true` is added to what it answers. */
export type SlackHandler = (call: SlackCall) => JsonObject;
export type SlackHandlers = Readonly<Record<HandledMethod, SlackHandler>>;

/** An argument the contract has already seen to be text; '' when it is not given. */
export const text = (args: JsonObject, name: string): string => {
  const value = args[name];
  return typeof value === 'string' ? value : '';
};
export const flag = (args: JsonObject, name: string): boolean => args[name] === true;
export const objectsIn = (args: JsonObject, name: string): JsonObject[] | undefined => {
  const value = args[name];
  return Array.isArray(value) ? value.filter(isObject) : undefined;
};
export const objectIn = (args: JsonObject, name: string): JsonObject | undefined => {
  const value = args[name];
  return isObject(value) ? value : undefined;
};

/**
 * One page of a list: `limit` (1-1000, everything when it is not given) and the `cursor` of the page before
 * (https://docs.slack.dev/apis/web-api/pagination). An empty next_cursor says that nothing follows.
 */
export function page<T>(all: readonly T[], args: JsonObject): { items: readonly T[]; response_metadata: JsonObject } {
  const limit = typeof args.limit === 'number' && args.limit !== 0 ? args.limit : all.length || 1;
  if (!Number.isInteger(limit) || limit < 1 || (args.limit !== undefined && limit > 1000))
    throw new SlackError('invalid_limit');
  const cursor = text(args, 'cursor');
  const from = cursor ? Number(/^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1] ?? NaN) : 0;
  if (!Number.isInteger(from) || from > all.length) throw new SlackError('invalid_cursor');
  const end = from + limit;
  const next = end < all.length ? Buffer.from(`next:${end}`, 'utf8').toString('base64') : '';
  return { items: all.slice(from, end), response_metadata: { next_cursor: next } };
}
