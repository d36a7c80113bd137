import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Acts } from './acts.js';
import type { Delivered } from './delivery.js';
import { ActError } from './elements.js';
import { SlackError } from './errors.js';
import { inboxOf } from './inbox.js';
import type { SlackParts } from './parts.js';
import type { SlackUser } from './state.js';
import type { Submissions } from './submissions.js';
import type { JsonObject } from './json.js';

const json = z.json();
const where = { channel: z.string().optional(), ts: z.string().optional(), view_id: z.string().optional() };
const Command = z.strictObject({
  command: z.string().startsWith('/'),
  text: z.string().default(''),
  channel: z.string().optional(),
});
const Click = z.strictObject({ ...where, action_id: z.string(), value: json.optional() });
const Shortcut = z.strictObject({ callback_id: z.string(), channel: z.string().optional(), ts: z.string().optional() });
const Suggest = z.strictObject({ ...where, action_id: z.string(), value: z.string() });
const Submit = z.strictObject({ view_id: z.string().optional(), state: z.record(z.string(), json).default({}) });
const Close = z.strictObject({ view_id: z.string().optional() });

const refused = (statusCode: number, message: string) => Object.assign(new Error(message), { statusCode });
export function read<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw refused(400, parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' '));
}

/** A refusal of Slack or of what a person can do becomes a sentence for whoever drives the sandbox. */
export async function said<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ActError) throw refused(409, error.message);
    if (error instanceof SlackError) throw refused(409, JSON.stringify(error.body()));
    throw error;
  }
}

/** What people do with a mouse, under /sandbox/slack/people/{email}: what follows is signed requests to the app. */
export function registerPeople(app: FastifyInstance, parts: SlackParts, acts: Acts, submissions: Submissions): void {
  const BASE = '/sandbox/slack/people/:email';
  type Params = { Params: { email: string } };
  const act = <S extends z.ZodType>(
    name: string,
    schema: S,
    work: (user: SlackUser, input: z.output<S>) => Promise<unknown>,
  ) =>
    app.post<Params>(`${BASE}/${name}`, (request) =>
      said(async () => {
        parts.members.expireStatuses();
        const user = parts.members.byEmail(request.params.email);
        if (!user) throw refused(404, 'There is no Slack account with this address.');
        if (user.isDeactivated) throw refused(409, 'This account is deactivated.');
        const answer = await work(user, read(schema, request.body)).finally(() => parts.save());
        return answer ?? {};
      }),
    );

  act('command', Command, async (user, { command, text, channel }) =>
    shown(await acts.command(user, command, text, channel)),
  );
  act('click', Click, async (user, { action_id, value, ...place }) =>
    shown(await acts.click(user, place, action_id, value)),
  );
  act('shortcut', Shortcut, async (user, { callback_id, ...place }) =>
    shown(await acts.shortcut(user, callback_id, place)),
  );
  act('suggest', Suggest, (user, { action_id, value, ...place }) => acts.suggest(user, place, action_id, value));
  act('submit', Submit, (user, { view_id, state }) => submissions.submit(user, view_id, state as JsonObject));
  act('close', Close, (user, { view_id }) => submissions.close(user, view_id));
  act('open-home', z.strictObject({}), (user) => acts.openHome(user));

  app.get<Params>(`${BASE}/inbox`, ({ params }) => {
    parts.members.expireStatuses();
    const user = parts.members.byEmail(params.email);
    if (!user) throw refused(404, 'There is no Slack account with this address.');
    return inboxOf(parts, user);
  });
}

const shown = ({ status, body }: Delivered) => ({ status, body });
