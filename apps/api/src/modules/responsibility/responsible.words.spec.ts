import { asId, type ChainLink, type Responsibility, type UserId } from '@understudy/domain';
import { explain } from './responsible.words.js';

const [ana, ben, mia] = [1, 2, 3].map((n) => asId<UserId>(`00000000-0000-4000-8000-00000000000${n}`)) as [
  UserId,
  UserId,
  UserId,
];
const names = new Map([
  [ana, { userId: ana, name: 'Ana', place: null }],
  [ben, { userId: ben, name: 'Ben', place: null }],
]);
const link = (given: Partial<ChainLink>): ChainLink => ({
  step: 'owner',
  userId: ana,
  standsInFor: null,
  assignmentId: null,
  tier: null,
  outcome: 'responsible',
  awayUntil: null,
  ...given,
});
const walk = (responsible: UserId | null, ...chain: ChainLink[]): Responsibility => ({
  responsible,
  because: 'owner',
  until: null,
  next: null,
  skipped: [],
  chain,
});

test('a local midnight belongs to the day before, an hour to its own day', () => {
  const until = (text: string) =>
    explain(walk(ben, link({ outcome: 'absent', awayUntil: Temporal.Instant.from(text) })), names, 'Asia/Tokyo');

  expect(until('2026-12-04T15:00Z')).toEqual(['Ana (owner) is away until Fri 4 Dec']);
  expect(until('2026-12-04T16:00Z')).toEqual(['Ana (owner) is away until Sat 5 Dec']);
});

test('the walk as sentences, in its order', () => {
  expect(
    explain(
      walk(
        ben,
        link({ outcome: 'absent' }),
        link({ step: 'coverage', userId: mia, standsInFor: ana, outcome: 'declined' }),
        link({ step: 'team-fallback', userId: null, standsInFor: ana, outcome: 'none-set' }),
        link({ step: 'manager', userId: ben, standsInFor: ana }),
      ),
      names,
      'UTC',
    ),
  ).toEqual([
    'Ana (owner) is away',
    'somebody who left (backup for Ana) declined',
    'No team fallback is set',
    'Ben (manager for Ana) looks after this customer',
  ]);
});

test('nobody is said at the end', () => {
  expect(explain(walk(null, link({ userId: null, outcome: 'none-set' })), names, 'UTC')).toEqual([
    'No owner is set',
    'Nobody looks after this customer',
  ]);
});
