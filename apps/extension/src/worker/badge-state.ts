import type { Say } from '../say.js';

export interface Standing {
  readonly isSignedIn: boolean;
  /** Mine that are not resolved, and how many of them are over time. */
  readonly open: number;
  readonly late: number;
  /** "16:00"; empty when nothing is due. */
  readonly nextDue: string;
  /** Written, not sent yet. */
  readonly kept: number;
  /** The customer of the page in front whom nobody looks after, as far as somebody asked; empty otherwise. */
  readonly gap: string;
}

export interface BadgeView {
  readonly text: string;
  readonly ground: string;
  readonly ink: string;
  readonly title: string;
  readonly isOff: boolean;
}

const LATE = { ground: '#c62a52', ink: '#ffffff' } as const;
const WAITING = { ground: '#ffc53d', ink: '#1c2024' } as const;
const COUNT = { ground: '#60646c', ink: '#ffffff' } as const;

/** The highest line that applies (mocks/README, "badge"): signed out, late, gap on this page, kept, open, nothing. */
export function badgeOf(standing: Standing, say: Say): BadgeView {
  const { isSignedIn, open, late, nextDue, kept, gap } = standing;
  const view = (text: string, look: { ground: string; ink: string }, title: string): BadgeView => ({
    text,
    ...look,
    title,
    isOff: false,
  });
  if (!isSignedIn) return { ...view('', COUNT, say('badge.signedOut')), isOff: true };
  if (late > 0) return view(count(late), LATE, say('badge.late', String(late), String(open)));
  if (gap) return view('!', LATE, say('badge.gap', gap));
  if (kept > 0) return view('…', WAITING, say(kept === 1 ? 'badge.kept' : 'badge.keptMany', String(kept)));
  if (open > 0) return view(count(open), COUNT, say(nextDue ? 'badge.open' : 'badge.openOnly', String(open), nextDue));
  return view('', COUNT, say('extName'));
}

const count = (number: number): string => (number > 99 ? '99+' : String(number));
