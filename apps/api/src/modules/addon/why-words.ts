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

/** The factors of PRD-258, each 0 to 100 (preference 0 or 30), as they were stored with the question. */
const WORDS: readonly (readonly [factor: string, words: (score: number) => string])[] = [
  ['preference_score', () => 'You are the preferred backup'],
  ['familiarity_score', (score) => `You have worked with ${Math.round(score)} % of these customers`],
  ['skill_match_score', (score) => `Your skills fit ${Math.round(score)} % of what they need`],
  ['capacity_score', (score) => `${Math.round(score)} % of your limit is free`],
];

/** What speaks for them, in sentences; what counted nothing is left out. Empty where nobody worked it out. */
export const reasonsToAsk = (factors: Readonly<Record<string, number>> | null): string[] =>
  WORDS.flatMap(([factor, words]) => {
    const score = factors?.[factor] ?? 0;
    return score > 0 ? [words(score)] : [];
  });
