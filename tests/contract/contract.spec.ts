/**
 * Generated from what the API says about itself: every endpoint, also those that come later, is asked without a token, with
 * wrong ones, by the wrong role, for another tenant's rows, and with input that cannot be right. None may answer 5xx.
 */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { AccessTokens, addTenant, createApp, migrate, type TestApp, type TestTenant } from '@understudy/api/testing';
import { type AnyEndpoint, ENDPOINTS, ERRORS, type ErrorCode, PERMISSIONS, ROLES } from '@understudy/contracts';
import { createTestDatabase, type TestDatabase } from '@understudy/testing/postgres';
import { SignJWT, UnsecuredJWT } from 'jose';
import { addressOf, bodyOf, type Described, FOREIGN_IDS, namesIn, WORDS } from './requests.js';
import { addFile, addRows, type Rows } from './rows.js';

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, Described>> };
}
interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly text: string;
}

const all = Object.entries(ENDPOINTS);
const guarded = all.filter(([, { allow }]) => allow !== 'public');
const writing = all.filter(([, { method, signed }]) => method !== 'GET' && !signed);
const signed = all.filter((entry) => entry[1].signed === true);
const named = all.filter(([, { path }]) => namesIn(path).length > 0);

let database: TestDatabase;
let api: TestApp;
let mine: { tenant: TestTenant; rows: Rows };
let theirs: { tenant: TestTenant; rows: Rows };
let operations: ReadonlyMap<string, Operation>;
let tokens: Readonly<Record<(typeof ROLES)[number], string>>;

