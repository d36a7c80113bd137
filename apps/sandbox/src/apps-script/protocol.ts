import type { CardServiceContract } from './card-service.js';
import type { Json } from './json.js';

/** The headers of one message in a person's mailbox, as Gmail words them. */
export interface MessageMetadata {
  readonly id: string;
  readonly threadId: string;
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly subject: string;
}
export interface CacheEntry {
  readonly value: string;
  /** Machine time in milliseconds. */
  readonly expiresAt: number;
}

/** Everything one run needs; goes to the worker thread. */
export interface RunInput {
  readonly code: string;
  readonly scopes: readonly string[];
  readonly urlFetchWhitelist: readonly string[];
  readonly contract: CardServiceContract;
  readonly functionName: string;
  readonly event: Json;
  readonly identityToken: string;
  readonly messages: readonly MessageMetadata[];
  readonly messageToken: string | null;
  readonly userCache: Readonly<Record<string, CacheEntry>>;
}

export interface FetchRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}
/** `failed` when there was no HTTP answer at all. */
export type FetchAnswer =
  | { readonly failed: string }
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string };

/** What the function returned, printed. */
export type Printed =
  { readonly kind: 'cards'; readonly cards: readonly Json[] } | { readonly kind: 'action'; readonly action: Json };

export type FromWorker =
  | { readonly kind: 'fetch'; readonly request: FetchRequest }
  | {
      readonly kind: 'done';
      readonly printed: Printed;
      readonly log: readonly string[];
      readonly userCache: Readonly<Record<string, CacheEntry>>;
    }
  | { readonly kind: 'failed'; readonly message: string; readonly log: readonly string[] };
