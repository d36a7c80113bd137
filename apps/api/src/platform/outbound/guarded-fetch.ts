import { lookup as resolveName } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { OutboundFailure } from './outbound-failure.js';
import { isPublicAddress, isPublicName } from './public-address.js';
import { readFailure } from './read-failure.js';

export interface OutboundLimits {
  /** Of the body; `get` fails beyond it, `post` keeps the first so many. */
  readonly maxBytes: number;
  /** For everything together: name, connection, redirects and body. */
  readonly timeoutMs: number;
  /** Names in lower case. Sent to another origin after a redirect: accept, user-agent and conditions only. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface OutboundAnswer {
  readonly status: number;
  /** Names in lower case; repeated ones joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Address {
  readonly address: string;
  readonly family: number;
}

export interface OutboundSettings {
  /** Null in production: any public host, over https. In sandbox mode: its origin and nothing else; '' when there is none. */
  readonly sandboxOrigin: string | null;
  /** Where people reach the product, which passes on what is under /sandbox: the same addresses by another name. */
  readonly sandboxAlias?: string;
  /** All addresses of a name; the system's resolver. */
  readonly resolve?: (host: string) => Promise<readonly Address[]>;
  readonly isAllowed?: (address: string) => boolean;
  /** Certificates of a private authority, beside those the system trusts. */
  readonly ca?: string;
}

const MOST_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const SENT_ANYWHERE = /^(?:accept|user-agent|if-)/;

/**
 * Calls addresses that people entered. Only https and only hosts of the public Internet: every address a name resolves to must be
 * public, the connection goes to an address that was checked (a name that answers differently a moment later gains nothing), and each
 * redirect is checked like the first address. In sandbox mode its own sandbox is the only host there is. Throws OutboundFailure.
 */
export class GuardedFetch {
  private readonly resolve;
  private readonly isAllowed;
  private readonly outside: Agent;
  private readonly home = new Agent({ allowH2: false });

  constructor(private readonly settings: OutboundSettings) {
    this.resolve = settings.resolve ?? ((host: string) => resolveName(host, { all: true }));
    this.isAllowed = settings.isAllowed ?? isPublicAddress;
    const { ca } = settings;
    this.outside = new Agent({ allowH2: false, connect: { lookup: this.lookup, ...(ca !== undefined && { ca }) } });
  }

  /** Follows up to three redirects. Any status is an answer. */
  async get(url: string, limits: OutboundLimits): Promise<OutboundAnswer> {
    const signal = AbortSignal.timeout(limits.timeoutMs);
    let at = this.checked(url);
    let headers = limits.headers ?? {};
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.send(at, { method: 'GET', headers }, { ...limits, onLarge: 'fail' }, signal);
      const next = REDIRECTS.has(answer.status) ? answer.headers['location'] : undefined;
      if (next === undefined) return answer;
      if (redirects === MOST_REDIRECTS) throw new OutboundFailure('too-many-redirects');
      const to = this.checked(next, at);
      if (to.origin !== at.origin)
        headers = Object.fromEntries(Object.entries(headers).filter(([name]) => SENT_ANYWHERE.test(name)));
      at = to;
    }
  }

  /** Follows no redirect: what is posted is for the address that was entered, and for nobody it points to. */
  async post(url: string, body: string | Buffer, limits: OutboundLimits): Promise<OutboundAnswer> {
    const signal = AbortSignal.timeout(limits.timeoutMs);
    const { headers = {} } = limits;
    return this.send(this.checked(url), { method: 'POST', headers, body }, { ...limits, onLarge: 'cut' }, signal);
  }

  /** For the moment an address is entered: throws OutboundFailure when it would be refused now, without calling it. */
  async ensureAllowed(url: string): Promise<void> {
    const { hostname, origin } = this.checked(url);
    if (origin === this.settings.sandboxOrigin || isIP(bare(hostname)) !== 0) return;
    await this.addressesOf(hostname);
  }

  /** Ends the connections that are kept open. */
  async close(): Promise<void> {
    await Promise.all([this.outside.destroy(), this.home.destroy()]);
  }

  /** The URL parser has turned every spelling of an IPv4 address (decimal, octal, hexadecimal, short) into the usual one. */
  private checked(text: string, base?: URL): URL {
    const url = URL.parse(text, base);
    if (url === null) throw new OutboundFailure('not-a-url');
    const { sandboxOrigin, sandboxAlias } = this.settings;
    if (url.username !== '' || url.password !== '') throw new OutboundFailure('has-credentials');
    if (url.origin === sandboxOrigin) return url;
    if (sandboxOrigin && url.origin === sandboxAlias && url.pathname.startsWith('/sandbox/'))
      return new URL(`${url.pathname}${url.search}`, sandboxOrigin);
    if (url.protocol !== 'https:') throw new OutboundFailure('not-https');
    const host = bare(url.hostname);
    if (isIP(host) === 0 ? !isPublicName(host) : !this.isAllowed(host)) throw new OutboundFailure('private-address');
    if (sandboxOrigin !== null) throw new OutboundFailure('foreign-host');
    return url;
  }

  private async addressesOf(host: string): Promise<readonly Address[]> {
    const addresses = await this.resolve(host).catch((error: unknown) => {
      throw new OutboundFailure('unknown-host', { cause: error });
    });
    if (addresses.length === 0) throw new OutboundFailure('unknown-host');
    if (!addresses.every(({ address }) => this.isAllowed(address))) throw new OutboundFailure('private-address');
    return addresses;
  }

  /** What the socket asks: the answer that was checked is the one that is connected to. */
  private readonly lookup: LookupFunction = (host, { all }, done) => {
    this.addressesOf(host).then(
      (addresses) => {
        const [first] = addresses;
        if (all) done(null, [...addresses]);
        else done(null, first?.address ?? '', first?.family);
      },
      (error: Error) => done(error, ''),
    );
  };

  private async send(
    url: URL,
    options: Pick<Dispatcher.RequestOptions, 'body'> & { method: 'GET' | 'POST'; headers: Record<string, string> },
    { maxBytes, onLarge }: OutboundLimits & { onLarge: 'fail' | 'cut' },
    signal: AbortSignal,
  ): Promise<OutboundAnswer> {
    const dispatcher = url.origin === this.settings.sandboxOrigin ? this.home : this.outside;
    try {
      const answer = await request(url, {
        ...options,
        headers: { 'user-agent': 'Understudy', ...options.headers, 'accept-encoding': 'identity' },
        dispatcher,
        signal,
      });
      const headers = flat(answer.headers);
      const isEncoded = (headers['content-encoding'] ?? 'identity') !== 'identity';
      const body = await read(answer.body, maxBytes, onLarge);
      if (isEncoded && onLarge === 'fail') throw new OutboundFailure('encoded');
      return { status: answer.statusCode, headers, body };
    } catch (error) {
      throw readFailure(error);
    }
  }
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

async function read(body: AsyncIterable<Buffer>, maxBytes: number, onLarge: 'fail' | 'cut'): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    parts.push(part);
    if (size <= maxBytes) continue;
    if (onLarge === 'fail') throw new OutboundFailure('too-large');
    break;
  }
  return Buffer.concat(parts).subarray(0, maxBytes);
}
