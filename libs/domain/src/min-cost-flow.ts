/**
 * Items that each go to one bin, or to none, at least total cost. `costs[item][bin]` is what that place costs, null where the item
 * must not go. `steps[bin][k]` is what the bin's (k+1)-th item costs on top: never falling, and its length is the bin's capacity.
 * `leaveOut` is the cost of an item that goes nowhere. Costs are safe integers, so equal totals are equal.
 */
export interface PlacementProblem {
  readonly costs: readonly (readonly (number | null)[])[];
  readonly steps: readonly (readonly number[])[];
  readonly leaveOut: number;
}

interface Move {
  readonly cost: number;
  readonly item: number;
}
const NO_MOVE: Move = { cost: Number.POSITIVE_INFINITY, item: -1 };

/**
 * Minimum-cost flow from items to bins by successive shortest paths. Item after item takes the cheapest way to a free place, which
 * may push items placed before from bin to bin; what is placed so far is cheapest at every moment, so the end is the optimum (Ahuja, Magnanti,
 * Orlin, Network Flows, 9.7). The search runs over bins, not items: `moves[a][b]` remembers the cheapest item to push from a to b. That makes
 * a portfolio of thousands over dozens of backups a matter of milliseconds. The same problem always gets the same answer.
 */
class Placement {
  /** The bin after the last one is "nowhere": every item may go there, as many as like. */
  private readonly nowhere: number;
  private readonly bins: number;
  private readonly placeOf: number[] = [];
  private readonly itemsIn: Set<number>[];
  private readonly moves: Move[][];

  constructor(private readonly problem: PlacementProblem) {
    this.nowhere = problem.steps.length;
    this.bins = this.nowhere + 1;
    this.itemsIn = Array.from({ length: this.bins }, () => new Set<number>());
    this.moves = Array.from({ length: this.bins }, () => Array.from({ length: this.bins }, () => NO_MOVE));
  }

  /** The bin of each item; null for those that go nowhere. */
  solve(): (number | null)[] {
    for (let item = 0; item < this.problem.costs.length; item++) this.insert(item);
    return this.placeOf.map((bin) => (bin === this.nowhere ? null : bin));
  }

  private insert(item: number): void {
    const { distance, from } = this.shortest(item);
    let best = this.nowhere;
    let least = Number.POSITIVE_INFINITY;
    for (let bin = 0; bin < this.bins; bin++) {
      const total = (distance[bin] ?? Infinity) + this.stepCost(bin);
      if (total < least) [best, least] = [bin, total];
    }
    const path = [best];
    for (let bin = from[best] ?? -1; bin >= 0; bin = from[bin] ?? -1) path.push(bin);
    // each bin passes one of its items on to the next; from the end, so that what is passed on is still the one that was chosen
    const pushed = path.slice(1).map((bin, index) => this.moveOf(bin, path[index] ?? best).item);
    path.forEach((bin, index) => this.put(pushed[index] ?? item, bin));
    for (const bin of path) this.weigh(bin);
  }

  /** Bellman and Ford over the bins: few rounds, and costs of moves may be negative. */
  private shortest(item: number): { distance: number[]; from: number[] } {
    const distance = Array.from({ length: this.bins }, (_, bin) => this.costOf(item, bin));
    const from = distance.map(() => -1);
    for (let changed = true; changed;) {
      changed = false;
      for (let bin = 0; bin < this.bins; bin++) {
        const so = distance[bin] ?? Infinity;
        const moves = this.moves[bin] ?? [];
        for (let to = 0; to < this.bins; to++) {
          const next = so + (moves[to]?.cost ?? Infinity);
          if (next < (distance[to] ?? Infinity)) {
            distance[to] = next;
            from[to] = bin;
            changed = true;
          }
        }
      }
    }
    return { distance, from };
  }

  private costOf(item: number, bin: number): number {
    if (bin === this.nowhere) return this.problem.leaveOut;
    return this.problem.costs[item]?.[bin] ?? Number.POSITIVE_INFINITY;
  }

  private stepCost(bin: number): number {
    if (bin === this.nowhere) return 0;
    return this.problem.steps[bin]?.[this.itemsIn[bin]?.size ?? 0] ?? Number.POSITIVE_INFINITY;
  }

  private moveOf(from: number, to: number): Move {
    return this.moves[from]?.[to] ?? NO_MOVE;
  }

  private put(item: number, bin: number): void {
    const before = this.placeOf[item];
    if (before !== undefined) this.itemsIn[before]?.delete(item);
    this.itemsIn[bin]?.add(item);
    this.placeOf[item] = bin;
  }

  /** Of equally cheap items the first in the order of the problem moves: the history of a bin must not decide. */
  private weigh(bin: number): void {
    const row = this.moves[bin] ?? [];
    row.fill(NO_MOVE);
    for (const item of this.itemsIn[bin] ?? []) {
      const here = this.costOf(item, bin);
      for (let to = 0; to < this.bins; to++) {
        const cost = this.costOf(item, to) - here;
        const known = row[to] ?? NO_MOVE;
        if (to !== bin && (cost < known.cost || (cost === known.cost && item < known.item))) row[to] = { cost, item };
      }
    }
  }
}

/** The bin of each item at least total cost, null for items left out. Cost of the computation: items × (bins² + items per bin × bins). */
export const placeAtLeastCost = (problem: PlacementProblem): (number | null)[] => new Placement(problem).solve();
