import type { FastifyInstance } from 'fastify';
import type { SandboxClock } from '../clock.js';
import type { Faults } from '../faults.js';
import type { Outbox } from '../outbox.js';
import type { People } from '../people.js';
import type { Requests } from '../requests.js';
import type { SandboxWorld } from '../world.js';
import { Acts } from './acts.js';
import { writeSlackApp } from './app-file.js';
import { Channels } from './channels.js';
import { registerConsole } from './console.js';
import { registerPeople } from './controls.js';
import { Delivery } from './delivery.js';
import { registerWebApi } from './dispatch.js';
import { SlackEvents } from './events.js';
import { RateLimits } from './limits.js';
import { Members } from './members.js';
import { Messages } from './messages.js';
import { authMethods } from './methods/auth.js';
import { chatMethods } from './methods/chat.js';
import { conversationMethods } from './methods/conversations.js';
import { membershipMethods } from './methods/membership.js';
import { pinMethods } from './methods/pins.js';
import { userMethods } from './methods/users.js';
import { viewMethods } from './methods/views.js';
import { registerInstall } from './oauth.js';
import type { SlackParts } from './parts.js';
import type { SlackState } from './state.js';
import { Submissions } from './submissions.js';
import { Views } from './views.js';

export { emptySlackState, type SlackState } from './state.js';

export interface SlackOptions {
  readonly state: SlackState;
  readonly clock: SandboxClock;
  readonly people: People;
  readonly world: SandboxWorld;
  readonly faults: Faults;
  readonly outbox: Outbox;
  readonly requests: Requests;
  readonly apiUrl: string;
  /** Where slack-app.json is kept. */
  readonly folder: string;
  readonly save: () => Promise<void>;
}
export interface Slack {
  /** Product time moved: statuses end. */
  clockMoved(): void;
  /** Resolves when no request to the product is under way any more. */
  settle(): Promise<void>;
}
const EXPIRY_MILLISECONDS = 15_000;

/** The stand-in Slack: workspaces of the demo's organisations, one app, the Web API, and what people do there. */
export async function registerSlack(app: FastifyInstance, options: SlackOptions): Promise<Slack> {
  const { state, clock, people, world, folder, apiUrl, save } = options;
  const delivery = new Delivery(state.app, apiUrl, clock);
  const events = new SlackEvents(state, delivery, clock);
  const members = new Members(state, people, clock, events);
  const channels = new Channels(state, members, clock, events);
  for (const channel of world.channels ?? []) channels.plant(channel);
  people.onAdded(({ email, name, title, timeZone, organisation }) => {
    if (members.byEmail(email)) return;
    channels.general(members.add(email, { name, title, timeZone, organisation }).teamId);
  });
  let ownUrl = apiUrl.replace(/\/$/, '');
  const parts: SlackParts = {
    ...options,
    delivery,
    events,
    members,
    channels,
    limits: new RateLimits(state.app, clock),
    messages: new Messages(state, clock, events),
    views: new Views(state, clock),
    ownUrl: () => ownUrl,
    clientErrors: (id, secret) =>
      id !== state.app.clientId ? 'invalid_client_id' : secret !== state.app.clientSecret ? 'bad_client_secret' : null,
  };
  registerWebApi(app, parts, {
    ...authMethods(parts),
    ...userMethods(parts),
    ...conversationMethods(parts),
    ...membershipMethods(parts),
    ...chatMethods(parts),
    ...pinMethods(parts),
    ...viewMethods(parts),
  });
  registerInstall(app, parts);
  const acts = new Acts(parts);
  registerPeople(app, parts, acts, new Submissions(parts, acts));
  registerConsole(app, parts);

  await writeSlackApp(folder, state.app, { ownUrl, apiUrl: ownUrl });
  app.addHook('onListen', async () => {
    const address = app.server.address();
    if (address !== null && typeof address === 'object') {
      const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      const publicUrl = apiUrl.replace(/\/$/, '');
      ownUrl = `http://${host}:${address.port}`;
      await writeSlackApp(folder, state.app, { ownUrl, apiUrl: publicUrl });
    }
  });
  const timer = setInterval(() => members.expireStatuses(), EXPIRY_MILLISECONDS).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    delivery.close();
    await delivery.settle();
    await save();
  });
  return { clockMoved: () => members.expireStatuses(), settle: () => delivery.settle() };
}
