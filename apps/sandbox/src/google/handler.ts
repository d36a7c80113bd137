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
  /** The file of an upload. */
  readonly media: Media | null;
  /** `alt=media`: the file itself is asked for, not what is known about it. */
  readonly wantsMedia: boolean;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}
export interface Media {
  readonly contentType: string;
  readonly content: Buffer;
}
export interface Answer {
  readonly status?: number;
  readonly body?: JsonObject;
  /** Instead of a body: an exported or downloaded file. */
  readonly media?: Media;
  /** What else the outbox keeps of the change, for whoever looks what was done. */
  readonly note?: JsonObject;
  readonly etag?: string;
}
/** One method of a vendor's API. Its call has passed the contract and the scopes; semantics are its own. */
export type Handler = (call: Call) => Answer | Promise<Answer>;
export type Handlers = Readonly<Record<string, Handler>>;
