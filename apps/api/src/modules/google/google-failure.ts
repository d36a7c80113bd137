import { DomainError } from '@understudy/domain';
import { z } from 'zod';

const Reason = z.object({
  error: z.union([z.string(), z.object({ errors: z.array(z.object({ reason: z.string() })).min(1) })]),
});
const Failed = z.object({
  status: z.number().optional(),
  response: z.object({ headers: z.unknown(), data: z.unknown() }).optional(),
});

/** One header of an answer. The library's fetch brings a Headers class of its own, so it is known by its `get`. */
export function headerOf(headers: unknown, name: string): string | null {
  if (typeof headers !== 'object' || headers === null || !('get' in headers) || typeof headers.get !== 'function')
    return null;
  const value: unknown = headers.get(name);
  return typeof value === 'string' ? value : null;
}

function reasonOf(data: unknown): string {
  const { success, data: body } = Reason.safeParse(data);
  if (!success) return 'unknown';
  return typeof body.error === 'string' ? body.error : (body.error.errors[0]?.reason ?? 'unknown');
}

/** What went wrong at Google, as far as we act on it. */
export interface GoogleFailure {
  readonly kind: 'full-sync-required' | 'wait' | 'refused';
  /** Short and without secrets or customer text: shown to admins. */
  readonly text: string;
  /** What Google asked for by Retry-After; null when it did not. */
  readonly retryAfterSeconds: number | null;
}

const OURS = new Set(['google.not-connected', 'google.scope-missing', 'google.consent-lost', 'google.busy']);

/** Google's library marks its errors with the request; a mistake of ours has none and must rise. Our own refusals to ask Google count too. */
export const isGoogleFailure = (error: unknown): boolean =>
  (error instanceof Error && 'config' in error) || (error instanceof DomainError && OURS.has(error.code));

const QUOTA_REASONS = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded', 'dailyLimitExceeded']);
const TOKEN_REASONS = new Set(['invalid_grant', 'unauthorized_client', 'invalid_client', 'access_denied']);
const SCOPE_REASONS = new Set(['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT']);

/** True when Google said that this account, or we altogether, may not do this (any more): not a matter of trying again. */
export function isAccessLost(error: unknown): boolean {
  const { success, data } = Failed.safeParse(error);
  if (!success || data.status === undefined) return false;
  const reason = reasonOf(data.response?.data);
  return data.status === 401 || TOKEN_REASONS.has(reason) || (data.status === 403 && SCOPE_REASONS.has(reason));
}

const Refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/** What the token endpoint answered (RFC 6749, section 5.2); null for any other failure. */
export function tokenRefusal(error: unknown): { readonly reason: string; readonly description: string } | null {
  const { success, data } = Refusal.safeParse(Failed.safeParse(error).data?.response?.data);
  return success ? { reason: data.error, description: data.error_description ?? '' } : null;
}

/**
 * 410 asks for a full sync; 429, a quota's 403, 5xx and no answer at all mean waiting; the rest (no such person, not delegated, no calendar) stays
 * wrong until somebody acts, and is asked again only with the next poll.
 */
export function readGoogleFailure(error: unknown): GoogleFailure {
  if (error instanceof DomainError) return readOurs(error);
  const parsed = Failed.safeParse(error);
  if (!parsed.success) return { kind: 'wait', text: 'Google did not answer.', retryAfterSeconds: null };
  const { status, response } = parsed.data;
  const reason = reasonOf(response?.data);
  const seconds = Number(headerOf(response?.headers, 'retry-after') ?? Number.NaN);
  const retryAfterSeconds = Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3600) : null;
  if (status === 410) return { kind: 'full-sync-required', text: 'Google asked for a full sync.', retryAfterSeconds };
  if (status === undefined) return { kind: 'wait', text: 'Google did not answer.', retryAfterSeconds };
  const isQuota = status === 429 || (status === 403 && QUOTA_REASONS.has(reason));
  const text = `Google answered ${status} (${reason}).`;
  return { kind: isQuota || status >= 500 ? 'wait' : 'refused', text, retryAfterSeconds };
}

const Ours = z.object({ because: z.string().optional(), retry_after_seconds: z.number().optional() });

function readOurs({ code, details }: DomainError): GoogleFailure {
  const { because, retry_after_seconds } = Ours.parse(details);
  if (code === 'google.busy')
    return { kind: 'wait', text: "Google's quota is used up.", retryAfterSeconds: retry_after_seconds ?? null };
  // the file appears with the next look: in the sandbox it is made at the start
  if (because === 'key-file')
    return { kind: 'wait', text: 'The service account is not readable.', retryAfterSeconds: null };
  return { kind: 'refused', text: because ?? 'Google is not connected.', retryAfterSeconds: null };
}
