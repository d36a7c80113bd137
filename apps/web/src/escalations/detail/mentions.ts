/** Somebody picked with @: the name stands in the text, the id goes beside it. */
export interface Mention {
  readonly user_id: string;
  readonly name: string;
}

const escaped = (name: string): string => name.replaceAll(/[\\*_`~[\]]/g, '\\$&');

/** The text with "@Name" put where the @ was typed last, else at the end. */
export function withMention(text: string, { name }: Mention): string {
  const before = text.endsWith('@') ? text.slice(0, -1) : text;
  const gap = before === '' || /\s$/.test(before) ? '' : ' ';
  return `${before}${gap}@${escaped(name)} `;
}

/** Of the people picked, those whose name still stands in the text. */
export const stillMentioned = (text: string, picked: readonly Mention[]): readonly string[] => [
  ...new Set(
    picked
      .filter(({ name }) => text.includes(`@${name}`) || text.includes(`@${escaped(name)}`))
      .map(({ user_id: id }) => id),
  ),
];

/** An @ at the beginning or after a space was just typed: whoever is meant is asked for. */
export const asksForPerson = (before: string, after: string): boolean =>
  after.length > before.length && /(^|\s)@$/.test(after);

/** As they are kept with a draft. */
export const toText = (picked: readonly Mention[]): string => (picked.length > 0 ? JSON.stringify(picked) : '');
export function fromText(text: string): readonly Mention[] {
  if (!text) return [];
  const found: unknown = JSON.parse(text);
  return Array.isArray(found) ? found.filter(isMention) : [];
}

const isMention = (value: unknown): value is Mention =>
  typeof value === 'object' &&
  value !== null &&
  'user_id' in value &&
  typeof value.user_id === 'string' &&
  'name' in value &&
  typeof value.name === 'string';
