import type { AnswerOf, GetTemplate } from '@understudy/contracts';
import { fillTemplate, type TEMPLATE_PLACEHOLDERS, unknownPlaceholders } from '@understudy/domain';
import type { Severity } from '@understudy/ui';
import type { FieldWords } from '../../editing/changed-meanwhile.js';

export type Template = AnswerOf<typeof GetTemplate>;
export interface TemplateForm {
  readonly name: string;
  readonly category: string;
  readonly severity: Severity | '';
  readonly title: string;
  readonly description: string;
  readonly expected: string;
  readonly exit: string;
}

export const toTemplateForm = (template: Template | null): TemplateForm => ({
  name: template?.name ?? '',
  category: template?.category_id ?? '',
  severity: template?.severity ?? '',
  title: template?.title ?? '',
  description: template?.description ?? '',
  expected: template?.expected_resolution ?? '',
  exit: template?.exit_criteria ?? '',
});

export const toTemplateBody = (form: TemplateForm) => ({
  name: form.name.trim(),
  category_id: form.category || null,
  severity: form.severity || null,
  title: form.title.trim(),
  description: form.description.trim(),
  expected_resolution: form.expected.trim() || null,
  exit_criteria: form.exit.trim() || null,
});

export function templateErrors(form: TemplateForm): Readonly<Record<string, string>> {
  const needed = { name: form.name, title: form.title, description: form.description };
  const texts = { title: form.title, description: form.description, expected: form.expected, exit: form.exit };
  return Object.fromEntries([
    ...Object.entries(texts).flatMap(([name, text]) => {
      const unknown = unknownPlaceholders(text);
      return unknown.length > 0 ? [[name, `Nobody can fill {{${unknown.join('}}, {{')}}}`]] : [];
    }),
    ...Object.entries(needed).flatMap(([name, text]) => (text.trim() ? [] : [[name, 'It is needed']])),
  ]);
}

type Facts = Readonly<Record<(typeof TEMPLATE_PLACEHOLDERS)[number], string | null>>;

/** A customer for the preview, until one is chosen. */
export const EXAMPLE_FACTS: Facts = {
  'customer.name': 'Northwind Traders',
  'customer.arr': '€240,000',
  'customer.health_score': '62',
  'customer.stage': 'live',
  'customer.segment': 'Enterprise',
  'customer.renewal_on': '2027-03-31',
  'csm.name': 'Ana Duarte',
  'me.name': 'You',
};
export const preview = (text: string): string => fillTemplate(text, EXAMPLE_FACTS);

export const TEMPLATE_FIELDS: FieldWords<TemplateForm> = {
  name: { label: 'Name', words: (text) => text },
  category: { label: 'Category', words: (id) => (id ? 'another one' : 'any') },
  severity: { label: 'Severity', words: (severity) => severity || 'any' },
  title: { label: 'Title', words: (text) => text },
  description: { label: 'Description', words: (text) => text },
  expected: { label: 'Expected resolution', words: (text) => text },
  exit: { label: 'Done when', words: (text) => text },
};
