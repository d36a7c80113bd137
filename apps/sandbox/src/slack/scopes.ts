import type { ChannelKind, SlackChannel } from './state.js';
import type { JsonObject } from './json.js';

type ByKind = Readonly<Record<ChannelKind, readonly string[]>>;
const TYPES: Readonly<Record<string, ChannelKind>> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: 'mpim',
};

/** Scopes this call needs, for each kind of conversation it is about one of a list. */
export function scopesFor(
  scopes: readonly string[] | ByKind,
  method: string,
  args: JsonObject,
  seen: (channelId: string) => SlackChannel | null,
): readonly (readonly string[])[] {
  if (isList(scopes)) return scopes.length > 0 ? [scopes] : [];
  return [...new Set(kindsOf(method, args, seen))].map((kind) => scopes[kind]);
}

const isList = (scopes: readonly string[] | ByKind): scopes is readonly string[] => Array.isArray(scopes);

/** A conversation the app does not see is answered as if it were public: its kind is not told. */
function kindsOf(method: string, args: JsonObject, seen: (channelId: string) => SlackChannel | null): ChannelKind[] {
  if (method === 'conversations.create')
    return [args.is_private === true || args.is_private === 'true' || args.is_private === '1' ? 'private' : 'public'];
  if (method === 'conversations.open' && typeof args.users === 'string')
    return [args.users.includes(',') ? 'mpim' : 'im'];
  if (typeof args.channel === 'string') return [seen(args.channel)?.kind ?? 'public'];
  const types = typeof args.types === 'string' ? args.types.split(',') : ['public_channel'];
  return types.map((type) => TYPES[type.trim()] ?? 'public');
}
