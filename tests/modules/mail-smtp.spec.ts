/** E-mail through a mail server of one's own (PRD-243 FR-4.3), against a real SMTP server in this process. */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SmtpMailChannel } from '@understudy/api/testing';
import { asId, mailAddress, type MailDraft, outgoingMail, type TenantId } from '@understudy/domain';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server';
import { selfSigned } from './certificate.js';

interface Taken {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly secure: boolean;
  readonly source: string;
}

interface MailServer {
  readonly port: number;
  readonly taken: readonly Taken[];
  readonly connections: () => number;
  /** Ends every connection at once, as a network does. */
  cut(): void;
}

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** A server of which one thing may be unusual. */
async function aServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: Taken[] = [];
  const sockets: Socket[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      const { mailFrom, rcptTo } = session.envelope;
      void text(stream).then((source) => {
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          user: session.user,
          secure: session.secure,
          source,
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined); // a client that leaves in the middle; what matters is what the channel says
  server.server.on('connection', (socket: Socket) => void sockets.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  open.push(() => new Promise((resolve) => server.close(() => resolve(null))));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    taken,
    connections: () => sockets.length,
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

type Settings = ConstructorParameters<typeof SmtpMailChannel>[0];
function aChannel(port: number, more: Partial<Settings> = {}): SmtpMailChannel {
  const channel = new SmtpMailChannel({
    host: 'localhost',
    port,
    tls: 'none',
    user: null,
    password: null,
    sender: null,
    ...more,
  });
  open.push(() => channel.onApplicationShutdown());
  return channel;
}

const aMail = (more: Partial<MailDraft> = {}) =>
  outgoingMail({
    tenantId: asId<TenantId>('7a1f0a52-2f0c-4a8e-9a0f-000000000001'),
    key: 'notification-1',
    from: mailAddress('Ana Müller', 'ana@harbor.example'),
    replyTo: mailAddress('Ben', 'ben@harbor.example'),
    to: [mailAddress('Lena Vogt', 'lena@acme.example')],
    subject: 'P1 at Müller & Söhne',
    text: 'All is down.\n.\nSince nine.',
    ...more,
  });

/** How a failure is told apart by whoever sends. */
const trouble = async (sending: Promise<unknown>): Promise<string> => {
  try {
    await sending;
    return 'taken';
  } catch (error) {
    const name: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'name') : null;
    return name === 'MailRefused' || name === 'MailNotTaken' ? name : 'unknown';
  }
};
const answer = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });

test('an e-mail arrives as it was written, and is known again by its Message-ID', async () => {
  const { port, taken } = await aServer();
  const channel = aChannel(port);
  await channel.send(aMail());
  await channel.send(aMail());

  expect(taken).toHaveLength(2);
  const [first] = taken;
  expect(first).toMatchObject({ from: 'ana@harbor.example', to: ['lena@acme.example'] });
  for (const { source } of taken) expect(source).toContain('Message-ID: <notification-1@harbor.example>');
  expect(first?.source).toContain('X-Understudy-Key: notification-1');
  expect(first?.source).toContain('Reply-To: Ben <ben@harbor.example>');
  expect(first?.source).toMatch(/^From: =\?UTF-8\?[QB]\?.*<ana@harbor\.example>/m);
  expect(first?.source).toContain('All is down.\r\n.\r\nSince nine.');
});

test('connections are kept, and every e-mail goes out over them', async () => {
  const { port, taken, connections } = await aServer();
  const channel = aChannel(port);
  const keys = Array.from({ length: 30 }, (_, n) => `notification-${n}`);
  await Promise.all(keys.map((key) => channel.send(aMail({ key }))));

  expect(taken).toHaveLength(30);
  expect(connections()).toBeLessThanOrEqual(3);
});

test('one address for all bounces, where the server wants that', async () => {
  const { port, taken } = await aServer();
  await aChannel(port, { sender: 'understudy@harbor.example' }).send(aMail());

  expect(taken[0]?.from).toBe('understudy@harbor.example');
  expect(taken[0]?.source).toContain('<ana@harbor.example>');
});

