import { mayAct, type Escalation } from './escalation.js';

export const MOVES = [
  'acknowledge',
  'resume',
  'wait',
  'resolve',
  'close',
  'reopen',
  'hand-on',
  'raise',
  'quiet',
  'regrade',
  'correct',
  'take-back',
] as const;
export type MoveKey = (typeof MOVES)[number];

export interface Move {
  readonly key: MoveKey;
  readonly words: string;
  /** The single key that does it; null: none. */
  readonly shortcut: string | null;
  /** Why not now, or not by this person; null: go ahead. */
  readonly whyNot: string | null;
}

const WORDS = {
  acknowledge: ['I am on it', 'a'],
  resume: ['Go on with it', 'a'],
  wait: ['Wait for the customer', 'w'],
  resolve: ['Resolve', 'r'],
  close: ['Close', 'r'],
  reopen: ['Reopen', 'a'],
  'hand-on': ['Hand on', 'h'],
  raise: ['Escalate up', 'u'],
  quiet: ['Keep it quiet', null],
  regrade: ['Change severity or kind', null],
  correct: ['Correct what it says', null],
  'take-back': ['Take it back', null],
} as const satisfies Record<MoveKey, readonly [string, string | null]>;

type About = Pick<Escalation, 'status' | 'allowed_statuses' | 'created_by' | 'customer_context' | 'snoozed_until'>;

/** What can be done with it, in the order of its life. What its state has no room for is left out, but for the end of all moves. */
export function movesOf(escalation: About, userId: string): readonly Move[] {
  return MOVES.filter((key) => fits(key, escalation)).map((key) => {
    const [words, shortcut] = WORDS[key];
    return {
      key,
      words: key === 'quiet' && escalation.snoozed_until ? 'Warn again' : words,
      shortcut,
      whyNot: whyNot(key, escalation, userId),
    };
  });
}

const FITS: Readonly<Record<MoveKey, readonly Escalation['status'][]>> = {
  acknowledge: ['open'],
  resume: ['action_required'],
  wait: ['open', 'investigating'],
  resolve: ['open', 'investigating', 'action_required'],
  close: ['open', 'investigating', 'action_required', 'resolved'],
  reopen: ['resolved', 'closed'],
  'hand-on': ['open', 'investigating', 'action_required'],
  raise: ['open', 'investigating', 'action_required'],
  quiet: ['open', 'investigating', 'action_required'],
  regrade: ['open', 'investigating', 'action_required'],
  correct: ['open', 'investigating', 'action_required', 'resolved'],
  'take-back': ['open', 'investigating', 'action_required', 'resolved'],
};
const fits = (key: MoveKey, { status }: About): boolean => FITS[key].includes(status);

const NOT_YOURS = 'For its owners, their managers and admins';

function whyNot(key: MoveKey, escalation: About, userId: string): string | null {
  const { status, allowed_statuses: allowed } = escalation;
  if (key === 'close' && status !== 'resolved') return 'Resolve it first: closing says that the resolution holds';
  if (key === 'reopen' && status === 'closed') return 'Closed for good. Escalate again if it comes back';
  if (key === 'wait' && status === 'open') return 'Take it on first';
  if (key === 'acknowledge') return allowed.includes('investigating') ? null : NOT_YOURS;
  if (key === 'correct' && mayCorrect(escalation, userId)) return null;
  if (key === 'take-back') return allowed.includes('void') ? null : NOT_YOURS;
  return mayAct(escalation) ? null : NOT_YOURS;
}

/** Whoever opened it, and the customer's CSM, correct it while nobody has taken it on (product.md, mayCorrect). */
const mayCorrect = ({ status, created_by: by, customer_context: context }: About, userId: string): boolean =>
  status === 'open' && [by.user_id, context?.csm?.user_id].includes(userId);

/** The next thing to do: the one filled button. */
export function nextMove(moves: readonly Move[]): Move | null {
  const order: readonly MoveKey[] = ['acknowledge', 'resume', 'resolve', 'close'];
  return order.map((key) => moves.find((move) => move.key === key)).find((move) => move?.whyNot === null) ?? null;
}
