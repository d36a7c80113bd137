import { createServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer as createSink, type Server } from 'node:net';
import { GuardedFetch, type OutboundSettings } from './guarded-fetch.js';
import { OutboundFailure } from './outbound-failure.js';

const LIMITS = { maxBytes: 1_000, timeoutMs: 5_000 };

/** Counts who knocks, whatever they say. */
let sink: Server;
let knocks = 0;
const opened: GuardedFetch[] = [];
const servers: HttpServer[] = [];

beforeAll(async () => {
  sink = createSink((socket) => {
    knocks += 1;
    socket.on('error', () => {});
    socket.destroy();
  });
  await new Promise<void>((listening) => sink.listen(0, '127.0.0.1', listening));
});
beforeEach(() => {
  knocks = 0;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((fetcher) => fetcher.close()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});
afterAll(() => new Promise((closed) => sink.close(closed)));

const sinkPort = () => (sink.address() as AddressInfo).port;
const aFetch = (given: Partial<OutboundSettings> = {}) => {
  const fetcher = new GuardedFetch({ sandboxOrigin: null, ...given });
  opened.push(fetcher);
  return fetcher;
};
const resolvingTo =
  (...addresses: readonly string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
async function problemOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'none';
  } catch (error) {
    if (error instanceof OutboundFailure) return error.problem;
    throw error;
  }
}
async function aHome(answer: (path: string) => { status?: number; headers?: Record<string, string>; body?: string }) {
  const server = createServer((request, response) => {
    const { status = 200, headers = {}, body = '' } = answer(request.url ?? '');
    response.writeHead(status, headers).end(body);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('addresses that lead into a private network are never connected to', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '0177.0000.0000.0001',
    '127.0.0.1.',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '0',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::127.0.0.1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:7f00:0001]',
    '[::ffff:0:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::a9fe:a9fe]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fe80::1]',
    '[fec0::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
    '[5f00::1]',
    '[4000::1]',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'foo.localhost',
    'printer.local',
    'metadata.google.internal',
    'metadata',
    'router.lan',
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '[::ffff:169.254.169.254]',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '192.0.0.192',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ])('%s', async (host) => {
    const url = `https://${host}:${sinkPort()}/feed.ics`;
    expect(await problemOf(aFetch().get(url, LIMITS))).toBe('private-address');
    expect(await problemOf(aFetch().post(url, '{}', LIMITS))).toBe('private-address');
    expect(await problemOf(aFetch().ensureAllowed(url))).toBe('private-address');
    expect(knocks).toBe(0);
  });

  it.each([
    ['one private address', ['127.0.0.1']],
    ['a private address among public ones', ['93.184.216.34', '127.0.0.1']],
    ['the metadata of a cloud', ['169.254.169.254']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['a translated address', ['64:ff9b::7f00:1']],
    ['something that is no address', ['127.0.0.1%lo']],
  ])('a public name that resolves to %s', async (_what, addresses) => {
    const fetcher = aFetch({ resolve: resolvingTo(...addresses) });
    const url = `https://feeds.example.com:${sinkPort()}/`;
    expect(await problemOf(fetcher.get(url, LIMITS))).toBe('private-address');
    expect(await problemOf(fetcher.ensureAllowed(url))).toBe('private-address');
    expect(knocks).toBe(0);
  });

  test('a name that is public when it is entered and private when it is called', async () => {
    const answers = [['93.184.216.34'], ['127.0.0.1']];
    const fetcher = aFetch({ resolve: () => resolvingTo(...(answers.shift() ?? []))() });
    const url = `https://rebind.example.com:${sinkPort()}/`;
    await fetcher.ensureAllowed(url);
    expect(await problemOf(fetcher.get(url, LIMITS))).toBe('private-address');
    expect(knocks).toBe(0);
  });

  test('the sink does count: with the guard taken away, the same addresses reach it', async () => {
    const fetcher = aFetch({ resolve: resolvingTo('127.0.0.1'), isAllowed: () => true });
    expect(await problemOf(fetcher.get(`https://feeds.example.com:${sinkPort()}/`, LIMITS))).toBe('unreachable');
    expect(await problemOf(fetcher.get(`https://2130706433:${sinkPort()}/`, LIMITS))).toBe('unreachable');
    expect(knocks).toBe(2);
  });
});

