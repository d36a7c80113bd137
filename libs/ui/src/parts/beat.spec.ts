import { jest } from '@jest/globals';
import { beatOf, freshenBeat, timeOfBeat } from './beat.js';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-07-20T08:00:00Z') });
  freshenBeat();
});
afterEach(() => {
  jest.useRealTimers();
});

test('a hundred readers of one step have one timer, and none is left when the last one goes', () => {
  const told: number[] = [];
  const leave = Array.from({ length: 100 }, () => beatOf(30_000).follow(() => told.push(timeOfBeat())));

  expect(jest.getTimerCount()).toBe(1);
  jest.advanceTimersByTime(30_000);
  expect(told).toHaveLength(100);
  expect(new Set(told)).toEqual(new Set([Date.parse('2026-07-20T08:00:30Z')]));

  for (const end of leave) end();
  expect(jest.getTimerCount()).toBe(0);
});

test('who left is not told any more, also when another reader leaves in the same beat', () => {
  const told: string[] = [];
  const leaveA = beatOf(1000).follow(() => told.push('a'));
  const leaveB = beatOf(1000).follow(() => {
    told.push('b');
    leaveB();
  });
  jest.advanceTimersByTime(2000);
  leaveA();
  jest.advanceTimersByTime(2000);

  expect(told).toEqual(['a', 'b', 'a']);
});

test('the time stands between two beats, and who begins has one of this second', () => {
  const began = timeOfBeat();
  jest.advanceTimersByTime(999);
  freshenBeat();
  expect(timeOfBeat()).toBe(began);

  jest.advanceTimersByTime(1);
  expect(timeOfBeat()).toBe(began);
  freshenBeat();
  expect(timeOfBeat()).toBe(began + 1000);
});
