import { responsibleInFull, type Responsible } from './responsible-words.js';

const ana = { user_id: 'ana', name: 'Ana Duarte', place: null };
const ben = { user_id: 'ben', name: 'Ben Vogel', place: null };
const mia = { user_id: 'mia', name: 'Mia Kruse', place: null };
const ZONE = 'Europe/Lisbon';
const at = '2026-07-22T09:00:00Z';
const friday = '2026-07-31T16:00:00Z';
const full = (answer: Responsible, me: string, afterwards: Responsible | null = null) =>
  responsibleInFull(answer, 'Corvane', me, ZONE, afterwards);

const owner: Responsible = {
  responsible: ana,
  owner: ana,
  because: 'owner',
  until: null,
  next: mia,
  skipped: [],
  explanation: [],
  at,
  time_zone: ZONE,
};

test('an owner without plans to be away is followed by whoever would step in', () => {
  expect(full(owner, 'ana').title).toBe('You look after Corvane');
  expect(full(owner, 'ana').detail).toBe('when you are away, Mia Kruse');
  expect(full(owner, 'ben').detail).toBe('when Ana is away, Mia Kruse');
  expect(full(owner, 'mia').detail).toBe('when Ana is away, you');
  expect(full({ ...owner, next: null }, 'ana').detail).toBe('');
});

test('an owner who leaves is followed by whoever covers, not by who would step in today', () => {
  const leaving: Responsible = { ...owner, until: friday };
  const covered: Responsible = { ...owner, responsible: ben, because: 'coverage' };
  expect(full(leaving, 'ana', covered).detail).toBe('until Fri 31 Jul, 17:00 · after you Ben Vogel');
  expect(full(leaving, 'ben', covered).detail).toBe('until Fri 31 Jul, 17:00 · then you');
});

test('who covers, for whom, until when, and who is next', () => {
  const covered: Responsible = { ...owner, responsible: ben, because: 'coverage', until: friday, next: mia };
  expect(full(covered, 'ben')).toEqual({
    state: 'covered',
    title: 'You look after Corvane for Ana Duarte',
    detail: 'until Fri 31 Jul, 17:00 · after you Mia Kruse',
  });
  expect(full(covered, 'ana').detail).toBe('until Fri 31 Jul, 17:00 · then Mia Kruse');
});

test('nobody is a gap, with who comes after it', () => {
  const gap: Responsible = { ...owner, responsible: null, because: 'gap', until: friday, next: ana };
  expect(full(gap, 'ben')).toEqual({
    state: 'gap',
    title: 'Nobody looks after Corvane',
    detail: 'until Fri 31 Jul, 17:00 · then Ana Duarte',
  });
});
