import type { LoadWeights } from './policies.js';

/** What the load of one customer is computed from. */
export interface LoadFacts {
  readonly arr: number;
  /** 0-100. */
  readonly healthScore: number;
  /** Open tasks, risks and escalations together. */
  readonly openItems: number;
}

/** Of a customer with so many open items the complexity counts once. */
const TYPICAL_OPEN_ITEMS = 3;
/** No single trait makes a customer heavier than this many times the typical one. */
const MOST = 3;

/**
 * The load of a customer in capacity points (PRD-131 FR-2 "workload-balanced", product.md 8). Without weights every customer is one point.
 * With them each trait is 1 for a typical customer (the tenant's average ARR, health 50, three open items), 0 for none and at most
 * 3; the points are their weighted mean with a base of 1. A typical customer thus stays one point, and capacities keep their meaning.
 */
export const customerPoints = (facts: LoadFacts, weights: LoadWeights | null, averageArr: number): number => {
  if (weights === null) return 1;
  const arr = averageArr > 0 ? Math.min(MOST, facts.arr / averageArr) : 1;
  const health = Math.min(MOST, Math.max(0, (100 - facts.healthScore) / 50));
  const complexity = Math.min(MOST, facts.openItems / TYPICAL_OPEN_ITEMS);
  const sum = 1 + weights.arr * arr + weights.health * health + weights.complexity * complexity;
  return sum / (1 + weights.arr + weights.health + weights.complexity);
};
