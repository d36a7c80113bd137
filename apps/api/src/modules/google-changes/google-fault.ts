import { DomainError } from '@understudy/domain';
import { isGoogleFailure, readGoogleFailure } from '../google/index.js';
import { RoutingFault } from '../routing/index.js';

/** Does it, and says a refusal of Google's in our words, with the time it asked to wait. A mistake of ours rises as it is. */
export async function atGoogle<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RoutingFault || !isGoogleFailure(error)) throw error;
    const { text, retryAfterSeconds } = readGoogleFailure(error);
    throw new RoutingFault(becauseOf(error) ?? text, retryAfterSeconds);
  }
}

const becauseOf = (error: unknown): string | null => {
  const because = error instanceof DomainError ? error.details['because'] : null;
  return typeof because === 'string' ? because : null;
};

/** The answer's status; 0 when there was none. */
export const statusOf = (error: unknown): number => {
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : null;
  return typeof status === 'number' ? status : 0;
};

/** What is there; null when Google says that it is not. */
export async function orMissing<R>(work: () => Promise<R>): Promise<R | null> {
  try {
    return await work();
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 410) return null;
    throw error;
  }
}
