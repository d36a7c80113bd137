import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ENDPOINTS } from '@understudy/contracts';
import type { FastifyRequest } from 'fastify';

const routes: ReadonlySet<string> = new Set(
  Object.values(ENDPOINTS).flatMap(({ signed, method, path }) =>
    signed ? [`${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`] : [],
  ),
);
const bodies = new WeakMap<FastifyRequest, string>();

/** True at an endpoint whose contract says `signed`. */
export const isSigned = ({ method, routeOptions }: FastifyRequest): boolean =>
  routes.has(`${method} ${routeOptions.url}`);

/** Keeps a body as it came. Answers what stands for the parsed one: nothing. */
export function keepSigned(request: FastifyRequest, body: string): undefined {
  bodies.set(request, body);
  return undefined;
}

/**
 * The body of a `signed` endpoint, character by character; empty when none came. It was read as UTF-8: bytes that are none are replaced, and
 * then no signature over them fits any more.
 */
export const SignedBody = createParamDecorator(
  (_: unknown, context: ExecutionContext): string =>
    bodies.get(context.switchToHttp().getRequest<FastifyRequest>()) ?? '',
);