beforeAll(async () => {
  database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  const [tenant, foreign] = [await addTenant(appUrl, 'acme'), await addTenant(appUrl, 'strangers')];
  mine = { tenant, rows: await addRows(appUrl, tenant) };
  theirs = { tenant: foreign, rows: await addRows(appUrl, foreign) };
  api = await createApp({ appUrl, workerUrl });
  addFile(api.env.dataDir, mine.rows);
  const { people } = tenant;
  tokens = {
    admin: await api.tokenOf(people.admin.email),
    manager: await api.tokenOf(people.manager.email),
    csm: await api.tokenOf(people.csm.email),
    supporter: await api.tokenOf(people.supporter.email),
    member: await api.tokenOf(people.member.email),
  };
  const document = (await (await fetch(`${api.baseUrl}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const listed = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  operations = new Map(listed.map((operation) => [operation.operationId, operation]));
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

/** Streams never end: what comes in the first moments is enough to see who was let in and what is shown. */
const PATIENCE_MS = 400;

async function ask(
  endpoint: AnyEndpoint,
  address: string,
  options: { token?: string; body?: unknown; text?: string } = {},
): Promise<Answer> {
  const { token, body, text = body === undefined ? undefined : JSON.stringify(body) } = options;
  const isStream = endpoint.path === '/api/events';
  const answer = await fetch(api.baseUrl + address, {
    method: endpoint.method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(text !== undefined && { 'content-type': 'application/json' }),
    },
    ...(text !== undefined && { body: text }),
    ...(isStream && { signal: AbortSignal.timeout(PATIENCE_MS) }),
  });
  const said = await answer.text().catch(() => '');
  const problem = answer.headers.get('content-type')?.includes('problem+json')
    ? (JSON.parse(said) as { code: string })
    : undefined;
  if (answer.status >= 500 && !mayBeUnavailable(endpoint, problem?.code))
    throw new Error(`${endpoint.method} ${address} answered ${answer.status}: ${said.slice(0, 500)}`);
  return { status: answer.status, code: problem?.code, text: said };
}

/** 503 is an answer where the contract names it, and nowhere else. */
const mayBeUnavailable = (endpoint: AnyEndpoint, code: string | undefined): boolean =>
  endpoint.errors?.some((known: ErrorCode) => known === code && ERRORS[known].status === 503) ?? false;

const own = (endpoint: AnyEndpoint, over: Rows = {}) => addressOf(endpoint, mine.rows, over);
const body = (name: string, endpoint: AnyEndpoint) =>
  bodyOf(name, endpoint, operations.get(name)?.requestBody?.content['application/json']);
const withQuery = (address: string, query: string) => `${address}${address.includes('?') ? '&' : '?'}${query}`;

test('every endpoint of the contracts is served and described, and nothing else', () => {
  expect([...operations.keys()].sort()).toEqual(all.map(([name]) => name).sort());
});

describe('who may', () => {
  const claims = () => ({
    tid: mine.tenant.tenantId,
    sub: mine.tenant.people.admin.userId,
    iss: 'understudy',
    aud: 'understudy:sandbox',
  });
  const now = () => Math.floor((performance.timeOrigin + performance.now()) / 1000);
  const header = { alg: 'EdDSA', typ: 'at+jwt' };
  const WRONG: readonly (readonly [what: string, token: () => string | undefined | Promise<string>])[] = [
    ['no token', () => undefined],
    ['an expired token', () => issue(-10)],
    [
      'a token for nobody',
      () =>
        api.app.get(AccessTokens).issue(
          {
            tenantId: mine.tenant.tenantId,
            userId: mine.tenant.people.admin.userId,
            surface: 'web',
            sessionId: randomUUID(),
          },
          60,
        ),
    ],
    ['a token without signature', () => new UnsecuredJWT({ ...claims(), exp: now() + 60 }).encode()],
    [
      'a token signed by somebody else',
      () =>
        new SignJWT({ ...claims(), exp: now() + 60 })
          .setProtectedHeader(header)
          .sign(generateKeyPairSync('ed25519').privateKey),
    ],
    ['nonsense', () => 'nonsense'],
  ];
  const issue = (seconds: number) =>
    api.app.get(AccessTokens).issue(
      {
        tenantId: mine.tenant.tenantId,
        userId: mine.tenant.people.admin.userId,
        surface: 'sandbox',
        sessionId: null,
      },
      seconds,
    );

  test.each(guarded)('%s takes no wrong token', async (name, endpoint) => {
    for (const [what, token] of WRONG) {
      const given = await token();
      const answer = await ask(endpoint, own(endpoint), {
        ...(given !== undefined && { token: given }),
        body: body(name, endpoint),
      });
      expect([what, answer.status]).toEqual([what, 401]);
    }
  });

  const refusing = guarded.flatMap(([name, endpoint]) => {
    const allowed: readonly string[] =
      endpoint.allow === 'signed-in' || endpoint.allow === 'public' ? ROLES : PERMISSIONS[endpoint.allow];
    return ROLES.filter((role) => !allowed.includes(role)).map((role) => [name, role, endpoint] as const);
  });
  test.each(refusing)('%s is not for a %s', async (name, role, endpoint) => {
    const answer = await ask(endpoint, own(endpoint), { token: tokens[role], body: body(name, endpoint) });

    expect([answer.status, answer.code]).toEqual([403, 'identity.not-allowed']);
  });
});

/** Whoever holds the secret may read, signed in or not: it is no id of a row that somebody else could name. */
const isForHolders = ([name]: readonly [string, AnyEndpoint]): boolean => name === 'ReadCalendarFeed';

describe('another tenant', () => {
  test.each(named.filter((entry) => !isForHolders(entry)))(
    '%s: a foreign id looks exactly like one that never was',
    async (name, endpoint) => {
      const token = endpoint.allow === 'public' ? undefined : tokens.admin;
      for (const parameter of namesIn(endpoint.path).filter((one) => !WORDS.has(one))) {
        const options = { ...(token !== undefined && { token }), body: body(name, endpoint) };
        const foreign = await ask(endpoint, own(endpoint, { [parameter]: theirs.rows[parameter] ?? '' }), options);
        const unknown = await ask(endpoint, own(endpoint, { [parameter]: randomUUID() }), options);

        expect([parameter, foreign.status]).toEqual([parameter, endpoint.method === 'PUT' ? unknown.status : 404]);
        expect([foreign.status, foreign.code]).toEqual([unknown.status, unknown.code]);
      }
    },
  );

  const readable = named.filter(([, { method }]) => method === 'GET');
  test.each(readable)('control: %s does find a row of my own', async (_, endpoint) => {
    expect((await ask(endpoint, own(endpoint), { token: tokens.admin })).status).toBe(200);
  });

  test.each(all.filter(([, { method }]) => method === 'GET'))('%s shows nothing of theirs', async (_, endpoint) => {
    if (endpoint.path === '/sandbox/world') return; // the demo's own list of every tenant, in sandbox mode only
    const { text } = await ask(endpoint, own(endpoint), { token: tokens.admin });

    expect(text).not.toContain(theirs.tenant.slug);
    for (const [name, id] of Object.entries(theirs.rows)) if (!WORDS.has(name)) expect(text).not.toContain(id);
  });

  const referring = all.flatMap(([name, endpoint]) =>
    [...Object.keys(endpoint.body ?? {}), ...Object.keys(endpoint.query ?? {})]
      .filter((field) => /(?:^|_)(?:user|csm|owner|manager|backup|customer|team|category|task)_id$/.test(field))
      .filter((field) => field in endpoint.parts.body.shape && !FOREIGN_IDS.has(field))
      .map((field) => [name, field, endpoint] as const),
  );
  test.each(referring)('%s takes no foreign %s', async (name, field, endpoint) => {
    const kind = field
      .replace(/^.*(user|csm|owner|manager|backup)_id$/, 'user_id')
      .replace(/^.*_(customer|team|category)_id$/, '$1_id');
    const foreign = theirs.rows[kind] ?? theirs.rows['user_id'];
    const given = body(name, endpoint);
    const changed = { ...(typeof given === 'object' ? given : {}), [field]: foreign };
    const { status } = await ask(endpoint, own(endpoint), { token: tokens.admin, body: changed });

    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('input that cannot be right', () => {
  const token = (endpoint: AnyEndpoint) => (endpoint.allow === 'public' ? {} : { token: tokens.admin });

  test.each(named)('%s: an id that is none', async (name, endpoint) => {
    for (const wrong of ['1', '%00', "'; drop table users --", '00000000-0000-0000-0000-00000000000g', 'a'.repeat(400)])
      for (const parameter of namesIn(endpoint.path)) {
        const { status } = await ask(endpoint, own(endpoint, { [parameter]: wrong }), {
          ...token(endpoint),
          body: body(name, endpoint),
        });
        expect([wrong, [400, 404].includes(status)]).toEqual([wrong, true]);
      }
  });

  test.each(all)('%s: a query field nobody knows, or one with a NUL byte', async (name, endpoint) => {
    for (const query of ['no_such_field=1', 'no_such_field=%00']) {
      const { status } = await ask(endpoint, withQuery(own(endpoint), query), {
        ...token(endpoint),
        body: body(name, endpoint),
      });
      expect([query, status]).toEqual([query, 400]);
    }
  });

  const LISTS = all.filter(([, { query }]) => query !== undefined && ('limit' in query || 'cursor' in query));
  test.each(LISTS)('%s: limits and cursors', async (_, endpoint) => {
    for (const query of [
      'limit=0',
      'limit=101',
      'limit=x',
      'limit=5&limit=6',
      'cursor=nonsense',
      'cursor=e30',
      'cursor=%F0%9F%92%A9',
    ]) {
      const { status } = await ask(endpoint, withQuery(own(endpoint), query), token(endpoint));
      expect([query, status]).toEqual([query, 400]);
    }
  });

  test.each(writing)('%s: a field nobody knows', async (name, endpoint) => {
    const given = body(name, endpoint);
    const { status, code } = await ask(endpoint, own(endpoint), {
      ...token(endpoint),
      body: { ...(typeof given === 'object' ? given : {}), no_such_field: 1 },
    });

    expect([status, code]).toEqual([400, 'request.malformed']);
  });

  const BODIES: readonly (readonly [what: string, text: string, status: number])[] = [
    ['broken JSON', '{"a":', 400],
    ['100,000 brackets', '['.repeat(100_000), 400],
    ['100,000 brackets that close', '['.repeat(100_000) + ']'.repeat(100_000), 400],
    ['a list', '[]', 400],
    ['a prototype', '{"__proto__":{"admin":true}}', 400],
    ['more than a megabyte', `"${'x'.repeat(1_100_000)}"`, 413],
  ];
  test.each(writing)('%s: bodies that are none', async (_, endpoint) => {
    for (const [what, text, status] of BODIES)
      expect([what, (await ask(endpoint, own(endpoint), { ...token(endpoint), text })).status]).toEqual([what, status]);
  });

  test.each(signed)('%s: whatever it is, without the sender’s signature it is not looked at', async (_, endpoint) => {
    for (const [what, text, status] of BODIES) {
      const answer = await ask(endpoint, own(endpoint), { text });
      expect([what, answer.status]).toEqual([what, status === 413 ? 413 : answer.status === 404 ? 404 : 401]);
    }
  });

  const texts = writing.flatMap(([name, endpoint]) =>
    Object.keys(endpoint.body ?? {}).map((field) => [name, field, endpoint] as const),
  );
  test.each(texts)('%s: nothing unstorable gets in by %s', async (name, field, endpoint) => {
    const given = body(name, endpoint);
    for (const wrong of [
      'nul \0 byte',
      'half \ud800 character',
      'x'.repeat(900_000),
      { deep: [{ a: 'nul \0' }] },
      -1e308,
      [[]],
    ]) {
      const { status } = await ask(endpoint, own(endpoint), {
        ...token(endpoint),
        body: { ...(typeof given === 'object' ? given : {}), [field]: wrong },
      });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
  });
});
