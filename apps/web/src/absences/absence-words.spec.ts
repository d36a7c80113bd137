import { awayWords, coverageState, type Absence } from './absence-words.js';

const withCoverage = (coverage: Partial<Absence['coverage']>): Absence => ({
  id: '0197f0a0-0000-7000-8000-00000000000a',
  user: { user_id: '0197f0a0-0000-7000-8000-00000000000b', name: 'Ana Duarte', place: 'Lisbon' },
  absence_type: 'vacation',
  status: 'planned',
  source: 'google_calendar',
  start_date: '2026-07-20',
  end_date: '2026-07-31',
  time_zone: 'Europe/Lisbon',
  during: { starts_at: '2026-07-19T23:00:00.000Z', ends_at: '2026-07-31T23:00:00.000Z' },
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
  coverage: { customer_count: 38, accepted: 38, waiting: 0, uncovered: 0, assignments: [], ...coverage },
  created_at: '2026-07-09T08:20:00.000Z',
  version: 1,
});

test.each([
  [{}, 'covered'],
  [{ accepted: 20, waiting: 18 }, 'waiting'],
  [{ accepted: 20, waiting: 17, uncovered: 1 }, 'gap'],
  [{ customer_count: 0, accepted: 0 }, 'none'],
] as const)('coverage %j is "%s"', (coverage, state) => {
  expect(coverageState(withCoverage(coverage))).toBe(state);
});

test.each([
  ['2026-07-31T22:59:59Z', 'planned', 'You are away 20 to 31 Jul', 'Ana Duarte is away 20 to 31 Jul'],
  ['2026-07-31T23:00:00Z', 'active', 'You were away 20 to 31 Jul', 'Ana Duarte was away 20 to 31 Jul'],
  ['2026-07-25T09:00:00Z', 'completed', 'You were away 20 to 31 Jul', 'Ana Duarte was away 20 to 31 Jul'],
  ['2026-07-25T09:00:00Z', 'cancelled', 'You were to be away 20 to 31 Jul', 'Ana Duarte was to be away 20 to 31 Jul'],
] as const)('at %s an absence that is %s reads "%s"', (now, status, mine, theirs) => {
  const absence = { ...withCoverage({}), status };
  expect([true, false].map((isMine) => awayWords(absence, isMine, Date.parse(now)))).toEqual([mine, theirs]);
});
