import type { Proposal } from './setup-draft.js';

const person = (userId: string, name: string, capacity: number): Proposal['people'][number] => ({
  user_id: userId,
  name,
  place: 'Berlin',
  score: 75,
  factors: { capacity_score: 38, familiarity_score: 45, skill_match_score: 82, preference_score: 30 },
  load: { customers: 30, coverage: 1, capacity_points: capacity },
  load_after: 34,
  overloaded: false,
  reasons: [],
  knows: 2,
  skills: ['banking'],
});
export const aCustomer = (
  id: string,
  holder: string | null,
  more: Partial<Proposal['customers'][number]> = {},
): Proposal['customers'][number] => ({
  customer_id: id,
  name: id,
  arr: 100_000,
  health_score: 70,
  renewal_on: null,
  renews_inside: false,
  points: 1,
  backup_user_id: holder,
  why: 'preferred backup',
  not: [],
  ...more,
});

/** A proposal of the API for tests: Ana is away 20 to 31 Jul, Ben has two of her customers and Eva one. */
export const aProposal = (more: Partial<Proposal> = {}): Proposal => ({
  user: { user_id: 'ana', name: 'Ana Duarte', place: 'Lisbon' },
  manager: { user_id: 'mia', name: 'Mia Kruse', place: 'Berlin' },
  absence: {
    id: null,
    absence_type: 'vacation',
    start_date: '2026-07-20',
    end_date: '2026-07-31',
    time_zone: 'Europe/Lisbon',
    partial_hours: null,
    during: { starts_at: '2026-07-19T23:00:00.000Z', ends_at: '2026-07-31T23:00:00.000Z' },
    status: null,
    source: null,
    title: null,
    special_instructions: null,
  },
  days: [
    { on: '2026-07-20', works: true },
    { on: '2026-07-21', works: true },
    { on: '2026-07-31', works: true },
  ],
  working_days: 10,
  people: [person('ben', 'Ben Vogel', 50), person('eva', 'Eva Laurent', 32)],
  excluded: [],
  customers: [aCustomer('Corvane', 'ben', { arr: 412_000 }), aCustomer('Lumaris', 'ben'), aCustomer('Meridola', 'eva')],
  unplaced: [],
  cover: 'split',
  best: 'split',
  shares: [
    {
      backup: { user_id: 'ben', name: 'Ben Vogel', place: 'Berlin' },
      customers: 2,
      load: 31,
      load_after: 33,
      capacity_points: 50,
    },
    {
      backup: { user_id: 'eva', name: 'Eva Laurent', place: 'Paris' },
      customers: 1,
      load: 30,
      load_after: 31,
      capacity_points: 32,
    },
  ],
  asked: [],
  policy: {
    needs_approval: false,
    needs_acceptance: true,
    answer_within_minutes: 2880,
    ladder: ['next-suggestion', 'manager'],
    notices: 'auto',
    weights: { capacity: 0.3, familiarity: 0.3, skill: 0.25 },
  },
  ...more,
});
