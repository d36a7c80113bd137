import fc from 'fast-check';
import { asId, type CustomerId, type UserId } from './ids.js';
import { fitTenths, type Split, type SplitBackup, type SplitCustomer, splitPortfolio, spreadSteps } from './split.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const soak = process.env['UNDERSTUDY_SOAK'] === '1';
const runs = soak ? 20_000 : 400;

const id = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const user = (n: number) => asId<UserId>(id(1, n));
const customer = (n: number) => asId<CustomerId>(id(2, n));

interface World {
  readonly customers: SplitCustomer[];
  readonly backups: SplitBackup[];
}

const worlds = (most: { customers: number; backups: number; load: fc.Arbitrary<number> }): fc.Arbitrary<World> =>
  fc.integer({ min: 1, max: most.backups }).chain((backups) =>
    fc
      .record({
        customers: fc.array(
          fc
            .record({
              load: most.load,
              fit: fc.array(
                fc.integer({ min: 0, max: 40 }).map((tenths) => tenths / 2),
                { minLength: backups, maxLength: backups },
              ),
              out: fc.array(fc.boolean(), { minLength: backups, maxLength: backups }),
              isPicky: fc.boolean(),
            })
            .map(({ load, fit, out, isPicky }) => ({
              load,
              fit: new Map(fit.map((value, index) => [user(index), value])),
              excluded: new Map(
                out.flatMap((isOut, index) => (isOut && isPicky ? [[user(index), 'conflict' as const]] : [])),
              ),
            })),
          { maxLength: most.customers },
        ),
        backups: fc.array(
          fc.record({ capacity: fc.integer({ min: -1, max: 4 }), isAbsent: fc.integer({ min: 0, max: 9 }) }),
          {
            minLength: backups,
            maxLength: backups,
          },
        ),
      })
      .map((world) => ({
        customers: world.customers.map((row, index) => ({ ...row, id: customer(index) })),
        backups: world.backups.map(({ capacity, isAbsent }, index) => ({
          id: user(index),
          capacity,
          excluded: isAbsent === 0 ? ('absent' as const) : null,
        })),
      })),
  );
const ONE = fc.constant(1);
const SOME = fc.constantFrom(0.5, 1, 1.5, 2, 3);

/** What is to be made great, in this order: customers placed, fit, evenness. */
const worth = (world: World, placed: ReadonlyMap<CustomerId, UserId>): [number, number, number] => {
  let fit = 0;
  for (const row of world.customers) {
    const backup = placed.get(row.id);
    if (backup !== undefined) fit += fitTenths(row, backup);
  }
  const spread = world.backups.map((backup) => {
    const count = [...placed.values()].filter((one) => one === backup.id).length;
    return spreadSteps(Math.max(0, backup.capacity), world.customers.length)
      .slice(0, count)
      .reduce((sum, step) => sum + step, 0);
  });
  return [placed.size, fit, -spread.reduce((sum, one) => sum + one, 0)];
};

