import { randomUUID } from 'node:crypto';
import {
  ChangeUser,
  GetGoogleConnection,
  ListTeams,
  ListUsers,
  PutGoogleConnection,
  SyncGoogleDirectory,
  type WireOf,
} from '@understudy/contracts';
import { aWorkspace, connectedByDelegation, type Workspace } from './workspace.js';
import { aWorld, type Organisation, type World } from './world.js';

let workspace: Workspace;
let world: World;
let harbor: Organisation;
let domain: string;

beforeAll(async () => {
  workspace = await aWorkspace();
  world = await aWorld({ env: workspace.env });
});
afterAll(async () => {
  await world?.close();
  await workspace?.close();
});
beforeEach(async () => {
  harbor = await world.organisation({ customers: 1 });
  domain = harbor.ada.email.split('@')[1] ?? '';
  await connectedByDelegation(workspace, harbor);
});

const account = (name: string, more: object = {}) =>
  workspace.control('POST', '/google/admin/people', { email: `${name}@${domain}`, name, ...more });
const sync = (input: Partial<WireOf<typeof SyncGoogleDirectory>> = {}) =>
  harbor.ada.call(SyncGoogleDirectory, { dry_run: false, ...input });
const settings = (directory: Partial<NonNullable<WireOf<typeof PutGoogleConnection>['directory']>>) =>
  harbor.ada.call(PutGoogleConnection, {
    mode: 'delegation',
    directory: { nightly: false, teams_from: 'none', org_units: [], ...directory },
  });
const person = async (name: string) => {
  const { items } = await harbor.ada.call(ListUsers, { query: `${name}@` });
  return items.find(({ email }) => email === `${name}@${domain}`);
};

test('a preview shows everything and changes nothing; applied, a second one is empty', async () => {
  await settings({ teams_from: 'org_unit', org_units: ['/Customer Success'] });
  await account('nia', { manager_email: harbor.mia.email, org_unit_path: '/Customer Success/APAC' });
  await account('joe', { org_unit_path: '/Engineering' });
  await account('ben', { suspended: true });
  await account('ana', { manager_email: harbor.max.email });

  const preview = await sync({ dry_run: true });
  expect(preview.added).toEqual([
    { email: `nia@${domain}`, name: 'nia', manager_email: harbor.mia.email, team: 'APAC' },
  ]);
  expect(preview.leaving.map(({ name }) => name)).toEqual(['ben']);
  expect(preview.kept.map(({ name, differences }) => [name, differences.map(({ field }) => field)])).toContainEqual([
    'ana',
    ['manager'],
  ]);
  expect([preview.new_teams, preview.left_out]).toEqual([['APAC'], 1]);
  expect(await person('nia')).toBeUndefined();

  await sync();
  const nia = await person('nia');
  expect([nia?.roles, nia?.manager?.name, nia?.team?.name, nia?.time_zone]).toEqual([
    ['member'],
    'mia',
    'APAC',
    'Europe/Lisbon',
  ]);
  expect((await person('ben'))?.active).toBe(false);
  expect((await person('ana'))?.manager?.name).toBe('mia');
  expect((await harbor.ada.call(ListTeams, {})).items.map(({ name }) => name)).toContain('APAC');
  const again = await sync({ dry_run: true });
  expect([again.added, again.changed, again.leaving]).toEqual([[], [], []]);
});

test("what changes at Google follows; an admin's own word stays and is shown", async () => {
  await sync();
  await account('ana', { name: 'Ana Costa', manager_email: harbor.max.email });
  await account('eva', { manager_email: harbor.max.email });
  const eva = await person('eva');
  await harbor.ada.call(ChangeUser, { user_id: eva?.id ?? '', name: 'Eva of ours', manager_id: harbor.ada.id });
  await account('eva', { name: 'Eva Lind' });

  const applied = await sync();
  expect(applied.changed.map(({ email, changes }) => [email, changes.map(({ field }) => field)])).toEqual([
    [`ana@${domain}`, ['name']],
  ]);
  expect(applied.kept.find(({ email }) => email === `eva@${domain}`)?.differences.map(({ to }) => to)).toEqual([
    'Eva Lind',
    harbor.max.email,
  ]);
  expect([(await person('ana'))?.name, (await person('eva'))?.name]).toEqual(['Ana Costa', 'Eva of ours']);
});

