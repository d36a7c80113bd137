const folded = (text: string): string => text.trim().toLowerCase();

const nameIn = (locale: string, language: string): string | null => {
  try {
    return new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }).of(language) ?? null;
  } catch {
    return null;
  }
};

// naming a language is slow, and portfolios ask for the same few again and again
const known = new Map<string, ReadonlySet<string>>();

/** How people write a language (BCP 47) among their skills: "de", "de-at", "German", "Deutsch"; folded. Empty for none. */
export const languageWords = (language: string): ReadonlySet<string> => {
  const tag = folded(language);
  if (tag === '') return new Set();
  const found = known.get(tag);
  if (found) return found;
  const [base = ''] = tag.split(/[-_]/);
  const names = [base, tag, nameIn('en', base), nameIn(base, base)];
  const words = new Set(names.filter((name) => name !== null).map(folded));
  known.set(tag, words);
  return words;
};

/** True when one of the skills is the language. */
export const speaks = (skills: readonly string[], language: string): boolean => {
  const words = languageWords(language);
  return skills.some((skill) => words.has(folded(skill)));
};
