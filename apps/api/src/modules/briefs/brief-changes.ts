import type { BriefContent } from './brief-content.js';

interface Row {
  readonly id?: string;
  readonly task_id?: string | null;
  readonly title?: string;
  readonly description?: string;
  readonly summary?: string;
}

type Part = 'urgent_items' | 'risk_flags' | 'open_escalations' | 'recent_activity' | 'scheduled_events';

/** What is said of a part's rows that came and that went; activity only comes, and a meeting goes by taking place. */
const WORDS: readonly (readonly [part: Part, came: string, went: string | null])[] = [
  ['urgent_items', 'New, due soon', 'Done or moved'],
  ['risk_flags', 'New risk', 'Risk closed'],
  ['open_escalations', 'Escalated', 'Escalation resolved'],
  ['recent_activity', 'New activity', null],
  ['scheduled_events', 'New meeting', null],
];

/**
 * "Changed since you last looked", as short lines: health, new and closed urgent items, new activity and meetings, risks, escalations, what the
 * owner says. Compares the brief as it was read with the brief as it is now.
 */
export function briefChanges(before: BriefContent, now: BriefContent): string[] {
  const [was, is] = [before.customer.health_score, now.customer.health_score];
  const lines = WORDS.flatMap(([part, came, went]) => {
    const [old, fresh] = [titles(before[part].value), titles(now[part].value)];
    return [...missing(fresh, old, came), ...(went === null ? [] : missing(old, fresh, went))];
  });
  if (before.special_notes.value !== now.special_notes.value) lines.push('New note of the owner');
  if (before.special_handling.value !== now.special_handling.value) lines.push('New on how to treat them');
  return was === is ? lines : [`Health ${was} → ${is}`, ...lines];
}

/** By what the row is, not by what it is called: two tasks may have one title. */
const titles = (rows: readonly Row[]): ReadonlyMap<string, string> =>
  new Map(
    rows.map((row) => [
      row.id ?? row.task_id ?? row.description ?? '',
      row.title ?? row.description ?? row.summary ?? '',
    ]),
  );

const missing = (rows: ReadonlyMap<string, string>, from: ReadonlyMap<string, string>, word: string): string[] =>
  [...rows].flatMap(([key, title]) => (from.has(key) ? [] : [`${word}: ${title}`]));
