import type { Site } from '../sites/site.js';
import { rootsUnder, type Scope } from './roots.js';

/** Pages keep copies of records they showed before (Lightning), hidden or beside the window: only what is seen counts. */
export const isVisible = (element: Element): boolean => {
  const { width, height, left, right } = element.getBoundingClientRect();
  if (!(width > 0 && height > 0 && right > 0 && left < innerWidth)) return false;
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
};

const seenIn = (scope: Scope, selector: string): Element | undefined =>
  [...scope.querySelectorAll(selector)].find(isVisible);

/** For each selector in order its first visible element in the light tree of the scope. */
const lightIn = (scope: Scope, selectors: readonly string[]): Element[] =>
  selectors.flatMap((selector) => seenIn(scope, selector) ?? []);

/** The first visible element for the selectors in order; light tree first, then through shadow roots when `deep`. */
export function firstVisible(scope: Scope, selectors: readonly string[], deep: boolean): Element | null {
  const [light] = lightIn(scope, selectors);
  if (light || !deep || !selectors.length) return light ?? null;
  const roots = [...rootsUnder(scope)];
  for (const selector of selectors) {
    for (const root of roots) {
      const hit = seenIn(root, selector);
      if (hit) return hit;
    }
  }
  return null;
}

/** The part of the page that holds the record: the visible pane where several stand side by side in the document. */
export const paneOf = (site: Site, deep = false): Scope => firstVisible(document, site.within ?? [], deep) ?? document;

/** Walking every shadow root of a large app costs some milliseconds: ever more seldom while nothing is found. */
const DEEP_AFTER_MS = 250;
const DEEP_AT_MOST_MS = 2000;

/** What `AnchorFinder` knows now. */
export interface Anchors {
  /** In order of preference. */
  readonly found: readonly Element[];
  /** Nothing is found yet and it is too early to walk the shadow roots again: ask then. */
  readonly againInMs: number | null;
}

/** Finds the anchors of a record. In most frames that is a look at those it knows; `watch` hears of every shadow root walked. */
export class AnchorFinder {
  #deep: readonly Element[] = [];
  #nextDeepAt = -Infinity;
  #pauseMs = DEEP_AFTER_MS;

  constructor(
    private readonly site: Site,
    private readonly panel: Element | null,
    private readonly watch: (root: ShadowRoot) => void,
  ) {}

  find(): Anchors {
    const pane = this.panel ?? paneOf(this.site);
    const light = lightIn(pane, this.site.anchors);
    if (light.length) return { found: light, againInMs: null };
    if (!this.site.anchors.length) return { found: [], againInMs: null };

    if (this.#deep.length && this.#deep.every((anchor) => anchor.isConnected && isVisible(anchor)))
      return { found: this.#deep, againInMs: null };
    const now = performance.now();
    if (now < this.#nextDeepAt) return { found: [], againInMs: this.#nextDeepAt - now };
    this.#deep = this.#walk();
    this.#nextDeepAt = now + this.#pauseMs;
    this.#pauseMs = this.#deep.length ? DEEP_AFTER_MS : Math.min(this.#pauseMs * 2, DEEP_AT_MOST_MS);
    return { found: this.#deep, againInMs: null };
  }

  #walk(): Element[] {
    const roots = [...rootsUnder(this.panel ?? paneOf(this.site, true))];
    roots.forEach(this.watch);
    return this.site.anchors.flatMap(
      (selector) => roots.map((root) => seenIn(root, selector)).find((hit) => hit !== undefined) ?? [],
    );
  }
}
