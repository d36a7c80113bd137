/**
 * One story over everything the product does at Google and in Slack. What it asks there is counted and held against the contracts that are
 * generated from the vendors' own typings; where it connects to is watched.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { jest } from '@jest/globals';
import {
  GetEscalation,
  ListAbsences,
  ListRouting,
  PutCustomerSlackChannels,
  ReturnFromAbsence,
  SetNoticePlan,
  SyncGoogleDirectory,
} from '@understudy/contracts';
import { eventually } from '../support/eventually.js';
import { type HostWatch, watchHosts } from '../support/host-watch.js';
import { accept } from './covering.js';
import { escalate, withCategories } from './escalating.js';
import { aContact } from './noticing.js';
import { installAs, personAt } from './slacking.js';
import { aWorkspace, connectedByDelegation, type Workspace } from './workspace.js';
import { aWorld, type Organisation, type World } from './world.js';

jest.setTimeout(180_000);

const EVENTS = '/calendar/v3/calendars/primary/events';
let workspace: Workspace;
let watch: HostWatch;
let world: World;
let org: Organisation;

interface Recorded {
  readonly count: number;
  readonly methods: Readonly<Record<string, number>>;
  readonly violations: readonly unknown[];
}
const recorded = () => workspace.control('GET', '/requests') as Promise<Recorded>;
const polled = async () => {
  await workspace.control('POST', '/api/settle');
  await org.sql(`insert into outbox (tenant_id, type, payload) values ($1, 'google.poll-all', '{}')`);
  await world.settle();
};

beforeAll(async () => {
  workspace = await aWorkspace();
  watch = watchHosts();
  world = await aWorld({ env: { ...workspace.env, ...slackApp() } });
  org = await world.organisation({ customers: 2 });
  await connectedByDelegation(workspace, org);
  await workspace.control('PUT', '/slack/app', { limits: 'off' });
  await withCategories(org);
});
afterAll(async () => {
  await world?.close();
  watch?.stop();
  await workspace?.close();
});

/** The Slack app of the stand-in, as the installation's settings name it. */
function slackApp(): Record<string, string> {
  const folder = path.dirname(workspace.env['GOOGLE_SERVICE_ACCOUNT_FILE'] ?? '');
  const app = JSON.parse(readFileSync(path.join(folder, 'slack-app.json'), 'utf8')) as Record<string, string>;
  return {
    SLACK_CLIENT_ID: app['client_id'] ?? '',
    SLACK_CLIENT_SECRET: app['client_secret'] ?? '',
    SLACK_SIGNING_SECRET: app['signing_secret'] ?? '',
    SLACK_API_URL: app['api_url'] ?? '',
  };
}

/** PRD-131 FR-3: every kind of routing update there is. */
const KINDS = ['alerts', 'calendar', 'email', 'slack', 'tasks'];

/** What the story must have led to, or it proves little. */
const STORY = [
  'token',
  'directory.users.list',
  'calendar.events.list',
  'calendar.events.patch',
  'gmail.users.settings.updateVacation',
  'gmail.users.settings.filters.create',
  'gmail.users.settings.filters.delete',
  'gmail.users.messages.send',
  'drive.files.create',
  'drive.permissions.create',
  'drive.permissions.delete',
  'slack.conversations.create',
  'slack.conversations.invite',
  'slack.conversations.kick',
  'slack.chat.postMessage',
];

/** Which changes in other systems stand as they should, by kind. */
const routed = async (absence_id: string): Promise<Record<string, string[]>> => {
  const { items } = await org.ada.call(ListRouting, { absence_id });
  const kinds = [...new Set(items.map(({ type }) => type))].toSorted();
  return Object.fromEntries(
    kinds.map((kind) => [kind, [...new Set(items.filter(({ type }) => type === kind).map(({ state }) => state))]]),
  );
};

