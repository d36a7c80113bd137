import type { UserId } from './ids.js';
import type { Strategy } from './policies.js';
import type { Suggestion } from './suggestions.js';

/** How candidates are ordered when nobody is named; score decides what the strategy leaves equal. */
export const orderByStrategy = (
  strategy: Strategy,
  suggestions: readonly Suggestion[],
  turns: ReadonlyMap<UserId, number | null>,
): Suggestion[] => {
  const share = ({ evidence }: Suggestion) => evidence.load / Math.max(1, evidence.capacityPoints);
  const turn = ({ userId }: Suggestion) => turns.get(userId) ?? -1;
  const orders: Record<Strategy, (a: Suggestion, b: Suggestion) => number> = {
    primary: () => 0,
    skill: (a, b) => b.factors.skillMatchScore - a.factors.skillMatchScore,
    workload: (a, b) => share(a) - share(b),
    round_robin: (a, b) => turn(a) - turn(b) || a.evidence.balance - b.evidence.balance,
  };
  return suggestions.toSorted(orders[strategy]);
};
