import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Fault } from './faults.js';

/** Plays the part of a fault that comes before an e-mail is taken. False when there is nothing more to do: the answer is given or cut. */
export async function strikeMail(fault: Fault, reply: FastifyReply): Promise<boolean> {
  switch (fault.kind) {
    case 'error-500':
      await reply.code(500).send({ message: 'The mail service has trouble.' });
      return false;
    case 'rate-limited':
    case 'quota-exceeded':
      await reply
        .code(429)
        .header('retry-after', String(fault.retryAfterSeconds))
        .send({ message: 'Too many e-mails.' });
      return false;
    case 'timeout-before':
      await cut(reply, fault);
      return false;
    case 'slow':
      await sleep(fault.delayMilliseconds);
      return true;
    default:
      return true;
  }
}

/** No answer: the connection stays open for the fault's time and is then closed, unless the client gives up first. */
export async function cut(reply: FastifyReply, { delayMilliseconds }: Fault): Promise<FastifyReply> {
  reply.hijack();
  await sleep(delayMilliseconds, undefined, { ref: false });
  reply.raw.destroy();
  return reply;
}
