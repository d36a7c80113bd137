import { createHash } from 'node:crypto';
import { type AnyEndpoint, type AnswerOf, type OutputOf } from '@understudy/contracts';
import { z } from 'zod';
import { ReplayedAnswer } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';

/**
 * Runs an action of a card once per key the card was drawn with: pressing twice, or Google sending it twice, has one effect and gives
 * the same answer. The key counts for the inner endpoint, whose answer is what is kept.
 */
export async function once<E extends AnyEndpoint>(
  endpoint: E,
  caller: CallerContext,
  key: string,
  input: unknown,
  run: (caller: CallerContext) => Promise<OutputOf<E>>,
): Promise<AnswerOf<E>> {
  const encode = (answer: unknown): unknown => z.encode(endpoint.response, answer);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([endpoint.path, caller.userId, input]))
    .digest('hex');
  try {
    const answer = await run({
      ...caller,
      idempotency: { key: `card:${key}`, fingerprint, status: endpoint.status ?? 200, encode },
    });
    return encode(answer) as AnswerOf<E>;
  } catch (error) {
    // a stored answer of ours, in its wire form
    if (error instanceof ReplayedAnswer) return error.body as AnswerOf<E>;
    throw error;
  }
}
