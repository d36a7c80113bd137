import { asReadersDay } from './frame.js';

const at = (text: string) => Temporal.Instant.from(text);

test.each([
  [
    'the owner’s midnight is the reader’s midnight of the same day',
    '2026-12-04T00:00Z',
    'Europe/Lisbon',
    'Asia/Tokyo',
    '2026-12-03T15:00Z',
  ],
  [
    'an hour of the day stays the instant it is',
    '2026-12-04T14:00Z',
    'Europe/Lisbon',
    'Asia/Tokyo',
    '2026-12-04T14:00Z',
  ],
  ['somebody else’s midnight is only an hour', '2026-12-04T00:00Z', 'Europe/Berlin', 'Asia/Tokyo', '2026-12-04T00:00Z'],
  ['in the same zone nothing changes', '2026-12-03T23:00Z', 'Europe/Berlin', 'Europe/Berlin', '2026-12-03T23:00Z'],
  ['the day may begin later than midnight', '2026-04-23T22:00Z', 'Africa/Cairo', 'UTC', '2026-04-24T00:00Z'],
])('%s', (_, instant, owner, reader, expected) => {
  expect(asReadersDay(at(instant), owner, reader)).toEqual(at(expected));
});
