import type { AskedBy } from '@understudy/domain';

/** How somebody came to be asked (product.md 7, the ladder). */
export const RUNG_WORDS = {
  'by-hand': 'Somebody chose you by hand',
  first: 'The best fit',
  secondary: 'The second backup, because the first did not take it',
  'next-suggestion': 'The next best fit, because the one before did not take it',
  'team-fallback': 'The fallback of the team, because nobody else took it',
  manager: 'The manager, because nobody else took it',
} as const satisfies Record<AskedBy, string>;

/** What the factors were worked out for: all that somebody looks after, however few of it is asked for. */
interface Of {
  readonly customers: string;
  readonly they: string;
}
const THESE: Of = { customers: 'these customers', they: 'they' };
const allOf = (owner: string): Of => ({ customers: `all customers of ${owner}`, they: `all customers of ${owner}` });

/** The factors of PRD-258, each 0 to 100 (preference 0 or 30), as they were stored with the question. */
const WORDS: readonly (readonly [factor: string, words: (score: number, of: Of) => string])[] = [
  ['preference_score', () => 'You are the preferred backup'],
  ['familiarity_score', (score, { customers }) => `You have worked with ${Math.round(score)} % of ${customers}`],
  ['skill_match_score', (score, { they }) => `Your skills fit ${Math.round(score)} % of what ${they} need`],
  ['capacity_score', (score) => `${Math.round(score)} % of your limit is free`],
];

/** What speaks for them, in sentences; what counted nothing is left out. Empty where nobody worked it out. */
export const reasonsToAsk = (
  factors: Readonly<Record<string, number>> | null,
  asked: { readonly isForAll: boolean; readonly owner: string },
): string[] =>
  WORDS.flatMap(([factor, words]) => {
    const score = factors?.[factor] ?? 0;
    return score > 0 ? [words(score, asked.isForAll ? THESE : allOf(asked.owner))] : [];
  });
