import { isVisible } from '../record/dom.js';
import { parentOf, topmost } from '../record/roots.js';

const POINTER = [
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'click',
  'auxclick',
  'dblclick',
  'contextmenu',
  'touchstart',
  'touchend',
  'dragstart',
] as const;
const KEYS = ['keydown', 'keyup', 'keypress'] as const;

/** What happens while somebody points. */
export interface Pointer {
  /** False while the page is to be used as always: nothing is held back then. */
  isPointing(): boolean;
  /** Null over our own panel. */
  over(element: Element | null): void;
  chosen(element: Element): void;
  /** True when the key was meant for us. */
  key(name: string): boolean;
}

/**
 * Takes what people do with pointer and keys before the page sees it. The host lies over the whole window and is what is pressed,
 * so that no control of the page is; and nothing goes further than the window. Only a person's own events count.
 */
export function holdBack(host: Element, pointer: Pointer): () => void {
  const ended = new AbortController();
  const options = { capture: true, passive: false, signal: ended.signal } as const;
  const isOurs = (event: Event): boolean => event.composedPath().some((target) => isPanel(target));

  const onPointer = (event: Event): void => {
    if (!pointer.isPointing() || isOurs(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type !== 'click' || !event.isTrusted || !(event instanceof MouseEvent)) return;
    const element = topmost(event.clientX, event.clientY, host);
    if (element) pointer.chosen(element);
  };
  const onMove = (event: PointerEvent): void => {
    if (!pointer.isPointing()) return;
    event.stopImmediatePropagation();
    pointer.over(isOurs(event) ? null : topmost(event.clientX, event.clientY, host));
  };
  const onKey = (event: KeyboardEvent): void => {
    const inPanel = isOurs(event);
    if (!pointer.isPointing() && !inPanel) return;
    if (event.type === 'keydown' && event.isTrusted && !isTyping(event, inPanel) && pointer.key(event.key))
      event.preventDefault();
    // Tab moves between our own buttons; everything else is not the page's either while somebody points.
    if (event.key !== 'Tab' && !inPanel) event.preventDefault();
    if (!inPanel) event.stopImmediatePropagation();
  };
  for (const type of POINTER) addEventListener(type, onPointer, options);
  addEventListener('pointermove', onMove, options);
  for (const type of KEYS) addEventListener(type, onKey, options);
  return () => ended.abort();
}

const isPanel = (target: EventTarget): boolean =>
  target instanceof Element && target.classList.contains('us-picker-panel');

/** Keys that write or press something in our panel stay there; Esc always means stop. */
const isTyping = (event: KeyboardEvent, inPanel: boolean): boolean => {
  if (!inPanel || event.key === 'Escape') return false;
  const [target] = event.composedPath();
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    event.key === 'Enter' ||
    event.key === ' '
  );
};

/** The box around, the first box inside, the box before or after: how one points without a pointer. */
export function neighbour(element: Element, key: string): Element | null {
  if (key === 'ArrowUp') {
    const around = parentOf(element);
    return around && around !== document.body && around !== document.documentElement ? around : null;
  }
  if (key === 'ArrowDown') return [...element.children].find(isVisible) ?? null;
  const beside = key === 'ArrowRight' ? 'nextElementSibling' : 'previousElementSibling';
  for (let at = element[beside]; at; at = at[beside]) if (isVisible(at)) return at;
  return null;
}
