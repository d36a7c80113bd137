import { ApiProblem, fromAnswer, NoAnswer, toCall, type CallOptions } from '@understudy/api-client';
import type { AnswerOf, AnyEndpoint, WireOf } from '@understudy/contracts';
import type { Failure } from '../protocol.js';
import type { Session } from './session.js';

/** A request that did not succeed, as pages show it. */
export class ApiFailure extends Error {
  constructor(
    readonly failure: Failure,
    /** The same request may succeed later: no connection, signed out, too many, the server is busy. */
    readonly mayPass = failure.why !== 'refused',
  ) {
    super(failure.why);
    this.name = 'ApiFailure';
  }
}

/** How long a request may take before it counts as no connection. */
const PATIENCE_MS = 15_000;
/** 25 MB over a slow line. */
const UPLOAD_PATIENCE_MS = 240_000;

export interface ApiOptions extends CallOptions {
  /** Sent in place of the body, for endpoints that take a file. */
  readonly form?: FormData;
  /** What the server called the answer that is known already (its ETag): the same again is Unchanged, which is thrown. */
  readonly known?: string;
  /** Told what the server calls its answer. */
  readonly named?: (etag: string | null) => void;
}

class Unchanged extends Error {}

/** Calls the API as the signed-in person. A token the server no longer takes is renewed once, then the person signs in again. */
export class Api {
  constructor(
    private readonly session: Session,
    private readonly baseUrl: string,
  ) {}

  async call<E extends AnyEndpoint>(endpoint: E, input: WireOf<E>, options: ApiOptions = {}): Promise<AnswerOf<E>> {
    const token = await this.#token(null);
    try {
      return await this.#send(endpoint, input, options, token);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.problem.status !== 401) throw failureOf(error);
    }
    const renewed = await this.#token(token);
    try {
      return await this.#send(endpoint, input, options, renewed);
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 401) throw new ApiFailure({ why: 'signed-out' });
      throw failureOf(error);
    }
  }

  /** As `call`, for what seldom changes: `same` when the server still calls its answer by this name. */
  async unlessSame<E extends AnyEndpoint>(
    endpoint: E,
    input: WireOf<E>,
    known: string | null,
  ): Promise<'same' | { readonly etag: string | null; readonly body: AnswerOf<E> }> {
    let etag: string | null = null;
    const named = (given: string | null): void => void (etag = given);
    try {
      return { body: await this.call(endpoint, input, { ...(known ? { known } : {}), named }), etag };
    } catch (error) {
      if (error instanceof Unchanged) return 'same';
      throw error;
    }
  }

  async #token(refused: string | null): Promise<string> {
    const token = await this.session.accessToken(refused);
    if (token === 'signed-out' || token === 'offline') throw new ApiFailure({ why: token });
    return token;
  }

  async #send<E extends AnyEndpoint>(endpoint: E, input: WireOf<E>, options: ApiOptions, token: string) {
    const call = toCall(endpoint, input, options);
    const { 'content-type': json, ...headers } = call.headers;
    const { form, known } = options;
    const response = await fetch(new URL(call.path, this.baseUrl), {
      method: call.method,
      credentials: 'omit',
      // Of a form the browser writes the type itself, with its boundary.
      headers: {
        ...headers,
        ...(form || !json ? {} : { 'content-type': json }),
        authorization: `Bearer ${token}`,
        ...(known ? { 'if-none-match': known } : {}),
      },
      signal: AbortSignal.timeout(form ? UPLOAD_PATIENCE_MS : PATIENCE_MS),
      ...(form ? { body: form } : call.body === undefined ? {} : { body: call.body }),
    });
    if (response.status === 304) throw new Unchanged();
    options.named?.(response.headers.get('etag'));
    return fromAnswer(endpoint, { status: response.status, text: await response.text() });
  }
}

/** fetch says "no connection" as a TypeError and "took too long" as a TimeoutError; anything else is a bug and rises. */
function failureOf(error: unknown): unknown {
  if (error instanceof ApiProblem) {
    const { status, code, detail, request_id: requestId, errors = [] } = error.problem;
    const mayPass = status === 429 || status >= 500 || code === 'idempotency.in-flight';
    return new ApiFailure({ why: 'refused', code, message: detail, requestId, fields: errors }, mayPass);
  }
  const lost = error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
  return lost || error instanceof NoAnswer ? new ApiFailure({ why: 'offline' }) : error;
}
