import { exclusionOf, fitTenths, type SplitBackup, type SplitCustomer, splitLoad } from './split-rows.js';

type PlaceEqual = (customers: readonly SplitCustomer[], backups: readonly SplitBackup[]) => (number | null)[];

const ROOM = 1e-9;
/** Each pass only ever improves; this ends a long tail of tiny gains. */
const MOST_PASSES = 50;
/** Pairs grow with the square: above this many customers only single moves are tried, so that 5,000 stay a matter of seconds. */
const MOST_SWAPPED = 1_500;

/**
 * Customers of different weight over backups: the flow as if all weighed the same, then repaired where somebody would carry too much, and
 * improved while moving one customer or swapping two helps. Indices are those of the rows given.
 */
class WeightedPlaces {
  private readonly places: (number | null)[];
  private readonly room: number[];

  constructor(
    private readonly customers: readonly SplitCustomer[],
    private readonly backups: readonly SplitBackup[],
    seed: readonly (number | null)[],
  ) {
    this.places = [...seed];
    this.room = backups.map(({ capacity }) => Math.max(0, capacity));
    seed.forEach((backup, customer) => this.take(backup, this.loadOf(customer)));
  }

  solve(): (number | null)[] {
    this.relieve();
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      const gained = [this.fill(), this.makeRoom(), this.move(), this.swap()];
      if (!gained.some(Boolean)) break;
    }
    return this.places;
  }

  /** Whoever would carry too much gives away what costs least fit for its weight, to somebody with room or to nobody. */
  private relieve(): void {
    for (const backup of this.backups.keys())
      while ((this.room[backup] ?? 0) < -ROOM) {
        const own = this.ofBackup(backup).filter((customer) => this.loadOf(customer) > 0);
        const ways = own.map((customer) => ({ customer, to: this.bestRoom(customer, backup) }));
        const [way] = ways.toSorted(
          (a, b) => Number(a.to === null) - Number(b.to === null) || this.lossOf(a, backup) - this.lossOf(b, backup),
        );
        if (!way) return;
        this.put(way.customer, way.to);
      }
  }

  private lossOf({ customer, to }: { customer: number; to: number | null }, from: number): number {
    return (this.fitOf(customer, from) - (to === null ? 0 : this.fitOf(customer, to))) / this.loadOf(customer);
  }

  private fill(): boolean {
    return this.each((customer) => {
      if (this.places[customer] !== null) return false;
      const to = this.bestRoom(customer, null);
      if (to !== null) this.put(customer, to);
      return to !== null;
    });
  }

  /** A customer nobody has room for gets in where another one can go elsewhere. */
  private makeRoom(): boolean {
    return this.each((customer) => {
      if (this.places[customer] !== null) return false;
      for (const backup of this.backups.keys()) {
        if (!this.isAllowed(customer, backup)) continue;
        const missing = this.loadOf(customer) - (this.room[backup] ?? 0);
        for (const other of this.ofBackup(backup)) {
          const to = this.loadOf(other) + ROOM >= missing ? this.bestRoom(other, backup) : null;
          if (to === null) continue;
          this.put(other, to);
          this.put(customer, backup);
          return true;
        }
      }
      return false;
    });
  }

  private move(): boolean {
    return this.each((customer) => {
      const from = this.places[customer] ?? null;
      if (from === null) return false;
      const to = this.bestRoom(customer, from);
      if (to === null || !this.isBetter(customer, from, to)) return false;
      this.put(customer, to);
      return true;
    });
  }

  private isBetter(customer: number, from: number, to: number): boolean {
    const gain = this.fitOf(customer, to) - this.fitOf(customer, from);
    const load = this.loadOf(customer);
    return gain > 0 || (gain === 0 && this.shareLeft(to, -load) > this.shareLeft(from, 0) + ROOM);
  }

  private swap(): boolean {
    if (this.customers.length > MOST_SWAPPED) return false;
    return this.each((customer) => {
      for (let other = customer + 1; other < this.customers.length; other++)
        if (this.trade(customer, other)) return true;
      return false;
    });
  }

  private trade(one: number, other: number): boolean {
    const [here, there] = [this.places[one] ?? null, this.places[other] ?? null];
    if (here === null || there === null || here === there) return false;
    if (!this.isAllowed(one, there) || !this.isAllowed(other, here)) return false;
    const gain = this.fitOf(one, there) + this.fitOf(other, here) - this.fitOf(one, here) - this.fitOf(other, there);
    const more = this.loadOf(one) - this.loadOf(other);
    if (gain <= 0 || (this.room[there] ?? 0) - more < -ROOM || (this.room[here] ?? 0) + more < -ROOM) return false;
    this.put(one, null);
    this.put(other, here);
    this.put(one, there);
    return true;
  }

  private each(tryOne: (customer: number) => boolean): boolean {
    let gained = false;
    for (const customer of this.customers.keys()) gained = tryOne(customer) || gained;
    return gained;
  }

  /** The best fit among those with room, `except` aside; of equals who has the greater share left, then the first. */
  private bestRoom(customer: number, except: number | null): number | null {
    const load = this.loadOf(customer);
    let best: number | null = null;
    for (const backup of this.backups.keys()) {
      if (backup === except || !this.isAllowed(customer, backup) || (this.room[backup] ?? 0) + ROOM < load) continue;
      if (best === null || this.compare(customer, backup, best) < 0) best = backup;
    }
    return best;
  }

  private compare(customer: number, one: number, other: number): number {
    return this.fitOf(customer, other) - this.fitOf(customer, one) || this.shareLeft(other, 0) - this.shareLeft(one, 0);
  }

  private shareLeft(backup: number, more: number): number {
    const capacity = Math.max(0, this.backups[backup]?.capacity ?? 0);
    return capacity === 0 ? 0 : ((this.room[backup] ?? 0) + more) / capacity;
  }

  private ofBackup(backup: number): number[] {
    return [...this.customers.keys()].filter((customer) => this.places[customer] === backup);
  }

  private isAllowed(customer: number, backup: number): boolean {
    const [one, other] = [this.customers[customer], this.backups[backup]];
    return one !== undefined && other !== undefined && exclusionOf(one, other) === null;
  }

  private loadOf(customer: number): number {
    return splitLoad(this.customers[customer] ?? {});
  }

  private fitOf(customer: number, backup: number): number {
    const [one, other] = [this.customers[customer], this.backups[backup]];
    return one && other ? fitTenths(one, other.id) : 0;
  }

  private put(customer: number, to: number | null): void {
    this.take(this.places[customer] ?? null, -this.loadOf(customer));
    this.take(to, this.loadOf(customer));
    this.places[customer] = to;
  }

  private take(backup: number | null, load: number): void {
    if (backup !== null) this.room[backup] = (this.room[backup] ?? 0) - load;
  }
}

/** Places for customers of different weight, by index; see splitPortfolio for what is promised. Capacities are never exceeded. */
export const placeWeighted = (
  customers: readonly SplitCustomer[],
  backups: readonly SplitBackup[],
  placeEqual: PlaceEqual,
): (number | null)[] => {
  const average = customers.reduce((sum, one) => sum + splitLoad(one), 0) / customers.length;
  const alike = customers.map((customer) => ({ ...customer, load: average }));
  return new WeightedPlaces(customers, backups, placeEqual(alike, backups)).solve();
};
