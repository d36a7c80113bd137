import { laneOf, type Absence } from './coverage.js';

const assignment = (name: string, status: string, count: number) => ({
  id: name,
  status,
  backup: { name },
  covered_customer_ids: Array.from({ length: count }, (_, index) => String(index)),
});
const absence = (status: string, uncovered: number, waiting: number, assignments: object[]): Absence =>
  ({
    status,
    coverage: { customer_count: 23, accepted: 23 - waiting - uncovered, waiting, uncovered, assignments },
  }) as unknown as Absence;

test('the lane says who covers, who was asked, and what nobody covers', () => {
  const shown = absence('planned', 2, 7, [
    assignment('Eva Laurent', 'accepted', 14),
    assignment('Ben Vogel', 'pending', 7),
    assignment('Finn Walsh', 'declined', 7),
  ]);
  expect(laneOf(shown).map(({ state, words }) => [state, words])).toEqual([
    ['covered', 'Eva covers 14'],
    ['waiting', 'Ben asked for 7'],
    ['gap', 'Nobody for 2 customers'],
  ]);
});

test('a cancelled absence has no lane, a suggestion asks', () => {
  expect(laneOf(absence('cancelled', 5, 0, []))).toEqual([]);
  expect(laneOf(absence('suggested', 0, 0, [])).map(({ state }) => state)).toEqual(['info']);
});
