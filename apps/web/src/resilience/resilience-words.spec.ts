import type { TeamPerson } from '../team/lanes.js';
import { type AtRisk, customersOf, type Fair, fairnessTitle, loadsOf, loadTitle, titleOf } from './resilience-words.js';

const person = (name: string) => ({ user_id: name, name, place: null });
const atRisk = (name: string, left_with_nobody: number): AtRisk => ({
  user: person(name),
  customers: 30,
  left_with_nobody,
  arr: 1,
  lowest_health: null,
  points_total: 0,
  points: [],
});

test.each([
  [[], 'Nobody is the only one'],
  [[atRisk('Ana', 0)], 'If one more falls out, nobody is left alone'],
  [[atRisk('Finn', 24)], 'If Finn fell out, 24 customers would have nobody'],
  [
    [atRisk('Finn', 1), atRisk('Eva', 3)],
    'If Finn fell out, 1 customer would have nobody, and 1 more person like that',
  ],
])('the title says who must not fall out', (people, title) => {
  expect(titleOf(people)).toBe(title);
});

test('a customer is one row, with the worst that could be left and when', () => {
  const point = (customer: string, day: number, left_with: 'nobody' | 'manager') => ({
    customer_id: customer,
    customer_name: customer,
    arr: 10,
    starts_at: `2026-08-0${day}T00:00:00.000Z`,
    ends_at: `2026-08-0${day + 1}T00:00:00.000Z`,
    left_with,
    stands_in: left_with === 'manager',
  });
  const rows = customersOf([
    point('a', 5, 'nobody'),
    point('b', 1, 'manager'),
    point('a', 2, 'nobody'),
    point('a', 1, 'manager'),
  ]);
  expect(rows.map(({ name, leftWith, standsIn }) => [name, leftWith, standsIn])).toEqual([
    ['a', 'nobody', true],
    ['b', 'manager', true],
  ]);
  expect(rows[0]?.spans.map(({ starts_at }) => starts_at.slice(8, 10))).toEqual(['02', '05']);
});

const team = (
  name: string,
  customers: number,
  capacity: number | null,
  lane: readonly [number, number, string, number][] = [],
): TeamPerson => ({
  user: person(name),
  time_zone: 'UTC',
  team: null,
  customers,
  capacity_points: capacity,
  holidays: [],
  absences: lane.map(([first, last, who, count], nth) => ({
    id: `${name}-${nth}`,
    status: 'planned',
    absence_type: null,
    start_date: `2026-08-0${first}`,
    end_date: `2026-08-0${last}`,
    time_zone: 'UTC',
    during: { starts_at: `2026-08-0${first}T00:00:00.000Z`, ends_at: null },
    is_partial: false,
    windows: [],
    unplanned: false,
    customer_count: count,
    lane: [
      {
        starts_at: `2026-08-0${first}T00:00:00.000Z`,
        ends_at: `2026-08-0${last}T00:00:00.000Z`,
        first_on: `2026-08-0${first}`,
        last_on: `2026-08-0${last}`,
        shares: [{ because: 'coverage', user: person(who), tier: 1, customers: count, waiting: 0 }],
      },
    ],
  })),
});
const NOW = Date.parse('2026-08-01T00:00:00Z');

test('what somebody carries is counted at the worst time: absences that meet add up, those after each other do not', () => {
  const people = [
    team('Ben', 31, 50),
    team('Ana', 38, 50, [[2, 6, 'Ben', 17]]),
    team('Finn', 24, 50, [
      [4, 5, 'Ben', 9],
      [6, 8, 'Ben', 3],
    ]),
  ];
  const [ben] = loadsOf(people, NOW);
  expect(ben).toMatchObject({ own: 31, covers: 26, capacity: 50, peakAt: '2026-08-04T00:00:00.000Z' });
  expect(ben?.from.map(({ name, customers }) => `${customers} of ${name}`)).toEqual(['17 of Ana', '9 of Finn']);
  expect(loadTitle(loadsOf(people, NOW))).toBe('Ben carries too much');
  expect(loadTitle(loadsOf(people, Date.parse('2026-08-07T00:00:00Z')))).toBe('Nobody carries too much');
});

test('of those whose capacity is not mine to know nothing is said', () => {
  expect(loadsOf([team('Ben', 31, null)], NOW)).toEqual([]);
});

const fair = (name: string, given: number, received: number): Fair => ({
  user: person(name),
  given,
  received,
  balance: given - received,
});
test.each([
  [[fair('Ben', 0, 0)], 'Nobody stood in for anybody in this time'],
  [[fair('Ben', 40, 40), fair('Eva', 12, 12)], 'What was given and received is even'],
  [
    [fair('Ben', 210, 0), fair('Ana', 0, 210)],
    'Ben gave 210 customer-days more than received, Ana received 210 more than given',
  ],
])('the imbalance is said by name', (items, title) => {
  expect(fairnessTitle(items)).toBe(title);
});
