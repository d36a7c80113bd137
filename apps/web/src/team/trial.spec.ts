import { besideIt } from './timeline-events.js';
import { weekOf } from './timeline-nodes.js';
import { readTrial, writeTrial } from './trial.js';
import { countsOf, newGaps } from './what-if-words.js';

test('a trial survives the address', () => {
  const trial = { userId: 'u', firstOn: '2026-08-10', lastOn: '2026-08-14', absenceId: null };
  expect(readTrial(writeTrial(trial))).toEqual(trial);
  const moved = { ...trial, absenceId: 'a' };
  expect(readTrial(writeTrial(moved))).toEqual(moved);
});

test.each([null, '', 'u', 'u_2026-08-10', 'u_10.8._11.8.', 'u_2026-08-14_2026-08-10'])('%p is no trial', (text) => {
  expect(readTrial(text)).toBeNull();
});

const shown = { firstOn: '2026-07-20', lastOn: '2026-08-30' };
test.each([
  ['2026-08-03', '2026-08-14', []],
  ['2026-08-03', '2026-08-05', ['tb-behind']],
  ['2026-08-27', '2026-08-28', ['tb-before']],
  ['2026-07-01', '2026-07-21', ['tb-behind']],
])('the words of a gap from %s to %s stand where there is room', (firstOn, lastOn, classes) => {
  expect(besideIt({ firstOn, lastOn }, shown)).toEqual(classes);
});

test.each([
  ['2026-07-20', 30],
  ['2026-12-28', 53],
  ['2027-01-03', 53],
  ['2027-01-04', 1],
  ['2024-12-30', 1],
])('%s lies in week %d', (day, week) => {
  expect(weekOf(day)).toBe(week);
});

const hole = (customer_id: string, starts_at: string) => ({
  customer_id,
  customer_name: customer_id,
  arr: 0,
  csm: null,
  starts_at,
  ends_at: '2026-08-15T00:00:00.000Z',
  cause: 'nobody-asked' as const,
  responsible: null,
  grade: 'gap' as const,
  explanation: [],
});

test('new gaps of one span are told together, and a customer counts once', () => {
  const gaps = [
    hole('b', '2026-08-14T00:00:00.000Z'),
    hole('a', '2026-08-10T00:00:00.000Z'),
    hole('a', '2026-08-14T00:00:00.000Z'),
  ];
  const outcome = { gaps, gaps_total: 3, weak: [], weak_total: 0, overload: [], single_points: [] };
  expect(newGaps(outcome).map(({ startsAt, customers }) => `${startsAt.slice(0, 10)} ${customers.length}`)).toEqual([
    '2026-08-10 1',
    '2026-08-14 2',
  ]);
  expect(countsOf(outcome)).toEqual({ gaps: 2, weak: 0, overload: 0 });
});
