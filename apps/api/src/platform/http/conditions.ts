import { createHash } from 'node:crypto';
import type { AnyEndpoint } from '@understudy/contracts';
import canonicalize from 'canonicalize';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CallerContext, Idempotency } from './caller.js';
import { MalformedInput } from './problem.js';

const KEY = /^[\x21-\x7e]{1,200}$/;
/** 0 is the version of what nobody has saved yet and goes by defaults. */
const VERSION = /^(?:W\/)?"?(0|[1-9]\d{0,15})"?$/;

type Conditional = Pick<FastifyRequest, 'headers' | 'method' | 'url' | 'body'>;

/** Adds what the headers `Idempotency-Key` (POST) and `If-Match` (PATCH, PUT, DELETE) ask for. Throws MalformedInput. */
export function withConditions(caller: CallerContext, endpoint: AnyEndpoint, request: Conditional): CallerContext {
  const idempotency = endpoint.method === 'POST' && !endpoint.raw ? readKey(caller, endpoint, request) : undefined;
  const ifMatch = endpoint.method === 'POST' || endpoint.method === 'GET' ? undefined : readVersion(request);
  if (idempotency === undefined && ifMatch === undefined) return caller;
  return { ...caller, ...(idempotency && { idempotency }), ...(ifMatch !== undefined && { ifMatch }) };
}

function readKey(caller: CallerContext, endpoint: AnyEndpoint, request: Conditional): Idempotency | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key))
    throw new MalformedInput([{ path: 'Idempotency-Key', message: 'must be 1 to 200 visible ASCII characters' }]);
  return {
    key,
    fingerprint: fingerprint(caller, request),
    status: endpoint.status ?? 200,
    encode: (answer) => z.encode(endpoint.response, answer),
  };
}

/** The person is part of it: nobody gets the stored answer of somebody else who happened to pick the same key. */
function fingerprint(caller: CallerContext, { method, url, body }: Conditional): string {
  const parts = [caller.userId, method, url, canonicalize(body ?? {}) ?? ''];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** `*` asks for "whatever is there now", which is what no header means too. */
function readVersion({ headers }: Conditional): number | undefined {
  const given = headers['if-match'];
  if (given === undefined || given === '*') return undefined;
  const version = VERSION.exec(given)?.[1];
  if (version === undefined)
    throw new MalformedInput([{ path: 'If-Match', message: 'must be the version of the row, for example "3"' }]);
  return Number(version);
}
