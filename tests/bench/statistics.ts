/** What several rounds of one contender said. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface Ratio extends Spread {
  /** False when the rounds disagree so much that the ratio says nothing. */
  readonly meaningful: boolean;
}

/** Rounds of one ratio may lie this far apart, as a part of their median, before it is called noise. */
const NOISE = 0.5;

/** The value below which `share` (0 to 1) of the sorted values lie (nearest rank); NaN of none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Median, smallest and largest. Throws RangeError of no values. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) throw new RangeError('no rounds to compare');
  const middle = sorted.length / 2;
  const median = (percentile(sorted, 0.5) + (sorted[Math.floor(middle)] ?? low)) / 2;
  return { median, low, high };
}

/**
 * One over the other, round by round: rounds that lie next to each other in time share the machine's noise, so the median of
 * their ratios says more than the ratio of two medians. Throws RangeError unless both ran equally often, at least once.
 */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Ratio {
  if (ours.length !== theirs.length) throw new RangeError('contenders ran unequally often');
  const spread = spreadOf(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN)));
  return { ...spread, meaningful: spread.high - spread.low <= NOISE * spread.median };
}
