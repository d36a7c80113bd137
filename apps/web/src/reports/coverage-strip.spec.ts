import { coverageStrip } from './coverage-strip.js';

const count = (value: number) => ({ value, list: '/' });
const report = (waiting: number, assigned: number, withdrawn: number) => ({
  absences: {
    begun: count(4),
    assigned: count(3),
    unassigned: count(1),
    'set-up-in-time': count(3),
    'set-up-late': count(1),
  },
  assignments: {
    asked: count(5 + waiting + assigned + withdrawn),
    answered: count(5),
    accepted: count(2),
    declined: count(0),
    lapsed: count(3),
    waiting: count(waiting),
    assigned: count(assigned),
    withdrawn: count(withdrawn),
    ended: count(1),
    'handed-back': count(1),
    'not-handed-back': count(0),
    'in-force': count(2),
  },
});
const afterAsked = (...given: Parameters<typeof report>) => {
  const strip = coverageStrip(report(...given)).map(({ words, count: { value } }) => [words, value] as const);
  return strip.slice(
    strip.findIndex(([words]) => words === 'Asked'),
    -1,
  );
};

test('what was asked is the sum of what is named after it', () => {
  const [asked, ...became] = afterAsked(2, 1, 1);
  expect(became.map(([words]) => words)).toEqual([
    'Said yes',
    'Said no',
    'No answer',
    'Still asked',
    'Assigned by hand',
    'No longer asked',
  ]);
  expect(became.reduce((sum, [, value]) => sum + value, 0)).toBe(asked?.[1]);
});

test('what is seldom is left out where there is none of it; a yes and a no never', () => {
  expect(afterAsked(0, 0, 0)).toEqual([
    ['Asked', 5],
    ['Said yes', 2],
    ['Said no', 0],
    ['No answer', 3],
  ]);
});
