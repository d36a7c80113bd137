import { availabilityWords, doneOf, mineOf, roomWords, whyNotNext, type Row, type Supporter } from './inbox-words.js';

const SAM = { user_id: 'sam', name: 'Sam Okoro', place: null };
const SUPPORTER: Supporter = {
  supporter_id: 's',
  user_id: 'sam',
  email: 'sam@harbor.example',
  display_name: 'Sam Okoro',
  is_available: true,
  unavailable_because: null,
  absent_until: null,
  active_escalations: 3,
  max_active_escalations: 5,
  last_assigned_at: null,
  version: 1,
  updated_at: '2026-07-22T08:00:00Z',
};
const row = (id: string, more: Partial<Row>, due = '2026-07-22T10:00:00Z', paused = false): Row => ({
  id,
  customer: null,
  conversation_id: id,
  category: null,
  severity: 'P2',
  title: id,
  status: 'investigating',
  primary_owner: SAM,
  secondary_owner: null,
  created_by: SAM,
  arr_at_risk: 0,
  sla: {
    due_at: due,
    response_due_at: due,
    warn_at: due,
    remaining_minutes: 0,
    percent_used: 0,
    next_warning_at: null,
    breached: false,
    paused,
    first_response_at: null,
  },
  snoozed_until: null,
  created_at: '2026-07-22T08:00:00Z',
  assigned_at: null,
  resolved_at: null,
  closed_at: null,
  updated_at: '2026-07-22T08:00:00Z',
  version: 1,
  ...more,
});

test('what presses comes first, what stands last, and only what one carries', () => {
  const rows = [
    row('stands', {}, '2026-07-22T09:00:00Z', true),
    row('late', {}, '2026-07-22T07:00:00Z'),
    row('soon', {}, '2026-07-22T09:30:00Z'),
    row('solved', { status: 'resolved' }),
    row('hers', { primary_owner: { ...SAM, user_id: 'sue' } }),
  ];
  expect(mineOf(rows, 'sam').map(({ id }) => id)).toEqual(['late', 'soon', 'stands']);
  expect(doneOf(rows, 'sam').map(({ id }) => id)).toEqual(['solved']);
});

test.each([
  [{}, 2, '2 wait for whoever is free. You can carry 2 more.'],
  [{ active_escalations: 6 }, 1, '1 waits for whoever is free. You carry as many as you may.'],
  [{ is_available: false }, 0, 'Nobody waits.'],
])('%j, %d wait', (given, waiting, words) => {
  expect(roomWords({ ...SUPPORTER, ...given }, waiting)).toBe(words);
});

test.each([
  [{}, 1, null],
  [{}, 0, 'Nobody waits'],
  [{ active_escalations: 5 }, 1, 'You carry as many as you may'],
  [{ is_available: false, unavailable_because: 'absent' as const }, 1, 'You are away by the calendar'],
  [{ is_available: false, unavailable_because: 'switched_off' as const }, 1, null],
])('taking the next one: %j, %d wait', (given, waiting, why) => {
  expect(whyNotNext({ ...SUPPORTER, ...given }, waiting)).toBe(why);
});

test('away says until when', () => {
  const away = {
    ...SUPPORTER,
    is_available: false,
    unavailable_because: 'absent' as const,
    absent_until: '2026-07-23T06:00:00Z',
  };
  expect(availabilityWords(away, 'Europe/Berlin', Date.parse('2026-07-22T09:00:00Z'))).toBe(
    'Away by the calendar until tomorrow 08:00',
  );
});
