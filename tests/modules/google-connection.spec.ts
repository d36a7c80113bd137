import {
  BeginGoogleConsent,
  DeleteGoogleConnection,
  EndGoogleConsent,
  GetAbsenceSettings,
  GetGoogleConnection,
  GetMyGoogle,
  ListAbsences,
  ListIntegrations,
  PutAbsenceSettings,
  PutGoogleConnection,
} from '@understudy/contracts';
import { aWorkspace, type Workspace } from './workspace.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

const SCOPE = 'https://www.googleapis.com/auth/';
let workspace: Workspace;
let world: World;
let harbor: Organisation;
/** Another organisation in the same installation, with a Workspace of its own. */
let meridian: Organisation;

beforeAll(async () => {
  workspace = await aWorkspace();
  world = await aWorld({ env: workspace.env });
  harbor = await world.organisation({ customers: 1 });
  meridian = await world.organisation({ customers: 1 });
  for (const { ana, ben, eva, mia, gus, max, ada } of [harbor, meridian]) {
    await workspace.addPeople([ana, ben, eva, mia, gus, max]);
    await workspace.addPeople([ada], { is_admin: true });
  }
});
afterAll(async () => {
  await world?.close();
  await workspace?.close();
});

const domainOf = ({ ada }: Organisation) => ada.email.split('@')[1] ?? '';
const delegate = (scopes: string[] | null) =>
  workspace.control('POST', '/google/admin/delegation', { scopes, domain: domainOf(harbor) });
const connect = (input: object = {}) =>
  harbor.ada.call(PutGoogleConnection, { mode: 'delegation', admin_email: harbor.ada.email, ...input });
const google = async () => {
  const { items } = await harbor.ada.call(ListIntegrations, {});
  return items.find(({ kind }) => kind === 'google');
};
/** The worker has looked at what works, and everything that follows is done. */
const looked = async () => {
  await workspace.control('POST', '/api/settle');
  await harbor.sql(`insert into outbox (tenant_id, type, payload) values ($1, 'google.poll-all', '{}')`);
  await world.settle();
};
const absencesOf = async ({ id }: Person) => {
  const { items } = await harbor.ada.call(ListAbsences, { user_id: id });
  return items.filter(({ status }) => status !== 'cancelled').map(({ start_date, end_date }) => [start_date, end_date]);
};
const away = async (first: number, end: number) => ({
  summary: 'Away',
  eventType: 'outOfOffice',
  start: { dateTime: `${await world.day(first)}T00:00:00`, timeZone: 'Europe/Lisbon' },
  end: { dateTime: `${await world.day(end)}T00:00:00`, timeZone: 'Europe/Lisbon' },
});
const enter = async (who: Person, event: object) =>
  (await workspace.as(who, 'POST', '/calendar/v3/calendars/primary/events', event))['id'];

test('what is not connected says what it would take', async () => {
  const view = await harbor.ada.call(GetGoogleConnection, {});
  expect([view.mode, view.tier, view.capabilities.some(({ works }) => works)]).toEqual(['off', 'nothing', false]);
  expect(view.service_account?.client_id).toMatch(/^\d+$/);
  expect(view.scopes_to_delegate.split(',')).toContain(`${SCOPE}calendar.events.readonly`);
  expect((await google())?.state).toBe('not_connected');
  expect(await harbor.mia.refused(GetGoogleConnection, {})).toBe('403 identity.not-allowed');
});

test("another organisation's admin is nobody's to name", async () => {
  expect(await harbor.ada.refused(PutGoogleConnection, { mode: 'delegation', admin_email: meridian.ada.email })).toBe(
    '422 users.foreign-domain',
  );
  expect(await harbor.ada.refused(PutGoogleConnection, { mode: 'delegation' })).toBe('422 google.admin-needed');
});

test('a Workspace is connected by delegation, and every step says what it found', async () => {
  const { connection, steps } = await connect();
  expect([connection.tier, connection.problem]).toEqual(['delegation', null]);
  expect(connection.capabilities.filter(({ works }) => !works)).toEqual([]);
  const failures = steps.filter(({ state }) => state === 'failed');
  expect(failures).toEqual([]);
  expect(steps.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['service account key', 'admin account', 'scope gmail.send', 'directory', 'calendar']),
  );
  await world.settle();
  expect((await google())?.state).toBe('connected');
});

test('an absence in the calendar is known as soon as it is entered', async () => {
  await enter(harbor.ana, await away(10, 15));
  await looked();
  expect(await absencesOf(harbor.ana)).toEqual([[await world.day(10), await world.day(14)]]);
});

