import type { ReactNode } from 'react';

interface Drawing {
  readonly viewBox: string;
  readonly body: ReactNode;
}

/** The logo's drawings, as in design/mocks/logo: `mark-16` is drawn on the 16 px grid and is for sizes under 24 px. */
export const DRAWINGS = {
  mark: {
    viewBox: '0 0 32 32',
    body: (
      <>
        <rect width="32" height="32" rx="8" fill="#5b5bd6" />
        <path d="M8 8.5V17a8 8 0 0 0 16 0V8.5" fill="none" stroke="#ffffff" strokeWidth="4" strokeLinecap="round" />
        <circle cx="16" cy="11.2" r="3.8" fill="#ffffff" />
      </>
    ),
  },
  'mark-16': {
    viewBox: '0 0 16 16',
    body: (
      <>
        <rect width="16" height="16" rx="4" fill="#5b5bd6" />
        <path d="M4 4v4a4 4 0 0 0 8 0V4" fill="none" stroke="#ffffff" strokeWidth="2" strokeLinecap="round" />
        <circle cx="8" cy="5" r="2" fill="#ffffff" />
      </>
    ),
  },
  'mark-mono': {
    viewBox: '0 0 32 32',
    body: (
      <>
        <path
          d="M8 8.5V17a8 8 0 0 0 16 0V8.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="4"
          strokeLinecap="round"
        />
        <circle cx="16" cy="11.2" r="3.8" fill="currentColor" />
      </>
    ),
  },
  'mark-empty': {
    viewBox: '0 0 32 32',
    body: (
      <>
        <rect width="32" height="32" rx="8" fill="#5b5bd6" />
        <path d="M8 8.5V17a8 8 0 0 0 16 0V8.5" fill="none" stroke="#ffffff" strokeWidth="4" strokeLinecap="round" />
        <circle cx="16" cy="11.2" r="2.9" fill="none" stroke="#ffffff" strokeWidth="1.8" />
      </>
    ),
  },
  'mark-off': {
    viewBox: '0 0 32 32',
    body: (
      <>
        <rect width="32" height="32" rx="8" fill="#80838d" />
        <path d="M8 8.5V17a8 8 0 0 0 16 0V8.5" fill="none" stroke="#ffffff" strokeWidth="4" strokeLinecap="round" />
      </>
    ),
  },
  'mark-off-16': {
    viewBox: '0 0 16 16',
    body: (
      <>
        <rect width="16" height="16" rx="4" fill="#80838d" />
        <path d="M4 4v4a4 4 0 0 0 8 0V4" fill="none" stroke="#ffffff" strokeWidth="2" strokeLinecap="round" />
      </>
    ),
  },
} as const satisfies Record<string, Drawing>;
