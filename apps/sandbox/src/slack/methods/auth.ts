import { flag, text, type SlackCall } from '../call.js';
import { SlackError } from '../errors.js';
import type { SlackParts } from '../parts.js';
import type { SlackToken } from '../state.js';
import type { JsonObject } from '../json.js';

/** Who a token is, and the end of it. */
export const authMethods = (parts: SlackParts) => ({
  'auth.test': ({ caller: { team, user, token } }: SlackCall): JsonObject => ({
    url: `https://${team.domain.split('.')[0] ?? ''}.slack.com/`,
    team: team.name,
    user: token ? 'understudy' : (user.email.split('@')[0] ?? ''),
    team_id: team.id,
    user_id: user.id,
    ...(token && { bot_id: `B${user.id.slice(1)}`, is_enterprise_install: false }),
  }),

  /** METHOD auth.revoke: "test: triggers a testing mode where the specified token will not actually be revoked." */
  'auth.revoke': ({ caller: { team, user, token }, args }: SlackCall): JsonObject => {
    if (!token) throw new SlackError('not_allowed_token_type');
    const isReal = !flag(args, 'test');
    if (isReal) {
      token.state = 'revoked';
      parts.events.farewell(team.id, user.id, [{ type: 'tokens_revoked', tokens: { oauth: [], bot: [user.id] } }]);
    }
    return { revoked: isReal };
  },

  'apps.uninstall': ({ caller: { team, token }, args }: SlackCall): JsonObject => {
    if (!token) throw new SlackError('not_allowed_token_type');
    const refused = parts.clientErrors(text(args, 'client_id'), text(args, 'client_secret'));
    if (refused) throw new SlackError(refused);
    uninstall(parts, token, team.id);
    return {};
  },

  'team.info': ({ caller: { team }, args }: SlackCall): JsonObject => {
    const asked = text(args, 'team');
    if (asked && asked !== team.id) throw new SlackError('team_not_found');
    const { id, name, domain } = parts.state.teams[team.id] ?? team;
    return { team: { id, name, domain: domain.split('.')[0] ?? '', email_domain: domain, icon: {} } };
  },
});

/** The app leaves the workspace: its token is dead, its bot is in no channel any more, and it is told. */
export function uninstall({ members, channels, events }: SlackParts, token: SlackToken, teamId: string): void {
  const bot = members.bot(teamId);
  token.state = 'uninstalled';
  bot.isDeactivated = true;
  for (const channel of channels.in(teamId)) {
    if (channel.kind === 'im' || channel.kind === 'mpim') continue;
    channel.members = channel.members.filter((id) => id !== bot.id);
  }
  events.farewell(teamId, bot.id, [
    { type: 'tokens_revoked', tokens: { oauth: [], bot: [bot.id] } },
    { type: 'app_uninstalled' },
  ]);
}