test('who is suspended is out at once, with what they covered to be covered anew, and comes back with the suspension lifted', async () => {
  await sync();
  await account('ben', { suspended: true });
  await sync();
  expect(await harbor.ben.refused(ListUsers, {})).toMatch(/^401 /);
  const left = await harbor.sql(
    `select from history where tenant_id = $1 and type = 'user.changed' and subject_id = $2`,
    [harbor.ben.id],
  );
  expect(left).toHaveLength(1);
  await account('ben', { suspended: false });
  expect((await sync()).back.map(({ name }) => name)).toEqual(['ben']);
  expect((await person('ben'))?.active).toBe(true);
});

test('circles of managers and the last admin are named, and the rest goes on', async () => {
  await harbor.sql('update users set manager_id = null where tenant_id = $1');
  await account('ana', { manager_email: harbor.ben.email });
  await account('ben', { manager_email: harbor.ana.email });
  await account('eva', { manager_email: harbor.mia.email });
  const { problems } = await sync();
  expect(problems).toHaveLength(1);
  expect(problems[0]?.because).toContain('would close a circle');
  expect((await person('eva'))?.manager?.name).toBe('mia');
  // the directory is read as the admin who is named: somebody else's account, so that the last admin here can be suspended there
  await account('boss', { is_admin: true });
  await harbor.ada.call(PutGoogleConnection, { mode: 'delegation', admin_email: `boss@${domain}` });
  await account('ada', { suspended: true });
  const second = await sync();
  expect(second.problems.map(({ because }) => because)).toContain(
    'They are your last admin here. Make somebody else admin first.',
  );
  expect((await person('ada'))?.active).toBe(true);
});

test('unusually many leaving is refused until the admin expects it', async () => {
  for (const name of ['ana', 'ben', 'eva', 'gus', 'sam', 'eli']) await account(name, { suspended: true });
  expect(await harbor.ada.refused(SyncGoogleDirectory, { dry_run: false })).toBe('409 google.many-leave');
  expect((await person('ana'))?.active).toBe(true);
  expect((await sync({ even_if_many_leave: true })).leaving).toHaveLength(6);
});

test('by night it applies itself, and says what kept it from doing so', async () => {
  await settings({ nightly: true });
  await account('nia');
  await world.forward('P1D');
  expect((await person('nia'))?.roles).toEqual(['member']);
  const synced = async () => (await harbor.ada.call(GetGoogleConnection, {})).directory;
  expect((await synced()).problem).toBeNull();

  await workspace.control('POST', '/faults', { kind: 'error-500', method: 'directory.users.list', times: 1 });
  await world.forward('P1D');
  expect((await synced()).problem).toBe('Google answered 500 (backendError).');
  await world.forward('P1D');
  expect((await synced()).problem).toBeNull();

  for (const name of ['ana', 'ben', 'eva', 'gus', 'sam', 'eli']) await account(name, { suspended: true });
  await world.forward('P1D');
  expect((await synced()).problem).toContain('6 people would leave');
  expect((await person('ana'))?.active).toBe(true);
});

test('only admins look into it, and only where Google is connected', async () => {
  expect(await harbor.mia.refused(SyncGoogleDirectory, {})).toBe('403 identity.not-allowed');
  const other = await world.organisation({ customers: 1 });
  expect(await other.ada.refused(SyncGoogleDirectory, {})).toBe('503 google.not-connected');
  await harbor.sql(`update google_connections set admin_email = 'root@' || $2 where tenant_id = $1`, [
    `${randomUUID()}.example`,
  ]);
  expect(await harbor.ada.refused(SyncGoogleDirectory, {})).toBe('503 google.not-connected');
});
