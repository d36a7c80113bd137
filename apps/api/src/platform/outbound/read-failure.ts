import { z } from 'zod';
import { OutboundFailure } from './outbound-failure.js';

const Coded = z.object({ name: z.string().optional(), code: z.string().optional().catch(undefined) });

const CERTIFICATE = /^(?:CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|HOSTNAME_MISMATCH|ERR_SSL)/;
const TIMED_OUT: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** What went wrong, from an error of the HTTP client; the failure of a check inside it comes out as it is. */
export function readFailure(error: unknown): OutboundFailure {
  if (error instanceof OutboundFailure) return error;
  if (error instanceof AggregateError && error.errors[0] !== undefined) return readFailure(error.errors[0]);
  if (error instanceof Error && error.cause instanceof OutboundFailure) return error.cause;
  const { name, code = '' } = Coded.catch({}).parse(error);
  if (name === 'TimeoutError' || TIMED_OUT.has(code)) return new OutboundFailure('timed-out', { cause: error });
  if (CERTIFICATE.test(code)) return new OutboundFailure('bad-certificate', { cause: error });
  return new OutboundFailure('unreachable', { cause: error });
}
