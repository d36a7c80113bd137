import { matchPerson, type NamedPerson, PTO_PROBLEMS, type UserId } from '@understudy/domain';
import type { PtoEntryRecord } from './pto.records.js';
import type { SeenEntry } from './seen-entry.js';

export type Standing = Pick<PtoEntryRecord, 'state' | 'userId' | 'candidates'>;
type Shown = Pick<SeenEntry, 'names' | 'emails' | 'title' | 'isAway' | 'times' | 'problem'>;

const MOST_CANDIDATES = 10;

/** What an entry stands for, given who is there and what somebody said about names. */
export function standingOf(
  { names, emails, title, isAway, times, problem }: Shown,
  people: readonly NamedPerson[],
  learned: ReadonlyMap<string, UserId | null>,
): Standing {
  const none = { userId: null, candidates: [] };
  if (times === null || (problem !== null && !PTO_PROBLEMS[problem].isTaken)) return { state: 'unreadable', ...none };
  if (!isAway) return { state: 'not-away', ...none };
  const match = matchPerson({ names, emails, text: title }, people, learned);
  if (match.kind === 'person') return { state: 'taken', userId: match.userId, candidates: [] };
  if (match.kind === 'nobody') return { state: 'nobody', ...none };
  const candidates = match.candidates.slice(0, MOST_CANDIDATES);
  return { state: match.kind === 'ambiguous' ? 'ambiguous' : 'unmatched', userId: null, candidates };
}
