import { cornerSpot, freeSpot, type Box, type Spot } from './free-spot.js';
import { holds, parentOf, rootOf, topmost } from './roots.js';

const CONTROLS = 'a[href],button,input,select,textarea,img,svg,canvas,iframe,video,[role=button],[role=tab],[tabindex]';
/** A header is at most this high; higher boxes are the page's body. */
const HEADER_HEIGHT = 160;
const MOST_ELEMENTS = 600;

/**
 * Where the bar belongs beside the anchors, the most preferred first: the first place that holds the whole bar, else the first for
 * the handle. `covered` means that something of the page lies over the first (a dialog, a scrolled container): then nothing of ours
 * may be seen either. Null when there is no room. Only reads the page.
 */
export function placeBeside(
  anchors: readonly Element[],
  title: Element | null,
  host: Element,
): Spot | 'covered' | null {
  let small: Spot | null = null;
  for (const [at, anchor] of anchors.entries()) {
    const spot = placeAt(anchor, title, host);
    if (spot === 'covered') {
      if (at === 0) return 'covered';
      continue;
    }
    if (spot?.kind === 'bar') return spot;
    small ??= spot;
  }
  return small;
}

function placeAt(anchor: Element, title: Element | null, host: Element): Spot | 'covered' | null {
  const header = headerOf(anchor);
  const box = header.getBoundingClientRect();
  const inHeader = title && holds(header, title) ? title : null;
  const middle = middleOf(inHeader ?? anchor);
  if (middle < 0 || middle > innerHeight) return 'covered';
  const line = {
    left: Math.max(0, box.left),
    right: Math.min(document.documentElement.clientWidth, box.right),
    top: middle - 20,
    bottom: middle + 20,
  };
  if (isCovered(inHeader ?? anchor, header, host)) return 'covered';
  const spot = freeSpot(line, obstaclesIn(header));
  return spot && isFree(spot, header, host) ? spot : null;
}

/** The corner of the window that no control of the page is in. */
export const placeInCorner = (host: Element): Spot =>
  cornerSpot(document.documentElement.clientWidth, innerHeight, (box) =>
    pointsOf(box).some(([x, y]) => isControl(topmost(x, y, host))),
  );

/** Inside a control: the closest one may be outside the shadow root. */
function isControl(element: Element | null): boolean {
  for (let at = element; at; at = parentOf(at)) if (at.matches(CONTROLS)) return true;
  return false;
}

/** The widest box around the anchor that is still no higher than a header. */
function headerOf(anchor: Element): Element {
  let header = anchor;
  for (let up = parentOf(anchor); up && up !== document.body; up = parentOf(up)) {
    const [box, inner] = [up.getBoundingClientRect(), header.getBoundingClientRect()];
    if (box.height > HEADER_HEIGHT) break;
    // A host or slot without a box of its own (display: contents) holds the header all the same.
    if (box.height > 0 && box.width >= inner.width) header = up;
  }
  return header;
}

/** The middle of the first line of text: a title may wrap. */
function middleOf(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  const [first] = range.getClientRects();
  const { top, bottom } = first && first.height > 0 ? first : element.getBoundingClientRect();
  return (top + bottom) / 2;
}

/** Texts and controls of the header, as boxes; wrappers are free space. */
function obstaclesIn(header: Element): Box[] {
  const boxes: Box[] = [];
  let left = MOST_ELEMENTS;
  const visit = (node: Node): void => {
    if (left-- <= 0) return;
    if (node instanceof Text) return void (node.data.trim() && boxes.push(...rectsOf(node)));
    if (!(node instanceof Element) || (node instanceof HTMLElement && node.hidden)) return;
    if (node.matches(CONTROLS)) return void boxes.push(node.getBoundingClientRect());
    visitInside(node);
  };
  const visitInside = (element: Element): void => {
    const slotted = element instanceof HTMLSlotElement ? element.assignedNodes() : [];
    (slotted.length ? slotted : (rootOf(element) ?? element).childNodes).forEach(visit);
  };
  visitInside(header);
  return boxes;
}

function rectsOf(text: Text): Box[] {
  const range = document.createRange();
  range.selectNodeContents(text);
  return [...range.getClientRects()];
}

const pointsOf = ({ left, top, right, bottom }: Box): [number, number][] => {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return [
    [left + 2, y],
    [x, y],
    [right - 2, y],
    [x, top + 2],
    [x, bottom - 2],
  ];
};

/** Geometry forgets what other layers paint: the place is free when the page's own background is on top there. */
function isFree(spot: Spot, header: Element, host: Element): boolean {
  const width = spot.kind === 'bar' ? 220 : 28;
  const box = { left: spot.right - width, right: spot.right, top: spot.top, bottom: spot.top + 28 };
  return pointsOf(box).every(([x, y]) => {
    const top = topmost(x, y, host);
    return !!top && (holds(top, header) || holds(header, top)) && !isButton(top);
  });
}

function isButton(element: Element): boolean {
  for (let at: Element | null = element; at; at = parentOf(at))
    if (at.matches('a[href],button,[role=button]')) return true;
  return false;
}

function isCovered(element: Element, header: Element, host: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const shown = topmost((Math.max(left, 0) + Math.min(right, innerWidth)) / 2, (top + bottom) / 2, host);
  return !shown || !(holds(header, shown) || holds(shown, header));
}
