import path from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { registerAddonMenu } from './addon-menu.js';
import { addonRuntime } from './apps-script/index.js';
import { SandboxClock } from './clock.js';
import { Faults } from './faults.js';
import { Channels } from './google/calendar/channels.js';
import { calendarHandlers } from './google/calendar/handlers.js';
import { seedMeetings } from './google/calendar/seed.js';
import { CalendarStore } from './google/calendar/store.js';
import { emptyCalendarState, type CalendarState } from './google/calendar/state.js';
import { registerAdmin } from './google/admin.js';
import { docsHandlers } from './google/docs/handlers.js';
import { fileHandlers } from './google/drive/file-handlers.js';
import { Files } from './google/drive/files.js';
import { permissionHandlers } from './google/drive/permission-handlers.js';
import { DRIVE_DEFAULT_FIELDS } from './google/drive/rules.js';
import { type DriveState, emptyDriveState } from './google/drive/state.js';
import { directoryHandlers } from './google/directory/handlers.js';
import { createGmail, type Gmail } from './google/gmail/index.js';
import { registerMailControls } from './google/gmail/people-controls.js';
import { emptyGmailState, type GmailState } from './google/gmail/state.js';
import { registerGoogle } from './google/dispatch.js';
import { Quotas } from './google/quotas.js';
import { newSigningKey, writeServiceAccount } from './identity/keys.js';
import { registerSignIn } from './identity/sign-in-page.js';
import { Tokens, type IdentityState } from './identity/tokens.js';
import { Outbox, type OutboxItem } from './outbox.js';
import { openMessages } from './open-message.js';
import { refuseForeignHosts } from './own-hosts.js';
import { registerControls } from './pages-api.js';
import { servePages } from './pages.js';
import { emptyPeopleState, People, type PeopleState } from './people.js';
import { emptyPtoState, type PtoState, registerPto } from './pto/index.js';
import { Requests } from './requests.js';
import { emptySlackState, registerSlack, type SlackState } from './slack/index.js';
import { JsonFile } from './store.js';
import { registerWebhookReceiver } from './webhook-receiver.js';
import type { SandboxWorld } from './world.js';

/** The add-on as `clasp push` would upload it; the same relative address from src and from dist. */
const ADDON_BUNDLE = path.resolve(import.meta.dirname, '../../addon/dist');
/** The OAuth client of the add-on's script; the API knows it by the same name in sandbox mode. */
const ADDON_AUDIENCE = 'understudy-addon';
/** Built beside the sandbox; the same relative address from src and from dist. */
const PAGES = path.resolve(import.meta.dirname, '../.output/web');

export type SandboxKeys = Pick<IdentityState, 'idKey' | 'serviceKey'>;
export interface SandboxOptions {
  /** Folder that keeps the sandbox's state, normally DATA_DIR/sandbox. */
  readonly folder: string;
  /** The address people reach the product at; the sign-in page is under it. */
  readonly apiUrl: string;
  readonly world: SandboxWorld;
  readonly machineNow?: () => Temporal.Instant;
  /** Folder of the built pages; apps/sandbox/.output/web. */
  readonly pages?: string;
  /** Signing keys for a first start, where making new ones takes too long. */
  readonly keys?: SandboxKeys;
}
interface SandboxState {
  shift: number;
  calendar: CalendarState;
  identity: IdentityState;
  outbox: OutboxItem[];
  people: PeopleState;
  gmail: GmailState;
  drive: DriveState;
  slack: SlackState;
  pto: PtoState;
}
export interface Sandbox {
  readonly app: FastifyInstance;
  readonly tokens: Tokens;
  readonly people: People;
  readonly clock: SandboxClock;
  readonly gmail: Gmail;
  readonly keys: SandboxKeys;
  readonly serviceAccountFile: string;
}

async function firstState(keys?: SandboxKeys): Promise<SandboxState> {
  const identity = {
    idKey: keys?.idKey ?? (await newSigningKey()),
    serviceKey: keys?.serviceKey ?? (await newSigningKey()),
    access: {},
    codes: {},
    refresh: {},
  };
  return {
    shift: 0,
    calendar: emptyCalendarState(),
    identity,
    outbox: [],
    people: emptyPeopleState(),
    gmail: emptyGmailState(),
    drive: emptyDriveState(),
    slack: emptySlackState(),
    pto: emptyPtoState(),
  };
}

