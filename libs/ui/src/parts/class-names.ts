import { clsx, type ClassValue } from 'clsx';

/** Joins class names; what is false, null or empty is left out. A utility beats a part's own class by its cascade layer. */
export const cn = (...classes: ClassValue[]): string => clsx(classes);
