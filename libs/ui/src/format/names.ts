/** "AD" for "Ana Duarte": first letters of the first and the last name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** "Ana" for "Ana Duarte". */
export const firstNameOf = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

/** "Ben", "Ben and Eva", "Ben, Eva and Finn". */
export function listNames(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** The place a person reads in a zone: "Lisbon" for "Europe/Lisbon". */
export const placeOf = (timeZone: string): string => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');

/** The first letter large, for words that begin a sentence or a cell. */
export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
