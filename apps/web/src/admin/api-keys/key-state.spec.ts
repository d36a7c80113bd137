import { keyState } from './key-state.js';

const NOW = Date.parse('2026-07-22T10:00:00Z');

test.each([
  [null, null, true, 'Works'],
  ['2026-07-22T10:00:00Z', null, false, 'Ended by itself'],
  ['2026-07-22T10:00:01Z', null, true, 'Ends soon'],
  ['2026-08-05T10:00:00Z', null, true, 'Works'],
  ['2026-12-01T10:00:00Z', '2026-07-01T10:00:00Z', false, 'Revoked'],
])('a key until %s, revoked at %s: works %s, "%s"', (expires_at, revoked_at, works, words) => {
  expect(keyState({ expires_at, revoked_at }, NOW)).toMatchObject({ works, words });
});
