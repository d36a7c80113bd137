export type Priority = 'high' | 'medium' | 'low';

const WORDS = { high: 'High', medium: 'Medium', low: 'Low' } as const satisfies Record<Priority, string>;
const FILLED = { high: 3, medium: 2, low: 1 } as const satisfies Record<Priority, number>;
const BARS = [
  { x: 1, y: 9, height: 4 },
  { x: 5.5, y: 5.5, height: 7.5 },
  { x: 10, y: 2, height: 11 },
] as const;

export interface PriorityBarsProps {
  readonly priority: Priority;
  readonly bare?: boolean;
  /** The whole word, or of bare bars the words for who cannot see them, in another language than English. */
  readonly words?: string;
}

/** Three bars and the word; bars alone (`bare`) only where rows are grouped by priority. */
export function PriorityBars({ priority, bare = false, words }: PriorityBarsProps) {
  return (
    <span className="prio">
      <svg viewBox="0 0 14 14" aria-hidden="true">
        {BARS.map((bar, index) => (
          <rect key={bar.x} {...bar} width={3} rx={1} fill={index < FILLED[priority] ? 'var(--ink)' : 'var(--sev-3)'} />
        ))}
      </svg>
      {bare ? <span className="sr-only">{words ?? `${WORDS[priority]} priority`}</span> : (words ?? WORDS[priority])}
    </span>
  );
}
