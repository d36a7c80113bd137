import type { Say } from '../say.js';
import type { Draft } from './draft.js';

export type DraftField = 'category' | 'title' | 'description' | 'expected';
export type DraftErrors = Partial<Record<DraftField, string>>;

/** The same limits as the contract; the server has the last word. */
const MOST = { title: 500, description: 50_000, expected: 4000 } as const;

export const needsExpected = ({ severity }: Pick<Draft, 'severity'>): boolean => severity === 'P0' || severity === 'P1';

/** What keeps a draft from being sent, in words, all at once. */
export function checkDraft(draft: Draft, say: Say): DraftErrors {
  const errors: DraftErrors = {};
  if (!draft.category) errors.category = say('panel.needKind');
  if (!draft.title.trim()) errors.title = say('panel.needTitle');
  if (!draft.description.trim()) errors.description = say('panel.needDescription');
  if (needsExpected(draft) && !draft.expected.trim()) errors.expected = say('panel.needExpected');
  for (const field of ['title', 'description', 'expected'] as const) {
    const length = draft[field].trim().length;
    if (length > MOST[field]) errors[field] = say('panel.tooLong', String(MOST[field]), String(length));
  }
  return errors;
}

const FIELDS = {
  category: 'category',
  title: 'title',
  description: 'description',
  expected_resolution: 'expected',
} as const;

/** The server's field errors beside the fields they are about; null when one belongs to none of ours. */
export function fieldErrors(fields: readonly { path: string; message: string }[]): DraftErrors | null {
  const errors: DraftErrors = {};
  for (const { path, message } of fields) {
    const field = Object.entries(FIELDS).find(([name]) => path === name || path.endsWith(`.${name}`))?.[1];
    if (!field) return null;
    errors[field] = message;
  }
  return Object.keys(errors).length ? errors : null;
}