describe('only https, and nothing else', () => {
  it.each([
    ['http://feeds.example.com/a.ics', 'not-https'],
    ['webcal://feeds.example.com/a.ics', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['gopher://feeds.example.com/', 'not-https'],
    ['data:text/calendar,BEGIN:VCALENDAR', 'not-https'],
    ['https://ana:secret@feeds.example.com/', 'has-credentials'],
    ['https://feeds.example.com@127.0.0.1/', 'has-credentials'],
    ['/etc/passwd', 'not-a-url'],
    ['https://', 'not-a-url'],
  ])('%s', async (url, problem) => {
    const fetcher = aFetch({ resolve: resolvingTo('127.0.0.1') });
    expect(await problemOf(fetcher.get(url, LIMITS))).toBe(problem);
    expect(await problemOf(fetcher.ensureAllowed(url))).toBe(problem);
  });

  test('a name nobody knows is told apart', async () => {
    const fetcher = aFetch({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    expect(await problemOf(fetcher.get('https://feeds.example.com/', LIMITS))).toBe('unknown-host');
    expect(await problemOf(aFetch({ resolve: resolvingTo() }).get('https://feeds.example.com/', LIMITS))).toBe(
      'unknown-host',
    );
  });

  test('no failure tells the address', async () => {
    const secret = 'https://169.254.169.254/token-4711.ics';
    const failure = await aFetch()
      .get(secret, LIMITS)
      .catch((error: unknown) => error);
    expect(String(failure)).not.toMatch(/169|4711/);
  });
});

describe('in sandbox mode', () => {
  test('its own sandbox is the only host there is', async () => {
    const origin = await aHome(() => ({ body: 'hello' }));
    const fetcher = aFetch({ sandboxOrigin: origin, resolve: () => Promise.reject(new Error('asked the resolver')) });
    expect((await fetcher.get(`${origin}/feed`, LIMITS)).body.toString()).toBe('hello');
    await fetcher.ensureAllowed(`${origin}/feed`);
    expect(await problemOf(fetcher.get('https://feeds.example.com/', LIMITS))).toBe('foreign-host');
    expect(await problemOf(fetcher.get(`http://127.0.0.1:${sinkPort()}/`, LIMITS))).toBe('not-https');
    expect(await problemOf(fetcher.get(`https://127.0.0.1:${sinkPort()}/`, LIMITS))).toBe('private-address');
    expect(knocks).toBe(0);
  });

  test('the product’s own address stands for what it passes on to the sandbox, and for nothing else', async () => {
    const origin = await aHome((path) => ({ body: path }));
    const fetcher = aFetch({ sandboxOrigin: origin, sandboxAlias: 'http://product.example:4100' });
    const answer = await fetcher.get('http://product.example:4100/sandbox/feed?a=1', LIMITS);
    expect(answer.body.toString()).toBe('/sandbox/feed?a=1');
    expect(await problemOf(fetcher.get('http://product.example:4100/api/me', LIMITS))).toBe('not-https');
    const inProduction = aFetch({ sandboxAlias: 'http://product.example:4100' });
    expect(await problemOf(inProduction.get('http://product.example:4100/sandbox/feed', LIMITS))).toBe('not-https');
  });

  test('without a sandbox there is none', async () => {
    const origin = await aHome(() => ({}));
    expect(await problemOf(aFetch({ sandboxOrigin: '' }).get(origin, LIMITS))).toBe('not-https');
  });
});

describe('limits', () => {
  test('a redirect is followed three times, and each is checked', async () => {
    const origin = await aHome((path) => {
      const left = Number(path.slice(1));
      if (path === '/away') return { status: 302, headers: { location: `http://127.0.0.1:${sinkPort()}/` } };
      return left > 0 ? { status: 301, headers: { location: `/${left - 1}` } } : { body: 'arrived' };
    });
    const fetcher = aFetch({ sandboxOrigin: origin });
    expect((await fetcher.get(`${origin}/3`, LIMITS)).body.toString()).toBe('arrived');
    expect(await problemOf(fetcher.get(`${origin}/4`, LIMITS))).toBe('too-many-redirects');
    expect(await problemOf(fetcher.get(`${origin}/away`, LIMITS))).toBe('not-https');
    expect((await fetcher.post(`${origin}/away`, '{}', LIMITS)).status).toBe(302);
    expect(knocks).toBe(0);
  });

  test('an answer that is too large is given up for reading, and cut for writing', async () => {
    const origin = await aHome((path) => ({ body: 'x'.repeat(path === '/fits' ? 1_000 : 1_001) }));
    const fetcher = aFetch({ sandboxOrigin: origin });
    expect((await fetcher.get(`${origin}/fits`, LIMITS)).body.length).toBe(1_000);
    expect(await problemOf(fetcher.get(`${origin}/more`, LIMITS))).toBe('too-large');
    expect((await fetcher.post(`${origin}/more`, '', LIMITS)).body.length).toBe(1_000);
  });

  test('an answer that does not come, or does not end, is given up', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/half') response.writeHead(200).write('half');
    });
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const fetcher = aFetch({ sandboxOrigin: origin });
    expect(await problemOf(fetcher.get(origin, { ...LIMITS, timeoutMs: 50 }))).toBe('timed-out');
    expect(await problemOf(fetcher.get(`${origin}/half`, { ...LIMITS, timeoutMs: 200 }))).toBe('timed-out');
  });

  test('compressed answers, which nobody asked for, are not unpacked', async () => {
    const origin = await aHome(() => ({ headers: { 'content-encoding': 'gzip' }, body: 'bomb' }));
    expect(await problemOf(aFetch({ sandboxOrigin: origin }).get(origin, LIMITS))).toBe('encoded');
  });
});
