import type { BriefContent } from './brief-content.js';

interface Row {
  readonly id?: string;
  readonly task_id?: string | null;
  readonly title?: string;
  readonly description?: string;
  readonly summary?: string;
}

type Part = 'urgent_items' | 'risk_flags' | 'open_escalations' | 'recent_activity';

/** What is said of a part's rows that came and that went; activity only comes. */
const WORDS: readonly (readonly [part: Part, came: string, went: string | null])[] = [
  ['urgent_items', 'New, due soon', 'Done or moved'],
  ['risk_flags', 'New risk', 'Risk closed'],
  ['open_escalations', 'Escalated', 'Escalation resolved'],
  ['recent_activity', 'New activity', null],
];

/**
 * "Changed since you last looked", as short lines: health, new and closed urgent items, new activity, risks and escalations. Compares the
 * brief as it was read with the brief as it is now.
 */
export function briefChanges(before: BriefContent, now: BriefContent): string[] {
  const [was, is] = [before.customer.health_score, now.customer.health_score];
  const lines = WORDS.flatMap(([part, came, went]) => {
    const [old, fresh] = [titles(before[part].value), titles(now[part].value)];
    return [...missing(fresh, old, came), ...(went === null ? [] : missing(old, fresh, went))];
  });
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
