import type { AnswerOf, ListApiKeys } from '@understudy/contracts';

const SOON_MS = 14 * 86_400_000;

export interface KeyState {
  readonly works: boolean;
  readonly words: string;
  /** It ends within two weeks: somebody has to make a new one. */
  readonly soon: boolean;
}

/** Whether a key is taken at `now` (epoch milliseconds), and how that is said. */
export function keyState(
  { revoked_at, expires_at }: Pick<AnswerOf<typeof ListApiKeys>['items'][number], 'revoked_at' | 'expires_at'>,
  now: number,
): KeyState {
  if (revoked_at !== null) return { works: false, words: 'Revoked', soon: false };
  if (expires_at === null) return { works: true, words: 'Works', soon: false };
  const left = Date.parse(expires_at) - now;
  if (left <= 0) return { works: false, words: 'Ended by itself', soon: false };
  return left < SOON_MS
    ? { works: true, words: 'Ends soon', soon: true }
    : { works: true, words: 'Works', soon: false };
}
