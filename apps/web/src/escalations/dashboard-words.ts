import type { AnswerOf, GetEscalationDashboard } from '@understudy/contracts';
import { formatCount, sentence } from '@understudy/ui';

export type Board = AnswerOf<typeof GetEscalationDashboard>;

export const AGE_WORDS = {
  'under-4h': 'under 4 hours',
  '4h-1d': '4 hours to a day',
  '1d-3d': '1 to 3 days',
  '3d-7d': '3 to 7 days',
  '7d-30d': '7 to 30 days',
  'over-30d': 'over 30 days',
} as const satisfies Record<Board['by_age'][number]['age'], string>;

export const categoryWords = (category: string | null): string => category ?? 'no category';

/** What is pressing, in one sentence under the title. */
export function pressingWords({ counts }: Pick<Board, 'counts'>): string {
  const over = counts.breached.value;
  const soon = counts['due-within-a-day'].value;
  const open = counts.open.value;
  if (open === 0) return 'None is open.';
  const late = over === 0 ? 'None is past its time' : `${over} ${over === 1 ? 'is' : 'are'} past the time`;
  return `${formatCount(open, 'is open', 'are open')}. ${late}${soon > 0 ? `, ${soon} due within a day` : ''}.`;
}

/** The title of the chart by category: what most of them are about. */
export function mostlyWords(parts: readonly { readonly category: string | null; readonly value: number }[]): string {
  const all = parts.reduce((sum, { value }) => sum + value, 0);
  const [most, second] = parts.toSorted((one, other) => other.value - one.value);
  if (!most || all === 0) return 'Nothing is open';
  const name = sentence(categoryWords(most.category));
  if (most.value === all) return `All that is open: ${name}`;
  if (most.value * 2 > all) return `${name} is more than half of what is open`;
  if (second && second.value === most.value)
    return `${name} and ${categoryWords(second.category)} are the most of what is open`;
  return `${name} is the most of what is open`;
}
