import { Inject, Injectable } from '@nestjs/common';
import type { TenantId, WebhookId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { GuardedFetch, OutboundFailure } from '../../platform/outbound/index.js';
import { type SecretPlace, Secrets, UnreadableSecret } from '../../platform/secrets/index.js';
import type { Attempt, DeliveryDetails, WebhookRecord } from './webhook.records.js';
import { messageName, signedHeaders } from './webhook-signature.js';

const TIMEOUT_MS = 10_000;
const KEPT_OF_ANSWER = 1_000;
const LIMITS = { maxBytes: KEPT_OF_ANSWER, timeoutMs: TIMEOUT_MS } as const;

export interface WebhookCalled {
  /** Without when: that is the transaction's to say. */
  readonly attempt: Omit<Attempt, 'at'>;
  readonly retryAfterSeconds: number | null;
}

export const secretPlace = (tenantId: TenantId, webhookId: WebhookId): SecretPlace => ({
  tenantId,
  owner: webhookId,
  purpose: 'webhook.secret',
});

/** One signed request to an endpoint, outside any transaction. Whatever goes wrong is an answer, never an error. */
@Injectable()
export class WebhookCall {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly outbound: GuardedFetch,
    private readonly secrets: Secrets,
  ) {}

  deliver(tenantId: TenantId, webhook: WebhookRecord, { messageId, body }: DeliveryDetails): Promise<WebhookCalled> {
    return this.post(tenantId, webhook, messageName(messageId), body);
  }

  async post(tenantId: TenantId, webhook: WebhookRecord, id: string, body: string): Promise<WebhookCalled> {
    const began = performance.now();
    const rest = () => ({ duration_ms: Math.round(performance.now() - began) });
    try {
      const headers = {
        'content-type': 'application/json',
        ...signedHeaders(this.secretsOf(tenantId, webhook), { id, sentAtSeconds: webhook.machineSeconds, body }),
      };
      const answer = await this.outbound.post(reachable(webhook.url, this.env), body, { ...LIMITS, headers });
      const said = readable(answer.body);
      const isFine = answer.status >= 200 && answer.status < 300;
      const problem = isFine ? null : `The endpoint answered ${answer.status}.`;
      return {
        attempt: { status: answer.status, answer: said, problem, ...rest() },
        retryAfterSeconds: secondsIn(answer.headers['retry-after']),
      };
    } catch (error) {
      return {
        attempt: { status: null, answer: null, problem: sentenceOf(error), ...rest() },
        retryAfterSeconds: null,
      };
    }
  }

  private secretsOf(tenantId: TenantId, webhook: WebhookRecord): string[] {
    const { secretSealed, previousSecretSealed, isPreviousSecretOver } = webhook;
    const place = secretPlace(tenantId, webhook.id);
    const current = this.secrets.open(place, secretSealed);
    const former =
      isPreviousSecretOver || previousSecretSealed === null ? null : this.find(place, previousSecretSealed);
    return former === null ? [current] : [current, former];
  }

  /** A former secret that no key opens any more is over: it must not keep the new one from signing. */
  private find(place: SecretPlace, sealed: string): string | null {
    try {
      return this.secrets.open(place, sealed);
    } catch (error) {
      if (error instanceof UnreadableSecret) return null;
      throw error;
    }
  }
}

/** In sandbox mode the stand-in is under the product's own address too; it is called where it is. */
export const reachable = (
  url: string,
  { mode, apiUrl, sandboxUrl }: Pick<Env, 'mode' | 'apiUrl' | 'sandboxUrl'>,
): string =>
  mode === 'sandbox' && sandboxUrl !== null && url.startsWith(`${apiUrl}/sandbox/`)
    ? `${sandboxUrl}${url.slice(apiUrl.length)}`
    : url;

/** What PostgreSQL and a page can show of whatever the endpoint answered. */
const readable = (body: Buffer): string | null =>
  body.length === 0 ? null : body.toString('utf8').toWellFormed().replaceAll('\0', '�');

const secondsIn = (retryAfter: string | undefined): number | null =>
  retryAfter !== undefined && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : null;

/** What an attempt says, when the secret is the problem and not the endpoint. */
export const SECRET_UNREADABLE = 'Its secret was sealed with a key that is not known any more. Rotate the secret.';

const sentenceOf = (error: unknown): string => {
  if (error instanceof OutboundFailure) return error.message;
  if (error instanceof UnreadableSecret) return SECRET_UNREADABLE;
  throw error;
};
