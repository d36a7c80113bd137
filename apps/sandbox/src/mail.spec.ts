import { startFake, type Fake } from './testing.js';

let fake: Fake;
beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(() => fake.reset());

const aMail = (over: object = {}) => ({
  kind: 'email',
  key: 'notice.1',
  from: { name: 'Ana Costa', email: 'ana@harbor.example' },
  to: ['ben@harbor.example'],
  to_names: ['Ben Weber'],
  cc: [],
  subject: 'Hello',
  text: 'Hi Ben',
  headers: { 'Message-ID': '<notice.1@harbor.example>' },
  ...over,
});
const send = (over?: object) => fake.control('POST', '/outbox', aMail(over));
const sent = async () => (await fake.control('GET', '/outbox')).data.items;
const mailbox = async (email: string) => (await fake.control('GET', `/api/mailbox/${email}`)).data.items;

test('an e-mail is taken once per key, however often it is handed over', async () => {
  const answers = await Promise.all([send(), send(), send({ subject: 'Again' })]);
  await fake.restart();

  expect(new Set(answers.map(({ status, data }) => `${status} ${data.seq}`))).toEqual(new Set(['201 1']));
  expect((await send()).data.seq).toBe(1);
  expect(await sent()).toMatchObject([{ kind: 'email', what: { key: 'notice.1', subject: 'Hello' } }]);
});

test('it comes into the mailbox of who it is for, and into no other', async () => {
  await send();
  await send({ key: 'notice.2', to: ['lena@acme.example'], to_names: ['Lena'], cc: ['Ana@harbor.example'] });

  expect(await mailbox('ben@harbor.example')).toMatchObject([
    {
      owner: 'ben@harbor.example',
      subject: 'Hello',
      messages: [{ from: { name: 'Ana Costa', email: 'ana@harbor.example' }, body: 'Hi Ben' }],
    },
  ]);
  expect(await mailbox('ana@harbor.example')).toMatchObject([{ messages: [{ to: ['lena@acme.example'] }] }]);
});

test.each([
  { from: { name: 'Ana', email: 'not an address' } },
  { to: ['ben@harbor.example\r\nBcc: x@evil.example'] },
  { to: [] },
  { key: 'a b' },
  { headers: { 'X-A': 'one\r\nBcc: two' } },
  { headers: { 'X-A\r\nBcc': 'two' } },
  { bcc: ['x@evil.example'] },
  { subject: '' },
])('what is no e-mail of ours is refused: %j', async (over) => {
  expect((await send(over)).status).toBe(400);
  expect(await sent()).toEqual([]);
});

describe('trouble made on purpose', () => {
  const fault = (body: object) => fake.control('POST', '/faults', { method: 'mail.send', ...body });

  test.each([
    ['error-500', 500],
    ['rate-limited', 429],
  ])('%s comes before anything is taken', async (kind, status) => {
    await fault({ kind });

    expect((await send()).status).toBe(status);
    expect(await sent()).toEqual([]);
    expect((await send()).status).toBe(201);
  });

  test('a time-out before leaves nothing, a time-out after leaves the e-mail, and the next try does not double it', async () => {
    await fault({ kind: 'timeout-before', delay_ms: 20 });
    await expect(send()).rejects.toThrow('fetch failed');
    expect(await sent()).toEqual([]);

    await fault({ kind: 'timeout-after', delay_ms: 20 });
    await expect(send()).rejects.toThrow('fetch failed');
    await send();
    expect(await sent()).toHaveLength(1);
  });
});
