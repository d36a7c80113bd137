import type { AnswerOf, AnyEndpoint, WireOf } from '@understudy/contracts';

/** Nobody could answer, or said no: `message` is a sentence for people, `status` 0 when nothing answered at all. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly request: string | null = null,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

export interface HttpOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Sends JSON and reads JSON (null for an empty answer). Throws Refused with the sentence of whoever refused. */
export async function http(
  path: string,
  { method = 'GET', headers, body, signal }: HttpOptions = {},
): Promise<unknown> {
  const response = await reach(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  const json = parsed(text, response.status);
  if (!response.ok) throw new Refused(response.status, sentenceOf(json, response.status), requestOf(json));
  return json;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refused(0, 'Nothing answers at this address. Is the sandbox still running?');
  }
}

function parsed(text: string, status: number): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(status, `The server answered ${status} with something that is not ours.`);
  }
}

const fieldOf = (json: unknown, name: string): unknown =>
  typeof json === 'object' && json !== null && name in json ? (json as Record<string, unknown>)[name] : undefined;

/** A problem of the API has `detail`, one of the sandbox `message`, one of Google `error.message`. */
function sentenceOf(json: unknown, status: number): string {
  const found = [fieldOf(json, 'detail'), fieldOf(fieldOf(json, 'error'), 'message'), fieldOf(json, 'message')];
  return found.find((words) => typeof words === 'string') ?? `The server answered ${status}.`;
}

function requestOf(json: unknown): string | null {
  const id = fieldOf(json, 'request_id');
  return typeof id === 'string' ? id : null;
}

export interface AskOptions {
  readonly token?: string;
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
}

/** Calls an endpoint of the API. The API strips its answers to the contract, so they are read as they stand. */
export async function ask<E extends AnyEndpoint>(
  endpoint: E,
  input: WireOf<E>,
  { token, signal, idempotencyKey }: AskOptions = {},
): Promise<AnswerOf<E>> {
  const values: Readonly<Record<string, unknown>> = { ...input };
  const given = (shape: AnyEndpoint['query']) =>
    Object.keys(shape ?? {}).flatMap((name): [string, unknown][] =>
      values[name] === undefined ? [] : [[name, values[name]]],
    );
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const query = new URLSearchParams(given(endpoint.query).map(([name, value]) => [name, String(value)])).toString();
  const hasBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE';
  const answer = await http(query ? `${path}?${query}` : path, {
    method: endpoint.method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
    },
    ...(hasBody ? { body: Object.fromEntries(given(endpoint.body)) } : {}),
    ...(signal ? { signal } : {}),
  });
  return answer as AnswerOf<E>;
}
