import { changesOf, factsOf, pageOf, recordWords, typeWords, valueWords } from './audit-words.js';

test('what changed is said as was and is, people by name', () => {
  const changes = {
    capacity_points: { from: 50, to: 20 },
    manager: { from: null, to: { user_id: 'u', name: 'Mia Kruse' } },
    roles: { from: ['csm'], to: ['csm', 'manager'] },
  };
  expect(changesOf({ changes })).toEqual([
    { field: 'capacity points', was: '50', is: '20' },
    { field: 'manager', was: 'nothing', is: 'Mia Kruse' },
    { field: 'roles', was: 'csm', is: 'csm, manager' },
  ]);
  expect(changesOf({ status: { from: 'open', to: 'resolved' } })).toEqual([
    { field: 'status', was: 'open', is: 'resolved' },
  ]);
  expect(changesOf({ name: 'x' })).toEqual([]);
  expect(changesOf(null)).toEqual([]);
});

test('facts leave ids and versions to the details, and are none where there are changes', () => {
  expect(factsOf({ name: 'Export', roles: ['csm'], expires_in_days: null, team_id: 't', version: 3 })).toEqual([
    { field: 'name', words: 'Export' },
    { field: 'roles', words: 'csm' },
  ]);
  expect(factsOf({ changes: { name: { from: 'a', to: 'b' } }, reason: 'x' })).toEqual([]);
});

test.each([
  [true, 'yes'],
  [[], 'nothing'],
  [{ owner_hours: 24, manager_hours: 4 }, 'owner hours 24, manager hours 4'],
  ['', 'nothing'],
])('%j reads "%s"', (value, words) => {
  expect(valueWords(value)).toBe(words);
});

test('events and records have words, and records their page', () => {
  expect(typeWords('coverage.taken-over')).toBe('Coverage taken over');
  expect(recordWords('user')).toBe('Person');
  expect(recordWords('pto-feed')).toBe('Pto feed');
  expect(pageOf({ kind: 'team', id: '7', name: null })).toBe('/people/teams/7');
  expect(pageOf({ kind: 'tenant', id: '7', name: null })).toBeNull();
});