test('a day called vacation is a suggestion, unless the organisation says that hints count at once', async () => {
  const dayOff = async (offset: number) => ({
    summary: 'Urlaub',
    start: { date: await world.day(offset) },
    end: { date: await world.day(offset + 1) },
  });
  await enter(harbor.mia, await dayOff(12));
  await looked();
  expect(await harbor.mia.refused(PutAbsenceSettings, { hints_are_facts: true })).toBe('403 identity.not-allowed');
  await harbor.ada.call(PutAbsenceSettings, { hints_are_facts: true });
  await enter(harbor.mia, await dayOff(15));
  await looked();
  const { items } = await harbor.ada.call(ListAbsences, { user_id: harbor.mia.id });
  expect(items.map(({ status, start_date }) => [start_date, status === 'suggested']).toSorted()).toEqual([
    [await world.day(12), true],
    [await world.day(15), false],
  ]);
  await harbor.ada.call(PutAbsenceSettings, { hints_are_facts: false });
  expect(await harbor.ada.call(GetAbsenceSettings, {})).toEqual({ hints_are_facts: false });
});

test('a missing scope of the directory is said once, not again as a right of the admin account', async () => {
  const all = (await harbor.ada.call(GetGoogleConnection, {})).scopes_to_delegate.split(',');
  await delegate(all.filter((scope) => !scope.endsWith('admin.directory.user.readonly')));
  const { steps } = await connect();
  await delegate(all);
  await connect();
  expect(steps.filter(({ state }) => state === 'failed').map(({ name }) => name)).toEqual([
    'scope admin.directory.user.readonly',
  ]);
  expect(steps.find(({ name }) => name === 'directory')?.state).toBe('skipped');
});

test('a scope taken back is named with what it was for, told once, and back when it is back', async () => {
  const view = await harbor.ada.call(GetGoogleConnection, {});
  const all = view.scopes_to_delegate.split(',');
  await delegate(all.filter((scope) => !scope.endsWith('gmail.send')));
  const { connection, steps } = await connect();
  expect(connection.capabilities.filter(({ works }) => !works).map(({ need }) => need)).toEqual(['send-mail']);
  const step = steps.find(({ name }) => name === 'scope gmail.send');
  expect(step?.state).toBe('failed');
  expect(step?.fix).toContain('Manage domain-wide delegation');
  expect(step?.fix).toContain(`${SCOPE}gmail.send`);
  await world.settle();
  const lost = await google();
  expect([lost?.state, lost?.lost.map(({ what }) => what)]).toEqual(['degraded', ['Google: send mail as the CSM']]);

  await delegate(null);
  await looked();
  const back = await google();
  expect([back?.state, back?.lost]).toEqual(['connected', []]);
});

test('when nothing is let in any more it is lost, what is at risk is shown, and what happened meanwhile is caught up with', async () => {
  await delegate([]);
  await looked();
  const lost = await google();
  expect([lost?.state, lost?.lost.map(({ user }) => user)]).toEqual(['lost', [null]]);
  expect(lost?.at_risk.absences.map(({ user }) => user.name)).toContain('ana');

  await enter(harbor.ben, await away(20, 22));
  await looked();
  expect(await absencesOf(harbor.ben)).toEqual([]);
  await delegate(null);
  await looked();
  await looked();
  expect((await google())?.state).toBe('connected');
  expect(await absencesOf(harbor.ben)).toEqual([[await world.day(20), await world.day(21)]]);
});

test('a suspended account is lost for that person alone', async () => {
  await workspace.control('POST', '/google/admin/people', { email: harbor.ben.email, suspended: true });
  await looked();
  await looked();
  const lost = await google();
  expect([lost?.state, lost?.lost.map(({ user }) => user?.name)]).toEqual(['degraded', ['ben']]);
  expect(lost?.at_risk.absences.map(({ user }) => user.name)).toEqual(['ben']);
  await workspace.control('POST', '/google/admin/people', { email: harbor.ben.email, suspended: false });
  await looked();
  expect([(await google())?.state, (await google())?.lost]).toEqual(['connected', []]);
});

