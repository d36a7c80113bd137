/** The list with the item from one place put into another; places from 0, `to` as it is afterwards. */
export function movedTo<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/**
 * The place of a lifted row for a pointer at `y`: as many rows are above it as have their middle above the pointer, the lifted one
 * not counted. `middles` are those of all rows, top to bottom.
 */
export const placeFor = (middles: readonly number[], y: number, from: number): number =>
  middles.filter((middle, index) => index !== from && middle < y).length;
