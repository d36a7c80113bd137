import { changedMeanwhile, realEdits, without } from './merge.js';

const base = { name: 'Ben', skills: ['SSO'], capacity: 50 };

test('nothing changed meanwhile while the row is the one that was begun on', () => {
  expect(changedMeanwhile(null, base, 3)).toEqual([]);
  expect(changedMeanwhile({ edits: { capacity: 40 }, base, version: 3 }, base, 3)).toEqual([]);
});

test('what others changed is told; it clashes where both said something, and the same said twice is nothing to tell', () => {
  const row = { name: 'Ben Vogel', skills: ['SSO', 'API'], capacity: 60 };
  expect(changedMeanwhile({ edits: { capacity: 40, skills: ['SSO', 'API'] }, base, version: 3 }, row, 4)).toEqual([
    { field: 'name', was: 'Ben', is: 'Ben Vogel', clash: false, mine: undefined },
    { field: 'capacity', was: 50, is: 60, clash: true, mine: 40 },
  ]);
});

test('an edit back to what stands there is none', () => {
  expect(realEdits({ name: 'Ben', capacity: 40 }, base)).toEqual({ capacity: 40 });
});

test('taking theirs keeps what did not clash', () => {
  expect(without({ name: 'Benny', capacity: 40 }, ['capacity'])).toEqual({ name: 'Benny' });
});
