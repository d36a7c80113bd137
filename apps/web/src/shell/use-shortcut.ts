import { useLayoutEffect, useRef } from 'react';

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Listens from before the first paint, so that a key pressed at once is not lost. Runs on a key: "e" (never while typing or in a dialog) or "mod+k" (Ctrl or Command). */
export function useShortcut(keys: string, run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useLayoutEffect(() => {
    const withModifier = keys.startsWith('mod+');
    const key = keys.replace('mod+', '');
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || event.altKey || event.repeat) return;
      if ((event.metaKey || event.ctrlKey) !== withModifier) return;
      if (document.querySelector('dialog[open]') || (!withModifier && typing(event.target))) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [keys]);
}
