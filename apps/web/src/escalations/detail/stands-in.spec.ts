import { doerWords, type Responsible, standsInNow } from './stands-in.js';

const ana = { user_id: 'ana', name: 'Ana Duarte', place: null };
const eva = { user_id: 'eva', name: 'Eva Laurent', place: null };
const sue = { user_id: 'sue', name: 'Sue Lindqvist', place: null };
const owner: Responsible = {
  responsible: ana,
  owner: ana,
  because: 'owner',
  until: '2026-12-01T00:00:00Z',
  next: null,
  skipped: [],
  explanation: [],
  at: '2026-11-27T09:00:00Z',
  is_plan: false,
  time_zone: 'UTC',
};
const covered: Responsible = { ...owner, responsible: eva, because: 'coverage', until: '2026-12-04T00:00:00Z' };

test('who stands in now is named, with the last day; nobody once the owner is back', () => {
  expect(standsInNow(covered, 'Europe/Berlin')).toEqual({
    backup: 'Eva Laurent',
    absent: 'Ana Duarte',
    until: 'Thu 3 Dec',
  });
  expect(standsInNow({ ...covered, until: null }, 'UTC')).toEqual({ backup: 'Eva Laurent', absent: 'Ana Duarte' });
  for (const answer of [owner, { ...covered, responsible: null }, { ...covered, owner: null }, undefined])
    expect(standsInNow(answer, 'UTC')).toBeNull();
});

test('a step of an owner who is away is done by whoever looks after the customer', () => {
  expect(doerWords(ana, covered)).toBe('Eva Laurent for Ana Duarte');
  expect(doerWords(ana, owner)).toBe('Ana Duarte');
  expect(doerWords(sue, covered)).toBe('Sue Lindqvist');
  expect(doerWords(ana, undefined)).toBe('Ana Duarte');
  expect(doerWords(null, covered)).toBeNull();
});
