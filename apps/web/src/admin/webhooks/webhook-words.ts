import type { AnswerOf, ListWebhookDeliveries, ListWebhooks } from '@understudy/contracts';
import { ApiProblem } from '@understudy/api-client';

export type Webhook = AnswerOf<typeof ListWebhooks>['items'][number];
export type Delivery = AnswerOf<typeof ListWebhookDeliveries>['items'][number];

export const STATE_WORDS = {
  active: { words: 'Sends', tone: 'covered' },
  paused: { words: 'Paused', tone: 'waiting' },
  disabled: { words: 'Switched off by us', tone: 'gap' },
  ended: { words: 'Ended', tone: 'away' },
} as const satisfies Record<Webhook['state'], { readonly words: string; readonly tone: string }>;

export const DELIVERY_WORDS = {
  waiting: 'Waits',
  delivered: 'Taken',
  failed: 'Given up',
} as const satisfies Record<Delivery['state'], string>;
export const DELIVERY_STATES = Object.keys(DELIVERY_WORDS).filter(
  (name): name is Delivery['state'] => name in DELIVERY_WORDS,
);

/** "answered 500", "did not answer", "not tried yet". */
export function lastAnswer({ tries, last_status }: Pick<Delivery, 'tries' | 'last_status'>): string {
  if (tries === 0) return 'not tried yet';
  return last_status === null ? 'did not answer' : `answered ${last_status}`;
}

/** The host and path of an endpoint, for a title; the text itself when it is no address. */
export function shortAddress(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return pathname === '/' ? host : `${host}${pathname}`;
}

/** Why an address is not called, from the problem's `because`. */
export function refusedBecause(error: unknown): string | null {
  if (!(error instanceof ApiProblem) || error.problem.code !== 'webhooks.address-refused') return null;
  const { because } = error.problem;
  return typeof because === 'string' ? because : error.problem.detail;
}

/** JSON with line breaks, to be read; the text as it is when it is none. */
export function readableJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
