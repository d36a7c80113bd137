import { jumpsFrom } from './jumps.js';

test('on a Saturday in Lisbon, Monday is the day after tomorrow', () => {
  const jumps = jumpsFrom(Date.parse('2026-11-21T04:51:00Z'), 'Europe/Lisbon');
  expect(jumps.map(({ key, at }) => [key, at])).toEqual([
    ['15min', '2026-11-21T05:06:00.000Z'],
    ['1h', '2026-11-21T05:51:00.000Z'],
    ['tomorrow', '2026-11-22T09:00:00.000Z'],
    ['monday', '2026-11-23T09:00:00.000Z'],
  ]);
});

test('on a Monday, Monday is the next one, and the day is the one of the zone', () => {
  const jumps = jumpsFrom(Date.parse('2026-11-22T23:30:00Z'), 'Europe/Berlin');
  expect(jumps.find(({ key }) => key === 'monday')?.at).toBe('2026-11-30T08:00:00.000Z');
});
