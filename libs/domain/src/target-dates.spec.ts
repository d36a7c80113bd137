import { escalationHints, requireTargetAhead } from './target-dates.js';

const NOW = Temporal.Instant.from('2026-07-06T09:00:00Z');

test('a target lies ahead, by a moment at least', () => {
  expect(() => requireTargetAhead(NOW, NOW)).toThrow('escalations.target-in-the-past');
  expect(() => requireTargetAhead(NOW.subtract({ hours: 1 }), NOW)).toThrow('escalations.target-in-the-past');
  expect(() => requireTargetAhead(NOW.add({ nanoseconds: 1 }), NOW)).not.toThrow();
  expect(() => requireTargetAhead(null, NOW)).not.toThrow();
});

test('a target after the clock has run out is a hint, not an error', () => {
  const hints = (targetResolutionAt: Temporal.Instant | null) => escalationHints({ targetResolutionAt, dueAt: NOW });
  expect(hints(NOW.add({ minutes: 1 }))).toEqual(['target-after-due']);
  expect(hints(NOW)).toEqual([]);
  expect(hints(null)).toEqual([]);
});
