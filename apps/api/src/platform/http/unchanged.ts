import { createHash } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** Gives an answer its ETag: a hash of what goes out. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer: unknown) => {
        const hash = createHash('sha256').update(JSON.stringify(answer)).digest('base64url');
        void reply.header('etag', `"${hash.slice(0, 22)}"`);
        return answer;
      }),
    );
  }
}

/**
 * For a GET that is asked for often and seldom changes: who sends the ETag back in If-None-Match is answered 304 and nothing else
 * as long as the answer is the same. Stands under `@Endpoint`, so that it sees the encoded answer.
 */
export const Revalidated = () => UseInterceptors(EtagInterceptor);

/** Last before an answer goes out, because the framework sets the status after every interceptor. */
export function answerUnchanged(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const tag = reply.getHeader('etag');
    const isSame =
      typeof tag === 'string' && reply.statusCode === 200 && isNamed(request.headers['if-none-match'], tag);
    if (!isSame || !request.url.startsWith('/api/')) return done(null, payload);
    void reply.code(304);
    done(null, '');
  });
}

/** Proxies that compress make a tag weak; it still names the same answer. */
const isNamed = (given: string | undefined, tag: string): boolean =>
  given?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) ?? false;
