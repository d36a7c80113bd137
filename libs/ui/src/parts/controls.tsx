import type { ComponentProps } from 'react';
import { cn } from './class-names.js';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn('input', className)} {...rest} />;
}

/** Grows with what is typed, up to 40% of the window. */
export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cn('input', className)} {...rest} />;
}

/** The browser's own list: best on phones, and complete by keyboard. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={cn('input', className)} {...rest} />;
}
