import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { cardService, GasError } from './card-service.js';
import type { CacheEntry, FetchAnswer, FetchRequest, MessageMetadata, RunInput } from './protocol.js';

const SCOPE = 'https://www.googleapis.com/auth/';

/** A service of Apps Script: names it does not have throw instead of being undefined. */
function service(name: string, methods: Readonly<Record<string, unknown>>): object {
  return new Proxy(Object.freeze({ ...methods }), {
    get(target, key) {
      if (typeof key === 'symbol' || Object.hasOwn(target, key)) return Reflect.get(target, key);
      throw new GasError(`${name}.${key} is not there in this stand-in of Apps Script`);
    },
  });
}

interface Host {
  /** Sends and waits; the thread stands still meanwhile, as it does at Google. */
  readonly fetch: (request: FetchRequest) => FetchAnswer;
  readonly log: string[];
  readonly cache: Map<string, CacheEntry>;
}

/** The globals a script sees, each with the permission the manifest must name for it. */
export function globals(input: RunInput, { fetch, log, cache }: Host): Record<string, unknown> {
  const needs = (what: string, ...scopes: string[]): void => {
    if (!scopes.some((scope) => input.scopes.includes(scope))) {
      throw new GasError(`You do not have permission to call ${what}. Required permissions: ${scopes.join(' || ')}`);
    }
  };
  const say = (...words: unknown[]): void => {
    log.push(words.map((word) => (typeof word === 'string' ? word : inspect(word))).join(' '));
  };
  return {
    CardService: cardService(input.contract),
    console: service('console', { log: say, info: say, warn: say, error: say }),
    Utilities: service('Utilities', { getUuid: () => randomUUID() }),
    ScriptApp: service('ScriptApp', {
      getIdentityToken: () => {
        needs('ScriptApp.getIdentityToken', 'openid');
        return input.identityToken;
      },
    }),
    UrlFetchApp: service('UrlFetchApp', { fetch: urlFetch(input, needs, fetch) }),
    GmailApp: gmail(input, needs),
    CacheService: service('CacheService', { getUserCache: () => userCache(cache) }),
  };
}

type Needs = (what: string, ...scopes: string[]) => void;

const OPTIONS: readonly string[] = ['method', 'contentType', 'headers', 'payload', 'muteHttpExceptions'];
const VERBS: readonly string[] = ['get', 'delete', 'patch', 'post', 'put'];

const urlFetch =
  (input: RunInput, needs: Needs, send: Host['fetch']) =>
  (url: unknown, options: Readonly<Record<string, unknown>> = {}): object => {
    needs('UrlFetchApp.fetch', `${SCOPE}script.external_request`);
    if (typeof url !== 'string') throw new GasError('UrlFetchApp.fetch: url must be a text');
    const unknown = Object.keys(options).filter((name) => !OPTIONS.includes(name));
    if (unknown.length > 0) throw new GasError(`UrlFetchApp.fetch: unknown option ${unknown.join(', ')}`);
    if (!input.urlFetchWhitelist.some((prefix) => url.startsWith(prefix))) {
      throw new GasError(`UrlFetch calls to ${url} are not permitted by your admin`);
    }
    const method = String(options['method'] ?? 'get');
    if (!VERBS.includes(method)) throw new GasError(`UrlFetchApp.fetch: invalid method ${method}`);
    const payload = options['payload'];
    if (payload !== undefined && typeof payload !== 'string') {
      throw new GasError('UrlFetchApp.fetch: only text payloads are known here');
    }
    const answer = send({
      url,
      method: method.toUpperCase(),
      headers: headersOf(options, payload),
      body: payload ?? null,
    });
    if ('failed' in answer) throw new GasError(`Address unavailable: ${url}`);
    if (answer.status >= 400 && options['muteHttpExceptions'] !== true) {
      throw new GasError(
        `Request failed for ${url} returned code ${answer.status}. Truncated server response: ${answer.text.slice(0, 200)}`,
      );
    }
    return service('HTTPResponse', {
      getResponseCode: () => answer.status,
      getContentText: () => answer.text,
      getHeaders: () => ({ ...answer.headers }),
    });
  };

function headersOf(options: Readonly<Record<string, unknown>>, payload: string | undefined): Record<string, string> {
  const given = Object.entries(options['headers'] ?? {}).map(([name, value]) => [name, String(value)]);
  // "contentType: defaults to 'application/x-www-form-urlencoded'"
  const type = String(options['contentType'] ?? 'application/x-www-form-urlencoded');
  return { ...Object.fromEntries(given), ...(payload === undefined ? {} : { 'content-type': type }) };
}

const HEADERS = {
  getFrom: 'from',
  getTo: 'to',
  getCc: 'cc',
  getSubject: 'subject',
  getId: 'id',
} as const satisfies Record<string, keyof MessageMetadata>;
const CONTENT = ['getBody', 'getPlainBody', 'getRawContent', 'getAttachments'];

function gmail(input: RunInput, needs: Needs): object {
  let unlocked = false;
  return service('GmailApp', {
    setCurrentMessageAccessToken: (token: unknown) => {
      unlocked = input.messageToken !== null && token === input.messageToken;
    },
    getMessageById: (id: unknown) => {
      const metadata = `${SCOPE}gmail.addons.current.message.metadata`;
      const readonly = `${SCOPE}gmail.addons.current.message.readonly`;
      needs('GmailApp.getMessageById', metadata, readonly);
      const message = input.messages.find((one) => one.id === id);
      // The token of the event opens the open message only.
      if (!unlocked || !message) throw new GasError(`Access denied: Missing access token for message ${String(id)}`);
      const headers = Object.entries(HEADERS).map(([name, field]) => [name, () => message[field]]);
      const content = CONTENT.map((name) => [
        name,
        () => {
          needs(`GmailMessage.${name}`, readonly);
          throw new GasError(`GmailMessage.${name} is not there in this stand-in of Apps Script`);
        },
      ]);
      return service('GmailMessage', Object.fromEntries([...headers, ...content]));
    },
  });
}

const MAX_KEY = 250;
const MAX_VALUE = 100 * 1024;
const MAX_SECONDS = 21_600;

function userCache(entries: Map<string, CacheEntry>): object {
  const key = (name: unknown): string => {
    if (typeof name === 'string' && name.length <= MAX_KEY) return name;
    throw new GasError('Argument too large: key');
  };
  return service('Cache', {
    get: (name: unknown) => {
      const entry = entries.get(key(name));
      return entry && entry.expiresAt > Date.now() ? entry.value : null;
    },
    put: (name: unknown, value: unknown, seconds: unknown = 600) => {
      if (typeof value !== 'string' || Buffer.byteLength(value) > MAX_VALUE)
        throw new GasError('Argument too large: value');
      if (typeof seconds !== 'number' || seconds < 1 || seconds > MAX_SECONDS)
        throw new GasError('Invalid argument: expirationInSeconds');
      entries.set(key(name), { value, expiresAt: Date.now() + seconds * 1000 });
    },
    remove: (name: unknown) => void entries.delete(key(name)),
  });
}
