import { GasError } from './card-service.js';
import type { FetchAnswer, FetchRequest, RunInput } from './protocol.js';
import { type Needs, SCOPE, service } from './service.js';

/** Sends and waits; the thread stands still meanwhile, as it does at Google. */
export type Send = (request: FetchRequest) => FetchAnswer;

/* Reference of UrlFetchApp.fetch, "Advanced parameters", those that are known here. */
const OPTIONS: Readonly<Record<string, 'string' | 'object' | 'boolean' | 'number'>> = {
  method: 'string',
  contentType: 'string',
  headers: 'object',
  payload: 'string',
  muteHttpExceptions: 'boolean',
  followRedirects: 'boolean',
  timeoutSeconds: 'number',
};
const VERBS: readonly string[] = ['get', 'delete', 'patch', 'post', 'put'];
/* developers.google.com/apps-script/guides/services/quotas: "URL Fetch URL length 2 KB / call", "URL Fetch response size 50 MB / call". */
const MAX_URL = 2082;
const MAX_ANSWER = 50 * 1_048_576;

/** `UrlFetchApp.fetch`: to the addresses of the manifest only. */
export const urlFetch =
  (input: RunInput, needs: Needs, send: Send) =>
  (url: unknown, options: Readonly<Record<string, unknown>> = {}): object => {
    needs('UrlFetchApp.fetch', `${SCOPE}script.external_request`);
    if (typeof url !== 'string') throw new GasError('UrlFetchApp.fetch: url must be a text');
    if (url.length > MAX_URL) throw new GasError('Limit Exceeded: URLFetch URL Length.');
    requireOptions(options);
    if (!input.urlFetchWhitelist.some((prefix) => url.startsWith(prefix))) {
      throw new GasError(`UrlFetch calls to ${url} are not permitted by your admin`);
    }
    const answer = send(requestOf(url, options));
    if ('failed' in answer) throw new GasError(`Address unavailable: ${url}`);
    if (answer.text.length > MAX_ANSWER) throw new GasError('Limit Exceeded: URLFetch Response Size.');
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

function requireOptions(options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(options)) {
    const type = OPTIONS[name];
    if (!type) throw new GasError(`UrlFetchApp.fetch: unknown option ${name}`);
    if (value === undefined) throw new GasError(`Attribute provided with no value: ${name}`);
    if (typeof value !== type) throw new GasError(`Attribute provided with invalid value: ${name}`);
  }
  const { method = 'get', timeoutSeconds = 1 } = options;
  if (!VERBS.includes(String(method))) throw new GasError(`UrlFetchApp.fetch: invalid method ${String(method)}`);
  if (!Number.isInteger(timeoutSeconds) || Number(timeoutSeconds) < 1)
    throw new GasError('Attribute provided with invalid value: timeoutSeconds');
}

function requestOf(url: string, options: Readonly<Record<string, unknown>>): FetchRequest {
  const { method = 'get', headers = {}, payload, timeoutSeconds, followRedirects } = options;
  const given = Object.entries(headers as object).map(([name, value]) => [name, String(value)]);
  // "contentType: defaults to 'application/x-www-form-urlencoded'"
  const type = String(options['contentType'] ?? 'application/x-www-form-urlencoded');
  return {
    url,
    method: String(method).toUpperCase(),
    headers: { ...Object.fromEntries(given), ...(payload === undefined ? {} : { 'content-type': type }) },
    body: payload === undefined ? null : String(payload),
    ...(typeof timeoutSeconds === 'number' ? { timeoutSeconds } : {}),
    followsRedirects: followRedirects !== false,
  };
}
