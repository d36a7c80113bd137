import type { gmail_v1 } from 'googleapis';
import { startFake, type Fake } from '../../testing.js';

let fake: Fake;
let ana: gmail_v1.Gmail;
let ben: gmail_v1.Gmail;
const ANA = 'ana@harbor.example';
const BEN = 'ben@harbor.example';
const LENA = 'lena@acme.example';

beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(async () => {
  await fake.reset();
  ana = await fake.gmailAs(ANA);
  ben = await fake.gmailAs(BEN);
});

const outbox = async () =>
  (await fake.control('GET', '/outbox')).data.items as { kind: string; what: Record<string, unknown> }[];
const receive = async (email: string, body: object) =>
  (await fake.control('POST', `/google/people/${email}/receive`, body)).data;
const refusal = (work: Promise<unknown>, status: number, message: RegExp) =>
  expect(work).rejects.toMatchObject({ status, message: expect.stringMatching(message) });

describe('the vacation reply', () => {
  const settings = (requestBody: gmail_v1.Schema$VacationSettings) =>
    ana.users.settings.updateVacation({ userId: 'me', requestBody });
  const away = { enableAutoReply: true, responseSubject: 'Away', responseBodyPlainText: 'Ask Ben.' };

  test('is one resource: what is left out is gone', async () => {
    await settings({ ...away, restrictToDomain: true, startTime: '1000', endTime: '2000' });
    expect((await settings(away)).data).toEqual(away);
    expect((await ana.users.settings.getVacation({ userId: 'me' })).data).toEqual(away);
    expect((await settings({ enableAutoReply: false })).data).toEqual({ enableAutoReply: false });
  });

  test('is cleaned of scripts', async () => {
    const { data } = await settings({ ...away, responseBodyHtml: '<p onclick="x()">Hi<script>x()</script></p>' });
    expect(data.responseBodyHtml).toBe('<p>Hi</p>');
  });

  test.each([
    ['that ends before it starts', { ...away, startTime: '2000', endTime: '1000' }, /precede/],
    ['that says nothing', { enableAutoReply: true }, /non-empty/],
    ['at a time that is none', { ...away, startTime: 'tomorrow' }, /startTime/],
  ])('%s is refused', async (_name, body, message) => {
    await refusal(settings(body), 400, message);
  });

  test('answers who writes within its time, once in four days, and no machine', async () => {
    const now = Date.now();
    await settings({ ...away, startTime: String(now - 1000), endTime: String(now + 3_600_000) });
    const mail = { from: { name: 'Lena', email: LENA }, subject: 'Question', text: 'Hi' };
    expect(await receive(ANA, mail)).toMatchObject({ auto_replied: true });
    expect(await receive(ANA, mail)).toMatchObject({ auto_replied: false });
    expect((await outbox()).filter(({ what }) => what.via === 'gmail-vacation')).toMatchObject([
      { what: { to: [LENA], subject: 'Away Re: Question', text: 'Ask Ben.' } },
    ]);
    await settings({ ...away, startTime: String(now - 2000), endTime: String(now - 1000) });
    expect(await receive(ANA, mail)).toMatchObject({ auto_replied: false });
  });
});

