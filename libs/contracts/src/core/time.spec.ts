import { z } from 'zod';
import { day, instant } from './time.js';

describe('days and instants', () => {
  test('whoever asks gives years 1900 to 2199', () => {
    for (const value of ['1899-12-31', '2200-01-01', '2026-02-30', '26-01-01'])
      expect(z.safeDecode(day, value).success).toBe(false);
    const outside = ['1899-12-31T23:59:59Z', '2200-01-01T00:00:00Z', '2199-12-31T23:00:00-05:00'];
    for (const value of [...outside, '2026-01-01T00:00:00', 'today'])
      expect(z.safeDecode(instant, value).success).toBe(false);
    expect(String(z.decode(day, '2199-12-31'))).toBe('2199-12-31');
    expect(String(z.decode(instant, '1900-01-01T00:00:00Z'))).toBe('1900-01-01T00:00:00Z');
  });

  test('the last day of 2199 can be answered: it ends in 2200', () => {
    const lastDay = z.decode(day, '2199-12-31');
    const end = lastDay.add({ days: 1 }).toZonedDateTime('Europe/Lisbon').toInstant();
    expect(z.encode(instant, end)).toBe('2200-01-01T00:00:00.000Z');
    expect(z.encode(day, lastDay.add({ days: 30 }))).toBe('2200-01-30');
  });
});
