import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@understudy/testing/postgres';
import { addTenant, createApp, migrate, type TestApp, type TestTenant } from '../../testing.js';

let api: TestApp;
let acme: TestTenant;
let other: TestTenant;
let close: () => Promise<void>;
let admin: Record<string, string>;

beforeAll(async () => {
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  acme = await addTenant(appUrl, 'acme');
  other = await addTenant(appUrl, 'other');
  api = await createApp({ appUrl, workerUrl });
  admin = await as(acme.people.admin.email);
  close = async () => {
    await api.close();
    await database.drop();
  };
});
afterAll(() => close());

const as = async (email: string) => ({ authorization: `Bearer ${await api.tokenOf(email)}` });

async function call<T = Record<string, unknown>>(
  method: string,
  address: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(`${api.baseUrl}/api/admin${address}`, {
    method,
    headers: { ...admin, ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as T & { code?: string } };
}
interface User {
  id: string;
  email: string;
  name: string;
  version: number;
  manager: { user_id: string } | null;
}
let count = 0;
const aPerson = (over: Record<string, unknown> = {}) => ({
  email: `person-${++count}@acme.example`,
  name: `Person ${count}`,
  roles: ['csm'],
  time_zone: 'Europe/Lisbon',
  ...over,
});
const add = async (over: Record<string, unknown> = {}) => (await call<User>('POST', '/users', aPerson(over))).body;
const change = (id: string, body: unknown, headers = {}) => call<User>('PATCH', `/users/${id}`, body, headers);

describe('people', () => {
  test('somebody new gets office hours and room for fifty customers', async () => {
    const { status, body } = await call('POST', '/users', aPerson({ email: 'NEW@acme.example', team_id: acme.teamId }));

    expect(status).toBe(201);
    expect(body).toMatchObject({
      email: 'new@acme.example',
      working_hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
      capacity_points: 50,
      team: { id: acme.teamId, name: 'Only team' },
      manager: null,
      active: true,
      version: 1,
    });
  });

  test.each([
    ['an address that is taken', { email: 'csm@acme.example' }, 409, 'users.email-taken'],
    ['an address of another organisation', { email: 'x@other.example' }, 422, 'users.foreign-domain'],
    ['an unknown zone', { time_zone: 'Mars/Olympus' }, 400, 'request.malformed'],
    ['an offset for a zone', { time_zone: '+02:00' }, 400, 'request.malformed'],
    [
      'hours that end before they start',
      { working_hours: { days: [1], from: '17:00', to: '09:00' } },
      400,
      'request.malformed',
    ],
    ['an eighth day', { working_hours: { days: [8], from: '09:00', to: '17:00' } }, 400, 'request.malformed'],
    ['no role', { roles: [] }, 400, 'request.malformed'],
    ['a role twice', { roles: ['csm', 'csm'] }, 400, 'request.malformed'],
    ['a manager who is not there', { manager_id: randomUUID() }, 404, 'users.not-found'],
    ['a team that is not there', { team_id: randomUUID() }, 404, 'teams.not-found'],
  ])('%s is refused', async (_, over, status, code) => {
    const answer = await call('POST', '/users', aPerson(over));

    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test("another tenant's people, teams and managers are not there", async () => {
    const mine = await add();

    expect((await call('GET', `/users/${other.people.csm.userId}`)).status).toBe(404);
    expect((await change(other.people.csm.userId, { name: 'Mine' })).status).toBe(404);
    expect((await change(mine.id, { manager_id: other.people.manager.userId })).body.code).toBe('users.not-found');
    expect((await change(mine.id, { team_id: other.teamId })).body.code).toBe('teams.not-found');
    expect((await call('GET', `/teams/${other.teamId}`)).status).toBe(404);
  });

  test('nobody is above themselves, at any distance', async () => {
    const top = await add();
    const middle = await add({ manager_id: top.id });
    const low = await add({ manager_id: middle.id });

    expect((await change(top.id, { manager_id: top.id })).body.code).toBe('users.manager-cycle');
    expect((await change(top.id, { manager_id: low.id })).body.code).toBe('users.manager-cycle');
    expect((await change(low.id, { manager_id: top.id })).body.manager).toMatchObject({ user_id: top.id });
  });

  test('two changes at once cannot make a circle together', async () => {
    const [one, two] = [await add(), await add()];
    const answers = await Promise.all([change(one.id, { manager_id: two.id }), change(two.id, { manager_id: one.id })]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  test('the last admin stays', async () => {
    const second = await add({ roles: ['admin', 'csm'] });
    expect((await change(second.id, { roles: ['csm'] })).status).toBe(200);

    expect((await change(acme.people.admin.userId, { roles: ['member'] })).body.code).toBe('users.last-admin');
    expect((await change(acme.people.admin.userId, { active: false })).body.code).toBe('users.last-admin');
  });

  test('of two admins who go at once one stays', async () => {
    const headers = await as(other.people.admin.email);
    const second = await call<User>(
      'POST',
      '/users',
      aPerson({ email: 'second@other.example', roles: ['admin'] }),
      headers,
    );
    const answers = await Promise.all([
      change(second.body.id, { active: false }, headers),
      change(other.people.admin.userId, { active: false }, headers),
    ]);

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('a change on an old version is refused and shows the row as it is now', async () => {
    const person = await add();
    await change(person.id, { name: 'First' }, { 'if-match': '"1"' });
    const late = await change(person.id, { name: 'Second' }, { 'if-match': '"1"' });

    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'version.stale', current: { name: 'First', version: 2 } });
    expect((await change(person.id, { name: 'Third' }, { 'if-match': 'x' })).status).toBe(400);
    expect((await change(person.id, { name: 'Third' })).body).toMatchObject({ name: 'Third', version: 3 });
  });

  test('a repeated request with the same key adds one person; with another body it is refused', async () => {
    const body = aPerson();
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => call<User>('POST', '/users', body, key)));
    const again = await call<User>('POST', '/users', body, key);

    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(again.status).toBe(201);
    expect(
      (await call<{ items: User[] }>('GET', `/users?query=${encodeURIComponent(String(body.name))}`)).body.items,
    ).toHaveLength(1);
    expect((await call('POST', '/users', { ...body, name: 'Else' }, key)).body.code).toBe('idempotency.other-body');
  });

  test('the key of one person is of no use to another', async () => {
    const second = await add({ roles: ['admin'] });
    const headers = await as(second.email);
    const body = aPerson();
    await call('POST', '/users', body, { 'idempotency-key': 'shared' });

    expect((await call('POST', '/users', body, { ...headers, 'idempotency-key': 'shared' })).body.code).toBe(
      'idempotency.other-body',
    );
  });

  test('a list comes page by page, by name, and no page shows anybody of another tenant', async () => {
    const names: string[] = [];
    let cursor = '';
    do {
      const { body } = await call<{ items: User[]; next_cursor: string | null }>('GET', `/users?limit=3${cursor}`);
      expect(body.items.every(({ email }) => email.endsWith('@acme.example'))).toBe(true);
      names.push(...body.items.map(({ name }) => name));
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');

    expect(names.length).toBeGreaterThan(6);
    expect(new Set(names).size).toBe(names.length);
  });

  test('percent signs and underscores are only letters to a search', async () => {
    await add({ name: '100% sure_thing' });

    expect((await call<{ items: User[] }>('GET', '/users?query=0%25%20sure_')).body.items).toHaveLength(1);
    expect((await call<{ items: User[] }>('GET', '/users?query=0_%20sure')).body.items).toHaveLength(0);
  });

  test.each([
    ['bm9uc2Vuc2U'],
    [Buffer.from('{"name":"a","id":"nope"}').toString('base64url')],
    [Buffer.from('{"name":1}').toString('base64url')],
  ])('a made-up cursor is a 400: %s', async (cursor) => {
    expect((await call('GET', `/users?cursor=${cursor}`)).status).toBe(400);
  });
});

describe('teams', () => {
  test('a name is given once, and the fallback is one of ours', async () => {
    const made = await call<{ id: string }>('POST', '/teams', {
      name: 'EMEA',
      fallback_user_id: acme.people.manager.userId,
    });

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'EMEA', fallback: { name: 'The manager' }, member_count: 0, version: 1 });
    expect((await call('POST', '/teams', { name: 'EMEA' })).body.code).toBe('teams.name-taken');
    expect((await call('POST', '/teams', { name: 'APAC', fallback_user_id: other.people.csm.userId })).body.code).toBe(
      'users.not-found',
    );
    expect((await call('PATCH', `/teams/${made.body.id}`, { fallback_user_id: null })).body).toMatchObject({
      fallback: null,
      version: 2,
    });
  });
});

describe('the audit', () => {
  interface Event {
    seq: number;
    type: string;
    subject: { id: string };
    actor: { name: string; surface: string };
    data: { changes?: object };
  }

  test('says who changed what, from what to what', async () => {
    const person = await add();
    await change(person.id, { capacity_points: 20 });
    const { body } = await call<{ items: Event[] }>('GET', `/audit?subject_kind=user&subject_id=${person.id}`);

    expect(body.items.map(({ type }) => type)).toEqual(['user.changed', 'user.added']);
    expect(body.items[0]).toMatchObject({
      subject: { kind: 'user', id: person.id, name: person.name },
      actor: { kind: 'user', name: 'The admin', surface: 'sandbox' },
      data: { changes: { capacity_points: { from: 50, to: 20 } } },
    });
  });

  test('is read page by page; half a subject is a 400', async () => {
    const first = await call<{ items: Event[]; next_cursor: string }>('GET', '/audit?limit=2&type=user.added');
    const second = await call<{ items: Event[] }>(
      'GET',
      `/audit?limit=2&type=user.added&cursor=${first.body.next_cursor}`,
    );

    expect(second.body.items[0]?.seq).toBeLessThan(first.body.items[1]?.seq ?? 0);
    expect((await call('GET', '/audit?subject_kind=user')).status).toBe(400);
    expect((await call('GET', '/audit?cursor=-1')).status).toBe(400);
  });

  test('is narrowed by time, to the instant: from is in, to is not', async () => {
    const person = await add();
    await change(person.id, { capacity_points: 20 });
    const about = `/audit?subject_kind=user&subject_id=${person.id}`;
    const { body } = await call<{ items: (Event & { at: string })[] }>('GET', about);
    const [changed, added] = body.items;
    const within = async (from: string, to: string) =>
      (await call<{ items: Event[] }>('GET', `${about}&from=${from}&to=${to}`)).body.items.map(({ seq }) => seq);
    const after = (at = '') => new Date(Date.parse(at) + 1).toISOString();

    expect(await within(added?.at ?? '', after(changed?.at))).toEqual([changed?.seq, added?.seq]);
    expect(await within(after(changed?.at), after(after(changed?.at)))).toEqual([]);
    expect(await within('2020-01-01T00:00:00Z', added?.at ?? '')).toEqual([]);
    expect((await call('GET', '/audit?from=yesterday')).status).toBe(400);
  });

  test('leaves as a table of what the filters show, where no cell is a formula', async () => {
    const person = await add();
    await change(person.id, { name: '=1+1' });
    const read = async (query: string) => fetch(`${api.baseUrl}/api/admin/audit/export?${query}`, { headers: admin });
    const answer = await read(`format=csv&subject_kind=user&subject_id=${person.id}`);
    const [head, changed, added, ...more] = (await answer.text()).trim().split('\r\n');

    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(head).toContain('number,at,event,record,record_id,record_name,by,through,data,request');
    expect(changed).toContain(`user.changed,user,${person.id},'=1+1,The admin,sandbox`);
    expect(added).toContain('user.added');
    expect(more).toEqual([]);
    expect((await read('format=csv&subject_kind=user')).status).toBe(400);
  });

  test('is intact, and leaves the house with the text of every hash', async () => {
    const { body: verified } = await call<{ intact: boolean; events: number }>('GET', '/audit/verify');
    const lines = (await (await fetch(`${api.baseUrl}/api/admin/audit/export`, { headers: admin })).text())
      .trim()
      .split('\n');

    expect(verified).toMatchObject({ intact: true, broken_at: null });
    expect(lines).toHaveLength(verified.events + 1);
    const last = JSON.parse(lines.at(-1) ?? '{}') as { seq: number; hash: string; canonical: string };
    expect(JSON.parse(last.canonical)).toMatchObject({ type: 'audit.exported' });
    expect(last.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
