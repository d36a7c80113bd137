import { objectIn, page, text, type SlackCall, type SlackCaller } from '../call.js';
import { SlackError } from '../errors.js';
import type { SlackParts } from '../parts.js';
import type { JsonObject } from '../json.js';

const seesEmail = ({ token }: SlackCaller): boolean => token === null || token.scopes.includes('users:read.email');

/** People of the workspace and their status. */
export const userMethods = ({ members, channels }: SlackParts) => ({
  'users.list': ({ caller, args }: SlackCall): JsonObject => {
    const { items, response_metadata } = page(members.of(caller.team.id), args);
    return {
      members: items.map((user) => members.wire(user, seesEmail(caller))),
      cache_ts: channels.seconds(),
      response_metadata,
    };
  },

  'users.info': ({ caller, args }: SlackCall): JsonObject => ({
    user: members.wire(members.get(caller.team.id, text(args, 'user')), seesEmail(caller)),
  }),

  /** METHOD: "users_not_found: Value passed for user was invalid", also when the account is deactivated. */
  'users.lookupByEmail': ({ caller, args }: SlackCall): JsonObject => {
    const user = members.byEmail(text(args, 'email'));
    if (!user || user.teamId !== caller.team.id || user.isDeactivated) throw new SlackError('users_not_found');
    return { user: members.wire(user, true) };
  },

  'users.profile.get': ({ caller, args }: SlackCall): JsonObject => {
    const user = members.get(caller.team.id, text(args, 'user') || caller.user.id);
    const isShown = seesEmail(caller) && !user.isBot;
    return { profile: { ...members.profile(user), ...(isShown && { email: user.email }) } };
  },

  /** The status only; other profile fields of a person come from the directory. */
  'users.profile.set': ({ caller: { user, token }, args }: SlackCall): JsonObject => {
    if (token) throw new SlackError('not_allowed_token_type');
    const name = text(args, 'name');
    const given = name ? { [name]: args.value ?? '' } : (objectIn(args, 'profile') ?? {});
    const known = ['status_text', 'status_emoji', 'status_expiration'];
    if (Object.keys(given).some((key) => !known.includes(key))) throw new SlackError('invalid_profile');
    const { status_text = user.status.text, status_emoji = user.status.emoji } = given;
    const expiration = Number(given.status_expiration ?? 0);
    if (typeof status_text !== 'string' || typeof status_emoji !== 'string' || !Number.isInteger(expiration))
      throw new SlackError('invalid_profile');
    if (status_emoji && !/^:[^:\s]+(::skin-tone-\d)?:$/.test(status_emoji))
      throw new SlackError('profile_status_set_failed_not_valid_emoji');
    members.setStatus(user, { text: status_text, emoji: status_emoji, expiration });
    return { username: user.name, profile: members.profile(user) };
  },

  'users.conversations': ({ caller, args }: SlackCall): JsonObject => {
    const whose = members.get(caller.team.id, text(args, 'user') || caller.user.id);
    const all = channels
      .in(caller.team.id)
      .filter((one) => one.members.includes(whose.id) && channels.sees(caller.user, one))
      .filter((one) => typesOf(args).includes(one.kind) && !(args.exclude_archived === true && one.isArchived));
    const { items, response_metadata } = page(all, args);
    return { channels: items.map((one) => channels.wire(one, caller.user)), response_metadata };
  },
});

const KINDS = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: 'mpim' } as const;

/** `types` of lists of conversations: "Defaults to public_channel". */
export function typesOf(args: JsonObject): string[] {
  return (text(args, 'types') || 'public_channel').split(',').map((type) => {
    const kind = Object.entries(KINDS).find(([name]) => name === type.trim())?.[1];
    if (!kind) throw new SlackError('invalid_types');
    return kind;
  });
}
