import { groupGaps } from './gap-groups.js';

const gap = (name: string, starts_at: string, cause: string) => ({
  customer: { customer_id: name, name },
  starts_at,
  ends_at: null,
  cause,
});

test('gaps of the same span and cause are told once, the earliest first', () => {
  const groups = groupGaps([
    gap('Sablefern', '2026-08-19T00:00:00.000Z', 'declined'),
    gap('Corvane', '2026-07-20T00:00:00.000Z', 'declined'),
    gap('Lumaris', '2026-07-20T00:00:00.000Z', 'not answered'),
    gap('Vantoro', '2026-07-20T00:00:00.000Z', 'not answered'),
  ]);
  expect(groups.map(({ first, customers }) => [first.cause, customers.map(({ name }) => name)])).toEqual([
    ['not answered', ['Lumaris', 'Vantoro']],
    ['declined', ['Corvane']],
    ['declined', ['Sablefern']],
  ]);
});

test('no gap, no group', () => {
  expect(groupGaps([])).toEqual([]);
});
