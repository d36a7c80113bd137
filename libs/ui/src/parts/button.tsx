import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
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
 * undone. An `icon` button needs an `aria-label`.
 */
export function Button({ look, size, icon, busy = false, className, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={cn(buttonClass({ look, size, icon }), className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    />
  );
}
