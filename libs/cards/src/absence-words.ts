import { count, firstNames } from './people.js';
import type { PersonView } from './views.js';

export interface CoverageCounts {
  readonly customerCount: number;
  readonly coveredCount: number;
  readonly askedCount: number;
  readonly covers: readonly PersonView[];
}

/** How covered an absence is, in one state and one sentence: "3 of 19 customers have nobody". */
export function coverageWords({ customerCount, coveredCount, askedCount, covers }: CoverageCounts): {
  state: 'gap' | 'waiting' | 'covered';
  words: string;
} {
  const nobody = customerCount - coveredCount - askedCount;
  if (nobody > 0)
    return {
      state: 'gap',
      words: `${nobody} of ${count(customerCount, 'customer')} ${nobody === 1 ? 'has' : 'have'} nobody`,
    };
  if (askedCount > 0)
    return { state: 'waiting', words: `${coveredCount} of ${customerCount} covered, ${askedCount} asked` };
  const who = covers.length > 0 ? ` by ${firstNames(covers)}` : '';
  return {
    state: 'covered',
    words: customerCount === 0 ? 'No customer to cover' : `All ${count(customerCount, 'customer')} covered${who}`,
  };
}
