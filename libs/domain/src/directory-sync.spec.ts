import fc from 'fast-check';
import {
  doManyLeave,
  type DirectoryPerson,
  type DirectoryEntry,
  planDirectory,
  type DirectoryMemory,
} from './directory-sync.js';

const listed = (name: string, more: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  externalId: `g-${name}`,
  email: `${name}@harbor.example`,
  name,
  managerEmail: null,
  team: null,
  isGone: false,
  isWanted: true,
  ...more,
});
const kept = (name: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  id: name,
  email: `${name}@harbor.example`,
  name,
  managerEmail: null,
  team: null,
  active: true,
  isAdmin: false,
  ...more,
});
const last = (name: string, more: Partial<DirectoryMemory> = {}): DirectoryMemory => {
  const { isWanted: _wanted, ...said } = listed(name);
  return { ...said, userId: name, ...more };
};
const plan = (given: {
  listed?: DirectoryEntry[];
  kept?: DirectoryPerson[];
  remembered?: DirectoryMemory[];
  teams?: string[];
}) => planDirectory({ listed: [], kept: [], remembered: [], teams: [], domains: ['harbor.example'], ...given });
const mia = 'mia@harbor.example';

test('who is new is added, from the own domains and the wanted units only', () => {
  const found = plan({
    listed: [
      listed('ana', { managerEmail: mia, team: 'EMEA' }),
      listed('mia'),
      listed('eve', { email: 'eve@meridian.example' }),
      listed('sam', { isWanted: false }),
      listed('old', { isGone: true }),
    ],
    kept: [kept('mia')],
    teams: ['Americas'],
  });
  expect(found.added.map(({ email, managerEmail }) => [email, managerEmail])).toEqual([['ana@harbor.example', mia]]);
  expect([found.newTeams, found.leftOut, found.unchanged]).toEqual([['EMEA'], 3, 1]);
});

test.each<
  [
    string,
    Partial<DirectoryPerson>,
    Partial<DirectoryMemory> | null,
    Partial<DirectoryEntry>,
    'changed' | 'kept' | 'same',
  ]
>([
  ['nothing was entered yet: the directory fills it in', {}, null, { managerEmail: mia }, 'changed'],
  ['at the first look what is here stays', { managerEmail: 'max@harbor.example' }, null, { managerEmail: mia }, 'kept'],
  [
    'the directory changed, nobody here did',
    { managerEmail: 'max@harbor.example' },
    { managerEmail: 'max@harbor.example' },
    { managerEmail: mia },
    'changed',
  ],
  [
    'an admin changed it here since',
    { managerEmail: 'max@harbor.example' },
    { managerEmail: mia },
    { managerEmail: mia },
    'kept',
  ],
  [
    'both changed it',
    { managerEmail: 'max@harbor.example' },
    { managerEmail: 'ada@harbor.example' },
    { managerEmail: mia },
    'kept',
  ],
  [
    'it is gone in the directory and nobody here touched it',
    { managerEmail: mia },
    { managerEmail: mia },
    {},
    'changed',
  ],
  ['it was never in the directory', { managerEmail: mia }, null, {}, 'same'],
  ['it was never in the directory, looked at before', { team: 'EMEA' }, {}, {}, 'same'],
  ['a name differs by its spelling', { name: 'ana' }, { name: 'ana' }, { name: 'Ana Costa' }, 'changed'],
  ['a team differs by capitals only', { team: 'EMEA' }, { team: 'EMEA' }, { team: 'Emea' }, 'same'],
])('%s', (_what, ours, before, now, outcome) => {
  const found = plan({
    listed: [listed('ana', now)],
    kept: [kept('ana', ours), kept('mia'), kept('max'), kept('ada')],
    remembered: before ? [last('ana', before)] : [],
  });
  expect({ changed: found.changed.length, kept: found.kept.length, same: found.unchanged }).toEqual({
    changed: 0,
    kept: 0,
    same: 0,
    [outcome]: 1,
  });
});

test('an address that changed is the same person', () => {
  const found = plan({
    listed: [
      listed('ana', { email: 'ana.costa@harbor.example' }),
      listed('ben', { managerEmail: 'ana.costa@harbor.example' }),
    ],
    kept: [kept('ana'), kept('ben')],
    remembered: [last('ana')],
  });
  expect(found.added).toEqual([]);
  expect(found.changed.map(({ person, changes }) => [person.id, changes[0]?.to])).toEqual([
    ['ana', 'ana.costa@harbor.example'],
    ['ben', 'ana.costa@harbor.example'],
  ]);
});

test.each<[string, DirectoryEntry[], DirectoryMemory[]]>([
  ['suspended', [listed('ana', { isGone: true })], [last('ana')]],
  ['deleted', [], [last('ana')]],
  ['suspended before the first look', [listed('ana', { isGone: true })], []],
])('who is %s leaves', (_what, now, remembered) => {
  const found = plan({ listed: now, kept: [kept('ana'), kept('ada', { isAdmin: true })], remembered });
  expect(found.leaving.map(({ person }) => person.id)).toEqual(['ana']);
});