const compare = (one: readonly number[], other: readonly number[]): number =>
  one.map((value, index) => value - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0;

const isLegal = (world: World, placed: ReadonlyMap<CustomerId, UserId>): boolean =>
  world.customers.every((row) => {
    const to = placed.get(row.id);
    const backup = world.backups.find((one) => one.id === to);
    return to === undefined || (backup !== undefined && !backup.excluded && !row.excluded?.has(to));
  }) &&
  world.backups.every((backup) => {
    const load = world.customers
      .filter((row) => placed.get(row.id) === backup.id)
      .reduce((sum, row) => sum + (row.load ?? 1), 0);
    return load === 0 || load <= backup.capacity;
  });

/** Every way there is, one after the other. */
const bruteForce = (world: World): [number, number, number] => {
  let best: [number, number, number] | null = null;
  const choices = [null, ...world.backups.map((backup) => backup.id)];
  const walk = (index: number, placed: Map<CustomerId, UserId>): void => {
    const row = world.customers[index];
    if (!row) {
      const value = worth(world, placed);
      if (isLegal(world, placed) && (best === null || compare(value, best) > 0)) best = value;
      return;
    }
    for (const choice of choices) walk(index + 1, choice === null ? placed : new Map([...placed, [row.id, choice]]));
  };
  walk(0, new Map());
  return best ?? [0, 0, 0];
};

const asList = ({ placed, unplaced }: Split) => ({ placed: [...placed].toSorted(), unplaced });

describe('splitting a portfolio', () => {
  test('is as good as the best of all ways there are: most customers placed, then most fit, then most even', () => {
    fc.assert(
      fc.property(worlds({ customers: 5, backups: 3, load: ONE }), (world) => {
        const { placed } = splitPortfolio(world);
        expect(worth(world, placed)).toEqual(bruteForce(world));
      }),
      { numRuns: runs },
    );
  });

  test('gives nobody more than they can carry, nobody excluded anything, and everybody exactly one place or a reason', () => {
    fc.assert(
      fc.property(worlds({ customers: 14, backups: 5, load: SOME }), (world) => {
        const split = splitPortfolio(world);
        expect(isLegal(world, split.placed)).toBe(true);
        expect(split.placed.size + split.unplaced.length).toBe(world.customers.length);
      }),
      { numRuns: runs },
    );
  });

  test('leaves nobody out whom somebody has room for, whatever customers weigh', () => {
    fc.assert(
      fc.property(worlds({ customers: 10, backups: 4, load: SOME }), (world) => {
        const { placed, unplaced } = splitPortfolio(world);
        for (const { customerId } of unplaced)
          for (const backup of world.backups)
            expect(isLegal(world, new Map([...placed, [customerId, backup.id]]))).toBe(false);
      }),
      { numRuns: runs },
    );
  });

  test('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(worlds({ customers: 9, backups: 4, load: fc.oneof(ONE, SOME) }), fc.nat(), (world, seed) => {
        const shuffled = <Row>(rows: readonly Row[]): Row[] =>
          rows.toSorted((a, b) => ((seed ^ rows.indexOf(a)) % 7) - ((seed ^ rows.indexOf(b)) % 7));
        const again = splitPortfolio({ customers: shuffled(world.customers), backups: shuffled(world.backups) });
        expect(asList(again)).toEqual(asList(splitPortfolio(world)));
      }),
      { numRuns: runs },
    );
  });

  test('never gets worse when somebody can carry more', () => {
    fc.assert(
      fc.property(worlds({ customers: 8, backups: 4, load: ONE }), fc.nat({ max: 3 }), (world, lucky) => {
        const more = world.backups.map((backup, index) =>
          index === lucky ? { ...backup, capacity: backup.capacity + 1 } : backup,
        );
        const [before, after] = [splitPortfolio(world), splitPortfolio({ ...world, backups: more })];
        const [placed, fit] = worth(world, before.placed);
        const [placedAfter, fitAfter] = worth(world, after.placed);
        expect(compare([placedAfter, fitAfter], [placed, fit])).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: runs },
    );
  });

  test('says why not for everybody, and never the wrong reason', () => {
    fc.assert(
      fc.property(worlds({ customers: 8, backups: 4, load: ONE }), (world) => {
        const split = splitPortfolio(world);
        for (const row of world.customers)
          for (const backup of world.backups) {
            const why = split.whyNot(row.id, backup.id);
            const isExcluded = backup.excluded ?? row.excluded?.get(backup.id) ?? null;
            if (split.placed.get(row.id) === backup.id) expect(why.because).toBe('chosen');
            else if (isExcluded !== null) expect(why.because).toBe(isExcluded);
            else if (why.because === 'fits_less') expect(why.fit).toBeLessThan(why.chosenFit);
            else expect(['full', 'spread']).toContain(why.because);
          }
      }),
      { numRuns: runs },
    );
  });
});
