import { browser } from 'wxt/browser';

/** Where selectors are tried. */
export type Scope = Document | ShadowRoot | Element;

/**
 * The shadow root of an element, closed ones included: Chrome opens those of custom elements to extensions by a call, Firefox by a
 * property. Null also when the extension was updated under the page, because then nobody answers the call.
 */
export function rootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  if (!element.localName.includes('-')) return null;
  if ('openOrClosedShadowRoot' in element) {
    const root = element.openOrClosedShadowRoot;
    return root instanceof ShadowRoot ? root : null;
  }
  if (!(element instanceof HTMLElement)) return null;
  try {
    return browser.dom?.openOrClosedShadowRoot(element) ?? null;
  } catch {
    return null;
  }
}

/** Every shadow root under a scope, outer before inner. Walks the whole tree: some milliseconds on a large page. */
export function* rootsUnder(scope: Scope): Generator<ShadowRoot> {
  const own = scope instanceof Element ? rootOf(scope) : null;
  if (own) yield* withInner(own);
  for (const element of scope.querySelectorAll('*')) {
    const root = rootOf(element);
    if (root) yield* withInner(root);
  }
}

function* withInner(root: ShadowRoot): Generator<ShadowRoot> {
  yield root;
  yield* rootsUnder(root);
}

/** The element around this one as it is drawn: through slots and out of shadow roots. */
export function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Node.contains, through shadow roots; an element contains itself. */
export function holds(outer: Element, inner: Element): boolean {
  for (let at: Element | null = inner; at; at = parentOf(at)) if (at === outer) return true;
  return false;
}

/**
 * What the page paints on top at a point, without our host; through shadow roots. Each root is asked for everything at the point: asked for
 * the top alone, a root answers with our host where that lies above it, and the bar would be in its own way.
 */
export function topmost(x: number, y: number, host: Element): Element | null {
  const topIn = (root: Document | ShadowRoot): Element | null =>
    root.elementsFromPoint(x, y).find((element) => element !== host && element.getRootNode() === root) ?? null;
  let top = topIn(document);
  while (top) {
    const root = rootOf(top);
    const inner = root && topIn(root);
    if (!inner) return top;
    top = inner;
  }
  return null;
}
