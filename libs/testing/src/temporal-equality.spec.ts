import { jest } from '@jest/globals';

// Loaded by setupFilesAfterEnv of every Jest project, on purpose not imported here: take it out of jest.config.mjs and this turns red.
const first = () => Temporal.Instant.from('2026-07-06T10:00:00.123456Z');
const second = () => Temporal.Instant.from('2026-07-07T10:00:00Z');
const day = () => Temporal.PlainDate.from('2026-07-06');

const calledWith = (value: unknown) => {
  const spy = jest.fn();
  spy(value);
  return spy;
};

test.each<[string, () => void]>([
  ['toEqual', () => expect(first()).toEqual(second())],
  ['toEqual, nested', () => expect({ a: [first()] }).toEqual({ a: [second()] })],
  ['toStrictEqual', () => expect({ a: [first()] }).toStrictEqual({ a: [second()] })],
  ['toMatchObject', () => expect({ a: first(), c: 1 }).toMatchObject({ a: second() })],
  ['toContainEqual', () => expect([first()]).toContainEqual(second())],
  ['objectContaining', () => expect({ a: first() }).toEqual(expect.objectContaining({ a: second() }))],
  ['arrayContaining', () => expect([first()]).toEqual(expect.arrayContaining([second()]))],
  ['toHaveBeenCalledWith', () => expect(calledWith({ a: first() })).toHaveBeenCalledWith({ a: second() })],
  ['toHaveProperty', () => expect({ a: first() }).toHaveProperty('a', second())],
  ['a map', () => expect(new Map([['a', first()]])).toEqual(new Map([['a', second()]]))],
  ['a set', () => expect(new Set([first()])).toEqual(new Set([second()]))],
  ['another type', () => expect(first()).toEqual(day())],
  ['a plain object', () => expect(day()).toEqual({})],
  ['two days', () => expect(day()).toEqual(day().add({ days: 1 }))],
])('different Temporal values are not equal: %s', (_name, compare) => {
  expect(compare).toThrow();
});

test('equal Temporal values are equal', () => {
  expect({ a: [first()], on: day() }).toEqual({ a: [first()], on: day() });
  expect({ a: first() }).toEqual({ a: expect.any(Temporal.Instant) });
  expect(first()).toEqual(expect.anything());
});

test('what is not Temporal compares as before', () => {
  expect({ a: 1, b: [new Date(0)] }).toEqual({ a: 1, b: [new Date(0)] });
  expect(() => expect({ a: 1 }).toEqual({ a: 2 })).toThrow();
});
