import type { z } from 'zod';
import type { GuardedFetch } from '../../platform/outbound/index.js';
import { FeedTrouble, troubleFrom, troubleOf } from './feed-trouble.js';

const LIMITS = { maxBytes: 10_000_000, timeoutMs: 20_000 };

export interface JsonCall<T> {
  readonly outbound: GuardedFetch;
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly renew: string;
  readonly schema: z.ZodType<T>;
  /** Posted as JSON; without it, it is a GET. */
  readonly body?: unknown;
}

/** Asks an API with Basic authentication. Null for 404. Throws FeedTrouble. */
export async function askJson<T>({
  outbound,
  url,
  user,
  password,
  renew,
  schema,
  body,
}: JsonCall<T>): Promise<T | null> {
  const headers = {
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    accept: 'application/json',
  };
  const limits = {
    ...LIMITS,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
  };
  const call = body === undefined ? outbound.get(url, limits) : outbound.post(url, JSON.stringify(body), limits);
  const answer = await call.catch((error: unknown) => {
    throw troubleFrom(error, renew);
  });
  if (answer.status === 404) return null;
  if (answer.status !== 200) throw troubleOf(answer.status, answer.headers, renew);
  const parsed = schema.safeParse(jsonOf(answer.body));
  if (parsed.success) return parsed.data;
  throw new FeedTrouble('wait', 'Its answer is not as documented. It is asked again; if it stays, tell us.');
}

const jsonOf = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};
