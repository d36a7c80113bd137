import { whoHasIt } from './who-has-it.js';

const SUE = { user_id: 'sue', name: 'Sue Lindqvist', place: null };
const SID = { user_id: 'sid', name: 'Sid Rahman', place: null };
const none = { open: null, investigating: null, action_required: null, resolved: null, closed: null, void: null };
const BASE: Parameters<typeof whoHasIt>[0] = {
  status: 'open',
  severity: 'P1',
  primary_owner: SUE,
  secondary_owner: SID,
  sla: {
    due_at: '2026-07-23T06:41:00Z',
    response_due_at: '2026-07-22T07:41:00Z',
    warn_at: '2026-07-23T00:41:00Z',
    remaining_minutes: 1319,
    percent_used: 8,
    next_warning_at: null,
    breached: false,
    paused: false,
    first_response_at: null,
  },
  status_times: none,
  resolved_at: null,
  closed_at: null,
  voided_reason: null,
  conversation_id: null,
  customer: { id: 'c', name: 'Corvane Bank' },
};
const ben = { userId: 'ben', zone: 'Europe/Berlin', now: Date.parse('2026-07-22T07:00:00Z') };

test.each([
  [{}, 'Sue Lindqvist has it; first answer by 09:41. Unanswered, it goes to Sid Rahman.'],
  [{ secondary_owner: null }, 'Sue Lindqvist has it; first answer by 09:41. Unanswered, it goes up to the manager.'],
  [{ severity: 'P3' as const }, 'Sue Lindqvist has it; first answer by 09:41. Next would be Sid Rahman.'],
  [
    { status: 'investigating' as const },
    'Sue Lindqvist has it, to be solved by tomorrow 08:41. Next would be Sid Rahman.',
  ],
  [{ primary_owner: null }, 'Nobody is free yet; it goes to the first who is.'],
  [
    { status: 'action_required' as const, status_times: { ...none, action_required: '2026-07-22T06:00:00Z' } },
    'Sue Lindqvist has it, and waits for the customer since 08:00. The clock stands.',
  ],
  [
    { status: 'resolved' as const, resolved_at: '2026-07-22T06:30:00Z' },
    'Resolved 08:30. It closes by itself unless somebody reopens it.',
  ],
  [{ status: 'void' as const, voided_reason: 'Opened twice' }, 'Taken back: Opened twice'],
])('%j', (given, words) => {
  expect(whoHasIt({ ...BASE, ...given }, ben)).toBe(words);
});

test('to oneself it says you', () => {
  expect(whoHasIt({ ...BASE, status: 'investigating' }, { ...ben, userId: 'sue' })).toMatch(
    /^You have it, to be solved/,
  );
  expect(whoHasIt(BASE, { ...ben, userId: 'sid' })).toMatch(/it goes to you\.$/);
});
