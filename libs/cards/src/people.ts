import { tidy } from './markup.js';
import type { PersonView } from './views.js';

/** How colleagues say it: the first word of the name; a name without blanks stays whole. */
export const firstName = ({ name }: PersonView): string => tidy(name).split(' ')[0] ?? '';

/** "Ana", "Ana and Eva", "Ana, Eva and 2 more". */
export const firstNames = (people: readonly PersonView[]): string => {
  const names = [...new Set(people.map(firstName))];
  const [first = '', second = ''] = names;
  if (names.length <= 1) return first;
  if (names.length === 2) return `${first} and ${second}`;
  if (names.length === 3) return `${first}, ${second} and ${names[2] ?? ''}`;
  return `${first}, ${second} and ${names.length - 2} more`;
};

/** "1 customer", "12 customers". */
export const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;
