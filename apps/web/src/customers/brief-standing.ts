import { statusOf } from '../api/send.js';

/**
 * Whether the wait for the brief, or its failure, stands in its place. Not for those who may not read it, nor where there is none: they see
 * the customer without.
 */
export const isBriefAwaited = (
  { data, error }: { readonly data: unknown; readonly error: unknown },
  mayRead: boolean,
): boolean => mayRead && data === undefined && ![403, 404].includes(statusOf(error));
