import type { gmail_v1 } from 'googleapis';
import { simpleParser } from 'mailparser';
import { DELEGATED_SCOPES } from '../../identity/scopes.js';
import { startFake, type Fake } from '../../testing.js';

let fake: Fake;
let ana: gmail_v1.Gmail;
let ben: gmail_v1.Gmail;
const ANA = 'ana@harbor.example';
const BEN = 'ben@harbor.example';
const COMPOSE = 'https://www.googleapis.com/auth/gmail.compose';
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

const eml = (lines: readonly string[], text = 'Ben looks after you.') =>
  Buffer.from(`${lines.join('\r\n')}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`).toString(
    'base64url',
  );
const aNotice = (over: Readonly<Record<string, string>> = {}) => {
  const headers = {
    From: `Ana Costa <${ANA}>`,
    To: `Lena Acme <${LENA}>`,
    Subject: 'While I am away',
    'Message-ID': '<notice.1@harbor.example>',
    'X-Understudy-Key': 'notice.1',
    ...over,
  };
  return eml(Object.entries(headers).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])));
};
const send = async (raw: string, more: gmail_v1.Schema$Message = {}, as = ana) =>
  (await as.users.messages.send({ userId: 'me', requestBody: { raw, ...more } })).data;
const headersOf = async (id: string, as = ana) => {
  const { data } = await as.users.messages.get({ userId: 'me', id, format: 'metadata' });
  return Object.fromEntries((data.payload?.headers ?? []).map(({ name, value }) => [name?.toLowerCase(), value]));
};
const outbox = async () =>
  (await fake.control('GET', '/outbox')).data.items as { kind: string; what: Record<string, unknown> }[];
const refusal = (work: Promise<unknown>, status: number, message: RegExp) =>
  expect(work).rejects.toMatchObject({ status, message: expect.stringMatching(message) });

describe('an e-mail that is sent', () => {
  test('stands in Sent, with the recipient, and in the outbox in the shape of every other channel', async () => {
    const sent = await send(aNotice({ To: `Lena <${LENA}>, Ben <${BEN}>` }));
    expect(sent.labelIds).toEqual(['SENT']);
    const { data } = await ana.users.messages.get({ userId: 'me', id: sent.id ?? '', format: 'raw' });
    const mail = await simpleParser(Buffer.from(data.raw ?? '', 'base64url'));
    expect([mail.from?.text, mail.subject, mail.text]).toEqual([
      `"Ana Costa" <${ANA}>`,
      'While I am away',
      'Ben looks after you.\n',
    ]);
    expect(
      (await ben.users.messages.list({ userId: 'me', q: 'subject:"while I am away" in:inbox' })).data.messages,
    ).toHaveLength(1);
    expect((await fake.control('GET', `/api/mailbox/${BEN}`)).data.items).toMatchObject([
      { subject: 'While I am away' },
    ]);
    expect(await outbox()).toMatchObject([
      {
        kind: 'email',
        what: {
          key: 'notice.1',
          via: 'gmail',
          from: { name: 'Ana Costa', email: ANA },
          to: [LENA, BEN],
          to_names: ['Lena', 'Ben'],
          subject: 'While I am away',
          text: 'Ben looks after you.',
          gmail_id: sent.id,
        },
      },
      {
        kind: 'google',
        what: { method: 'gmail.users.messages.send', as: ANA, body: { raw: expect.stringMatching(/characters/) } },
      },
    ]);
  });

  test("has Gmail's Message-ID, not the one it came with; other headers stay", async () => {
    const sent = await send(aNotice());
    const headers = await headersOf(sent.id ?? '');
    expect(headers['message-id']).toMatch(/^<CA.+@mail\.gmail\.com>$/);
    expect(headers['x-understudy-key']).toBe('notice.1');
    const found = async (q: string) => (await ana.users.messages.list({ userId: 'me', q })).data.resultSizeEstimate;
    expect(await found('rfc822msgid:notice.1@harbor.example')).toBe(0);
    expect(await found(`rfc822msgid:${headers['message-id']}`)).toBe(1);
  });

  test('joins a thread that is named, referred to and has the same subject; anything less starts another one', async () => {
    const first = await send(aNotice());
    const { 'message-id': messageId = '' } = await headersOf(first.id ?? '');
    const threadId = first.threadId ?? '';
    const refers = { 'In-Reply-To': messageId ?? '', References: messageId ?? '' };
    expect((await send(aNotice({ ...refers, Subject: 'Re: While I am away' }), { threadId })).threadId).toBe(threadId);
    expect((await send(aNotice({ ...refers, Subject: 'Something else' }), { threadId })).threadId).not.toBe(threadId);
    expect((await send(aNotice({ Subject: 'Re: While I am away' }), { threadId })).threadId).not.toBe(threadId);
    expect((await ana.users.threads.get({ userId: 'me', id: threadId })).data.messages).toHaveLength(2);
    await refusal(send(aNotice(refers), { threadId: 'ffff' }), 404, /not found/);
  });

  test('can be uploaded as a file', async () => {
    const body = Buffer.from(aNotice(), 'base64url').toString('utf8');
    const { data } = await ana.users.messages.send({
      userId: 'me',
      requestBody: {},
      media: { mimeType: 'message/rfc822', body },
    });
    expect((await headersOf(data.id ?? '')).subject).toBe('While I am away');
  });

  test('with an attachment and foreign words is read part by part', async () => {
    const raw = Buffer.from(
      [
        `To: ${LENA}`,
        'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?utf-8?B?IHZvbiBBbmE=?=',
        'Content-Type: multipart/mixed; boundary="b1"',
        '',
        '--b1',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'Sch=C3=B6n=',
        'e Gr=C3=BC=C3=9Fe',
        '--b1',
        'Content-Type: application/pdf; name="brief.pdf"',
        'Content-Disposition: attachment; filename="brief.pdf"',
        'Content-Transfer-Encoding: base64',
        '',
        'JVBERg==',
        '--b1--',
        '',
      ].join('\r\n'),
    ).toString('base64url');
    const { id } = await send(raw);
    const { data } = await ana.users.messages.get({ userId: 'me', id: id ?? '' });
    const [text, file] = data.payload?.parts ?? [];
    expect((await headersOf(id ?? '')).subject).toBe('Grüße von Ana');
    expect((await headersOf(id ?? '')).from).toBe(`"Ana Costa" <${ANA}>`);
    expect(Buffer.from(text?.body?.data ?? '', 'base64url').toString('utf8')).toBe('Schöne Grüße');
    expect([file?.filename, file?.body?.data]).toEqual(['brief.pdf', undefined]);
    const attachment = await ana.users.messages.attachments.get({
      userId: 'me',
      messageId: id ?? '',
      id: file?.body?.attachmentId ?? '',
    });
    expect(Buffer.from(attachment.data.data ?? '', 'base64url').toString()).toBe('%PDF');
  });

  test.each([
    ['from a stranger', { From: 'Ben Weber <ben@harbor.example>' }, /no verified send-as address/],
    ['to nobody', { To: '' }, /Recipient address required/],
    ['to what is no address', { To: 'lena' }, /Invalid To header/],
  ])('%s is refused, and nothing leaves', async (_name, over, message) => {
    await refusal(send(aNotice(over)), 400, message);
    expect(await outbox()).toEqual([]);
  });

  test.each([
    ['nothing', '', /'raw' RFC822 payload/],
    ['no base64', 'a b c', /Base64 decoding failed/],
  ])('of %s is refused', async (_name, raw, message) => {
    await refusal(send(raw), 400, message);
  });

  test('leaves from an alias that is verified, and from no other', async () => {
    await fake.control('POST', '/google/admin/people', { email: ANA, aliases: ['team@harbor.example'] });
    const alias = (sendAsEmail: string) =>
      ana.users.settings.sendAs.create({ userId: 'me', requestBody: { sendAsEmail, displayName: 'Team' } });
    expect((await alias('team@harbor.example')).data.verificationStatus).toBe('accepted');
    expect((await alias('me@elsewhere.example')).data.verificationStatus).toBe('pending');
    expect((await send(aNotice({ From: 'Team <team@harbor.example>' }))).id).toBeDefined();
    await refusal(send(aNotice({ From: 'me@elsewhere.example' })), 400, /no verified send-as/);
  });
});

