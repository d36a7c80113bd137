import { ApiProblem, fromAnswer, NoAnswer, toCall, type CallOptions } from '@understudy/api-client';
import type { AnswerOf, AnyEndpoint, WireOf } from '@understudy/contracts';
import type { Failure } from '../protocol.js';
import type { Session } from './session.js';

/** A request that did not succeed, as pages show it. */
export class ApiFailure extends Error {
  constructor(readonly failure: Failure) {
    super(failure.why);
    this.name = 'ApiFailure';
  }
}

/** How long a request may take before it counts as no connection. */
const PATIENCE_MS = 15_000;

/** Calls the API as the signed-in person. A token the server no longer takes is renewed once, then the person signs in again. */
export class Api {
  constructor(
    private readonly session: Session,
    private readonly baseUrl: string,
  ) {}

  async call<E extends AnyEndpoint>(endpoint: E, input: WireOf<E>, options: CallOptions = {}): Promise<AnswerOf<E>> {
    try {
      return await this.#send(endpoint, input, options, false);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.problem.status !== 401) throw failureOf(error);
    }
    try {
      return await this.#send(endpoint, input, options, true);
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 401) throw new ApiFailure({ why: 'signed-out' });
      throw failureOf(error);
    }
  }

  async #send<E extends AnyEndpoint>(endpoint: E, input: WireOf<E>, options: CallOptions, fresh: boolean) {
    const token = await this.session.accessToken(fresh);
    if (token === 'signed-out' || token === 'offline') throw new ApiFailure({ why: token });
    const call = toCall(endpoint, input, options);
    const response = await fetch(new URL(call.path, this.baseUrl), {
      method: call.method,
      credentials: 'omit',
      headers: { ...call.headers, authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(call.body === undefined ? {} : { body: call.body }),
    });
    return fromAnswer(endpoint, { status: response.status, text: await response.text() });
  }
}

/** fetch says "no connection" as a TypeError and "took too long" as a TimeoutError; anything else is a bug and rises. */
function failureOf(error: unknown): unknown {
  if (error instanceof ApiProblem) {
    const { code, detail, request_id: requestId, errors = [] } = error.problem;
    return new ApiFailure({ why: 'refused', code, message: detail, requestId, fields: errors });
  }
  const lost = error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
  return lost || error instanceof NoAnswer ? new ApiFailure({ why: 'offline' }) : error;
}
