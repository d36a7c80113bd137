import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  Res,
  SetMetadata,
  type StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import type { AnyEndpoint, OutputOf } from '@understudy/contracts';
import type { FastifyReply } from 'fastify';
import { EndpointInterceptor } from './interceptor.js';
import { ENDPOINT, OPEN } from './metadata.js';
import { stateOf } from './request-state.js';

/** An answer may be read-only through and through; it is only written out. */
type Frozen<T> = T extends string | number | boolean | null | undefined | Temporal.Instant | Temporal.PlainDate
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Frozen<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: Frozen<T[Name]> }
      : T;
/** `raw` endpoints answer `reply.send(...)`, those with `csv` may answer a file. */
type Answer<E extends AnyEndpoint> = Frozen<OutputOf<E>> | FastifyReply | StreamableFile;
type Handler<E extends AnyEndpoint> = (...args: never[]) => Promise<Answer<E>> | Answer<E>;

/**
 * Serves one endpoint of libs/contracts: its route, status, permission, validation, stripping and documentation all come
 * from the contract. The method must answer what the contract says (compile error otherwise). With `raw: true` the
 * method takes `@Reply()` and writes the answer itself: nothing is encoded and no Idempotency-Key is kept for it.
 */
export const Endpoint =
  <E extends AnyEndpoint>(endpoint: E) =>
  <F extends Handler<E>>(target: object, name: string | symbol, descriptor: TypedPropertyDescriptor<F>): void =>
    applyDecorators(
      SetMetadata(ENDPOINT, endpoint),
      RequestMapping({ method: RequestMethod[endpoint.method], path: endpoint.path.replace(/\{(\w+)\}/g, ':$1') }),
      HttpCode(endpoint.status ?? 200),
      UseInterceptors(EndpointInterceptor),
    )(target, name, descriptor);

/** A route outside the contracts that anybody may read: health, metrics, the description of the API itself. */
export const Open = () => SetMetadata(OPEN, true);

/** The checked and decoded params, query and body in one object: annotate it `InputOf<typeof TheEndpoint>`. */
export const Input = createParamDecorator(
  (_: unknown, context: ExecutionContext) => stateOf(context.switchToHttp().getRequest()).input,
);

/** Who calls. Undefined at endpoints whose contract says `allow: 'public'`. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext) => stateOf(context.switchToHttp().getRequest()).caller,
);

/**
 * Fastify's reply, for `raw: true` endpoints: Nest then sends nothing itself. An endpoint that answers by returning and only
 * sets a header or cookie takes Nest's `@Res({ passthrough: true })` instead.
 */
export const Reply = (): ParameterDecorator => Res();
