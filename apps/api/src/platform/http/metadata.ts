import type { ExecutionContext } from '@nestjs/common';
import type { AnyEndpoint } from '@understudy/contracts';

export const ENDPOINT = Symbol('endpoint');
export const OPEN = Symbol('open route');

type Method = ReturnType<ExecutionContext['getHandler']>;

/** The contract a controller method serves, null for a method without `@Endpoint`. */
export const endpointOf = (method: Method): AnyEndpoint | null =>
  (Reflect.getMetadata(ENDPOINT, method) as AnyEndpoint | undefined) ?? null;

/** True for a method marked `@Open()`. */
export const isOpen = (method: Method): boolean => Reflect.getMetadata(OPEN, method) === true;
