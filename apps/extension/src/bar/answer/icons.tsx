/** @jsxImportSource preact */
import type { BarWords } from '../../view/who-view.js';
import { PATHS as BAR_PATHS } from '../icon-paths.js';

/** Lucide (ISC), as one path each: a few drawings do not carry a library into every CRM page. */
const PATHS = {
  ...BAR_PATHS,
  calendar: 'M8 2v3 M16 2v3 M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2z M3 9h18',
  clock: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 6v6l4 2',
  info: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 16v-4 M12 8h.01',
  alert: 'M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3 M12 9v4 M12 17h.01',
  close: 'M18 6 6 18 M6 6l12 12',
  plane:
    'M17.8 19.2 16 11l3.5-3.5C21 6 21.5 4 21 3c-1-.5-3 0-4.5 1.5L13 8 4.8 6.2c-.5-.1-.9.1-1.1.5l-.3.5c-.2.5-.1 1 .3 1.3L9 12l-2 3H4l-1 1 3 2 2 3 1-1v-3l3-2 3.5 5.3c.3.4.8.5 1.3.3l.5-.2c.4-.3.6-.7.5-1.2z',
  check: 'M20 6 9 17l-5-5',
  nobody: 'M16.5 16.5l5 5 M2 21a8 8 0 0 1 11.531-7.18 M21.5 16.5l-5 5 M5 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0',
  external: 'M15 3h6v6 M10 14 21 3 M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6',
  panel: 'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M15 3v18',
  search: 'M3 11a8 8 0 1 0 16 0a8 8 0 1 0-16 0 M21 21l-4.3-4.3',
  plus: 'M5 12h14 M12 5v14',
  move: 'M12 2v20 M15 19l-3 3-3-3 M19 9l3 3-3 3 M2 12h20 M5 9l-3 3 3 3 M9 5l3-3 3 3',
  home: 'M9 14 4 9l5-5 M4 9h10.5a5.5 5.5 0 0 1 0 11H11',
  shrink: 'M14 10l7-7 M20 10h-6V4 M3 21l7-7 M4 14h6v6',
  grow: 'M15 3h6v6 M21 3l-7 7 M3 21l7-7 M9 21H3v-6',
  hide: 'M10.733 5.076a10.744 10.744 0 0 1 11.205 6.575 1 1 0 0 1 0 .696 10.747 10.747 0 0 1-1.444 2.49 M14.084 14.158a3 3 0 0 1-4.242-4.242 M17.479 17.499a10.75 10.75 0 0 1-15.417-5.151 1 1 0 0 1 0-.696 10.75 10.75 0 0 1 4.446-5.143 M2 2l20 20',
  options: 'M20 7h-9 M14 17H5 M14 17a3 3 0 1 0 6 0a3 3 0 1 0-6 0 M4 7a3 3 0 1 0 6 0a3 3 0 1 0-6 0',
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

/** The logo at the head of what opens; grey and without a head when nobody is signed in. */
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