/** Puts the stand-in Workspace together; the caller listens and closes. */
export async function createSandbox({
  folder,
  apiUrl,
  world,
  machineNow,
  pages = PAGES,
  keys,
}: SandboxOptions): Promise<Sandbox> {
  const file = await JsonFile.open(path.join(folder, 'state.json'), () => firstState(keys));
  const { state } = file;
  // A state of an earlier version has no such part yet.
  state.people ??= emptyPeopleState();
  state.gmail ??= emptyGmailState();
  state.drive ??= emptyDriveState();
  state.slack ??= emptySlackState();
  state.pto ??= emptyPtoState();
  const clock = new SandboxClock(state.shift, machineNow);
  const people = new People(world.people, state.people);
  const faults = new Faults();
  const outbox = new Outbox(state.outbox, clock);
  const tokens = new Tokens(state.identity, people, clock);
  const isNew = state.calendar.changes === 0;
  const store = new CalendarStore(state.calendar, people, clock);
  if (isNew) seedMeetings(store, world.meetings);
  const quotas = new Quotas(clock);
  const requests = new Requests();
  const channels = new Channels(state.calendar, clock, () => faults.isPushOff());
  store.onChange((calendars, eventType) => channels.changed(calendars, eventType));
  const serviceAccountFile = await writeServiceAccount(folder, state.identity.serviceKey);
  const save = () => file.save();
  await save();

  const app = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 2000 } });
  refuseForeignHosts(app, apiUrl);
  app.get('/sandbox/health', () => ({ status: 'ok' }));
  registerWebhookReceiver(app);
  registerSignIn(app, { tokens, people, base: new URL('/sandbox/google', apiUrl).href, save });
  const gmail = createGmail({ state: state.gmail, people, clock, outbox, threads: world.threads });
  const files = new Files(state.drive, people, clock);
  registerMailControls(app, gmail, people, save);
  registerAdmin(app, { people, tokens, quotas, requests, save });
  registerGoogle(app, {
    handlers: {
      ...calendarHandlers(store, channels),
      ...gmail.handlers,
      ...directoryHandlers(people),
      ...fileHandlers(files, people),
      ...permissionHandlers(files, people, outbox),
      ...docsHandlers(files),
    },
    defaultFields: DRIVE_DEFAULT_FIELDS,
    tokens,
    faults,
    quotas,
    requests,
    outbox,
    clock,
    save,
  });
  registerPto(app, { state: state.pto, people, clock, faults, apiUrl, save });
  const slack = await registerSlack(app, {
    state: state.slack,
    clock,
    people,
    world,
    faults,
    outbox,
    requests,
    apiUrl,
    folder,
    save,
  });
  registerControls(app, {
    clock,
    store,
    mailboxes: gmail.mailboxes,
    people,
    faults,
    outbox,
    save,
    settle: async () => void (await Promise.all([channels.settle(), slack.settle()])),
    setShift: (shift) => {
      state.shift = shift;
      slack.clockMoved();
    },
  });
  await addonRuntime(app, {
    bundleFolder: ADDON_BUNDLE,
    backendUrl: apiUrl,
    findPerson: (email) => people.find(email),
    findMessage: openMessages(gmail.mailboxes, people, outbox),
    mintAccessToken: (email, scopes) => tokens.scriptToken(email, ADDON_AUDIENCE, scopes),
    googlePath: '/sandbox/google',
    mintIdentityToken: (email) => tokens.identityToken(email, ADDON_AUDIENCE),
    now: () => clock.now(),
  });
  registerAddonMenu(app, ADDON_BUNDLE, apiUrl);
  await servePages(app, pages);
  app.addHook('onClose', async () => {
    await channels.settle();
    await file.save();
  });
  return { app, tokens, people, clock, gmail, keys: state.identity, serviceAccountFile };
}
