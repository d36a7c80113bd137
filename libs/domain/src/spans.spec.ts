import fc from 'fast-check';
import { compareInstants, contains, intersect, overlaps, type Span, span, subtract, union } from './spans.js';

const at = (second: number) => Temporal.Instant.fromEpochMilliseconds(second * 1000);
const s = (from: number, to: number | null): Span => ({ startsAt: at(from), endsAt: to === null ? null : at(to) });

const anySpan = fc
  .record({ from: fc.integer({ min: 0, max: 30 }), length: fc.option(fc.integer({ min: 1, max: 10 })) })
  .map(({ from, length }) => s(from, length === null ? null : from + length));
const seconds = Array.from({ length: 45 }, (_, second) => second);
const holds = (spans: readonly Span[]) => seconds.filter((second) => spans.some((one) => contains(one, at(second))));

test.each([
  [s(0, 10), 0, true],
  [s(0, 10), 9, true],
  [s(0, 10), 10, false],
  [s(5, 10), 4, false],
  [s(5, null), 4, false],
  [s(5, null), 1_000_000, true],
])('a span holds its start and not its end', (one, second, inside) => {
  expect(contains(one, at(second))).toBe(inside);
});

test.each([
  ['back to back', s(0, 5), s(5, 10), false],
  ['one second in common', s(0, 6), s(5, 10), true],
  ['one inside the other', s(0, 10), s(3, 4), true],
  ['the same', s(0, 10), s(0, 10), true],
  ['open end, before', s(5, null), s(0, 5), false],
  ['open end, inside', s(5, null), s(0, 6), true],
  ['two open ends', s(5, null), s(500, null), true],
])('overlap: %s', (_name, a, b, expected) => {
  expect(overlaps(a, b)).toBe(expected);
  expect(overlaps(b, a)).toBe(expected);
});

test('an empty or backward span cannot be made', () => {
  expect(() => span(at(5), at(5))).toThrow(RangeError);
  expect(() => span(at(5), at(4))).toThrow(RangeError);
  expect(span(at(5), null)).toEqual(s(5, null));
});

test('touching spans become one', () => {
  expect(union([s(5, 8), s(0, 5), s(10, 12), s(11, null)])).toEqual([s(0, 8), s(10, null)]);
});

test.each([
  ['nothing', [], [s(0, 10)]],
  ['the middle', [s(3, 4)], [s(0, 3), s(4, 10)]],
  ['the start', [s(0, 4)], [s(4, 10)]],
  ['past the end', [s(8, null)], [s(0, 8)]],
  ['all of it', [s(0, 10)], []],
  ['neighbours only', [s(10, 20)], [s(0, 10)]],
])('taking out %s', (_name, holes, rest) => {
  expect(subtract(s(0, 10), holes)).toEqual(rest);
});

test('intersection, union and subtraction agree with counting seconds', () => {
  fc.assert(
    fc.property(anySpan, fc.array(anySpan, { maxLength: 6 }), (whole, others) => {
      const inside = new Set(holds(others));
      expect(holds(union(others))).toEqual(holds(others));
      expect(holds(subtract(whole, others))).toEqual(holds([whole]).filter((second) => !inside.has(second)));
      for (const other of others) {
        const common = intersect(whole, other);
        expect(common !== null).toBe(overlaps(whole, other));
        expect(holds(common ? [common] : [])).toEqual(holds([whole]).filter((second) => contains(other, at(second))));
      }
    }),
  );
});

test('what union and subtract return never touches', () => {
  fc.assert(
    fc.property(anySpan, fc.array(anySpan, { maxLength: 6 }), (whole, others) => {
      for (const spans of [union(others), subtract(whole, others)]) {
        spans.slice(1).forEach((next, index) => {
          const before = spans[index];
          expect(before?.endsAt && Temporal.Instant.compare(before.endsAt, next.startsAt) < 0).toBe(true);
        });
      }
    }),
  );
});

test('two instants of one millisecond keep their order, also before 1970', () => {
  const nanoseconds = fc.bigInt({ min: -5_000_000n, max: 5_000_000n });
  fc.assert(
    fc.property(nanoseconds, nanoseconds, (a, b) => {
      const [one, other] = [Temporal.Instant.fromEpochNanoseconds(a), Temporal.Instant.fromEpochNanoseconds(b)];
      expect(Math.sign(compareInstants(one, other))).toBe(Temporal.Instant.compare(one, other));
    }),
  );
});
