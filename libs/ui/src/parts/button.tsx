import { cva, type VariantProps } from 'class-variance-authority';
import { type ComponentProps, useCallback } from 'react';
import { cn } from './class-names.js';

/** Class names of a button, for links that look like one. */
export const buttonClass = cva('btn', {
  variants: {
    look: { plain: '', filled: 'btn-filled', quiet: 'btn-quiet', red: 'btn-red' },
    size: { page: '', panel: 'btn-panel', row: 'btn-row' },
    icon: { true: 'btn-icon', false: '' },
  },
  defaultVariants: { look: 'plain', size: 'page', icon: false },
});

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonClass> {
  /** Working: says so to screen readers and takes no second click, but keeps the focus. */
  readonly busy?: boolean;
}

/**
 * 32 px in headers (`page`), 28 in panels, 24 in rows. One `filled` per panel: the next thing to do; `red` cannot be
 * undone. An `icon` button needs an `aria-label`. One that is switched off while it has the focus lets go of it.
 */
export function Button({ look, size, icon, busy = false, className, onClick, type = 'button', ...rest }: ButtonProps) {
  const { disabled, ref } = rest;
  const letGo = useCallback(
    (element: HTMLButtonElement | null) => {
      // the browser gives no key to a page whose focus is on something that is off: single keys would do nothing
      if (disabled && element && element === element.ownerDocument.activeElement) element.blur();
      if (typeof ref === 'function') return ref(element);
      if (ref) ref.current = element;
    },
    [disabled, ref],
  );
  return (
    <button
      type={type}
      className={cn(buttonClass({ look, size, icon }), className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
      ref={letGo}
    />
  );
}
