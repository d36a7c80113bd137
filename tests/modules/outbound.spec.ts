import { createServer, type Server as TlsServer } from 'node:https';
import { type AddressInfo, createServer as createSink, type Server } from 'node:net';
import { GuardedFetch, OutboundFailure } from '@understudy/api/testing';
import { selfSigned } from './certificate.js';

/*
 * As in production: https with a certificate that is checked. The host is on this machine, so the test says that this one address
 * counts as public; everything else is as it is.
 */
const HOST = 'feeds.example.com';
const LIMITS = { maxBytes: 1_000, timeoutMs: 10_000 };

const OTHER_HOST = 'other.example.com';

let server: TlsServer;
let other: TlsServer;
let sink: Server;
let knocks = 0;
let port: number;
let otherPort: number;
let sinkPort: number;
let cert: string;
const asked: string[] = [];
const opened: GuardedFetch[] = [];

const listen = (one: Server | TlsServer) =>
  new Promise<number>((listening) => one.listen(0, '127.0.0.1', () => listening((one.address() as AddressInfo).port)));
/** Answers the headers it got, or redirects to what `?to=` says. */
const mirror = (made: { key: string; cert: string }) =>
  createServer(made, (request, response) => {
    const to = new URL(request.url ?? '/', `https://${HOST}`).searchParams.get('to');
    response.writeHead(to === null ? 200 : 302, to === null ? {} : { location: to });
    response.end(JSON.stringify(request.headers));
  });
beforeAll(async () => {
  const [made, otherMade] = [selfSigned(HOST), selfSigned(OTHER_HOST)];
  cert = `${made.cert}\n${otherMade.cert}`;
  [server, other] = [mirror(made), mirror(otherMade)];
  sink = createSink((socket) => {
    knocks += 1;
    socket.on('error', () => {});
    socket.destroy();
  });
  [port, otherPort, sinkPort] = [await listen(server), await listen(other), await listen(sink)];
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((fetcher) => fetcher.close()));
  knocks = 0;
  asked.length = 0;
});
afterAll(async () => {
  for (const one of [server, other]) one.closeAllConnections();
  await Promise.all([server, other, sink].map((one) => new Promise((closed) => one.close(closed))));
});

const aFetch = ({ ca = cert }: { ca?: string } = {}) => {
  const fetcher = new GuardedFetch({
    sandboxOrigin: null,
    isAllowed: (address) => address === '127.0.0.1',
    resolve: async (host) => {
      asked.push(host);
      const addresses = host === 'inside.example.com' ? ['127.0.0.1', '10.0.0.1'] : ['127.0.0.1'];
      return addresses.map((address) => ({ address, family: 4 }));
    },
    ca,
  });
  opened.push(fetcher);
  return fetcher;
};
const problemOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => 'none',
    (error: unknown) => (error instanceof OutboundFailure ? error.problem : String(error)),
  );

test('a public host is read over TLS, at the address that was checked', async () => {
  const answer = await aFetch().get(`https://${HOST}:${port}/feed.ics`, LIMITS);
  expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([
    200,
    expect.objectContaining({ host: `${HOST}:${port}`, 'accept-encoding': 'identity' }),
  ]);
  // once: nobody asks the resolver a second time between the check and the connection
  expect(asked).toEqual([HOST]);
});

test('a certificate of somebody else is not taken', async () => {
  expect(await problemOf(aFetch({ ca: selfSigned(HOST).cert }).get(`https://${HOST}:${port}/`, LIMITS))).toBe(
    'bad-certificate',
  );
  expect(await problemOf(aFetch().get(`https://${OTHER_HOST}:${port}/`, LIMITS))).toBe('bad-certificate');
});

test.each([
  ['to this machine', () => `https://localhost:${sinkPort}/`],
  ['to a name of which one address is private', () => `https://inside.example.com:${sinkPort}/`],
  ['to the metadata of a cloud', () => 'https://169.254.169.254/latest/meta-data/'],
  ['to http', () => `http://${HOST}:${sinkPort}/`],
])('a redirect %s is not followed', async (_what, target) => {
  const url = `https://${HOST}:${port}/?to=${encodeURIComponent(target())}`;
  expect(await problemOf(aFetch().get(url, LIMITS))).toMatch(/^(?:private-address|not-https)$/);
  expect(knocks).toBe(0);
});

test('a redirect to another host takes no key along, one to the same host does', async () => {
  const headers = { authorization: 'Basic a2V5', 'if-none-match': '"1"', 'x-key': 'secret' };
  const redirected = async (to: string) => {
    const answer = await aFetch().get(`https://${HOST}:${port}/?to=${encodeURIComponent(to)}`, { ...LIMITS, headers });
    return JSON.parse(answer.body.toString());
  };
  expect(await redirected('/next')).toMatchObject(headers);
  const elsewhere = await redirected(`https://${OTHER_HOST}:${otherPort}/`);
  expect(elsewhere).toMatchObject({ host: `${OTHER_HOST}:${otherPort}`, 'if-none-match': '"1"' });
  expect(Object.keys(elsewhere).filter((name) => name === 'authorization' || name === 'x-key')).toEqual([]);
});
