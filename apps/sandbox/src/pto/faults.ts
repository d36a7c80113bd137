import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Faults } from '../faults.js';
import { PtoRefusal } from './rules.js';

/** Plays a fault of this method before the call. False when no answer comes any more. Throws PtoRefusal. */
export async function struck(faults: Faults, method: string, reply: FastifyReply): Promise<boolean> {
  const fault = faults.strike(method);
  if (!fault) return true;
  if (fault.kind === 'error-500') throw new PtoRefusal(500, 'Internal Server Error');
  if (fault.kind === 'rate-limited' || fault.kind === 'quota-exceeded')
    throw new PtoRefusal(429, 'Too Many Requests', { 'retry-after': String(fault.retryAfterSeconds) });
  if (fault.delayMilliseconds > 0) await pause(fault.delayMilliseconds);
  if (fault.kind === 'slow') return true;
  reply.hijack();
  reply.raw.destroy();
  return false;
}
