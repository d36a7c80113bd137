import { OutboundFailure } from '../../platform/outbound/index.js';

/**
 * A PTO system could not be read. Wait: it is asked again soon, as it says itself or ever later. Lost: it refuses us, and only a person can
 * change that. The message is for admins and says what to do; no address or key is ever in it.
 */
export class FeedTrouble extends Error {
  constructor(
    readonly kind: 'wait' | 'lost',
    message: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.name = 'FeedTrouble';
  }
}

const LONGEST_WAIT = 3_600;

/** Seconds; null when the header says nothing that can be read. Dates are not used by these systems. */
const retryAfter = (header: string | undefined): number | null =>
  header !== undefined && /^\d{1,6}$/.test(header) ? Math.min(Number(header), LONGEST_WAIT) : null;

/** What a status other than 200 and 304 means. `renew`: where a person gets a new address or key. */
export function troubleOf(status: number, headers: Readonly<Record<string, string>>, renew: string): FeedTrouble {
  if (status === 401 || status === 403) return new FeedTrouble('lost', `It refuses us (HTTP ${status}). ${renew}`);
  if (status === 404 || status === 410)
    return new FeedTrouble('lost', `There is nothing at this address any more (HTTP ${status}). ${renew}`);
  if (status === 429 || status >= 500)
    return new FeedTrouble(
      'wait',
      `It is busy or out of order (HTTP ${status}). It is asked again; nothing is to be done.`,
      retryAfter(headers['retry-after']),
    );
  return new FeedTrouble('wait', `It answered something unexpected (HTTP ${status}). It is asked again. ${renew}`);
}

/** Everything else that can happen on the way. Failures of ours rise. */
export function troubleFrom(error: unknown, renew: string): FeedTrouble {
  if (error instanceof FeedTrouble) return error;
  if (!(error instanceof OutboundFailure)) throw error;
  return new FeedTrouble(
    error.isRefused ? 'lost' : 'wait',
    `${error.message} ${error.isRefused ? renew : 'It is asked again.'}`,
  );
}
