import { insideWindow } from './mover.js';

const bar = { width: 220, height: 28 };
const window = { width: 1280, height: 800 };

test.each([
  ['where it fits it stays', { right: 100, top: 300 }, { right: 100, top: 300 }],
  ['out at the right and top it is 4 px from the edges', { right: -50, top: -9 }, { right: 4, top: 4 }],
  ['out at the left and bottom, too', { right: 1270, top: 799 }, { right: 1056, top: 768 }],
])('a bar that was moved: %s', (_, kept, shown) => expect(insideWindow(kept, bar, window)).toEqual(shown));

test('in a window smaller than the bar its right end and top can be reached', () => {
  expect(insideWindow({ right: 500, top: 300 }, bar, { width: 200, height: 20 })).toEqual({ right: 4, top: 4 });
});
