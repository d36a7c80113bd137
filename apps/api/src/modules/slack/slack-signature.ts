import { createHmac, timingSafeEqual } from 'node:crypto';

/** What Slack sends beside the body (X-Slack-Request-Timestamp, X-Slack-Signature). */
export interface SignedRequest {
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack: older than five minutes may be somebody's replay. */
export const WINDOW_SECONDS = 300;

/** The signature of version 0: HMAC-SHA-256 over `v0:<timestamp>:<body>`. */
export const signatureOf = (secret: string, { timestamp, body }: Pick<SignedRequest, 'timestamp' | 'body'>): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

/** True for what was signed with our secret within five minutes of `nowSeconds` (machine time), compared in constant time. */
export function isSignedBySlack(secret: string, request: SignedRequest, nowSeconds: number): boolean {
  if (!/^\d{1,12}$/.test(request.timestamp)) return false;
  if (Math.abs(nowSeconds - Number(request.timestamp)) > WINDOW_SECONDS) return false;
  const [given, wanted] = [Buffer.from(request.signature), Buffer.from(signatureOf(secret, request))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
