// What a picture of the dashboard cannot say for itself (web-pictures.ts): measured in the page as it stands.
import type { Page } from 'playwright-core';

const ENOUGH = 12;

/** One line for each thing that is wrong with the shape of the page; the first dozen. Empty when nothing is. */
export async function findingsOf(page: Page): Promise<string[]> {
  const found = await page.evaluate(measure);
  return found.length > ENOUGH ? [...found.slice(0, ENOUGH), `… and ${found.length - ENOUGH} more`] : found;
}

/** Runs in the page, so everything it needs is inside. */
function measure(): string[] {
  const SLACK = 2;
  const lines = new Set<string>();
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) lines.add(`page: ${wide} px wider than the window`);

  const nameOf = (element: Element): string => {
    const classes = typeof element.className === 'string' ? element.className.split(/\s+/).slice(0, 3).join('.') : '';
    return `${element.tagName.toLowerCase()}${classes ? `.${classes}` : ''}`;
  };
  const isSeen = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 1;
  const clips = (value: string): boolean => value === 'hidden' || value === 'clip';
  const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';

  for (const element of document.body.querySelectorAll('*')) {
    const { overflowX } = getComputedStyle(element);
    const over = element.scrollWidth - element.clientWidth;
    if (scrolls(overflowX) && over > 1 && isSeen(element))
      lines.add(`scrolls sideways by ${over} px: ${nameOf(element)}`);
  }

  const boxes: { words: string; box: DOMRect; owner: Element }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const owner = node.parentElement;
    const words = node.textContent?.trim() ?? '';
    if (!owner || words === '' || owner.closest('svg, script, style, select, [aria-hidden=true]') || !isSeen(owner))
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) continue;
    const verdict = lost(owner, box);
    if (verdict === 'unseen') continue;
    if (verdict) lines.add(`${verdict}: “${words.slice(0, 40)}” in ${nameOf(owner)}`);
    else boxes.push(...[...range.getClientRects()].map((line) => ({ words: words.slice(0, 30), box: line, owner })));
  }
  for (const line of overlaps()) lines.add(line);
  return [...lines];

  /** How the text is lost behind an edge, 'unseen' where nobody is meant to read it, null where all of it is in sight. */
  function lost(owner: Element, box: DOMRect): string | null {
    for (let at: Element | null = owner; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const edge = at.getBoundingClientRect();
      if (edge.width <= 1 || edge.height <= 1) return 'unseen';
      if (scrolls(style.overflowX) || scrolls(style.overflowY) || style.position === 'fixed') return null;
      const sideways = clips(style.overflowX) && (box.right > edge.right + SLACK || box.left < edge.left - SLACK);
      const downwards = clips(style.overflowY) && (box.bottom > edge.bottom + SLACK || box.top < edge.top - SLACK);
      if (!sideways && !downwards) continue;
      const marked = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
      if (!marked) return 'clipped';
      // these say all of their words when they are pointed at (apps/web/src/shell/use-whole-words.ts)
      if (at.matches('.clip, .who small, .ecard-title, [class*="line-clamp-"]')) return 'unseen';
      const says = at.closest('[title]') ?? owner.closest('[title]') ?? at.querySelector('[title]');
      return says ? 'unseen' : 'cut without a title';
    }
    return box.right > window.innerWidth + SLACK ? 'beyond the window' : null;
  }

  /** Texts that lie over each other; what sticks or floats does so on purpose. */
  function overlaps(): string[] {
    const floats = (element: Element): boolean => {
      for (let at: Element | null = element; at; at = at.parentElement)
        if (['fixed', 'sticky', 'absolute'].includes(getComputedStyle(at).position)) return true;
      return false;
    };
    const still = boxes.filter(({ owner }) => !floats(owner)).toSorted((a, b) => a.box.top - b.box.top);
    const found: string[] = [];
    for (const [n, a] of still.entries())
      for (let m = n + 1; m < still.length; m += 1) {
        const b = still[m];
        if (!b || b.box.top > a.box.bottom - 4) break;
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (across > 3 && down > 4 && a.owner !== b.owner) found.push(`over each other: “${a.words}” and “${b.words}”`);
      }
    return found;
  }
}
