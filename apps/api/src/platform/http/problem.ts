import { type ErrorCode, type ErrorRow, ERRORS, type Problem } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { isBusyDatabase } from '../database/index.js';

/** One wrong field of a request. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** The request does not fit the contract; every wrong field is named. */
export class MalformedInput extends Error {
  constructor(readonly errors: readonly FieldError[]) {
    super('request.malformed');
    this.name = 'MalformedInput';
  }
}

/** What goes out for one failure. `unexpected` ones are logged, and say nothing of their cause. */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Problem;
  readonly unexpected: boolean;
}

const RESERVED = new Set(['type', 'title', 'status', 'code', 'detail', 'errors', 'request_id']);
const RETRY_AFTER_SECONDS = { 429: 1, 503: 2 } as const;

/** Fastify and Nest say what is wrong with a request only by their status. */
const BY_STATUS = {
  400: 'request.malformed',
  404: 'request.not-found',
  405: 'request.not-found',
  413: 'request.too-large',
  414: 'request.malformed',
  415: 'request.unsupported-type',
  429: 'request.too-many',
  431: 'request.too-large',
  503: 'request.unavailable',
} as const satisfies Record<number, ErrorCode>;

const rowOf = (code: string): { code: ErrorCode; row: ErrorRow } | null =>
  Object.hasOwn(ERRORS, code) ? { code: code as ErrorCode, row: ERRORS[code as ErrorCode] } : null;

/** Turns anything that was thrown into problem+json (RFC 9457). Never carries a stack, SQL or a library's own text. */
export function toProblem(error: unknown, requestId: string): ProblemAnswer {
  if (error instanceof MalformedInput) return problem('request.malformed', requestId, {}, error.errors);
  if (error instanceof DomainError) {
    const known = rowOf(error.code);
    return known ? problem(known.code, requestId, error.details) : unexpected(requestId);
  }
  if (isBusyDatabase(error)) return { ...problem('request.unavailable', requestId, {}), unexpected: true };
  const code = codeOfFramework(error);
  if (!code) return unexpected(requestId);
  const errors = code === 'request.malformed' ? [{ path: '', message: sayWhy(error) }] : undefined;
  return problem(code, requestId, {}, errors);
}

const unexpected = (requestId: string): ProblemAnswer => ({
  ...problem('request.failed', requestId, {}),
  unexpected: true,
});

function problem(
  code: ErrorCode,
  requestId: string,
  details: Readonly<Record<string, unknown>>,
  errors?: readonly FieldError[],
): ProblemAnswer {
  const { status, detail, word }: ErrorRow = ERRORS[code];
  const { retryAfterSeconds, ...members } = details;
  const extra = Object.fromEntries(Object.entries(members).filter(([name]) => !RESERVED.has(name)));
  const wait = typeof retryAfterSeconds === 'number' ? Math.max(1, Math.ceil(retryAfterSeconds)) : retryAfter(status);
  return {
    status,
    headers: wait === undefined ? {} : { 'retry-after': String(wait) },
    unexpected: false,
    body: {
      ...extra,
      type: `/api/docs#${code}`,
      title: titleOf(code),
      status: word ?? status,
      code,
      detail,
      ...(errors && { errors: errors.map(({ path, message }) => ({ path, message })) }),
      request_id: requestId,
    },
  };
}

const retryAfter = (status: number): number | undefined =>
  status === 429 || status === 503 ? RETRY_AFTER_SECONDS[status] : undefined;

/** "absences.overlaps-own" → "Absences: overlaps own". */
function titleOf(code: ErrorCode): string {
  const [area = '', what = ''] = code.split('.');
  return `${area.charAt(0).toUpperCase()}${area.slice(1)}: ${what}`.replaceAll('-', ' ');
}

function codeOfFramework(error: unknown): ErrorCode | null {
  const status = statusOf(error);
  return status !== null && Object.hasOwn(BY_STATUS, status) ? BY_STATUS[status as keyof typeof BY_STATUS] : null;
}

/** Nest keeps the status under `status`, Fastify under `statusCode`; only errors of those two carry one by design. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  const status: unknown = Reflect.get(error, 'statusCode') ?? Reflect.get(error, 'status');
  const fromFramework =
    'getStatus' in error || String(Reflect.get(error, 'code')).startsWith('FST_') || error instanceof SyntaxError;
  return fromFramework && typeof status === 'number' ? status : null;
}

function sayWhy(error: unknown): string {
  if (error instanceof SyntaxError) return 'the body is not valid JSON';
  const code = error instanceof Error ? String(Reflect.get(error, 'code')) : '';
  if (code === 'FST_ERR_BAD_URL') return 'the address is not valid';
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return 'content-length does not match the body';
  return 'the request could not be read';
}
