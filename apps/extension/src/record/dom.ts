import type { Site } from '../sites/site.js';

/** Pages keep hidden copies of records they showed before (Lightning): only what is seen counts. */
export const isVisible = (element: Element): boolean => {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
};

/** The first visible element for the selectors in order; light DOM first, then through open shadow roots when `deep`. */
export function firstVisible(selectors: readonly string[], deep: boolean): Element | null {
  for (const selector of selectors) {
    const hit = [...document.querySelectorAll(selector)].find(isVisible);
    if (hit) return hit;
  }
  if (!deep) return null;
  const roots = [...openRoots(document)];
  for (const selector of selectors) {
    const hit = roots.flatMap((root) => [...root.querySelectorAll(selector)]).find(isVisible);
    if (hit) return hit;
  }
  return null;
}

function* openRoots(root: Document | ShadowRoot): Generator<ShadowRoot> {
  for (const element of root.querySelectorAll('*')) {
    if (!element.shadowRoot) continue;
    yield element.shadowRoot;
    yield* openRoots(element.shadowRoot);
  }
}

/** Walking every shadow root of a large app costs some milliseconds: at most this often while nothing is found. */
const DEEP_EVERY_MS = 250;

/** Finds the anchor of a record and keeps it while it is seen, so that most frames cost one look. */
export class AnchorFinder {
  #found: Element | null = null;
  #lookedDeepAt = -Infinity;

  constructor(private readonly site: Site) {}

  find(): Element | null {
    if (this.#found?.isConnected && isVisible(this.#found)) return this.#found;
    const now = performance.now();
    const deep = now - this.#lookedDeepAt >= DEEP_EVERY_MS;
    if (deep) this.#lookedDeepAt = now;
    return (this.#found = firstVisible(this.site.anchors, deep));
  }
}

/** The customer's name as the page writes it, read when somebody acts; the page's title when no selector fits. */
export function readName(site: Site): string {
  const element = firstVisible(site.names, true);
  const text = (element?.textContent ?? '').replace(/\s+/g, ' ').trim() || document.title.trim();
  const named = site.name_pattern ? new RegExp(site.name_pattern).exec(text)?.groups?.['name'] : null;
  return (named ?? text).slice(0, 300);
}
