import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readBundle, type Bundle } from './bundle.js';
import type { CardServiceContract } from './card-service.js';
import { googleEvent } from './event.js';
import { CALENDAR_METHODS } from './calendar-methods.js';
import type { MessageMetadata, RunInput } from './protocol.js';
import { AddonFailed, runAddon } from './run-addon.js';

export interface AddonRuntimeOptions {
  /** apps/addon/dist. */
  readonly bundleFolder: string;
  /** Public address of the API. */
  readonly backendUrl: string;
  readonly findPerson: (email: string) => { readonly email: string; readonly timeZone: string } | null;
  /** A message that reached the person: in their mailbox, or in a colleague's whom they may stand in for. */
  readonly findMessage: (email: string, messageId: string) => MessageMetadata | null;
  /** An access token of the person, as the script gets one for Google's own APIs; with these scopes and no others. */
  readonly mintAccessToken: (email: string, scopes: readonly string[]) => string;
  /** Where the stand-in Google's APIs are, on the same server. */
  readonly googlePath: string;
  /** What ScriptApp.getIdentityToken() gives: signed by the stand-in Google, for the add-on's audience. */
  readonly mintIdentityToken: (email: string) => Promise<string>;
  /** Product time: only the zone's offset in the event depends on it. */
  readonly now: () => Temporal.Instant;
}

const refused = (statusCode: number, message: string) => Object.assign(new Error(message), { statusCode });

const fieldInput = z.union([
  z.strictObject({ values: z.array(z.string().max(4000)).max(100) }),
  z.strictObject({ day_ms: z.int() }),
  z.strictObject({ instant_ms: z.int() }),
]);
const recipients = z.array(z.string().max(320)).max(100);
const Asked = z.strictObject({
  email: z.string().max(254),
  function: z.string().max(64),
  event: z
    .strictObject({
      host: z.enum(['GMAIL', 'CALENDAR']).optional(),
      message_id: z.string().max(200).optional(),
      event_id: z.string().max(1100).optional(),
      calendar_id: z.string().max(1100).optional(),
      draft: z.strictObject({ to: recipients, cc: recipients.optional(), bcc: recipients.optional() }).optional(),
      parameters: z.record(z.string().max(64), z.string().max(2000)).optional(),
      form: z.record(z.string().max(64), fieldInput).optional(),
    })
    .default({}),
});
type Asked = z.infer<typeof Asked>;

/**
 * `POST /sandbox/addon/run {email, function, event}` runs the real add-on bundle for a demo person, as Gmail would, and answers what it
 * shows: `{cards}`, `{action: {navigations, notification, openLink}}`, or `{draft: {insertHtml, cc}}` for a draft that is open. 400 malformed, 404 unknown person or message, 422 a function Google
 * could not call, 502 the script failed.
 */
export async function addonRuntime(app: FastifyInstance, options: AddonRuntimeOptions): Promise<void> {
  const contract: CardServiceContract = JSON.parse(
    await readFile(new URL('../../.output/contracts/card-service.json', import.meta.url), 'utf8'),
  );
  const caches = new Map<string, RunInput['userCache']>();
  let bundle: Bundle | null = null;

  app.post('/sandbox/addon/run', async (request) => {
    const parsed = Asked.safeParse(request.body);
    if (!parsed.success) throw refused(400, z.prettifyError(parsed.error));
    const asked = parsed.data;
    bundle ??= await readBundle(options.bundleFolder, options.backendUrl);
    if (!bundle.functions.has(asked.function)) throw refused(422, `The add-on has no function "${asked.function}".`);
    const { functions: _, ...script } = bundle;
    const run = await prepare(asked, bundle.scopes, `${addressOf(app)}${options.googlePath}`, options);
    try {
      const { printed, log, userCache } = await runAddon({
        ...script,
        ...run,
        manifestScopes: bundle.scopes,
        contract,
        functionName: asked.function,
        userCache: caches.get(asked.email) ?? {},
      });
      caches.set(asked.email, userCache);
      for (const line of log) app.log.info({ addon: line }, 'the add-on said');
      const { kind: _kind, ...shown } = printed;
      return shown;
    } catch (error) {
      throw error instanceof AddonFailed ? refused(502, `Error with the add-on: ${error.message}`) : error;
    }
  });
}

function addressOf(app: FastifyInstance): string {
  const address = app.server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

/** A trigger of Calendar runs there, whether an event is open or not. */
const inCalendar = ({ function: name, event }: Asked): Asked['event'] =>
  name.startsWith('onCalendar') ? { ...event, host: 'CALENDAR' } : event;

async function prepare(
  asked: Asked,
  scopes: readonly string[],
  googleUrl: string,
  options: AddonRuntimeOptions,
): Promise<Pick<RunInput, 'event' | 'identityToken' | 'email' | 'google' | 'messages' | 'messageToken'>> {
  const person = options.findPerson(asked.email);
  if (!person) throw refused(404, 'There is no such demo person.');
  const { event } = asked;
  const message = event.message_id === undefined ? null : options.findMessage(person.email, event.message_id);
  if (event.message_id !== undefined && !message) throw refused(404, 'There is no such message in this mailbox.');
  const messageToken = message ? randomUUID() : null;
  return {
    identityToken: await options.mintIdentityToken(person.email),
    email: person.email,
    google: {
      url: googleUrl,
      token: options.mintAccessToken(person.email, scopes),
      calendar: CALENDAR_METHODS,
    },
    messages: message ? [message] : [],
    messageToken,
    event: googleEvent(inCalendar(asked), {
      email: person.email,
      scopes,
      timeZone: person.timeZone,
      locale: 'en-GB',
      now: options.now(),
      message:
        message && messageToken ? { id: message.id, threadId: message.threadId, accessToken: messageToken } : null,
    }),
  };
}
