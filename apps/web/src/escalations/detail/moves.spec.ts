import { movesOf, nextMove } from './moves.js';

const PERSON = { user_id: 'ben', name: 'Ben Vogel', place: null };
const of = (
  status: Parameters<typeof movesOf>[0]['status'],
  allowed: readonly Parameters<typeof movesOf>[0]['status'][],
) => ({ status, allowed_statuses: [...allowed], created_by: PERSON, customer_context: null, snoozed_until: null });

const open = (moves: ReturnType<typeof movesOf>) => moves.filter(({ whyNot }) => whyNot === null).map(({ key }) => key);

test('an owner takes on what is open, and everything else but waiting and closing', () => {
  const moves = movesOf(of('open', ['investigating', 'resolved', 'void']), 'sue');
  expect(open(moves)).toEqual([
    'acknowledge',
    'resolve',
    'hand-on',
    'raise',
    'quiet',
    'regrade',
    'correct',
    'take-back',
  ]);
  expect(nextMove(moves)?.key).toBe('acknowledge');
  expect(moves.find(({ key }) => key === 'wait')?.whyNot).toBe('Take it on first');
  expect(moves.find(({ key }) => key === 'close')?.whyNot).toMatch(/Resolve it first/);
});

test('whoever opened it corrects it and takes it back while nobody has taken it on, and is told whose the rest is', () => {
  const moves = movesOf(of('open', ['void']), 'ben');
  expect(open(moves)).toEqual(['correct', 'take-back']);
  expect(nextMove(moves)).toBeNull();
  expect(moves.find(({ key }) => key === 'hand-on')?.whyNot).toMatch(/owners/);
  expect(open(movesOf(of('investigating', []), 'ben'))).toEqual([]);
});

test.each([
  ['investigating', ['action_required', 'resolved', 'void'], 'resolve'],
  ['action_required', ['investigating', 'resolved', 'void'], 'resume'],
  ['resolved', ['closed', 'investigating', 'void'], 'close'],
  ['closed', [], undefined],
  ['void', [], undefined],
] as const)('%s: the next thing to do', (status, allowed, key) => {
  expect(nextMove(movesOf(of(status, allowed), 'sue'))?.key).toBe(key);
});

test('what is closed says why it stays closed', () => {
  expect(movesOf(of('closed', []), 'sue')).toMatchObject([
    { key: 'reopen', whyNot: expect.stringMatching(/for good/) },
  ]);
});

test('what is quiet can be woken', () => {
  const quiet = { ...of('investigating', ['resolved']), snoozed_until: '2026-07-22T12:00:00Z' };
  expect(movesOf(quiet, 'sue').find(({ key }) => key === 'quiet')?.words).toBe('Warn again');
});
