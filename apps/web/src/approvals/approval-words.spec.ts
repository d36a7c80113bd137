import { chosenBecause, stakeOf, withoutMe, type Approval } from './approval-words.js';

const NOW = '2026-07-22T08:00:00Z';
const person = (name: string) => ({ user_id: name, name, place: null });
const anApproval = ({
  assignment,
  ...more
}: Partial<Omit<Approval, 'assignment'>> & { assignment?: Partial<Approval['assignment']> } = {}): Approval => ({
  assignment: {
    id: 'a',
    absence_id: 'b',
    backup: person('Ben Vogel'),
    absent: person('Ana Duarte'),
    tier: 1,
    coverage_type: 'full',
    status: 'pending',
    approval: 'waiting',
    during: { starts_at: '2026-07-27T00:00:00Z', ends_at: '2026-08-01T00:00:00Z' },
    time_zone: 'UTC',
    covered_customer_ids: ['1', '2'],
    score: 81.6,
    factors: null,
    rung: 'first',
    asked_at: null,
    answer_by: null,
    approver_user_id: 'Mia Kruse',
    approve_by: '2026-07-22T15:00:00Z',
    approval_reason: null,
    accepted_at: null,
    release_by: null,
    release_reason: null,
    declined_reason: null,
    ended_reason: null,
    notifications_received: 0,
    actions_taken: 0,
    created_at: NOW,
    version: 1,
    ...assignment,
  },
  asked_of_me: true,
  asked_of: person('Mia Kruse'),
  arr: 412_000,
  at_risk: 0,
  next_approver: null,
  backup_knows: false,
  ...more,
});

test('doing nothing passes the question to the next manager, or asks the backup without a yes', () => {
  expect(withoutMe(anApproval({ next_approver: person('Max Berg') }), 'UTC', NOW)).toBe(
    'Without your answer by 15:00, Max Berg is asked.',
  );
  expect(withoutMe(anApproval(), 'UTC', NOW)).toBe(
    "Without your answer by 15:00, Ben is asked without a manager's yes.",
  );
});

test('whoever is not asked reads who is', () => {
  expect(withoutMe(anApproval({ asked_of_me: false }), 'UTC', NOW)).toMatch(/^Mia Kruse is asked\. After 15:00/);
});

test('a backup who knows of it stays, until somebody says no', () => {
  expect(withoutMe(anApproval({ backup_knows: true }), 'UTC', NOW)).toMatch(/^Ben was asked already/);
  expect(withoutMe(anApproval({ backup_knows: true, assignment: { status: 'active' } }), 'UTC', NOW)).toMatch(
    /^Ben covers already/,
  );
});

test('what is at stake is said without what is zero', () => {
  expect(stakeOf(anApproval())).toBe('2 customers, €412k');
  expect(stakeOf(anApproval({ arr: 0, at_risk: 1 }))).toBe('2 customers, 1 with a health under 50');
});

test('why it is this person', () => {
  expect(chosenBecause(anApproval())).toBe('Ben is the best match, score 82.');
  expect(chosenBecause(anApproval({ assignment: { rung: 'secondary', score: null } }))).toBe(
    'Ben is the second choice.',
  );
});
