const BETWEEN = '\n\n';

/** Words that are on their way, and after them what was typed since: kept as one text until it is known that they arrived. */
export const joined = (onTheWay: string, typed: string): string => (typed ? onTheWay + BETWEEN + typed : onTheWay);

/** What was typed since; all of it where it does not begin with what was sent, so that nothing typed is lost. */
export function restOf(kept: string, sent: string): string {
  if (kept === sent) return '';
  return kept.startsWith(sent + BETWEEN) ? kept.slice(sent.length + BETWEEN.length) : kept;
}