test('whom the directory never knew stays, and so does whom an admin took back', () => {
  expect(plan({ kept: [kept('ana')] }).leaving).toEqual([]);
  const again = plan({
    listed: [listed('ana', { isGone: true })],
    kept: [kept('ana')],
    remembered: [last('ana', { isGone: true })],
  });
  expect(again.leaving).toEqual([]);
});

test('who is no longer suspended is back, unless an admin ended it here', () => {
  const inactive = kept('ana', { active: false });
  expect(
    plan({ listed: [listed('ana')], kept: [inactive], remembered: [last('ana', { isGone: true })] }).back,
  ).toHaveLength(1);
  expect(plan({ listed: [listed('ana')], kept: [inactive], remembered: [last('ana')] }).back).toEqual([]);
});

test('the last admin never leaves, and of two the second stays', () => {
  const two = plan({
    listed: [listed('ada', { isGone: true }), listed('abe', { isGone: true })],
    kept: [kept('ada', { isAdmin: true }), kept('abe', { isAdmin: true })],
  });
  expect(two.leaving).toHaveLength(1);
  expect(two.problems.map(({ because }) => because)).toEqual([
    'They are your last admin here. Make somebody else admin first.',
  ]);
});

test('a circle of managers is refused and named, the rest of it applied', () => {
  const found = plan({
    listed: [
      listed('ana', { managerEmail: 'ben@harbor.example' }),
      listed('ben', { managerEmail: mia }),
      listed('mia', { managerEmail: 'ana@harbor.example' }),
    ],
    kept: [kept('ana'), kept('ben'), kept('mia')],
  });
  expect(found.changed.map(({ person }) => person.id)).toEqual(['ana', 'ben']);
  expect(found.problems).toEqual([
    {
      email: mia,
      because:
        'ana@harbor.example as manager would close a circle: mia@harbor.example, ana@harbor.example, ben@harbor.example, mia@harbor.example.',
    },
  ]);
});

test('a manager who is nobody here is named', () => {
  const found = plan({ listed: [listed('ana', { managerEmail: 'ceo@harbor.example' })], kept: [kept('ana')] });
  expect([found.changed, found.problems[0]?.because]).toEqual([
    [],
    'Their manager ceo@harbor.example is not one of your people.',
  ]);
});

test('applied, the same directory changes nothing more, whoever reports to whom', () => {
  const names = ['ana', 'ben', 'cy', 'dee', 'eva'];
  const person = fc.record({
    manager: fc.option(fc.constantFrom(...names), { nil: null }),
    team: fc.option(fc.constantFrom('A', 'B'), { nil: null }),
    isGone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.tuple(...names.map(() => person)), (said) => {
      const now = names.map((name, index) => {
        const { manager = null, team = null, isGone = false } = said[index] ?? {};
        return listed(name, { managerEmail: manager && `${manager}@harbor.example`, team, isGone });
      });
      const before = [kept('ada', { isAdmin: true }), kept('ana'), kept('ben')];
      const first = plan({ listed: now, kept: before });
      const after = [
        ...before.map((one) => applied(one, first)),
        ...first.added.map(({ name, managerEmail, team }) => kept(name, { managerEmail, team })),
      ];
      const remembered = first.seen.map(({ userId, listed: { isWanted: _wanted, ...one } }) => ({
        ...one,
        userId: userId ?? one.name,
      }));
      const second = plan({ listed: now, kept: after, remembered, teams: ['A', 'B'] });
      expect([second.added, second.changed.flatMap(({ changes }) => changes), second.leaving, second.back]).toEqual([
        [],
        [],
        [],
        [],
      ]);
      expect(after.some(({ email }) => isAboveThemselves(email, after))).toBe(false);
    }),
  );
});

function applied(person: DirectoryPerson, { changed, leaving }: ReturnType<typeof plan>): DirectoryPerson {
  const changes = changed.find((one) => one.person.id === person.id)?.changes ?? [];
  const to = (field: string, ours: string | null) => {
    const change = changes.find((one) => one.field === field);
    return change ? change.to : ours;
  };
  const isLeaving = leaving.some((one) => one.person.id === person.id);
  return {
    ...person,
    managerEmail: to('manager', person.managerEmail),
    team: to('team', person.team),
    active: person.active && !isLeaving,
  };
}

function isAboveThemselves(email: string, people: DirectoryPerson[]): boolean {
  const above = new Map(people.map((one) => [one.email, one.managerEmail]));
  const passed = new Set<string>();
  for (let next = above.get(email) ?? null; next !== null; next = above.get(next) ?? null) {
    if (next === email) return true;
    if (passed.has(next)) return false;
    passed.add(next);
  }
  return false;
}

test.each([
  [5, 10, false],
  [6, 29, true],
  [6, 30, false],
  [100, 600, false],
])('%i of %i leaving at once: too many is %s', (leaving, active, isMany) => {
  expect(doManyLeave(leaving, active)).toBe(isMany);
});
