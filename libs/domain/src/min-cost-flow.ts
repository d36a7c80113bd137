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
  /** Row by row, as `moves` and `movers`: hot loops read numbers that lie side by side. Infinite where an item must not go. */
  private readonly costs: Float64Array;
  private readonly moves: Float64Array;
  private readonly movers: Int32Array;
  private readonly distance: Float64Array;
  private readonly from: Int32Array;
  private readonly placeOf: number[] = [];
  private readonly itemsIn: Set<number>[];

  constructor(private readonly problem: PlacementProblem) {
    this.nowhere = problem.steps.length;
    this.bins = this.nowhere + 1;
    this.costs = new Float64Array(problem.costs.length * this.bins).fill(Number.POSITIVE_INFINITY);
    problem.costs.forEach((row, item) => {
      row.forEach((cost, bin) => (this.costs[item * this.bins + bin] = cost ?? Number.POSITIVE_INFINITY));
      this.costs[item * this.bins + this.nowhere] = problem.leaveOut;
    });
    this.moves = new Float64Array(this.bins * this.bins).fill(Number.POSITIVE_INFINITY);
    this.movers = new Int32Array(this.bins * this.bins).fill(-1);
    this.distance = new Float64Array(this.bins);
    this.from = new Int32Array(this.bins);
    this.itemsIn = Array.from({ length: this.bins }, () => new Set<number>());
  }

  /** The bin of each item; null for those that go nowhere. */
  solve(): (number | null)[] {
    for (let item = 0; item < this.problem.costs.length; item++) this.insert(item);
    return this.placeOf.map((bin) => (bin === this.nowhere ? null : bin));
  }

  private insert(item: number): void {
    this.search(item);
    let best = this.nowhere;
    let least = Number.POSITIVE_INFINITY;
    for (let bin = 0; bin < this.bins; bin++) {
      const total = (this.distance[bin] ?? Infinity) + this.stepCost(bin);
      if (total < least) [best, least] = [bin, total];
    }
    const path = [best];
    for (let bin = this.from[best] ?? -1; bin >= 0; bin = this.from[bin] ?? -1) path.push(bin);
    // each bin passes one of its items on to the one before it in the path; the last one takes the new item
    const taken = path.map((bin, index) => this.movers[(path[index + 1] ?? 0) * this.bins + bin] ?? item);
    taken[path.length - 1] = item;
    path.forEach((bin, index) => this.put(taken[index] ?? item, bin));
    // the free place only gained an item; the others lost one too
    this.consider(taken[0] ?? item, best);
    for (const bin of path.slice(1)) this.weigh(bin);
  }

  /** Bellman and Ford over the bins: few rounds, and costs of moves may be negative. */
  private search(item: number): void {
    const { bins, moves, distance, from } = this;
    for (let bin = 0; bin < bins; bin++) distance[bin] = this.costs[item * bins + bin] ?? Infinity;
    from.fill(-1);
    for (let changed = true; changed;) {
      changed = false;
      for (let bin = 0; bin < bins; bin++) {
        const so = distance[bin] ?? Infinity;
        for (let to = 0; to < bins; to++) {
          const next = so + (moves[bin * bins + to] ?? Infinity);
          if (next < (distance[to] ?? Infinity)) {
            distance[to] = next;
            from[to] = bin;
            changed = true;
          }
        }
      }
    }
  }

  private stepCost(bin: number): number {
    if (bin === this.nowhere) return 0;
    return this.problem.steps[bin]?.[this.itemsIn[bin]?.size ?? 0] ?? Number.POSITIVE_INFINITY;
  }

  private put(item: number, bin: number): void {
    const before = this.placeOf[item];
    if (before !== undefined) this.itemsIn[before]?.delete(item);
    this.itemsIn[bin]?.add(item);
    this.placeOf[item] = bin;
  }

  private weigh(bin: number): void {
    this.moves.fill(Number.POSITIVE_INFINITY, bin * this.bins, (bin + 1) * this.bins);
    this.movers.fill(-1, bin * this.bins, (bin + 1) * this.bins);
    for (const item of this.itemsIn[bin] ?? []) this.consider(item, bin);
  }

  /** Of equally cheap items the first in the order of the problem moves: the history of a bin must not decide. */
  private consider(item: number, bin: number): void {
    const { bins, costs, moves, movers } = this;
    const here = costs[item * bins + bin] ?? Infinity;
    for (let to = 0; to < bins; to++) {
      if (to === bin) continue;
      const place = bin * bins + to;
      const cost = (costs[item * bins + to] ?? Infinity) - here;
      const known = moves[place] ?? Infinity;
      if (cost < known || (cost === known && cost < Infinity && item < (movers[place] ?? -1))) {
        moves[place] = cost;
        movers[place] = item;
      }
    }
  }
}

/** The bin of each item at least total cost, null for items left out. Cost of the computation: items × (bins² + items per bin × bins). */
export const placeAtLeastCost = (problem: PlacementProblem): (number | null)[] => new Placement(problem).solve();
