import type { FastifyReply } from 'fastify';
import type { Fault } from '../faults.js';
import { GoogleError } from './errors.js';

/** Plays the part of a fault that comes before the call. False when there is nothing more to do: the answer is given or cut. */
export async function strikeGoogle(fault: Fault, reply: FastifyReply): Promise<boolean> {
  if (fault.kind === 'error-500') throw new GoogleError(500, 'backendError', 'Internal Error');
  if (fault.kind === 'rate-limited') throw tooMany(429, fault);
  if (fault.kind === 'quota-exceeded') throw tooMany(403, fault);
  if (fault.kind === 'slow') await pause(fault.delayMilliseconds);
  if (fault.kind === 'timeout-before') {
    await cut(reply, fault);
    return false;
  }
  return true;
}

/** No answer: the connection stays open for the fault's time and is then closed, unless the client gives up first. */
export async function cut(reply: FastifyReply, fault: Fault): Promise<FastifyReply> {
  reply.hijack();
  await pause(fault.delayMilliseconds);
  reply.raw.destroy();
  return reply;
}

const tooMany = (code: number, { retryAfterSeconds }: Fault) =>
  new GoogleError(code, 'rateLimitExceeded', 'Rate Limit Exceeded', {
    domain: 'usageLimits',
    headers: { 'retry-after': String(retryAfterSeconds) },
  });

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
