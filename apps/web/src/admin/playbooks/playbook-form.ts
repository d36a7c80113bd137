import type { AnswerOf, GetPlaybook, WireOf, CreatePlaybook } from '@understudy/contracts';
import type { Severity } from '@understudy/ui';
import type { FieldWords } from '../../editing/changed-meanwhile.js';

export type Playbook = AnswerOf<typeof GetPlaybook>;
export type PlaybookRole = Playbook['steps'][number]['role'];
/** With a key of the form's own, so that a row keeps its focus while it is moved. */
export interface StepForm {
  readonly key: string;
  readonly title: string;
  readonly details: string;
  readonly role: PlaybookRole;
  /** Empty: whenever. */
  readonly due: string;
}
export interface PlaybookForm {
  readonly name: string;
  readonly category: string;
  readonly severities: readonly Severity[];
  readonly steps: readonly StepForm[];
}

export const ROLES = {
  owner: 'the owner',
  secondary_owner: 'the second owner',
  csm: 'the CSM',
  manager: 'the CSM’s manager',
  creator: 'whoever escalated',
} as const satisfies Record<PlaybookRole, string>;

export const toPlaybookForm = (playbook: Playbook | null): PlaybookForm => ({
  name: playbook?.name ?? '',
  category: playbook?.category_id ?? '',
  severities: playbook?.severities ?? [],
  steps: (playbook?.steps ?? []).map(({ title, details, role, due_minutes: due }, index) => ({
    key: `stored-${index}`,
    title,
    details: details ?? '',
    role,
    due: due === null ? '' : String(due),
  })),
});

export const toPlaybookBody = (form: PlaybookForm): WireOf<typeof CreatePlaybook> => ({
  name: form.name.trim(),
  category_id: form.category || null,
  severities: [...form.severities],
  steps: form.steps.map(({ title, details, role, due }) => ({
    title: title.trim(),
    details: details.trim() || null,
    role,
    due_minutes: due.trim() === '' ? null : Number(due),
  })),
});

const YEAR = 60 * 24 * 365;
const isDue = (due: string): boolean =>
  due.trim() === '' || (/^\d+$/.test(due.trim()) && Number(due) >= 1 && Number(due) <= YEAR);

/** What is missing, by field; steps by their key. */
export function playbookErrors({ name, steps }: PlaybookForm): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...(name.trim() ? [] : [['name', 'It needs a name']]),
    ...(steps.length ? [] : [['steps', 'It needs at least one step']]),
    ...steps.flatMap(({ key, title, due }) => [
      ...(title.trim() ? [] : [[`${key}.title`, 'Say what is to be done']]),
      ...(isDue(due) ? [] : [[`${key}.due`, 'Whole minutes, or empty']]),
    ]),
  ]);
}

export const playbookFields = (categoryName: (id: string) => string): FieldWords<PlaybookForm> => ({
  name: { label: 'Name', words: (name) => name },
  category: { label: 'Category', words: (id) => (id ? categoryName(id) : 'any') },
  severities: { label: 'Severity', words: (all) => all.join(', ') || 'any' },
  steps: { label: 'Steps', words: (all) => all.map(({ title }) => title).join('; ') },
});
