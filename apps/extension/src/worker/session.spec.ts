import { Session, type Exchange, type SessionStore, type TokenAnswer } from './session.js';

function memoryStore(refreshToken: string | null): SessionStore & { held: string | null } {
  let access: { token: string; expiresAt: number } | null = null;
  return {
    held: refreshToken,
    access: async () => access,
    async refreshToken() {
      return this.held;
    },
    async save(next, token) {
      access = next;
      this.held = token;
    },
    async clear() {
      access = null;
      this.held = null;
    },
  };
}

/** A server that rotates: each refresh token works once. */
function rotating() {
  const used: string[] = [];
  const exchange: Exchange = async (form) => {
    const token = form['refresh_token'] ?? form['code'] ?? '';
    if (used.includes(token)) return 'refused';
    used.push(token);
    return tokens(used.length);
  };
  return { used, exchange };
}
const tokens = (count: number): TokenAnswer => ({
  access_token: `access-${count}`,
  refresh_token: `refresh-${count}`,
  expires_in: 900,
  user_id: 'u',
  tenant_id: 't',
});

test('many at once share one exchange, because a refresh token used twice ends the sign-in', async () => {
  const { used, exchange } = rotating();
  const session = new Session(memoryStore('refresh-0'), exchange, () => 0);
  const answers = await Promise.all([session.accessToken(), session.accessToken(), session.accessToken('access-0')]);
  expect(answers).toEqual(['access-1', 'access-1', 'access-1']);
  expect(used).toEqual(['refresh-0']);
});

test('a token is used until a minute before its end, then renewed', async () => {
  let now = 0;
  const session = new Session(memoryStore('refresh-0'), rotating().exchange, () => now);
  expect(await session.accessToken()).toBe('access-1');
  now = 839_999;
  expect(await session.accessToken()).toBe('access-1');
  now = 840_000;
  expect(await session.accessToken()).toBe('access-2');
});

test('a refused refresh token signs out; a lost connection does not', async () => {
  const lost = memoryStore('refresh-0');
  expect(
    await new Session(
      lost,
      async () => 'offline',
      () => 0,
    ).accessToken(),
  ).toBe('offline');
  expect(lost.held).toBe('refresh-0');
  const refused = memoryStore('refresh-0');
  expect(
    await new Session(
      refused,
      async () => 'refused',
      () => 0,
    ).accessToken(),
  ).toBe('signed-out');
  expect(refused.held).toBeNull();
  expect(await new Session(refused, rotating().exchange, () => 0).accessToken()).toBe('signed-out');
});

test('signing in keeps both tokens; a refused code keeps nothing', async () => {
  const store = memoryStore(null);
  const session = new Session(store, rotating().exchange, () => 0);
  expect(await session.start({ code: 'c', code_verifier: 'v', redirect_uri: 'r' })).toBe('ok');
  expect([await session.isSignedIn(), await session.accessToken()]).toEqual([true, 'access-1']);
  expect(await session.start({ code: 'c', code_verifier: 'v', redirect_uri: 'r' })).toBe('refused');
  await session.end();
  expect(await session.isSignedIn()).toBe(false);
});

test('a token that the server refused is renewed once for all who were refused with it', async () => {
  const { used, exchange } = rotating();
  const session = new Session(memoryStore('refresh-0'), exchange, () => 0);
  expect(await session.accessToken()).toBe('access-1');
  expect(await session.accessToken('access-1')).toBe('access-2');
  expect(await session.accessToken('access-1')).toBe('access-2');
  expect(used).toHaveLength(2);
});

/** A token endpoint that answers when the test says so. */
function slowly() {
  const waiting: ((answer: TokenAnswer | 'refused') => void)[] = [];
  const exchange: Exchange = () => new Promise((resolve) => void waiting.push(resolve));
  const asked = async (count: number): Promise<void> => {
    while (waiting.length < count) await Promise.resolve();
  };
  return { waiting, exchange, asked };
}

test('a renewal that comes back after the sign-out does not sign in again', async () => {
  const { waiting, exchange, asked } = slowly();
  const session = new Session(memoryStore('refresh-0'), exchange, () => 0);
  const renewal = session.accessToken();
  await asked(1);
  await session.end();
  waiting[0]?.(tokens(1));
  expect([await renewal, await session.isSignedIn()]).toEqual(['signed-out', false]);
});

test('a renewal of the one before says nothing about whoever signed in meanwhile', async () => {
  const store = memoryStore('refresh-0');
  const { waiting, exchange, asked } = slowly();
  const session = new Session(store, exchange, () => 0);
  const before = session.accessToken();
  await asked(1);
  await session.end();
  const signedIn = session.start({ code: 'c', code_verifier: 'v', redirect_uri: 'r' });
  await asked(2);
  waiting[1]?.(tokens(7));
  expect(await signedIn).toBe('ok');
  waiting[0]?.('refused');
  expect(await before).toBe('access-7');
  expect([store.held, await session.accessToken()]).toEqual(['refresh-7', 'access-7']);
});
