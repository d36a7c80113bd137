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

const away = (since: string | null, until: string, timeZone = 'Asia/Tokyo') =>
  explain(
    walk(
      ben,
      link({
        outcome: 'absent',
        awaySince: since === null ? null : Temporal.Instant.from(since),
        awayUntil: Temporal.Instant.from(until),
      }),
    ),
    names,
    timeZone,
  );

test('a local midnight belongs to the day before, an hour to its own day', () => {
  expect(away(null, '2026-12-04T15:00Z')).toEqual(['Ana (owner) is away until Fri 4 Dec']);
  expect(away(null, '2026-12-04T16:00Z')).toEqual(['Ana (owner) is away until 01:00 on Sat 5 Dec']);
});

test.each([
  ['2026-12-04T00:00Z', '2026-12-04T03:00Z', '09:00-12:00 on Fri 4 Dec'],
  ['2026-12-04T05:00Z', '2026-12-04T15:00Z', '14:00-24:00 on Fri 4 Dec'],
  ['2026-12-03T15:00Z', '2026-12-04T15:00Z', 'until Fri 4 Dec'],
  ['2026-12-03T15:00Z', '2026-12-04T03:00Z', 'until 12:00 on Fri 4 Dec'],
  ['2026-12-03T05:00Z', '2026-12-04T03:00Z', 'until 12:00 on Fri 4 Dec'],
])('a partial day is told by its hours: %s to %s is %s', (since, until, words) => {
  expect(away(since, until)).toEqual([`Ana (owner) is away ${words}`]);
});

test('the night the clock goes back keeps its wall-clock hours', () => {
  const [since, until] = ['2026-11-01T05:30Z', '2026-11-01T06:30Z'];
  expect(away(since, until, 'America/New_York')).toEqual(['Ana (owner) is away 01:30-01:30 on Sun 1 Nov']);
});

test('an instant ahead is told as a plan', () => {
  const chain = [link({ step: 'coverage', userId: ben, standsInFor: ana })];
  expect(explain(walk(ben, ...chain), names, 'UTC', true)).toEqual([
    'Ben (backup for Ana) will look after this customer as planned now',
  ]);
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

test('who was passed over already, and the same question asked twice, is said once', () => {
  const asked = link({ step: 'coverage', userId: ben, standsInFor: ana, outcome: 'not-answered' });
  expect(
    explain(
      walk(
        null,
        link({ outcome: 'absent' }),
        asked,
        { ...asked, tier: 1 },
        link({ step: 'manager', userId: ben, standsInFor: ana, outcome: 'passed-already' }),
      ),
      names,
      'UTC',
    ),
  ).toEqual(['Ana (owner) is away', 'Ben (backup for Ana) has not answered yet', 'Nobody looks after this customer']);
});

test('nobody is said at the end', () => {
  expect(explain(walk(null, link({ userId: null, outcome: 'none-set' })), names, 'UTC')).toEqual([
    'No owner is set',
    'Nobody looks after this customer',
  ]);
});