interface Channel {
  readonly name: string;
  readonly members: readonly string[];
}
/** All that is changed elsewhere for the time of a coverage, as it stands there. */
async function elsewhere(meeting: string): Promise<unknown> {
  const get = (address: string) => workspace.as(org.ana, 'GET', address);
  const { attendees } = await get(`${EVENTS}/${meeting}`);
  const { channels } = await personAt(workspace.url, org.ana.email).inbox();
  const [app] = await org.sql<{ id: string }>('select bot_user_id as id from slack_connections where tenant_id = $1');
  return {
    attendees,
    vacation: await get('/gmail/v1/users/me/settings/vacation'),
    filters: await get('/gmail/v1/users/me/settings/filters'),
    // the app itself stays in a channel it was let into: the next coverage needs it there
    people: (channels as Channel[]).find(({ name }) => name === 'acct-acme')?.members.filter((id) => id !== app?.id),
  };
}

const domain = () => `acme-${org.tenantId.slice(0, 8)}.example`;
const at = async (day: number, clock: string) => ({
  dateTime: `${await world.day(day)}T${clock}`,
  timeZone: 'Europe/Lisbon',
});

test('an absence from the calendar to the return, with a P0 on the way: all five kinds of routing come and go, every request is valid, no other host is contacted', async () => {
  expect((await installAs(world, workspace.url, org.ada, (asked) => asked)).status).toBe(302);
  await org.ada.call(SyncGoogleDirectory, {});
  await org.sql('insert into customer_domains (tenant_id, domain, customer_id) values ($1, $2, $3)', [
    domain(),
    org.customers[0],
  ]);
  await aContact(org, org.customers[0], { email: `lena@${domain()}` });
  const meeting = await workspace.as(org.ana, 'POST', EVENTS, {
    summary: 'Review',
    start: await at(1, '14:00:00'),
    end: await at(1, '15:00:00'),
    attendees: [{ email: org.ana.email, responseStatus: 'accepted' }, { email: `lena@${domain()}` }],
  });

  const { channel } = await personAt(workspace.url, org.ana.email).call('conversations.create', { name: 'acct-acme' });
  const { id: channelId } = channel as { id: string };
  await org.ana.call(PutCustomerSlackChannels, { customer_id: org.customers[0] ?? '', channel_ids: [channelId] });
  const before = await elsewhere(String(meeting['id']));

  await workspace.as(org.ana, 'POST', EVENTS, {
    summary: 'Away',
    eventType: 'outOfOffice',
    start: await at(0, '00:00:00'),
    end: await at(5, '00:00:00'),
  });
  await polled();
  const [absence] = (await org.ada.call(ListAbsences, { user_id: org.ana.id })).items;
  const asked = (await org.assignments(absence?.id ?? '')).find(({ status }) => status === 'pending');
  const backup = [org.ben, org.eva, org.gus, org.mia].find(({ id }) => id === asked?.backup.user_id);
  if (!asked || !backup) throw new Error('a backup was expected to be asked');
  await org.ana.call(SetNoticePlan, { absence_id: absence?.id ?? '', method: 'auto' });
  await accept(backup, asked.id);
  await world.settle();
  const inPlace = Object.fromEntries(KINDS.map((kind) => [kind, ['applied']]));
  await eventually(async () => expect(await routed(absence?.id ?? '')).toEqual(inPlace));
  expect(await elsewhere(String(meeting['id']))).not.toEqual(before);

  const { id } = await escalate(org, { severity: 'P0' }, org.mia);
  await eventually(async () =>
    expect((await org.ada.call(GetEscalation, { escalation_id: id })).war_room?.state).toBe('open'),
  );
  await personAt(workspace.url, org.ben.email).command('who Customer 0001');
  await org.ana.call(ReturnFromAbsence, { coverage_id: asked.id });
  await world.settle();
  const back = Object.fromEntries(KINDS.map((kind) => [kind, ['reverted']]));
  await eventually(async () => expect(await routed(absence?.id ?? '')).toEqual(back));
  expect(await elsewhere(String(meeting['id']))).toEqual(before);

  const { count, methods, violations } = await recorded();
  expect(violations).toEqual([]);
  expect(count).toBeGreaterThan(60);
  expect(STORY.filter((method) => !methods[method])).toEqual([]);
  expect(watch.hosts().filter((host) => !['127.0.0.1', 'localhost', '::1', 'unix'].includes(host))).toEqual([]);
});

test('the watch sees what it is there for', async () => {
  await expect(fetch('http://elsewhere.invalid/')).rejects.toThrow('fetch failed');
  expect(watch.hosts()).toContain('elsewhere.invalid');
  expect(watch.hosts()).toContain('127.0.0.1');
});
