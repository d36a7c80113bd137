import type { AnswerOf, GetEscalationCategory, GetSlaPolicy } from '@understudy/contracts';
import type { Severity } from '@understudy/ui';
import type { FieldWords } from '../../editing/changed-meanwhile.js';
import type { PickedPerson } from '../pick-person.js';
import { hoursWords, wrongNumber } from './clock-words.js';

export type Category = AnswerOf<typeof GetEscalationCategory>;
export type SlaPolicy = AnswerOf<typeof GetSlaPolicy>;
export const SEVERITIES: readonly Severity[] = ['P0', 'P1', 'P2', 'P3'];

export interface CategoryForm {
  readonly name: string;
  readonly description: string;
  readonly owner: PickedPerson | null;
  readonly second: PickedPerson | null;
  readonly team: string;
  readonly expertise: readonly string[];
  readonly p0: number;
  readonly p1: number;
  readonly p2: number;
  readonly p3: number;
}

const person = (ref: Category['default_owner']): PickedPerson | null => ref && { user_id: ref.user_id, name: ref.name };

/** PRD-243's hours where nothing is set yet. */
export const toCategoryForm = (category: Category | null): CategoryForm => ({
  name: category?.name ?? '',
  description: category?.description ?? '',
  owner: person(category?.default_owner ?? null),
  second: person(category?.default_secondary_owner ?? null),
  team: category?.default_team_id ?? '',
  expertise: category?.expertise ?? [],
  p0: category?.sla_hours_p0 ?? 4,
  p1: category?.sla_hours_p1 ?? 24,
  p2: category?.sla_hours_p2 ?? 72,
  p3: category?.sla_hours_p3 ?? 168,
});

export const toCategoryBody = (form: CategoryForm) => ({
  name: form.name.trim(),
  description: form.description.trim() || null,
  default_owner_id: form.owner?.user_id ?? null,
  default_secondary_owner_id: form.second?.user_id ?? null,
  default_team_id: form.team || null,
  expertise: [...form.expertise],
  sla_hours_p0: form.p0,
  sla_hours_p1: form.p1,
  sla_hours_p2: form.p2,
  sla_hours_p3: form.p3,
});

/** What is wrong before anything is sent, by the name of the field. */
export function categoryErrors(form: CategoryForm): Readonly<Record<string, string>> {
  const hours = { p0: form.p0, p1: form.p1, p2: form.p2, p3: form.p3 };
  return Object.fromEntries([
    ...(form.name.trim() ? [] : [['name', 'It needs a name']]),
    ...Object.entries(hours).flatMap(([name, value]) => {
      const wrong = wrongNumber(value, 1, 8760);
      return wrong ? [[name, wrong]] : [];
    }),
    ...(form.second && form.second.user_id === form.owner?.user_id ? [['second', 'Somebody else than the owner']] : []),
  ]);
}

export const categoryFields = (
  teamName: (id: string) => string,
  { severities }: SlaPolicy,
): FieldWords<CategoryForm> => ({
  name: { label: 'Name', words: (name) => name },
  description: { label: 'Description', words: (text) => text },
  owner: { label: 'Owner', words: (one) => one?.name ?? '' },
  second: { label: 'Second owner', words: (one) => one?.name ?? '' },
  team: { label: 'Team', words: teamName },
  expertise: { label: 'Expertise', words: (all) => all.join(', ') },
  p0: { label: 'P0 to resolve', words: (hours) => hoursWords(hours, severities.P0.round_the_clock) },
  p1: { label: 'P1 to resolve', words: (hours) => hoursWords(hours, severities.P1.round_the_clock) },
  p2: { label: 'P2 to resolve', words: (hours) => hoursWords(hours, severities.P2.round_the_clock) },
  p3: { label: 'P3 to resolve', words: (hours) => hoursWords(hours, severities.P3.round_the_clock) },
});
