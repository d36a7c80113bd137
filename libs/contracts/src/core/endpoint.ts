import { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import type { Permission } from '../permissions.js';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
type Shape = Record<string, z.ZodType>;
type Names<S extends string> = S extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never;
type None = Record<never, z.ZodType>;

interface Described {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  /** Who may call it: a permission of the role table, `public`, or `signed-in`. */
  readonly allow: Permission | 'public' | 'signed-in';
  /** Answered on success; a POST that creates a resource says 201. */
  readonly status?: 200 | 201 | 202;
  /** Codes this endpoint answers beside those every endpoint has. */
  readonly errors?: readonly ErrorCode[];
  /** The handler writes the answer itself (streams, CSV, redirects, Card JSON); it is not encoded. */
  readonly raw?: boolean;
  /** Takes multipart/form-data with one part named "file", instead of JSON. */
  readonly upload?: boolean;
  /** Takes a short multipart/form-data as well, of which nothing is read: a button of a mail program. */
  readonly form?: boolean;
  /**
   * The sender signs the bytes of the body: it reaches the handler as it was sent, unread (`@SignedBody()`), JSON or a web form, and is
   * understood only after the signature was checked. Such an endpoint declares no body.
   */
  readonly signed?: boolean;
  /** Answers text/csv as well, when the query says `format=csv`. */
  readonly csv?: boolean;
}

export interface AnyEndpoint extends Described {
  readonly response: z.ZodType;
  readonly params?: Shape;
  readonly query?: Shape;
  readonly body?: Shape;
  readonly parts: { readonly params: z.ZodObject; readonly query: z.ZodObject; readonly body: z.ZodObject };
}

/**
 * Declares one endpoint: path, input, output and errors. The API validates, strips and documents from it; clients build
 * calls from it. A `{name}` in the path needs a schema in `params`; no name may stand in two places, because handlers
 * get one flat input.
 */
export function endpoint<
  const Path extends string,
  P extends Shape = None,
  Q extends Shape = None,
  B extends Shape = None,
  R extends z.ZodType = z.ZodType,
>(
  described: Described & { path: Path; query?: Q; body?: B; response: R } & ([Names<Path>] extends [never]
      ? { params?: P }
      : { params: P & Record<Names<Path>, z.ZodType> }),
) {
  const keys = [described.params, described.query, described.body].flatMap((shape) => Object.keys(shape ?? {}));
  if (new Set(keys).size !== keys.length)
    throw new Error(`${described.method} ${described.path}: one name in two places`);
  return {
    ...described,
    parts: {
      params: z.strictObject((described.params ?? {}) as P),
      query: z.strictObject((described.query ?? {}) as Q),
      body: z.strictObject((described.body ?? {}) as B),
    },
  };
}

/** zod types an empty object as Record<string, never>, which would forbid the names of the other parts beside it. */
type Open<T> = string extends keyof T ? Record<never, unknown> : T;

/** What a handler gets: decoded params, query and body in one object. */
export type InputOf<E extends AnyEndpoint> = Open<z.output<E['parts']['params']>> &
  Open<z.output<E['parts']['query']>> &
  Open<z.output<E['parts']['body']>>;
/** What a client sends: text where the API holds instants and days. */
export type WireOf<E extends AnyEndpoint> = Open<z.input<E['parts']['params']>> &
  Open<z.input<E['parts']['query']>> &
  Open<z.input<E['parts']['body']>>;
/** What a handler answers, before encoding. */
export type OutputOf<E extends AnyEndpoint> = z.output<E['response']>;
/** What a client reads: the answer as it stands in the JSON. */
export type AnswerOf<E extends AnyEndpoint> = z.input<E['response']>;
