import type { AnyEndpoint, WireOf } from '@understudy/contracts';

/** One HTTP request as data; the host sends it (fetch in browsers, UrlFetchApp in Apps Script). */
export interface HttpCall {
  readonly method: AnyEndpoint['method'];
  /** Path and query, to be put behind the base URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface CallOptions {
  /** Same key, same effect: made once per thing the person wants, kept over retries. */
  readonly idempotencyKey?: string;
  /** The `version` of the row the change was made on. */
  readonly ifMatch?: number;
}

/**
 * Builds the call for an endpoint from its flat input. Does no I/O and does not validate: the server does, and answers
 * with every field error at once. Undefined values are left out.
 */
export function toCall<E extends AnyEndpoint>(endpoint: E, input: WireOf<E>, options: CallOptions = {}): HttpCall {
  const values: Readonly<Record<string, unknown>> = { ...input };
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const query = pick(values, endpoint.query).flatMap(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  const sendsBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE';
  return {
    method: endpoint.method,
    path: query.length ? `${path}?${query.join('&')}` : path,
    headers: {
      accept: 'application/json',
      ...(sendsBody ? { 'content-type': 'application/json' } : {}),
      ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
      ...(options.ifMatch === undefined ? {} : { 'if-match': `"${options.ifMatch}"` }),
    },
    ...(sendsBody ? { body: JSON.stringify(Object.fromEntries(pick(values, endpoint.body))) } : {}),
  };
}

function pick(
  values: Readonly<Record<string, unknown>>,
  shape: Readonly<Record<string, unknown>> | undefined,
): [string, unknown][] {
  return Object.keys(shape ?? {})
    .filter((name) => values[name] !== undefined)
    .map((name) => [name, values[name]]);
}
