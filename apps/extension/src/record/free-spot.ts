/** A box in viewport pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where the bar goes: `right` is its right edge, so that changing words never move that edge. */
export interface Spot {
  readonly kind: 'bar' | 'handle' | 'corner';
  readonly right: number;
  readonly top: number;
}

export const BAR_HEIGHT = 28;
/** Room to the next control (mocks/README, "Bar on a CRM record"). */
export const ROOM = 8;
const BAR_NEEDS = 220 + 2 * ROOM;
const HANDLE_NEEDS = 28 + 2 * ROOM;

/**
 * The free place in a header's line, at its right end if there is one: 236 px for the bar, else 44 px for the handle, else null.
 * `line` is the header's width at the height of the title row; `obstacles` are the texts and controls in it, in any order.
 */
export function freeSpot(line: Box, obstacles: readonly Box[]): Spot | null {
  const gaps = gapsIn(line, obstacles);
  const gap = gaps.findLast(({ left, right }) => right - left >= BAR_NEEDS);
  const small = gap ?? gaps.findLast(({ left, right }) => right - left >= HANDLE_NEEDS);
  if (!small) return null;
  const top = Math.round((line.top + line.bottom - BAR_HEIGHT) / 2);
  return { kind: gap ? 'bar' : 'handle', right: Math.round(small.right - ROOM), top };
}

/** Free stretches from left to right. The header's own edges count as obstacles. */
function gapsIn(line: Box, obstacles: readonly Box[]): { left: number; right: number }[] {
  const [top, bottom] = [(line.top + line.bottom - BAR_HEIGHT) / 2, (line.top + line.bottom + BAR_HEIGHT) / 2];
  const inLine = obstacles
    .filter((box) => box.bottom > top && box.top < bottom && box.right > line.left && box.left < line.right)
    .toSorted((a, b) => a.left - b.left);
  const gaps: { left: number; right: number }[] = [];
  let left = line.left;
  for (const box of inLine) {
    if (box.left > left) gaps.push({ left, right: box.left });
    left = Math.max(left, box.right);
  }
  if (line.right > left) gaps.push({ left, right: line.right });
  return gaps;
}

/** The corner for a page without a place: 16 px from the edges, the first of four that no control of the page is in. */
export function cornerSpot(width: number, height: number, isTaken: (box: Box) => boolean): Spot {
  const edge = 16;
  const [right, left] = [width - edge, edge + 220];
  const [low, high] = [height - edge - BAR_HEIGHT, edge];
  const corners = [
    { right, top: low },
    { right: left, top: low },
    { right, top: high },
    { right: left, top: high },
  ];
  const free = corners.find(
    (spot) => !isTaken({ left: spot.right - 220, top: spot.top, right: spot.right, bottom: spot.top + BAR_HEIGHT }),
  );
  return { kind: 'corner', ...(free ?? { right, top: low }) };
}
