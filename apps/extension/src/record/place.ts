import { cornerSpot, freeSpot, type Box, type Spot } from './free-spot.js';

const CONTROLS = 'a[href],button,input,select,textarea,img,svg,canvas,iframe,video,[role=button],[role=tab],[tabindex]';
/** A header is at most this high; higher boxes are the page's body. */
const HEADER_HEIGHT = 160;
const MOST_ELEMENTS = 600;

/**
 * Where the bar belongs beside an anchor, now. `covered` means that something of the page lies over the header (a dialog, a
 * scrolled container): then nothing of ours may be seen either. Only reads the page.
 */
export function placeBeside(anchor: Element, title: Element | null, host: Element): Spot | 'covered' | null {
  const header = headerOf(anchor);
  const box = header.getBoundingClientRect();
  const middle = middleOf(title && header.contains(title) ? title : anchor);
  if (middle < 0 || middle > innerHeight) return 'covered';
  const line = {
    left: Math.max(0, box.left),
    right: Math.min(document.documentElement.clientWidth, box.right),
    top: middle - 20,
    bottom: middle + 20,
  };
  if (isCovered(title ?? anchor, header, host)) return 'covered';
  const spot = freeSpot(line, obstaclesIn(header));
  return spot && isFree(spot, header, host) ? spot : null;
}

/** The corner of the window that no control of the page is in. */
export const placeInCorner = (host: Element): Spot =>
  cornerSpot(document.documentElement.clientWidth, innerHeight, (box) =>
    pointsOf(box).some(([x, y]) => !!topmost(x, y, host)?.closest(CONTROLS)),
  );

/** The widest box around the anchor that is still no higher than a header. */
function headerOf(anchor: Element): Element {
  let header = anchor;
  for (let up = parentOf(anchor); up && up !== document.body; up = parentOf(up)) {
    const [box, inner] = [up.getBoundingClientRect(), header.getBoundingClientRect()];
    if (box.height > HEADER_HEIGHT || box.height === 0) break;
    if (box.width >= inner.width) header = up;
  }
  return header;
}

const parentOf = (element: Element): Element | null => {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
};

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
    for (const child of (node.shadowRoot ?? node).childNodes) visit(child);
  };
  header.childNodes.forEach(visit);
  header.shadowRoot?.childNodes.forEach(visit);
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

const topmost = (x: number, y: number, host: Element): Element | null =>
  document.elementsFromPoint(x, y).find((element) => element !== host) ?? null;

/** Geometry forgets what other layers paint: the place is free when the page's own background is on top there. */
function isFree(spot: Spot, header: Element, host: Element): boolean {
  const width = spot.kind === 'bar' ? 220 : 28;
  const box = { left: spot.right - width, right: spot.right, top: spot.top, bottom: spot.top + 28 };
  return pointsOf(box).every(([x, y]) => {
    const top = topmost(x, y, host);
    return !!top && (top.contains(header) || header.contains(top)) && !top.closest('a[href],button,[role=button]');
  });
}

function isCovered(element: Element, header: Element, host: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const shown = topmost((left + Math.min(right, innerWidth)) / 2, (top + bottom) / 2, host);
  if (!shown) return true;
  const outer = header.getRootNode() instanceof ShadowRoot ? rootHost(header) : header;
  return !outer.contains(shown) && !shown.contains(outer);
}

/** elementsFromPoint of the document stops at the outermost shadow host. */
function rootHost(element: Element): Element {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? rootHost(root.host) : element;
}
