import type { ReactNode } from 'react';

export type EscalationStatus = 'open' | 'investigating' | 'action_required' | 'resolved' | 'closed' | 'void';

const ring = <circle cx="7" cy="7" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const tick = (fill: string) => (
  <>
    <circle cx="7" cy="7" r="6.5" fill={fill} />
    <path
      d="m4.4 7.2 1.8 1.8 3.4-3.8"
      fill="none"
      stroke="var(--panel)"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </>
);

const STATUSES = {
  open: {
    words: 'Open',
    shape: (
      <circle cx="7" cy="7" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.2 2.2" />
    ),
  },
  investigating: {
    words: 'Investigating',
    shape: (
      <>
        {ring}
        <path d="M7 3.5a3.5 3.5 0 0 1 0 7z" fill="currentColor" />
      </>
    ),
  },
  action_required: {
    words: 'Action required',
    shape: (
      <>
        {ring}
        <path d="M5.4 5v4M8.6 5v4" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
      </>
    ),
  },
  resolved: { words: 'Resolved', shape: tick('var(--covered-text)') },
  closed: { words: 'Closed', shape: tick('var(--ink-3)') },
  void: {
    words: 'Void',
    shape: (
      <>
        {ring}
        <path d="M3 11 11 3" stroke="currentColor" strokeWidth="1.5" />
      </>
    ),
  },
} as const satisfies Record<EscalationStatus, { words: string; shape: ReactNode }>;

/** The words of a status. */
export const statusWords = (status: EscalationStatus): string => STATUSES[status].words;

export interface StatusMarkProps {
  readonly status: EscalationStatus;
  /** On the way of an escalation: a step behind has the tick, one ahead is dashed, the present one has its own shape. */
  readonly step?: 'behind' | 'here' | 'ahead';
  /** Instead of its own words, where more is said: "Resolved, last 7 days". */
  readonly words?: string;
}

/** The shape tells the status (dashed, half, bars, tick), the words repeat it. */
export function StatusMark({ status, step = 'here', words }: StatusMarkProps) {
  const shown = step === 'behind' ? 'resolved' : step === 'ahead' ? 'open' : status;
  return (
    <span className="status">
      <svg viewBox="0 0 14 14" aria-hidden="true">
        {STATUSES[shown].shape}
      </svg>
      {words ?? STATUSES[status].words}
    </span>
  );
}
