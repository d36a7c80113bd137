import { clsx, type ClassValue } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Joins class names; of two Tailwind classes that say the same the later one stays. */
export const cn = (...classes: ClassValue[]): string => twMerge(clsx(classes));