describe('a draft', () => {
  test('waits, is replaced, and leaves when it is sent', async () => {
    fake.sandbox.tokens.delegate([...DELEGATED_SCOPES, COMPOSE]);
    ana = fake.gmailWith(await fake.serviceToken(ANA, [COMPOSE]));
    const { data } = await ana.users.drafts.create({ userId: 'me', requestBody: { message: { raw: aNotice() } } });
    const id = data.id ?? '';
    await ana.users.drafts.update({
      userId: 'me',
      id,
      requestBody: { message: { raw: aNotice({ Subject: 'Better' }) } },
    });
    expect((await ana.users.drafts.get({ userId: 'me', id })).data.message?.labelIds).toEqual(['DRAFT']);
    expect(await outbox()).toMatchObject([{ kind: 'google' }, { kind: 'google' }]);
    await ana.users.drafts.send({ userId: 'me', requestBody: { id } });
    expect((await ana.users.drafts.list({ userId: 'me' })).data.drafts).toBeUndefined();
    expect((await outbox()).find(({ kind }) => kind === 'email')?.what.subject).toBe('Better');
  });
});

describe('the pages of the sandbox', () => {
  const inbox = async (email: string) => (await fake.control('GET', `/api/mailbox/${email}`)).data.items;

  test("show what came in, once, with a colleague's answer in the same thread; what only left is not there", async () => {
    const first = await send(aNotice({ To: BEN }));
    const { 'message-id': messageId = '' } = await headersOf(first.id ?? '');
    const answer = {
      From: BEN,
      To: `"Costa, Ana" <${ANA}>`,
      Subject: 'Re: While I am away',
      'In-Reply-To': messageId ?? '',
    };
    await send(aNotice(answer), {}, ben);
    expect(await inbox(BEN)).toMatchObject([
      { subject: 'While I am away', messages: [{ from: { name: 'Ana Costa', email: ANA } }] },
    ]);
    expect(await inbox(ANA)).toMatchObject([
      {
        subject: 'While I am away',
        messages: [{ to: [BEN] }, { from: { email: BEN }, to: [ANA], body: 'Ben looks after you.' }],
      },
    ]);
    await send(aNotice({ From: BEN }), {}, ben);
    expect(await inbox(BEN)).toHaveLength(1);
  });
});

test('the mailbox is kept over a restart', async () => {
  const { id } = await send(aNotice());
  await fake.restart();
  ana = await fake.gmailAs(ANA);
  expect((await headersOf(id ?? '')).subject).toBe('While I am away');
});
