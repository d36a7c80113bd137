import type { TeamPerson } from './lanes.js';
import { gapSentence, gapsOfDays, stripOf, stripWords, teamGaps, titleOf, type Proof } from './team-gaps.js';

const NOW = Date.parse('2026-07-22T08:00:00Z');
const FINN = { user_id: 'finn', name: 'Finn Byrne', place: null };

const hole = (n: number, more: Partial<Proof['gaps'][number]> = {}): Proof['gaps'][number] => ({
  customer_id: `c${n}`,
  customer_name: `Customer ${n}`,
  arr: 1000,
  csm: FINN,
  starts_at: '2026-08-18T23:00:00.000Z',
  ends_at: '2026-08-21T23:00:00.000Z',
  cause: 'backup-absent',
  responsible: null,
  grade: 'gap',
  explanation: ['Finn is away', 'Eva is away'],
  ...more,
});
const proof = (...gaps: Proof['gaps']): Proof => ({
  from: '2026-07-22T08:00:00.000Z',
  to: '2026-10-20T08:00:00.000Z',
  time_zone: 'Europe/Berlin',
  customers: 120,
  covered_ratio: 0.9,
  covered_time_ratio: 0.99,
  gaps_total: gaps.length,
  gaps,
  weak_customers: 0,
  weak_total: 0,
  weak: [],
});
const finn = (shares: TeamPerson['absences'][number]['lane'][number]['shares'] = []): TeamPerson => ({
  user: FINN,
  time_zone: 'Europe/Dublin',
  team: null,
  customers: 24,
  capacity_points: null,
  holidays: [],
  absences: [
    {
      id: 'absence',
      status: 'planned',
      absence_type: null,
      start_date: '2026-08-17',
      end_date: '2026-08-21',
      time_zone: 'Europe/Dublin',
      during: { starts_at: '2026-08-16T23:00:00.000Z', ends_at: '2026-08-21T23:00:00.000Z' },
      is_partial: false,
      windows: [],
      unplanned: false,
      customer_count: 24,
      lane: [
        {
          starts_at: '2026-08-18T23:00:00.000Z',
          ends_at: '2026-08-21T23:00:00.000Z',
          first_on: '2026-08-19',
          last_on: '2026-08-21',
          shares,
        },
      ],
    },
  ],
});

test('customers of one person, span and cause are one gap, told in the days of whoever is away', () => {
  const gaps = teamGaps(proof(hole(1), hole(2), hole(3)), [finn()], NOW);
  expect(gaps.map((gap) => gapSentence(gap, NOW))).toEqual(["3 of Finn's customers have nobody from 19 to 21 Aug"]);
  expect(gaps[0]).toMatchObject({ count: 3, absenceId: 'absence', timeZone: 'Europe/Dublin' });
});

test.each([
  [hole(1), 'Customer 1 has nobody from 19 to 21 Aug'],
  [hole(1, { starts_at: '2026-08-20T23:00:00.000Z' }), 'Customer 1 has nobody on 21 Aug'],
  [hole(1, { starts_at: '2026-07-22T08:00:00.000Z' }), 'Customer 1 has nobody until 21 Aug'],
])('one customer is named, and the span said as people say it', (gap, words) => {
  const [found] = teamGaps(proof(gap), [finn()], NOW);
  expect(found && gapSentence(found, NOW)).toBe(words);
});

test('customers without owner are a gap that no absence opens', () => {
  const orphan = { csm: null, cause: 'no-owner' } as const;
  const [gap] = teamGaps(proof(hole(1, orphan), hole(2, orphan)), [finn()], NOW);
  expect(gap && gapSentence(gap, NOW)).toBe('2 customers without owner have nobody from 19 to 22 Aug');
  expect(gap?.absenceId).toBeNull();
});

test('who may not read the proof of a colleague still sees the gap of the lane, once', () => {
  const lane = [{ because: 'gap' as const, user: null, tier: null, customers: 6, waiting: 0 }];
  expect(teamGaps(proof(), [finn(lane)], NOW)).toMatchObject([{ count: 6, customers: [], absenceId: 'absence' }]);
  expect(teamGaps(proof(hole(1)), [finn(lane)], NOW)).toHaveLength(1);
  expect(teamGaps(proof(), [finn(lane)], Date.parse('2026-09-01T00:00:00Z'))).toEqual([]);
});

test('behind a red bar are the gaps that touch its days', () => {
  const gaps = teamGaps(proof(hole(1)), [finn()], NOW);
  expect(gapsOfDays(gaps, 'finn', '2026-08-21', '2026-08-25')).toHaveLength(1);
  expect(gapsOfDays(gaps, 'finn', '2026-08-22', '2026-08-25')).toEqual([]);
  expect(gapsOfDays(gaps, 'eva', '2026-08-19', '2026-08-21')).toEqual([]);
});

test.each([
  [{ gaps: 0, waiting: false }, 'No gap for 90 days'],
  [{ gaps: 0, waiting: true }, 'No gap for 90 days, if everybody who was asked accepts'],
  [{ gaps: 1, waiting: true }, 'No gap for 90 days, except one'],
  [{ gaps: 4, waiting: false }, '4 gaps in the next 90 days'],
])('the title is the answer', (of, title) => {
  expect(titleOf(of)).toBe(title);
});

test('the strip has a cell a day of the reader, a gap beats a waiting answer', () => {
  const waiting = [{ because: 'manager' as const, user: FINN, tier: null, customers: 2, waiting: 2 }];
  const days = ['2026-08-18', '2026-08-19', '2026-08-20', '2026-08-22'];
  const gaps = teamGaps(proof(hole(1, { ends_at: '2026-08-19T22:00:00.000Z' })), [finn(waiting)], NOW);
  const states = stripOf(days, gaps, [finn(waiting)], 'Europe/Dublin');
  expect(states).toEqual(['covered', 'gap', 'waiting', 'covered']);
  expect(stripWords(states, '18 Aug')).toBe('4 days from 18 Aug: 2 covered, 1 with a gap, 1 waiting for an answer');
});