describe('a filter', () => {
  const create = async (criteria: gmail_v1.Schema$FilterCriteria, action: gmail_v1.Schema$FilterAction) =>
    (await ana.users.settings.filters.create({ userId: 'me', requestBody: { criteria, action } })).data;
  const forwarding = (forwardingEmail: string) =>
    ana.users.settings.forwardingAddresses.create({ userId: 'me', requestBody: { forwardingEmail } });

  test("forwards a customer's mail to the backup, keeping its sender", async () => {
    expect((await forwarding(BEN)).data.verificationStatus).toBe('accepted');
    await create({ from: '@acme.example OR @beta.example' }, { forward: BEN });
    expect(await receive(ANA, { from: { name: 'Lena', email: LENA }, subject: 'Help', text: '!' })).toMatchObject({
      forwarded_to: [BEN],
    });
    expect(
      await receive(ANA, { from: { name: 'X', email: 'x@other.example' }, subject: 'Hi', text: '!' }),
    ).toMatchObject({
      forwarded_to: [],
    });
    const { data } = await ben.users.messages.list({ userId: 'me' });
    expect(data.messages).toHaveLength(1);
    const forwarded = await ben.users.messages.get({ userId: 'me', id: data.messages?.[0]?.id ?? '' });
    expect(forwarded.data.payload?.headers).toContainEqual({ name: 'From', value: `"Lena" <${LENA}>` });
  });

  test('forwards to no address that was not accepted', async () => {
    await refusal(create({ from: LENA }, { forward: BEN }), 400, /Unrecognized forwarding address/);
    expect((await forwarding('out@partner.example')).data.verificationStatus).toBe('pending');
    await refusal(create({ from: LENA }, { forward: 'out@partner.example' }), 400, /Unrecognized/);
    await fake.control('POST', '/google/admin/forwarding/accept', {
      email: ANA,
      forwarding_email: 'out@partner.example',
    });
    expect((await create({ from: LENA }, { forward: 'out@partner.example' })).id).toBeDefined();
  });

  test.each([
    ['without criteria', {}, { addLabelIds: ['STARRED'] }, /criterion/],
    ['without an action', { from: LENA }, {}, /action/],
    ['with a label that is none', { from: LENA }, { addLabelIds: ['Label_9'] }, /Invalid label/],
    ['by size without a comparison', { size: 5 }, { addLabelIds: ['STARRED'] }, /sizeComparison/],
  ])('%s is refused', async (_name, criteria, action, message) => {
    await refusal(create(criteria, action), 400, message);
  });

  test('exists once, is one of a thousand at most, and cannot be changed, only deleted', async () => {
    const { id } = await create({ from: LENA }, { addLabelIds: ['STARRED'] });
    await refusal(create({ from: LENA }, { addLabelIds: ['STARRED'] }), 400, /already exists/);
    const account = fake.sandbox.gmail.mailboxes.account(ANA);
    for (let index = account.filters.length; index < 1000; index += 1)
      account.filters.push({
        id: `f${index}`,
        criteria: { from: `${index}@x.example` },
        action: { addLabelIds: ['STARRED'] },
      });
    await refusal(create({ from: 'one-more@x.example' }, { addLabelIds: ['STARRED'] }), 400, /Too many/);
    await ana.users.settings.filters.delete({ userId: 'me', id: id ?? '' });
    await refusal(ana.users.settings.filters.get({ userId: 'me', id: id ?? '' }), 404, /not found/);
  });
});

describe('a delegate', () => {
  const create = (delegateEmail: string, as = ana) =>
    as.users.settings.delegates.create({ userId: 'me', requestBody: { delegateEmail } });

  test('is a colleague, once', async () => {
    expect((await create(BEN)).data).toEqual({ delegateEmail: BEN, verificationStatus: 'accepted' });
    await refusal(create(BEN), 409, /already exists/);
    await refusal(create('someone@elsewhere.example'), 400, /same organization/);
    await ana.users.settings.delegates.delete({ userId: 'me', delegateEmail: BEN });
    expect((await ana.users.settings.delegates.list({ userId: 'me' })).data).toEqual({});
  });

  test('is one of twenty-five at most', async () => {
    for (let index = 0; index < 25; index += 1)
      fake.sandbox.gmail.mailboxes.account(ANA).delegates[`d${index}@harbor.example`] = 'accepted';
    await refusal(create(BEN), 400, /Too many delegates/);
  });
});

describe('what only an admin can give', () => {
  test('a delegate or a forwarding address: a consent of the person is not enough', async () => {
    const scopes = ['basic', 'sharing'].map((scope) => `https://www.googleapis.com/auth/gmail.settings.${scope}`);
    const { access_token = '' } = await fake.consented(ANA, scopes);
    const { settings } = fake.gmailWith(access_token).users;
    const delegate = { userId: 'me', requestBody: { delegateEmail: BEN } };
    const forwarding = { userId: 'me', requestBody: { forwardingEmail: BEN } };
    await refusal(settings.delegates.create(delegate), 403, /delegated domain-wide authority/);
    await refusal(settings.forwardingAddresses.create(forwarding), 403, /delegated domain-wide authority/);
    expect((await settings.getVacation({ userId: 'me' })).data).toEqual({ enableAutoReply: false });
  });

  test("somebody else's mailbox is not theirs", async () => {
    await refusal(ana.users.messages.list({ userId: BEN }), 403, /Delegation denied/);
  });

  test('an account without Gmail says so', async () => {
    await fake.control('POST', '/google/admin/people', { email: ANA, has_mail: false });
    await refusal(ana.users.settings.getVacation({ userId: 'me' }), 400, /Mail service not enabled/);
  });
});
