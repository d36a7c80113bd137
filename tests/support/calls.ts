import { fromAnswer, toCall } from '@understudy/api-client';
import { type AnswerOf, type AnyEndpoint, SandboxSignIn, type WireOf } from '@understudy/contracts';

/** Calls of the API over HTTP, as a client makes them; what it refuses is thrown as `ApiProblem`. */
export interface Calls {
  call<E extends AnyEndpoint>(endpoint: E, input: WireOf<E>, token?: string): Promise<AnswerOf<E>>;
  /** Signs in a person of the demo world by the name in their address: `mia`. */
  tokenOf(name: string): Promise<string>;
}

/** `baseUrl` is asked for at each call: a product that runs later may be meant. */
export function callsTo(baseUrl: () => string): Calls {
  const call = async <E extends AnyEndpoint>(endpoint: E, input: WireOf<E>, token = ''): Promise<AnswerOf<E>> => {
    const { path, ...request } = toCall(endpoint, input);
    const headers = { ...request.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const response = await fetch(`${baseUrl()}${path}`, { ...request, headers });
    return fromAnswer(endpoint, { status: response.status, text: await response.text() });
  };
  return {
    call,
    tokenOf: async (name) => (await call(SandboxSignIn, { email: `${name}@harbor.example` })).access_token,
  };
}
