import fc from 'fast-check';
import { asId, type AbsenceId, type AssignmentId, type UserId } from './ids.js';
import { decidePortfolio, type PortfolioCover, type PortfolioState } from './portfolio-changes.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const numRuns = process.env['UNDERSTUDY_SOAK'] === '1' ? 50_000 : 2_000;

const id = (kind: number, n: number) => `00000000-0000-4000-800${kind}-${String(n).padStart(12, '0')}`;
const user = (n: number) => asId<UserId>(id(1, n));
/** Two absences of each of three people: absence n is one of person n mod 3. */
const absence = (n: number) => asId<AbsenceId>(id(2, n));
const ownerOf = (n: number) => user(n % 3);

const states: fc.Arbitrary<PortfolioState> = fc
  .record({
    owner: fc.option(fc.nat({ max: 2 }), { nil: null }),
    over: fc.array(fc.nat({ max: 5 })),
    covers: fc.array(
      fc.record({
        absence: fc.nat({ max: 5 }),
        tier: fc.nat({ max: 2 }),
        coversAll: fc.boolean(),
        lists: fc.boolean(),
      }),
      {
        maxLength: 8,
      },
    ),
  })
  .map(({ owner, over, covers }) => ({
    ownerId: owner === null ? null : user(owner),
    absenceIds: [0, 1, 2, 3, 4, 5].filter((n) => n % 3 === owner && !over.includes(n)).map(absence),
    covers: covers.map((row, index) => ({
      assignmentId: asId<AssignmentId>(id(3, index)),
      absenceId: absence(row.absence),
      absentUserId: ownerOf(row.absence),
      backupUserId: user(9),
      tier: row.tier,
      coversAll: row.coversAll,
      lists: row.lists,
    })),
  }));

/** As the decision leaves it: open absences get somebody by hand. */
const after = (state: PortfolioState): PortfolioState => {
  const { leave, join } = decidePortfolio(state);
  const covers = state.covers.map((row): PortfolioCover =>
    leave.includes(row) ? { ...row, lists: false } : join.includes(row) ? { ...row, lists: true } : row,
  );
  return { ...state, covers };
};

test('afterwards the customer is listed by everything that covers all its owner has, and by nobody who stands in for somebody else', () => {
  fc.assert(
    fc.property(states, (state) => {
      for (const row of after(state).covers) {
        if (row.absentUserId !== state.ownerId) expect(row.lists).toBe(false);
        else if (row.coversAll && state.absenceIds.includes(row.absenceId)) expect(row.lists).toBe(true);
      }
    }),
    { numRuns },
  );
});

test('every absence of the owner has a first backup for the customer, or is said to be open', () => {
  fc.assert(
    fc.property(states, (state) => {
      const { open } = decidePortfolio(state);
      for (const one of state.absenceIds) {
        const isHeld = after(state).covers.some(
          ({ absenceId, tier, lists }) => absenceId === one && tier === 1 && lists,
        );
        expect(open.includes(one)).toBe(!isHeld);
      }
    }),
    { numRuns },
  );
});

test('doing it again changes nothing', () => {
  fc.assert(
    fc.property(states, (state) => {
      const again = decidePortfolio(after(state));
      expect([again.leave, again.join]).toEqual([[], []]);
    }),
    { numRuns },
  );
});
