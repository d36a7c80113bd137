/** @jsxImportSource preact */
import type { BarWords } from '../view/who-view.js';

/** Lucide (ISC), as one path each: ten drawings do not carry a library into every CRM page. */
const PATHS = {
  calendar: 'M8 2v3 M16 2v3 M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2z M3 9h18',
  clock: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 6v6l4 2',
  info: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 16v-4 M12 8h.01',
  alert: 'M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3 M12 9v4 M12 17h.01',
  close: 'M18 6 6 18 M6 6l12 12',
  plane:
    'M17.8 19.2 16 11l3.5-3.5C21 6 21.5 4 21 3c-1-.5-3 0-4.5 1.5L13 8 4.8 6.2c-.5-.1-.9.1-1.1.5l-.3.5c-.2.5-.1 1 .3 1.3L9 12l-2 3H4l-1 1 3 2 2 3 1-1v-3l3-2 3.5 5.3c.3.4.8.5 1.3.3l.5-.2c.4-.3.6-.7.5-1.2z',
  check: 'M20 6 9 17l-5-5',
  offline:
    'M12 20h.01 M8.5 16.429a5 5 0 0 1 7 0 M5 12.859a10 10 0 0 1 5.17-2.69 M19 12.859a10 10 0 0 0-2.007-1.523 M2 8.82a15 15 0 0 1 4.177-2.643 M22 8.82a15 15 0 0 0-11.288-3.764 M2 2l20 20',
  nobody: 'M16.5 16.5l5 5 M2 21a8 8 0 0 1 11.531-7.18 M21.5 16.5l-5 5 M5 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0',
  reload: 'M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8 M21 3v5h-5',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration beside words; 14 px, line 2. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The logo for small sizes. Covered and gap differ by shape (dot, diamond), not only by hue; signed out is grey, without a head. */
export function Mark({ mark }: { readonly mark: BarWords['mark'] }) {
  const off = mark === 'off';
  return (
    <span class={`mark ${mark}`} aria-hidden="true">
      <svg viewBox="0 0 16 16">
        <rect width="16" height="16" rx="4" fill={off ? '#80838d' : '#5b5bd6'} />
        <path d="M4 4v4a4 4 0 0 0 8 0V4" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" />
        {off ? null : <circle cx="8" cy="5" r="2" fill="#fff" />}
      </svg>
    </span>
  );
}