describe('what a failure means', () => {
  test.each<[string, SMTPServerOptions, string]>([
    ['no such mailbox (550) is for good', { onRcptTo: (_a, _s, done) => done(answer(550, 'no such')) }, 'MailRefused'],
    ['a sender it refuses (553) is for good', { onMailFrom: (_a, _s, done) => done(answer(553, 'no')) }, 'MailRefused'],
    ['a mailbox that is busy (450) is for later', { onRcptTo: (_a, _s, d) => d(answer(450, 'busy')) }, 'MailNotTaken'],
    [
      'a message it does not want (554 after it) is for good',
      { onData: (stream, _s, done) => drain(stream, () => done(answer(554, 'spam'))) },
      'MailRefused',
    ],
    [
      'a full disk (452 after it) is for later',
      { onData: (stream, _s, done) => drain(stream, () => done(answer(452, 'full'))) },
      'MailNotTaken',
    ],
    [
      'a server that turns everybody away (554) is for later',
      { onConnect: (_s, d) => d(answer(554, 'no')) },
      'MailNotTaken',
    ],
  ])('%s', async (_, options, expected) => {
    const { port, taken } = await aServer(options);
    expect(await trouble(aChannel(port).send(aMail()))).toBe(expected);
    expect(taken).toEqual([]);
  });

  test('nobody there: nothing was taken', async () => {
    const { port } = await aServer();
    await open.pop()?.();
    expect(await trouble(aChannel(port).send(aMail()))).toBe('MailNotTaken');
  });

  test('a connection that ends before the e-mail was handed over: nothing was taken', async () => {
    const server = await aServer({ onMailFrom: () => server.cut() });
    expect(await trouble(aChannel(server.port).send(aMail()))).toBe('MailNotTaken');
  });

  test('a connection that ends after it, without an answer: it may have been taken, and is sent again under the same Message-ID', async () => {
    const seen: string[] = [];
    const server = await aServer({
      onData: (stream, _session, done) =>
        void text(stream).then((source) => {
          seen.push(source);
          if (seen.length === 1) server.cut();
          else done();
        }),
    });
    const channel = aChannel(server.port);

    expect(await trouble(channel.send(aMail()))).toBe('unknown');
    expect(await trouble(channel.send(aMail()))).toBe('taken');
    expect(seen.map((source) => /^Message-ID: (.*)$/m.exec(source)?.[1]?.trim())).toEqual([
      '<notification-1@harbor.example>',
      '<notification-1@harbor.example>',
    ]);
  });

  test('a wrong password is our trouble, not that of the e-mail', async () => {
    const { port } = await aServer({
      authOptional: false,
      onAuth: ({ username, password }, _s, done) =>
        password === 'right' ? done(null, { user: username }) : done(answer(535, 'no')),
    });
    expect(await trouble(aChannel(port, { user: 'us', password: 'wrong' }).send(aMail()))).toBe('MailNotTaken');
    expect(await trouble(aChannel(port, { user: 'us', password: 'right' }).send(aMail()))).toBe('taken');
  });

  test('of several recipients those it refused are named', async () => {
    const { port, taken } = await aServer({
      onRcptTo: ({ address }, _s, done) => (address.startsWith('gone') ? done(answer(550, 'no such')) : done()),
    });
    const to = [mailAddress('Lena', 'lena@acme.example'), mailAddress('Gone', 'gone@acme.example')];

    expect(await aChannel(port).send(aMail({ to }))).toMatchObject({ refused: ['gone@acme.example'] });
    expect(taken[0]?.to).toEqual(['lena@acme.example']);
  });
});

describe('TLS', () => {
  const own = selfSigned('localhost');
  const secured: SMTPServerOptions = { disabledCommands: [], allowInsecureAuth: false, ...own };

  test('STARTTLS comes before anything is said', async () => {
    const { port, taken } = await aServer(secured);
    await aChannel(port, { tls: 'starttls', ca: own.cert }).send(aMail());
    expect(taken).toMatchObject([{ secure: true }]);
  });

  test('TLS from the first byte', async () => {
    const { port, taken } = await aServer({ ...secured, secure: true });
    await aChannel(port, { tls: 'implicit', ca: own.cert }).send(aMail());
    expect(taken).toMatchObject([{ secure: true }]);
  });

  test('a server without it, or with a certificate nobody vouches for, gets nothing', async () => {
    const plain = await aServer();
    const unknown = await aServer(secured);

    expect(await trouble(aChannel(plain.port, { tls: 'starttls' }).send(aMail()))).toBe('MailNotTaken');
    expect(await trouble(aChannel(unknown.port, { tls: 'starttls' }).send(aMail()))).toBe('MailNotTaken');
    expect([...plain.taken, ...unknown.taken]).toEqual([]);
  });
});

test('nothing that people typed can add a header, a recipient or an end', async () => {
  const { port, taken } = await aServer();
  const evil = 'Hello\r\nBcc: thief@evil.example\r\n\r\nbody\u2028X-Evil: 1';
  await aChannel(port).send(
    aMail({
      subject: evil,
      from: mailAddress(evil, 'ana@harbor.example'),
      text: 'a\r\n.\r\nMAIL FROM:<x@evil.example>',
    }),
  );

  expect(taken).toHaveLength(1);
  const { to, source } = taken[0] ?? { to: [], source: '' };
  expect(to).toEqual(['lena@acme.example']);
  const headers = source.slice(0, source.indexOf('\r\n\r\n'));
  expect(headers.split(/\r\n(?![ \t])/).filter((line) => /^(?:bcc|x-evil)/i.test(line))).toEqual([]);
});

const drain = (stream: SMTPServerDataStream, then: () => void): void => void text(stream).then(then);
