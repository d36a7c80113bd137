import { Days } from './days.js';

const days = new Days('en', 'Europe/Lisbon');
const NOW = '2026-07-07T09:00:00Z';

test.each([
  ['2026-07-07T15:00:00Z', '16:00'],
  ['2026-07-08T15:00:00Z', 'Wed 16:00'],
  ['2026-07-13T08:59:00Z', 'Mon 09:59'],
  ['2026-07-13T09:00:00Z', '13 Jul'],
  ['2026-07-06T15:00:00Z', 'Mon 16:00'],
  ['2026-06-01T15:00:00Z', '1 Jun'],
])('in a narrow place %s is %s', (instant, words) => expect(days.momentShort(instant, NOW)).toBe(words));
