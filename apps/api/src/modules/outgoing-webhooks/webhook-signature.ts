import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** 256 random bits as Standard Webhooks writes them: "whsec_" and base64. */
export const newWebhookSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`;

/** The header `webhook-id` of an event; the same at every try and for every endpoint. */
export const messageName = (messageId: string): string => `evt_${messageId}`;

/**
 * The headers by which a receiver knows that a request is ours and that it is new (standardwebhooks.com): a signature with each of
 * the secrets, over id, time and body. `sentAtSeconds` is machine time, because receivers compare it with their own clock.
 */
export const signedHeaders = (
  secrets: readonly string[],
  { id, sentAtSeconds, body }: { readonly id: string; readonly sentAtSeconds: number; readonly body: string },
): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(sentAtSeconds),
  'webhook-signature': secrets.map((secret) => `v1,${hmac(secret, `${id}.${sentAtSeconds}.${body}`)}`).join(' '),
});

const hmac = (secret: string, text: string): string =>
  createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(text)
    .digest('base64');
