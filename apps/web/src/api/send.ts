import { ApiProblem, fromAnswer, NoAnswer, toCall, type CallOptions } from '@understudy/api-client';
import type { AnswerOf, AnyEndpoint, WireOf } from '@understudy/contracts';

export interface SendOptions extends CallOptions {
  readonly signal?: AbortSignal;
}

/**
 * Calls an endpoint with the dashboard's cookie. Throws ApiProblem when the API said no, NoAnswer when nothing of ours
 * answered (offline, a proxy), and AbortError when the caller gave up.
 */
export async function send<E extends AnyEndpoint>(
  endpoint: E,
  input: WireOf<E>,
  { signal, ...options }: SendOptions = {},
): Promise<AnswerOf<E>> {
  const { path, ...call } = toCall(endpoint, input, options);
  const response = await reach(path, { ...call, credentials: 'same-origin', ...(signal ? { signal } : {}) });
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  const text = await response.text();
  return fromAnswer(endpoint, { status: response.status, text, ...(retryAfter ? { retryAfter } : {}) });
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new NoAnswer(0);
  }
}

/** The status of a problem, for the few places that act on one; 0 for anything else. */
export const statusOf = (error: unknown): number => (error instanceof ApiProblem ? error.problem.status : 0);
export const codeOf = (error: unknown): string => (error instanceof ApiProblem ? error.problem.code : '');

/** What people read: the problem's sentence, then the request number so that it can be found in the log. */
export function wordsFor(error: unknown): string {
  if (error instanceof ApiProblem) return error.problem.detail;
  if (error instanceof NoAnswer) return `${error.message} Nothing was changed. Try again when you are online.`;
  return 'Something broke on this page. Load it again; what you typed is kept.';
}

/** The number to quote when asking for help, if the API gave one. */
export const requestOf = (error: unknown): string | null =>
  error instanceof ApiProblem ? error.problem.request_id : null;

/** Field errors of a problem by the name of the field ("title", "body.title"). */
export function fieldErrorsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).map(({ path, message }) => [path.split('.').at(-1) ?? path, message]),
  );
}