describe('by consent of each person', () => {
  /** The person at Google's pages, ticking these scopes (all of them by default); answers where the browser ends up. */
  async function consentOf(
    who: Person,
    { url, as = who.email, ticks }: { url: string; as?: string; ticks?: string[] },
  ) {
    const page = new URL(url);
    page.searchParams.set('sandbox_person', as);
    for (const scope of ticks ?? page.searchParams.get('scope')?.split(' ') ?? [])
      page.searchParams.append('sandbox_granted', scope);
    const granted = await fetch(page, { redirect: 'manual' });
    const back = granted.headers.get('location') ?? '';
    if (back === '') throw new Error(`Google's page said ${granted.status}: ${(await granted.text()).slice(-600)}`);
    const done = await fetch(back, { redirect: 'manual' });
    return { back, outcome: done.headers.get('location') };
  }
  const begin = async (who: Person) => (await who.call(BeginGoogleConsent, {})).url;
  const works = async (who: Person) =>
    (await who.call(GetMyGoogle, {})).capabilities.filter((one) => one.works).map(({ need }) => need);

  test('nobody has to where it is connected for everybody', async () => {
    expect(await harbor.ana.refused(BeginGoogleConsent, {})).toBe('409 google.consent-not-needed');
    expect(await meridian.ana.refused(BeginGoogleConsent, {})).toBe('503 google.not-connected');
    await connect({ mode: 'user-consent' });
    expect((await harbor.ada.call(GetGoogleConnection, {})).tier).toBe('consent');
    expect((await harbor.ana.call(GetMyGoogle, {})).connected).toBe(false);
  });

  test('a person connects their own account, as far as they tick, once per address', async () => {
    const url = await begin(harbor.ana);
    const ticks = ['gmail.settings.basic', 'calendar.events.readonly'].map((scope) => SCOPE + scope);
    const { back, outcome } = await consentOf(harbor.ana, { url, ticks });
    expect(outcome).toBe('/?google=connected');
    expect(await works(harbor.ana)).toEqual(['read-calendar', 'vacation', 'filters']);
    const again = await fetch(back, { redirect: 'manual' });
    expect(again.headers.get('location')).toBe('/?google=expired');

    await enter(harbor.ana, await away(40, 42));
    await looked();
    expect(await absencesOf(harbor.ana)).toContainEqual([await world.day(40), await world.day(41)]);
  });

  test("somebody else's account, a refusal, a made-up state and one sealed with a key that is gone connect nothing", async () => {
    expect((await consentOf(harbor.ben, { url: await begin(harbor.ben), as: harbor.mia.email })).outcome).toBe(
      '/?google=other-account',
    );
    const unreadable = await begin(harbor.ben);
    await harbor.sql(`update google_consent_requests set verifier_sealed = 'v1.gone' where tenant_id = $1`);
    expect((await consentOf(harbor.ben, { url: unreadable })).outcome).toBe('/?google=expired');
    const denied = new URL(await begin(harbor.ben));
    denied.searchParams.set('sandbox_answer', 'deny');
    expect((await consentOf(harbor.ben, { url: denied.href })).outcome).toBe('/?google=refused');
    const forged = `${world.api.baseUrl}/api/integrations/google/callback?code=x&state=${harbor.tenantId.replaceAll('-', '')}-x`;
    expect((await fetch(forged, { redirect: 'manual' })).headers.get('location')).toBe('/?google=expired');
    expect((await harbor.ben.call(GetMyGoogle, {})).connected).toBe(false);
  });

  test('who is at somebody else’s Google account by mistake does not disconnect them', async () => {
    const { outcome } = await consentOf(harbor.ben, { url: await begin(harbor.ben), as: harbor.ana.email });
    expect(outcome).toBe('/?google=other-account');
    await world.settle();
    await looked();
    const mine = await harbor.ana.call(GetMyGoogle, {});
    expect([mine.connected, mine.problem]).toEqual([true, null]);
    await enter(harbor.ana, await away(50, 52));
    await looked();
    expect(await absencesOf(harbor.ana)).toContainEqual([await world.day(50), await world.day(51)]);
  });

  test('a consent withdrawn at Google is told to that person, and comes back with a new one', async () => {
    await workspace.control('POST', '/google/admin/revoke', { email: harbor.ana.email });
    await looked();
    await looked();
    const mine = await harbor.ana.call(GetMyGoogle, {});
    expect(mine.problem).toContain('Connect the Google account again');
    expect((await google())?.lost.map(({ user }) => user?.name)).toEqual(['ana']);
    expect((await consentOf(harbor.ana, { url: await begin(harbor.ana) })).outcome).toBe('/?google=connected');
    await world.settle();
    expect([(await harbor.ana.call(GetMyGoogle, {})).problem, (await google())?.lost]).toEqual([null, []]);
  });

  test('whoever takes the consent back is read no more, and Google is told', async () => {
    const [before] = await harbor.sql<{ token: string }>(
      'select refresh_token_sealed as token from google_accounts where tenant_id = $1 and user_id = $2',
      [harbor.ana.id],
    );
    expect(before?.token).toMatch(/^v1\./);
    expect((await harbor.ana.call(EndGoogleConsent, {})).connected).toBe(false);
    await world.settle();
    const streams = await harbor.sql('select from calendar_streams where tenant_id = $1 and active');
    expect(streams).toEqual([]);
    const summary = JSON.stringify(await workspace.control('GET', '/requests'));
    expect(summary).toContain('revoke');
  });
});

test('disconnected, nothing is read, and the history says who did what', async () => {
  await harbor.ada.call(DeleteGoogleConnection, {});
  await world.settle();
  expect((await google())?.state).toBe('not_connected');
  const types = await harbor.sql<{ type: string }>(
    `select distinct type from history where tenant_id = $1 and type like 'google.%' order by 1`,
  );
  expect(types.map(({ type }) => type)).toEqual([
    'google.connected',
    'google.consent-ended',
    'google.consented',
    'google.disconnected',
  ]);
});

test('no token and no key is in any answer', async () => {
  const view = JSON.stringify([await harbor.ada.call(GetGoogleConnection, {}), await harbor.ana.call(GetMyGoogle, {})]);
  expect(view).not.toMatch(/PRIVATE KEY|1\/\/|v1\./);
});
