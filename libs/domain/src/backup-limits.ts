import type { CustomerId } from './ids.js';
import { speaks } from './languages.js';

/** Why somebody may not look after one customer, whatever their score. */
export type CustomerLimit = 'conflict' | 'language';

export interface LimitedPerson {
  readonly skills: readonly string[];
  readonly conflicts?: ReadonlyMap<CustomerId, string>;
}

export interface LimitedCustomer {
  readonly id: CustomerId;
  readonly language?: string | null;
}

/**
 * The languages (as the customers have them) that somebody of these people speaks. A language nobody speaks is no limit: a backup who
 * writes English is better than none.
 */
export const spokenLanguages = (
  people: readonly LimitedPerson[],
  customers: readonly LimitedCustomer[],
): ReadonlySet<string> => {
  const wanted = new Set(customers.map(({ language }) => language ?? '').filter((language) => language !== ''));
  return new Set([...wanted].filter((language) => people.some(({ skills }) => speaks(skills, language))));
};

/** The limit between the person and the customer, or null: a declared conflict, or a language out of `spoken` they do not speak. */
export const limitFor = (
  person: LimitedPerson,
  customer: LimitedCustomer,
  spoken: ReadonlySet<string>,
): CustomerLimit | null => {
  if (person.conflicts?.has(customer.id)) return 'conflict';
  const language = customer.language ?? '';
  if (!spoken.has(language)) return null;
  return speaks(person.skills, language) ? null : 'language';
};
