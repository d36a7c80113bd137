import { formatMoment, sentence, statusWords } from '@understudy/ui';
import type { Escalation } from './escalation.js';

/** One thing that is different: as it was, as it is. */
export interface Change {
  readonly field: string;
  readonly was: string;
  readonly is: string;
}
type Compared = Pick<
  Escalation,
  | 'title'
  | 'description'
  | 'severity'
  | 'category'
  | 'status'
  | 'primary_owner'
  | 'secondary_owner'
  | 'expected_resolution'
  | 'exit_criteria'
  | 'customer_impact'
  | 'target_resolution_date'
  | 'snoozed_until'
>;

/** How a field without words reads. */
export const NOTHING = 'nothing';
const SHOWN = 120;
const short = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN).trimEnd()}…` : text);

/** What somebody else changed while a form was open, in the words of the page. `zone` is the reader's. */
export function changesBetween(was: Compared, is: Compared, zone: string, now: number): readonly Change[] {
  const moment = (at: string | null) => (at ? formatMoment(at, zone, now) : 'none');
  const values = (row: Compared): Readonly<Record<string, string>> => ({
    Title: row.title,
    'What happened': row.description,
    Severity: row.severity,
    Kind: row.category ?? 'none',
    Status: statusWords(row.status),
    Owner: row.primary_owner?.name ?? 'nobody',
    Secondary: row.secondary_owner?.name ?? 'nobody',
    Expected: row.expected_resolution ?? NOTHING,
    'Over when': row.exit_criteria ?? NOTHING,
    'Harm to the customer': row.customer_impact ?? NOTHING,
    'Target date': moment(row.target_resolution_date),
    'Quiet until': moment(row.snoozed_until),
  });
  const before = values(was);
  return Object.entries(values(is)).flatMap(([field, value]) =>
    before[field] === value ? [] : [{ field, was: short(before[field] ?? ''), is: short(value) }],
  );
}

const FIELDS: Readonly<Record<string, string>> = {
  status: 'Status',
  severity: 'Severity',
  category: 'Kind',
  title: 'Title',
  description: 'What happened',
  expected_resolution: 'Expected',
  exit_criteria: 'Over when',
  customer_impact: 'Harm to the customer',
  arr_at_risk: 'ARR at risk',
  resolution_summary: 'Resolution',
  root_cause: 'Root cause',
  outcome: 'Outcome',
  role: 'Role',
};
/** What the history keeps beside; people see it elsewhere on the page or not at all. */
const isTold = (field: string): boolean => field in FIELDS;

/** Was → is of one event of the history. Fields that say nothing to people (ids, instants of the clock) are left out. */
export function changesOf(
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>> | null,
): readonly Change[] {
  if (!after) return [];
  return Object.keys(after).flatMap((field) => {
    if (!isTold(field) || before === null || !(field in before)) return [];
    const [was, is] = [wordsOf(field, before[field]), wordsOf(field, after[field])];
    return was === is ? [] : [{ field: FIELDS[field] ?? field, was: short(was), is: short(is) }];
  });
}

const STATUSES = ['open', 'investigating', 'action_required', 'resolved', 'closed', 'void'] as const;

function wordsOf(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return NOTHING;
  if (field === 'status') {
    const status = STATUSES.find((each) => each === value);
    if (status) return statusWords(status);
  }
  return field === 'outcome' || field === 'role' ? sentence(String(value).replaceAll('_', ' ')) : String(value);
}
