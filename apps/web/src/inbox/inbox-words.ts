import { isUnresolved } from '../escalations/unresolved.js';
import type { AnswerOf, ListEscalations, ListSupporters } from '@understudy/contracts';
import { formatCount, formatMoment } from '@understudy/ui';

export type Row = AnswerOf<typeof ListEscalations>['items'][number];
export type Supporter = AnswerOf<typeof ListSupporters>['items'][number];

export const SHOWN = ['mine', 'waiting', 'done'] as const;
export type Shown = (typeof SHOWN)[number];

/** Of what nobody owns, what still waits for somebody. */
export const waitingOf = (rows: readonly Row[]): readonly Row[] =>
  rows.filter((row) => row.primary_owner === null && isUnresolved(row));

/** What I carry, in the order in which it presses: over, then least time left, what stands last. */
export const mineOf = (rows: readonly Row[], userId: string): readonly Row[] =>
  rows
    .filter((row) => row.primary_owner?.user_id === userId && isUnresolved(row))
    .toSorted(
      (a, b) => Number(a.sla.paused) - Number(b.sla.paused) || Date.parse(a.sla.due_at) - Date.parse(b.sla.due_at),
    );

/** What I solved, the latest first. */
export const doneOf = (rows: readonly Row[], userId: string): readonly Row[] =>
  rows
    .filter(
      ({ status, primary_owner: owner }) => owner?.user_id === userId && (status === 'resolved' || status === 'closed'),
    )
    .toSorted((a, b) => Date.parse(b.resolved_at ?? b.updated_at) - Date.parse(a.resolved_at ?? a.updated_at));

/** How many more one may carry; never below zero. */
export const roomOf = ({ active_escalations: active, max_active_escalations: cap }: Supporter): number =>
  Math.max(0, cap - active);

/** What waits, and how many more one can carry: the sentence under the title. */
export function roomWords(supporter: Supporter, waiting: number): string {
  const queue = waiting === 0 ? 'Nobody waits.' : `${formatCount(waiting, 'waits', 'wait')} for whoever is free.`;
  const room = roomOf(supporter);
  if (!supporter.is_available) return queue;
  return `${queue} ${room === 0 ? 'You carry as many as you may.' : `You can carry ${room} more.`}`;
}

/** Whether conversations come by themselves, and if not, why and until when. */
export function availabilityWords(supporter: Supporter, zone: string, now: number): string {
  if (supporter.is_available) return 'Available';
  const until = supporter.absent_until ? ` until ${formatMoment(supporter.absent_until, zone, now)}` : '';
  if (supporter.unavailable_because === 'absent') return `Away by the calendar${until}`;
  if (supporter.unavailable_because === 'not_serving') return 'Takes none any more';
  return 'Switched off';
}

/** Why the next one cannot be taken; null: take it. Whoever is switched off may take one by hand. */
export function whyNotNext(supporter: Supporter, waiting: number): string | null {
  if (supporter.unavailable_because === 'absent') return 'You are away by the calendar';
  if (supporter.unavailable_because === 'not_serving') return 'You take none any more';
  if (roomOf(supporter) === 0) return 'You carry as many as you may';
  return waiting === 0 ? 'Nobody waits' : null;
}
