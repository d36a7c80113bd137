import type { CustomerPriority } from './priorities.js';
import type { Severity } from './escalations.js';

/** A summary is read in two minutes. */
export const SUMMARY_WORDS = 400;
const NAME_WORDS = 6;
const ITEM_WORDS = 8;
const MOST_CHARACTERS = 80;

/** What one customer's brief says, as far as the summary repeats it. */
export interface SummaryRow {
  readonly name: string;
  readonly priority: CustomerPriority;
  /** Why, in words: "health under 50, active risk". */
  readonly reason: string;
  readonly arr: number;
  readonly healthScore: number;
  readonly healthChange30d: number;
  readonly renewalOn: Temporal.PlainDate | null;
  /** Due within 14 days, overdue ones first. */
  readonly urgent: readonly { readonly what: string; readonly dueAt: Temporal.Instant; readonly isOverdue: boolean }[];
  readonly openSeverities: readonly Severity[];
  readonly risks: number;
  readonly meetings: number;
  /** Of those, how many the backup has to lead. */
  readonly meetingsToLead: number;
}

export interface SummaryInput {
  readonly absentName: string;
  /** First and last day away; null while the end is open. */
  readonly firstOn: Temporal.PlainDate;
  readonly lastOn: Temporal.PlainDate | null;
  readonly timeZone: string;
  /** Most pressing first. */
  readonly rows: readonly SummaryRow[];
}

/** Words are what stands between spaces. */
export const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

const clip = (text: string, most: number): string => {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const short = words.slice(0, most).join(' ');
  if (short.length > MOST_CHARACTERS)
    return `${Array.from(short)
      .slice(0, MOST_CHARACTERS - 1)
      .join('')}…`;
  return words.length > most ? `${short}…` : short;
};

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const sum = (rows: readonly SummaryRow[], of: (row: SummaryRow) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);
/** 1234567 as "1,234,567"; not by locale, so that the same facts are the same text everywhere. */
const money = (amount: number): string => `EUR ${String(Math.round(amount)).replace(/\B(?=(\d{3})+$)/g, ',')}`;

const opening = ({ absentName, firstOn, lastOn, rows }: SummaryInput): string => {
  const of = (priority: CustomerPriority) => rows.filter((row) => row.priority === priority).length;
  const overdue = sum(rows, ({ urgent }) => urgent.filter(({ isOverdue }) => isOverdue).length);
  const until = lastOn === null ? 'until further notice' : `to ${lastOn}`;
  const facts = [
    plural(
      sum(rows, ({ urgent }) => urgent.length),
      'item is due within 14 days',
      'items are due within 14 days',
    ) + (overdue > 0 ? ` (${overdue} overdue)` : ''),
    plural(
      sum(rows, ({ openSeverities }) => openSeverities.length),
      'escalation is open',
      'escalations are open',
    ),
    plural(
      sum(rows, ({ meetings }) => meetings),
      'meeting falls',
      'meetings fall',
    ) + ' into this time',
  ];
  return (
    `${clip(absentName, NAME_WORDS)} is away from ${firstOn} ${until}. ` +
    `${plural(rows.length, 'customer', 'customers')} with ${money(sum(rows, ({ arr }) => arr))} a year: ` +
    `${of('high')} high, ${of('medium')} medium, ${of('low')} low priority. ${facts.join('; ')}.`
  );
};

const line = (row: SummaryRow, position: number, timeZone: string): string => {
  const change = row.healthChange30d;
  const [next] = row.urgent;
  const worst = row.openSeverities.toSorted()[0];
  const parts = [
    `health ${row.healthScore}${change === 0 ? '' : ` (${change > 0 ? '+' : '−'}${Math.abs(change)} in 30 days)`}`,
    money(row.arr),
    ...(row.renewalOn ? [`renewal ${row.renewalOn}`] : []),
    ...(worst ? [`${plural(row.openSeverities.length, 'open escalation', 'open escalations')}, worst ${worst}`] : []),
    ...(row.risks > 0 ? [plural(row.risks, 'active risk', 'active risks')] : []),
    ...(row.meetings > 0
      ? [
          plural(row.meetings, 'meeting', 'meetings') +
            (row.meetingsToLead > 0 ? `, ${row.meetingsToLead} to lead` : ''),
        ]
      : []),
    ...(next
      ? [
          `${next.isOverdue ? 'overdue' : 'next'}: ${clip(next.what, ITEM_WORDS)}, ` +
            `due ${next.dueAt.toZonedDateTimeISO(timeZone).toPlainDate()}` +
            (row.urgent.length > 1 ? ` and ${row.urgent.length - 1} more` : ''),
        ]
      : []),
  ];
  return `${position}. ${clip(row.name, NAME_WORDS)}, ${row.priority} priority (${row.reason}): ${parts.join('; ')}.`;
};

const closing = (rest: readonly SummaryRow[]): string => {
  if (rest.length === 0) return '';
  const high = rest.filter(({ priority }) => priority === 'high').length;
  const medium = rest.filter(({ priority }) => priority === 'medium').length;
  return `And ${plural(rest.length, 'more customer', 'more customers')}: ${high} high, ${medium} medium, ${rest.length - high - medium} low priority.`;
};

/**
 * The portfolio in at most 400 words, most pressing customer first (PRD-131 FR-3 "generate portfolio summary"). Only facts that stand
 * in the briefs, with their numbers; the same briefs give the same text. As many customers as fit are named, the rest are counted.
 */
export const portfolioSummary = (input: SummaryInput): string => {
  const { rows, timeZone } = input;
  const first = opening(input);
  const lines: string[] = [];
  let words = countWords(first);
  for (const [index, row] of rows.entries()) {
    const next = line(row, index + 1, timeZone);
    const rest = countWords(closing(rows.slice(index + 1)));
    if (words + countWords(next) + rest > SUMMARY_WORDS) break;
    words += countWords(next);
    lines.push(next);
  }
  return [first, ...lines, closing(rows.slice(lines.length))].filter((text) => text !== '').join('\n');
};
