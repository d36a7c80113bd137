import { groupsOf, titleOf } from './absence-groups.js';
import type { Absence } from './absence-words.js';

const NOW = Date.parse('2026-07-22T09:00:00Z');
const ben = { backup: { user_id: 'ben', name: 'Ben Vogel', place: null }, status: 'pending', approval: 'none' };

const anAbsence = (first: string, last: string, more: Partial<Absence> = {}): Absence => ({
  id: first,
  user: { user_id: 'ana', name: 'Ana Duarte', place: 'Lisbon' },
  absence_type: 'vacation',
  status: 'planned',
  source: 'google_calendar',
  start_date: first,
  end_date: last,
  time_zone: 'Europe/Lisbon',
  during: { starts_at: `${first}T00:00:00.000Z`, ends_at: `${last}T23:00:00.000Z` },
  is_partial: false,
  partial_hours: null,
  windows: [],
  preferred_backup_user_id: null,
  special_instructions: null,
  calendar_event_id: null,
  title: null,
  unplanned: false,
  reported_by: null,
  needs_confirmation: false,
  review_on: null,
  series: null,
  coverage: { customer_count: 38, accepted: 38, waiting: 0, uncovered: 0, assignments: [] },
  created_at: '2026-07-09T08:20:00.000Z',
  version: 1,
  ...more,
});

test('what waits for me, now, ahead soonest first, over latest first', () => {
  const groups = groupsOf(
    [
      anAbsence('2026-09-01', '2026-09-03'),
      anAbsence('2026-08-01', '2026-08-03'),
      anAbsence('2026-05-01', '2026-05-02', { status: 'completed' }),
      anAbsence('2026-06-01', '2026-06-02', { status: 'cancelled' }),
      anAbsence('2026-07-20', '2026-07-31', { status: 'active' }),
      anAbsence('2026-10-01', '2026-10-02', { status: 'suggested' }),
    ],
    NOW,
  );
  expect(groups.map(({ words, rows }) => [words, rows.map(({ id }) => id)])).toEqual([
    ['To confirm', ['2026-10-01']],
    ['Now', ['2026-07-20']],
    ['Ahead', ['2026-08-01', '2026-09-01']],
    ['Over', ['2026-06-01', '2026-05-01']],
  ]);
});

test.each([
  [[], 'Nothing planned'],
  [[anAbsence('2026-10-01', '2026-10-02', { status: 'suggested' })], 'Are you going away?'],
  [[anAbsence('2026-08-01', '2026-08-03')], 'You are away 1 to 3 Aug, nobody is left alone'],
  [
    [
      anAbsence('2026-08-01', '2026-08-03', {
        coverage: { customer_count: 38, accepted: 37, waiting: 0, uncovered: 1, assignments: [] },
      }),
    ],
    'You are away 1 to 3 Aug, and 1 customer has nobody',
  ],
  [[anAbsence('2026-07-20', '2026-07-31', { status: 'active' })], 'You are away, nobody is left alone'],
])('the title answers whether I am covered', (absences, title) => {
  expect(titleOf(absences, NOW)).toBe(title);
});

test('who has not answered is named', () => {
  const waiting = anAbsence('2026-08-01', '2026-08-03');
  const coverage = {
    ...waiting.coverage,
    accepted: 0,
    waiting: 38,
    assignments: [ben as Absence['coverage']['assignments'][number]],
  };
  expect(titleOf([{ ...waiting, coverage }], NOW)).toBe('You are away 1 to 3 Aug, Ben has not answered');
});
