import { startFake, type Fake } from '../testing.js';
import { gmailUnits } from './quotas.js';

let fake: Fake;
const ANA = 'ana@harbor.example';
const BEN = 'ben@harbor.example';
const limit = (body: object) => fake.control('PUT', '/google/admin/quotas', body);
const clock = (now: Temporal.Instant) => fake.control('PUT', '/api/clock', { now: String(now) });
const START = Temporal.Instant.from('2026-07-06T08:00:00Z');

beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(async () => {
  await fake.reset();
  await clock(START);
});

const asking = async (email: string) => {
  const token = await fake.serviceToken(email);
  return async (path = '/calendar/v3/calendars/primary') => {
    const { status, headers, data } = await fake.request('GET', path, undefined, `Bearer ${token}`);
    return { status, retryAfter: headers.get('retry-after'), reason: data?.error?.errors[0].reason };
  };
};

test('a user who asks too much in a minute is told to wait until the oldest request is a minute old', async () => {
  await limit({ clock: 'simulated', calendar_per_user: 3 });
  const [ana, ben] = [await asking(ANA), await asking(BEN)];
  for (const seconds of [0, 10, 20]) {
    await clock(START.add({ seconds }));
    expect((await ana()).status).toBe(200);
  }
  expect(await ana()).toEqual({
    status: 403,
    reason: 'userRateLimitExceeded',
    retryAfter: '40',
  });
  expect((await ben()).status).toBe(200);
  await clock(START.add({ seconds: 61 }));
  expect((await ana()).status).toBe(200);
  expect((await ana()).status).toBe(403);
});

test('the project has a limit of its own, over all users', async () => {
  await limit({ clock: 'simulated', calendar_per_project: 2 });
  const [ana, ben] = [await asking(ANA), await asking(BEN)];
  expect([(await ana()).status, (await ben()).status]).toEqual([200, 200]);
  expect(await ben()).toMatchObject({ status: 429, reason: 'rateLimitExceeded' });
});

test('Gmail counts units, and sending by itself', async () => {
  expect([
    gmailUnits('gmail.users.messages.send'),
    gmailUnits('gmail.users.messages.get'),
    gmailUnits('gmail.users.settings.getVacation'),
  ]).toEqual([100, 20, 1]);
  await limit({ clock: 'simulated', gmail_units_per_user: 25 });
  const ana = await asking(ANA);
  expect((await ana('/gmail/v1/users/me/messages/none')).status).toBe(404);
  expect((await ana('/gmail/v1/users/me/messages')).status).toBe(200);
  expect(await ana('/gmail/v1/users/me/settings/vacation')).toMatchObject({
    status: 403,
    reason: 'userRateLimitExceeded',
  });

  await limit({ clock: 'simulated', gmail_sends_per_user: 1 });
  const gmail = await fake.gmailAs(ANA);
  const send = () =>
    gmail.users.messages.send({
      userId: 'me',
      requestBody: { raw: Buffer.from(`To: ${BEN}\r\n\r\nHi`).toString('base64url') },
    });
  await send();
  await expect(send()).rejects.toMatchObject({ status: 429, message: expect.stringMatching(/Retry after 20/) });
});

test('the documented limits hold by themselves; people at their own screens are not counted; the peaks can be read', async () => {
  const { data } = await fake.control('GET', '/google/admin/quotas');
  expect(data).toEqual({
    limits: { calendarPerProject: 10_000, calendarPerUser: 600, gmailUnitsPerUser: 6000, gmailSendsPerUser: 60 },
    clock: 'machine',
    peaks: {},
  });
  await fake.request('GET', '/calendar/v3/calendars/primary');
  const ana = await asking(ANA);
  await ana();
  await ana();
  expect((await fake.control('GET', '/google/admin/quotas')).data.peaks).toEqual({
    [`calendar ${ANA}`]: 2,
    'calendar project': 2,
  });
});

test.each([{ clock: 'sun' }, { calendar_per_user: 0 }, { per_user: 5 }])('%j is refused', async (body) => {
  expect((await limit(body)).status).toBe(400);
});
