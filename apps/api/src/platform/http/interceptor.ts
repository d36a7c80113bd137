import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { z } from 'zod';
import { parseInput } from './input.js';
import { endpointOf } from './metadata.js';
import { stateOf } from './request-state.js';
import { withConditions } from './conditions.js';

/** Between guard and handler: checks the input, and on the way back lets out only what the contract names. A file goes as it is. */
@Injectable()
export class EndpointInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const endpoint = endpointOf(context.getHandler());
    if (!endpoint) throw new Error('EndpointInterceptor stands before a method without @Endpoint');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const state = stateOf(request);

    state.input = parseInput(endpoint, request);
    if (state.caller) state.caller = withConditions(state.caller, endpoint, request);

    if (endpoint.raw) return next.handle();
    return next
      .handle()
      .pipe(
        map((answer: unknown) => (answer instanceof StreamableFile ? answer : z.encode(endpoint.response, answer))),
      );
  }
}
