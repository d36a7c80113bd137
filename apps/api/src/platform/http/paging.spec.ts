import { decodeCursor, encodeCursor } from './paging.js';

const ID = '00000000-0000-4000-8000-000000000001';
const place = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a place in a list comes back as it was', () => {
  const key = { dueAt: '2026-07-20T00:00:00.123456Z', firstOn: '2026-07-20', name: 'Zoë & Sons', id: ID };
  expect(decodeCursor(encodeCursor(key), ['dueAt', 'firstOn', 'name', 'id'])).toEqual(key);
});

test('more than was asked for is left out', () => {
  expect(decodeCursor(place({ name: 'a', more: 'b' }), ['name'])).toEqual({ name: 'a' });
});

test.each([
  ['nothing', ''],
  ['not JSON', Buffer.from('{').toString('base64url')],
  ['null', place(null)],
  ['a list', place(['x'])],
  ['a part missing', place({ name: 'x' })],
  ['an id that is none', place({ name: 'x', id: '1' })],
  ['a number', place({ name: 1, id: ID })],
  ['a NUL byte', place({ name: '\0', id: ID })],
  ['half a character', place({ name: '\ud800', id: ID })],
])('%s is refused', (_, cursor) => {
  expect(() => decodeCursor(cursor, ['name', 'id'])).toThrow('request.malformed');
});

test.each([
  ['a day that is not in the calendar', { firstOn: '2026-02-30' }, ['firstOn']],
  ['an instant without zone', { dueAt: '2026-02-03T10:00' }, ['dueAt']],
])('%s is refused', (_, key, names) => {
  expect(() => decodeCursor(place(key), names)).toThrow('request.malformed');
});
