import { useEffect } from 'react';

/** What is allowed to be cut: one line with an ellipsis, or a number of lines. */
const CUT = '.clip, .who small, .ecard-title, [class*="line-clamp-"]';

const isCut = (element: Element): boolean =>
  element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;

/** Whatever had to be cut says all of its words when it is pointed at; what has a title of its own keeps it. */
export function useWholeWords(): void {
  useEffect(() => {
    const onPointer = ({ target }: PointerEvent) => {
      const element = target instanceof Element ? target.closest<HTMLElement>(CUT) : null;
      if (!element) return;
      const own = 'wholeWords' in element.dataset;
      if (!own && element.closest('[title]')) return;
      if (isCut(element)) {
        element.title = element.textContent.trim();
        element.dataset['wholeWords'] = '';
      } else if (own) {
        element.removeAttribute('title');
        delete element.dataset['wholeWords'];
      }
    };
    document.addEventListener('pointerover', onPointer);
    return () => document.removeEventListener('pointerover', onPointer);
  }, []);
}
