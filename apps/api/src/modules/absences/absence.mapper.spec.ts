import type { AssignmentRecord } from '../coverage/index.js';
import { coverageState } from './absence.mapper.js';

const anAssignment = (status: string, customers: readonly string[] | null) =>
  ({ status, customerIds: customers, coveredCustomerIds: customers ?? ['a'] }) as unknown as AssignmentRecord;

test.each([
  ['nobody asked', [], { accepted: 0, waiting: 0, uncovered: 3 }],
  [
    'asked for everything, also for customers who came later',
    [anAssignment('pending', null)],
    { accepted: 0, waiting: 3, uncovered: 0 },
  ],
  [
    'a yes counts before a question',
    [anAssignment('accepted', ['a']), anAssignment('pending', null)],
    { accepted: 1, waiting: 2, uncovered: 0 },
  ],
  [
    'two backups of one customer count once',
    [anAssignment('active', ['a']), anAssignment('accepted', ['a'])],
    { accepted: 1, waiting: 0, uncovered: 2 },
  ],
  [
    'a no and an end count for nothing',
    [anAssignment('declined', null), anAssignment('completed', null)],
    { accepted: 0, waiting: 0, uncovered: 3 },
  ],
  [
    'customers who are somebody else’s by now do not count',
    [anAssignment('active', ['a', 'z'])],
    { accepted: 1, waiting: 0, uncovered: 2 },
  ],
])('%s', (_, assignments, expected) => {
  expect(coverageState(['a', 'b', 'c'], assignments)).toEqual({ customerCount: 3, ...expected });
});

test('without customers nothing is uncovered', () => {
  expect(coverageState([], [anAssignment('active', null)])).toEqual({
    customerCount: 0,
    accepted: 0,
    waiting: 0,
    uncovered: 0,
  });
});
