import type { CallerContext } from './caller.js';

/** What guard and interceptor learned about a request. Kept beside it, so that nothing a client sends can collide. */
interface RequestState {
  caller?: CallerContext;
  input?: Readonly<Record<string, unknown>>;
}

const states = new WeakMap<object, RequestState>();

/** The state of one request (Fastify's request object); made at first use. */
export function stateOf(request: object): RequestState {
  const known = states.get(request);
  if (known) return known;
  const fresh: RequestState = {};
  states.set(request, fresh);
  return fresh;
}
