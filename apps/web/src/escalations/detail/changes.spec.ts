import { changesBetween, changesOf } from './changes.js';

const ROW = {
  title: 'SSO fails',
  description: 'Since Monday',
  severity: 'P2' as const,
  category: 'Technical',
  status: 'open' as const,
  primary_owner: null,
  secondary_owner: null,
  expected_resolution: null,
  exit_criteria: null,
  customer_impact: null,
  target_resolution_date: null,
  snoozed_until: null,
};
const NOW = Date.parse('2026-07-22T09:00:00Z');

test('what somebody else changed meanwhile, and nothing else', () => {
  const is = { ...ROW, severity: 'P1' as const, primary_owner: { user_id: 's', name: 'Sue', place: null } };
  expect(changesBetween(ROW, is, 'UTC', NOW)).toEqual([
    { field: 'Severity', was: 'P2', is: 'P1' },
    { field: 'Owner', was: 'nobody', is: 'Sue' },
  ]);
  expect(changesBetween(ROW, ROW, 'UTC', NOW)).toEqual([]);
});

test('long words are cut, times are the reader’s', () => {
  const is = { ...ROW, description: 'x'.repeat(300), target_resolution_date: '2026-07-23T07:00:00Z' };
  const [words, target] = changesBetween(ROW, is, 'Europe/Berlin', NOW);
  expect(words?.is).toHaveLength(121);
  expect(target).toEqual({ field: 'Target date', was: 'none', is: 'tomorrow 09:00' });
});

test('an event of the history says was and is in words, without ids and clocks', () => {
  expect(
    changesOf(
      { status: 'open', first_response_at: null, user_id: 'a' },
      { status: 'action_required', first_response_at: 'x', user_id: 'b' },
    ),
  ).toEqual([{ field: 'Status', was: 'Open', is: 'Action required' }]);
  expect(changesOf({ outcome: null }, { outcome: 'not_applicable' })).toEqual([
    { field: 'Outcome', was: 'nothing', is: 'Not applicable' },
  ]);
  expect(changesOf(null, { reason: 'x' })).toEqual([]);
});
