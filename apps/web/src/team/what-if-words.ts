import type { AnswerOf, WhatIfAbsence } from '@understudy/contracts';

export type WhatIf = AnswerOf<typeof WhatIfAbsence>;
export type Outcome = Pick<WhatIf, 'gaps' | 'gaps_total' | 'weak' | 'weak_total' | 'overload' | 'single_points'>;

export interface NewGap {
  readonly key: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly customers: readonly { readonly customer_id: string; readonly name: string }[];
}

/** The new gaps, those of the same span together; soonest first. */
export const newGaps = ({ gaps }: Pick<Outcome, 'gaps'>): readonly NewGap[] =>
  [...Map.groupBy(gaps, ({ starts_at, ends_at }) => `${starts_at} ${ends_at}`)]
    .flatMap(([key, members]) => {
      const [first] = members;
      if (!first) return [];
      return [
        {
          key,
          startsAt: first.starts_at,
          endsAt: first.ends_at,
          customers: members.map(({ customer_id, customer_name: name }) => ({ customer_id, name })),
        },
      ];
    })
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));

/** Customers are counted once, however many spans of theirs are open. */
export const countsOf = ({ gaps, weak, overload }: Outcome) => ({
  gaps: new Set(gaps.map(({ customer_id }) => customer_id)).size,
  weak: new Set(weak.map(({ customer_id }) => customer_id)).size,
  overload: overload.length,
});
