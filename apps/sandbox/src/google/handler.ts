import type { JsonObject, Query } from './strict.js';

/** Who calls: a person acting on the fake directly, or somebody with a token for a person. */
export interface Principal {
  readonly email: string;
  readonly via: 'person' | 'service-account' | 'oauth-client';
  /** `null`: everything (a person in front of their own screen). */
  readonly scopes: readonly string[] | null;
}
export interface Call {
  readonly principal: Principal;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: JsonObject;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}
export interface Answer {
  readonly status?: number;
  readonly body?: JsonObject;
  readonly etag?: string;
}
/** One method of a vendor's API. Its call has passed the contract and the scopes; semantics are its own. */
export type Handler = (call: Call) => Answer | Promise<Answer>;
export type Handlers = Readonly<Record<string, Handler>>;
