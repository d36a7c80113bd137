import * as words from './audit-words.js';

const { pageOf, recordWords, typeWords } = words;
const names: Readonly<Record<string, string>> = { 'id-of-eli': 'Eli Noor', 'id-of-sue': 'Sue Lindqvist' };
const reader = {
  timeZone: 'Europe/Lisbon',
  now: Date.parse('2026-11-26T09:00:00Z'),
  nameOf: (id: string) => names[id],
};
const changesOf = (data: unknown) => words.changesOf(data, reader);
const factsOf = (data: unknown) => words.factsOf(data, reader);
const valueWords = (value: unknown) => words.valueWords(value, reader);

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

test('a rule that was replaced says which fields changed, in its parts too, and people by name', () => {
  const rule = (assignTo: string, severity: string[]) => ({
    id: 'r',
    position: 2,
    name: 'Big rule',
    severity,
    actions: { assignTo, notify: [], createSlackChannel: false },
    version: 4,
  });
  const before = rule('id-of-eli', ['P1']);
  const after = { ...rule('id-of-sue', ['P0', 'P1']), version: 5 };
  expect(changesOf({ version: 5, before, after, reason: null, accepted_dead_ends: 0 })).toEqual([
    { field: 'severity', was: 'P1', is: 'P0, P1' },
    { field: 'actions, assign to', was: 'Eli Noor', is: 'Sue Lindqvist' },
  ]);
  expect(factsOf({ before, after, accepted_dead_ends: 0 })).toEqual([]);
});

test('whose names are to be read stands in rules, in rows and in changes', () => {
  const [ana, ben, eva] = ['a', 'b', 'c'].map((end) => `01a204a5-0702-7620-bbec-e12bd78c6a2${end}`);
  const data = {
    customer_id: '01a204a5-0702-7620-bbec-e12bd78c6a20',
    before: { actions: { assignTo: ana, notify: [ben] } },
    changes: { owner_id: { from: eva, to: null } },
  };
  expect(words.peopleIn(data)).toEqual([ana, ben, eva]);
  expect(words.peopleIn(null)).toEqual([]);
});

test('instants are on the clock of the reader', () => {
  const at = '2026-11-26T07:10:06.141251Z';
  expect(valueWords(at)).toBe('07:10');
  expect(words.valueWords(at, { ...reader, timeZone: 'Asia/Tokyo' })).toBe('16:10');
  expect(changesOf({ before: { due_at: null }, after: { due_at: '2026-11-28T07:10:00Z' } })).toEqual([
    { field: 'due at', was: 'nothing', is: 'Sat 28 Nov, 07:10' },
  ]);
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
