import { ErrorCode } from '@slack/web-api';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';

/** What went wrong at Slack, as far as we act on it. */
export type SlackFailure =
  /** Later again: rate limit, Slack's own trouble, no answer. What was asked may have happened all the same when `isUnsure`. */
  | { readonly kind: 'wait'; readonly retryAfterSeconds: number | null; readonly isUnsure: boolean }
  /** Stays so until somebody acts; `code` is Slack's word ("channel_not_found"). `needed` is the scope that is missing. */
  | { readonly kind: 'refused'; readonly code: string; readonly needed: string | null }
  /** The installation is gone; an admin installs again. */
  | { readonly kind: 'lost'; readonly code: string };

const LOST = new Set([
  'token_revoked',
  'token_expired',
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'team_access_not_granted',
]);
/** Slack's names for its own trouble, beside HTTP statuses. */
const TROUBLE = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
]);
const UNSURE = new Set(['internal_error', 'fatal_error', 'request_timeout']);

const Coded = z.object({ code: z.enum(ErrorCode) });
const Platform = z.object({ data: z.object({ error: z.string(), needed: z.string().optional() }) });
const RateLimited = z.object({ retryAfter: z.number() });
const Http = z.object({ statusCode: z.number() });

const MOST_SECONDS = 3600;
const FAR_CODE = 'unknown_error';

/** Slack's library marks its errors; a mistake of ours has no such mark and must rise. */
export const isSlackFailure = (error: unknown): boolean =>
  (error instanceof Error && Coded.safeParse(error).success) ||
  (error instanceof DomainError && error.code === 'slack.not-connected');

/** Reads an error of Slack's client. Throws what is none of Slack's again: look with {@link isSlackFailure} first, or let it rise. */
export function readSlackFailure(error: unknown): SlackFailure {
  if (!isSlackFailure(error)) throw error;
  if (error instanceof DomainError) return { kind: 'lost', code: 'not_installed' };
  const { code } = Coded.parse(error);
  switch (code) {
    case ErrorCode.RateLimitedError:
      return wait(RateLimited.parse(error).retryAfter, false);
    case ErrorCode.HTTPError:
      return readStatus(Http.parse(error).statusCode);
    case ErrorCode.PlatformError:
      return readAnswer(Platform.parse(error).data);
    default:
      return wait(null, true);
  }
}

function readAnswer({ error, needed }: { error: string; needed?: string | undefined }): SlackFailure {
  if (LOST.has(error)) return { kind: 'lost', code: error };
  if (TROUBLE.has(error)) return wait(null, UNSURE.has(error));
  return { kind: 'refused', code: error, needed: needed ?? null };
}

/** Slack answers 200 with `ok: false`; other statuses are its front's. */
function readStatus(status: number): SlackFailure {
  if (status === 429) return wait(null, false);
  return status >= 500 ? wait(null, true) : { kind: 'refused', code: `${FAR_CODE}_${status}`, needed: null };
}

const wait = (seconds: number | null, isUnsure: boolean): SlackFailure => ({
  kind: 'wait',
  retryAfterSeconds: seconds === null ? null : Math.min(Math.max(seconds, 0), MOST_SECONDS),
  isUnsure,
});
