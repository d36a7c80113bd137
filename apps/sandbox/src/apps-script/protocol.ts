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

/** A method of the Calendar API, from Google's typings. */
export interface CalendarMethod {
  readonly id: string;
  readonly path: string;
  /** Any one of them is enough. */
  readonly scopes: readonly string[];
}
/** What asked for a permission, and the scopes of which any one is enough. */
export interface Need {
  readonly what: string;
  readonly scopes: readonly string[];
}

/** Everything one run needs; goes to the worker thread. */
export interface RunInput {
  readonly code: string;
  /** What the person allowed; all of the manifest's, unless they unticked one. */
  readonly scopes: readonly string[];
  readonly manifestScopes: readonly string[];
  readonly urlFetchWhitelist: readonly string[];
  readonly openLinkUrlPrefixes: readonly string[];
  /** User symbols of the advanced services that the manifest switches on. */
  readonly advancedServices: readonly string[];
  readonly contract: CardServiceContract;
  readonly functionName: string;
  readonly event: Json;
  readonly identityToken: string;
  readonly email: string;
  /** Google's own API, which the advanced services call as the person. */
  readonly google: {
    readonly url: string;
    readonly token: string;
    readonly calendar: Readonly<Record<'list' | 'get', CalendarMethod>>;
  };
  readonly messages: readonly MessageMetadata[];
  readonly messageToken: string | null;
  readonly userCache: Readonly<Record<string, CacheEntry>>;
}

export interface FetchRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutSeconds?: number;
  readonly followsRedirects: boolean;
}
/** `failed` when there was no HTTP answer at all. */
export type FetchAnswer =
  | { readonly failed: string }
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string };

/** What the function returned, printed. */
export type Printed =
  | { readonly kind: 'cards'; readonly cards: readonly Json[] }
  | { readonly kind: 'action'; readonly action: Json }
  | { readonly kind: 'draft'; readonly draft: Json };

export type FromWorker =
  | { readonly kind: 'fetch'; readonly request: FetchRequest }
  | {
      readonly kind: 'done';
      readonly printed: Printed;
      readonly log: readonly string[];
      readonly needs: readonly Need[];
      readonly userCache: Readonly<Record<string, CacheEntry>>;
    }
  | { readonly kind: 'failed'; readonly message: string; readonly log: readonly string[] };
