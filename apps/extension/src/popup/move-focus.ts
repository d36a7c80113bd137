import type { KeyboardEvent } from 'react';

/** Arrow keys go through everything that is a row, from the search and back; "/" goes to the search from anywhere but a field. */
export function moveFocus(event: KeyboardEvent): void {
  const root = event.currentTarget;
  const search = root.querySelector<HTMLInputElement>('input[type="search"]');
  const target = event.target as HTMLElement;
  if (event.key === '/' && !target.matches('input, textarea, select')) {
    event.preventDefault();
    return search?.focus();
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [search, ...root.querySelectorAll<HTMLElement>('[data-row]')].filter((stop) => stop !== null);
  const here = stops.findIndex((stop) => stop === target || stop.contains(target));
  const next = stops[Math.max(0, here) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
