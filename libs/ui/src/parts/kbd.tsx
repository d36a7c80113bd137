import type { ReactNode } from 'react';

/** A key beside the button that it presses; decoration, the shortcut itself is announced by `aria-keyshortcuts`. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="kbd" aria-hidden="true">
      {children}
    </kbd>
  );
}
