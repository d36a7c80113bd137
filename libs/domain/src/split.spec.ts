import { asId, type CustomerId, type UserId } from './ids.js';
import { type SplitCustomer, splitPortfolio } from './split.js';

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8001-${String(n).padStart(12, '0')}`);
const customerId = (n: number) => asId<CustomerId>(`00000000-0000-4000-8002-${String(n).padStart(12, '0')}`);
const [BEN, EVA, DANA] = [user(1), user(2), user(3)];
const aCustomer = (
  n: number,
  fit: readonly (readonly [UserId, number])[] = [],
  more: Partial<SplitCustomer> = {},
): SplitCustomer => ({
  id: customerId(n),
  fit: new Map(fit),
  ...more,
});
const many = (count: number, fit: readonly (readonly [UserId, number])[] = []) =>
  Array.from({ length: count }, (_, index) => aCustomer(index, fit));
const countOf = (placed: ReadonlyMap<CustomerId, UserId>, userId: UserId) =>
  [...placed.values()].filter((one) => one === userId).length;

test('without any preference the load is spread by what each has left', () => {
  const { placed } = splitPortfolio({
    customers: many(30),
    backups: [
      { id: BEN, capacity: 40 },
      { id: EVA, capacity: 20 },
    ],
  });
  expect([countOf(placed, BEN), countOf(placed, EVA)]).toEqual([20, 10]);
});

test('whoever knows a customer gets it, up to what they can carry; the rest goes to the next', () => {
  const { placed, unplaced, whyNot } = splitPortfolio({
    customers: many(5, [
      [BEN, 40],
      [EVA, 10],
    ]),
    backups: [
      { id: BEN, capacity: 3 },
      { id: EVA, capacity: 9 },
    ],
  });
  expect([countOf(placed, BEN), countOf(placed, EVA), unplaced]).toEqual([3, 2, []]);
  const eva = [...placed].find(([, backup]) => backup === EVA)?.[0] ?? customerId(0);
  const ben = [...placed].find(([, backup]) => backup === BEN)?.[0] ?? customerId(0);
  expect(whyNot(eva, BEN)).toEqual({ because: 'full' });
  expect(whyNot(ben, EVA)).toEqual({ because: 'fits_less', fit: 10, chosen: BEN, chosenFit: 40 });
});

test('one moves so that another can be placed at all', () => {
  const { placed } = splitPortfolio({
    customers: [aCustomer(1, [[BEN, 50]]), aCustomer(2, [[BEN, 5]], { excluded: new Map([[EVA, 'language']]) })],
    backups: [
      { id: BEN, capacity: 1 },
      { id: EVA, capacity: 1 },
    ],
  });
  expect([placed.get(customerId(1)), placed.get(customerId(2))]).toEqual([EVA, BEN]);
});

test('what cannot be placed is said, with the reason', () => {
  const { unplaced, whyNot } = splitPortfolio({
    customers: [
      aCustomer(1, [[BEN, 9]]),
      aCustomer(2),
      aCustomer(3, [], {
        excluded: new Map([
          [BEN, 'conflict'],
          [EVA, 'language'],
        ]),
      }),
    ],
    backups: [
      { id: BEN, capacity: 1 },
      { id: EVA, capacity: 0 },
      { id: DANA, capacity: 9, excluded: 'absent' },
    ],
  });
  expect(unplaced).toEqual([
    { customerId: customerId(2), reason: 'no_capacity' },
    { customerId: customerId(3), reason: 'nobody_eligible' },
  ]);
  expect(whyNot(customerId(2), BEN)).toEqual({ because: 'full' });
  expect(whyNot(customerId(3), BEN)).toEqual({ because: 'conflict' });
  expect(whyNot(customerId(3), DANA)).toEqual({ because: 'absent' });
  expect(whyNot(customerId(3), user(9))).toEqual({ because: 'unknown_person' });
});

test('an empty portfolio needs nobody, and nobody at all can take nothing', () => {
  expect(splitPortfolio({ customers: [], backups: [{ id: BEN, capacity: 5 }] })).toMatchObject({ unplaced: [] });
  expect(splitPortfolio({ customers: many(2), backups: [] }).unplaced).toHaveLength(2);
});

test('customers of different weight: points count, not heads', () => {
  const heavy = [
    aCustomer(1, [], { load: 4 }),
    aCustomer(2, [], { load: 3 }),
    aCustomer(3, [], { load: 3 }),
    aCustomer(4, [], { load: 2 }),
  ];
  const { placed, unplaced } = splitPortfolio({
    customers: heavy,
    backups: [
      { id: BEN, capacity: 6 },
      { id: EVA, capacity: 6 },
    ],
  });
  expect(unplaced).toEqual([]);
  expect(placed.get(customerId(1))).toBe(placed.get(customerId(4)));
});

test('half points fill up exactly', () => {
  const halves = Array.from({ length: 4 }, (_, index) => aCustomer(index, [], { load: 0.1 }));
  expect(splitPortfolio({ customers: halves, backups: [{ id: BEN, capacity: 0.4 }] }).unplaced).toEqual([]);
});
