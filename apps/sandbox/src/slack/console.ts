import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { showAnswer } from './answers.js';
import { read, said } from './controls.js';
import { uninstall } from './methods/auth.js';
import type { SlackParts } from './parts.js';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const App = z.strictObject({
  /** Base address requests go to instead of the product's; null: the product's. */
  request_url: z
    .string()
    .refine((url) => URL.canParse(url) && LOOPBACK.has(new URL(url).hostname), 'must be an address of this machine')
    .nullable()
    .optional(),
  limits: z.enum(['machine', 'product', 'off']).optional(),
  bot_events: z
    .array(z.string().regex(/^[a-z_]+(\.[a-z_]+)?$/))
    .nullable()
    .optional(),
});
const Account = z.strictObject({
  name: z.string().min(1).optional(),
  title: z.string().optional(),
  time_zone: z.string().min(1).optional(),
  is_guest: z.boolean().optional(),
  is_deactivated: z.boolean().optional(),
});
const Team = z.strictObject({ restricts_channels: z.boolean() });
const Uninstall = z.strictObject({ domain: z.string() });

const refused = (statusCode: number, message: string) => Object.assign(new Error(message), { statusCode });

/**
 * What admins and developers do with a mouse in Slack's consoles: accounts, the workspace's preferences, the app's addresses, uninstalling. Besides, the tiers'
 * clock and the requests that went out.
 */
export function registerConsole(app: FastifyInstance, parts: SlackParts): void {
  const { state, members, delivery, save } = parts;
  const summary = () => ({
    app_id: state.app.id,
    client_id: state.app.clientId,
    request_url: state.app.requestUrl ?? parts.apiUrl,
    limits: state.app.limits,
    bot_events: state.app.botEvents,
    installations: Object.values(state.tokens).map(({ teamId, botUserId, scopes, state: standing }) => ({
      team_id: teamId,
      domain: state.teams[teamId]?.domain ?? '',
      bot_user_id: botUserId,
      scopes,
      state: standing,
    })),
  });
  app.get('/sandbox/slack/app', summary);
  app.put('/sandbox/slack/app', async (request) => {
    const { request_url, limits, bot_events } = read(App, request.body);
    if (limits) state.app.limits = limits;
    if (bot_events !== undefined) state.app.botEvents = bot_events;
    if (request_url !== undefined) state.app.requestUrl = request_url;
    await save();
    return summary();
  });
  /** Saving a request address in the console: it must answer the challenge. */
  app.post('/sandbox/slack/app/verify', async () => ({ verified: await delivery.verify() }));
  app.post('/sandbox/slack/app/uninstall', async (request, reply) => {
    const { domain } = read(Uninstall, request.body);
    const team = members.teamOfDomain(domain);
    const token = Object.values(state.tokens).find((one) => one.teamId === team?.id && one.state === 'active');
    if (!team || !token) throw refused(404, 'The app is not installed there.');
    uninstall(parts, token, team.id);
    await save();
    return reply.code(204).send();
  });

  app.put<{ Params: { email: string } }>('/sandbox/slack/people/:email', async ({ params, body }) => {
    const input = read(Account, body);
    const given = {
      name: input.name,
      title: input.title,
      timeZone: input.time_zone,
      isGuest: input.is_guest,
      isDeactivated: input.is_deactivated,
    };
    const name = params.email.split('@')[0] ?? '';
    const user =
      members.byEmail(params.email) ??
      members.add(params.email, { name: input.name ?? name, title: '', timeZone: input.time_zone ?? 'UTC' });
    parts.channels.general(user.teamId);
    members.change(user, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
    await save();
    return members.wire(user, true);
  });
  app.put<{ Params: { domain: string } }>('/sandbox/slack/teams/:domain', async ({ params, body }) => {
    const team = members.teamOfDomain(params.domain);
    if (!team) throw refused(404, 'There is no such workspace.');
    team.restrictsChannels = read(Team, body).restricts_channels;
    await save();
    return { id: team.id, name: team.name, domain: team.domain, restricts_channels: team.restrictsChannels };
  });

  app.get('/sandbox/slack/app/requests', () => ({ items: delivery.sent }));
  app.post<{ Params: { id: string } }>('/sandbox/slack/app/requests/:id/replay', async ({ params }) => {
    const sent = delivery.sent.find(({ id }) => id === params.id);
    if (!sent) throw refused(404, 'There is no such request.');
    return delivery.replay(sent);
  });

  /** A response_url. Unknown, used up and over look the same: 404 `used_url` or `expired_url`, as Slack says. */
  app.post<{ Params: { team: string; token: string } }>(
    '/sandbox/slack/actions/:team/:token',
    async (request, reply) => {
      const key = `${request.params.team}/${request.params.token}`;
      const found = Object.hasOwn(state.responses, key) ? state.responses[key] : undefined;
      const problem = (error: string) => reply.code(404).send({ ok: false, error });
      if (!found || found.left === 0) return problem('used_url');
      if (found.expires <= parts.clock.machine().epochMilliseconds) return problem('expired_url');
      found.left -= 1;
      parts.requests.count('slack.response_url');
      const user = members.get(found.teamId, found.userId);
      const channel = state.channels[found.channel];
      if (!channel) return problem('channel_not_found');
      try {
        await said(() => showAnswer(parts, user, channel, found.ts, JSON.stringify(request.body ?? '')));
      } finally {
        await save();
      }
      parts.outbox.add('slack', {
        method: 'response_url',
        team: state.teams[found.teamId]?.domain ?? '',
        channel: channel.id,
        channel_name: channel.name ? `#${channel.name}` : user.name,
        to: [user.email],
        text: textIn(request.body),
        args: JSON.parse(JSON.stringify(request.body ?? {})),
      });
      await save();
      return reply.send({ ok: true });
    },
  );
}

const textIn = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'text' in body && typeof body.text === 'string' ? body.text : '';
