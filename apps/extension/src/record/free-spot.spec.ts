import { cornerSpot, freeSpot, type Box } from './free-spot.js';

const line: Box = { left: 0, right: 1000, top: 100, bottom: 140 };
const at = (left: number, right: number, top = 100, bottom = 140): Box => ({ left, right, top, bottom });

test('the bar stands left of the action ribbon, 8 px away, on the middle line', () => {
  expect(freeSpot(line, [at(0, 200), at(700, 990)])).toEqual({ kind: 'bar', right: 692, top: 106 });
});

test('with room at the right end it stands there', () => {
  expect(freeSpot(line, [at(0, 200)])).toEqual({ kind: 'bar', right: 992, top: 106 });
});

test('236 px of free space hold the bar, 235 only the handle', () => {
  expect(freeSpot(line, [at(0, 400), at(636, 1000)])).toMatchObject({ kind: 'bar', right: 628 });
  expect(freeSpot(line, [at(0, 400), at(635, 1000)])).toMatchObject({ kind: 'handle', right: 627 });
});

test('44 px of free space hold the handle, 43 nothing', () => {
  expect(freeSpot(line, [at(0, 400), at(444, 1000)])).toMatchObject({ kind: 'handle', right: 436 });
  expect(freeSpot(line, [at(0, 400), at(443, 1000)])).toBeNull();
});

test('a wide place further left is better than a narrow one at the right', () => {
  expect(freeSpot(line, [at(0, 100), at(400, 500), at(560, 1000)])).toMatchObject({ kind: 'bar', right: 392 });
});

test('what stands above or below the line, or overlaps something else, takes no room', () => {
  const above = at(300, 900, 60, 106);
  expect(freeSpot(line, [at(0, 200), above, at(50, 100)])).toMatchObject({ right: 992 });
});

test('the corner is the first of four without a control of the page', () => {
  expect(cornerSpot(1280, 800, () => false)).toEqual({ kind: 'corner', right: 1264, top: 756 });
  expect(cornerSpot(1280, 800, (box) => box.right > 640 && box.top > 400)).toEqual({
    kind: 'corner',
    right: 236,
    top: 756,
  });
  expect(cornerSpot(1280, 800, (box) => box.top > 400)).toEqual({ kind: 'corner', right: 1264, top: 16 });
  expect(cornerSpot(1280, 800, () => true)).toEqual({ kind: 'corner', right: 1264, top: 756 });
});
